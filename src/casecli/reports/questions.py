"""Answers to questions about a result as text: what it rests on, how to reach another, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casecli.engine.legal import NOT_ENGAGED
from casecli.model.rulebook import Rulebook
from casecli.questions.diff import Changed
from casecli.questions.pathways import Pathways
from casecli.questions.sensitivity import Sensitivity
from casecli.reports.grounds import advised, spell
from casecli.reports.sheet import Segment, Sheet
from casecli.reports.wording import WHO
from casecli.reports.words import CREDITS, FINDINGS, STATUSES, both, status_words, words

BAR, MOST = 30, 12


def write_sensitivity(found: Sensitivity, rulebook: Rulebook, sheet: Sheet) -> None:
    """Shares of worlds, the facts that decide as a tornado, and the contested points."""
    how = "counted exactly" if found.exact else f"a seeded sample; two standard errors are {found.error:.3f}"
    sheet.wrapped(
        f"Status now: {STATUSES[found.status].word}. {found.worlds:,} ways to settle the open facts, {how}.", 1
    )
    kind = "by stated likelihoods" if found.weighted else "each way counts once, so these are no probabilities"
    sheet.wrapped(f"Shares of ways ({kind}):", 1)
    block = "█" if sheet.fancy else "#"
    rows = [
        (Segment(STATUSES[s].word), Segment(f"{share:6.1%}"), Segment(block * round(share * BAR), STATUSES[s].colour))
        for s, share in found.shares.items()
        if share
    ]
    sheet.table(rows, indent=3)
    sheet.blank()
    if found.facts:
        sheet.line(Segment("HOW OFTEN EACH OPEN FACT DECIDES", "bold"), indent=1)
        bars = [(rulebook.facts[f.fact].title, f.decides) for f in found.facts[:MOST]]
        sheet.table([(Segment(t), Segment(f"{d:6.1%}"), Segment(block * round(d * BAR))) for t, d in bars], indent=3)
        sheet.blank()
    if found.points:
        sheet.line(Segment("CONTESTED POINTS THAT WOULD CHANGE IT", "bold"), indent=1)
    for point in found.points:
        positions = {p.id: p.title for p in rulebook.points[point.point].positions}
        told = [f"{positions[p]}: {_status(s)}" for p, s in point.statuses.items()]
        sheet.wrapped(f"{rulebook.points[point.point].title}: {'; '.join(told)}", 3, hang=2)
    if not found.points:
        sheet.wrapped("No contested point changes the status by itself.", 1)


def _status(text: str) -> str:
    status, _, lean = text.partition("/")
    return status_words(status, lean or None)


def write_pathways(found: Pathways, rulebook: Rulebook, sheet: Sheet) -> None:
    """The smallest sets of changes, each with who can make them."""
    target = words(found.target)
    if found.reached:
        sheet.wrapped(f"It is {target} already.", 1)
        return
    if found.now == NOT_ENGAGED and found.target in STATUSES:
        said = (
            "No threat or use of force is described, so no basis for force is needed and no change makes the response"
        )
        sheet.wrapped(f"{said} {target}: its status is not engaged. For a score: --to readiness=BAND.", 1)
        return
    if not found.found:
        sheet.wrapped(f"No set of up to {found.tried} changes reaches {target}; larger sets were not tried.", 1)
        return
    sets = "1 set" if len(found.found) == 1 else f"{len(found.found)} sets"
    changes = "1 change" if found.size == 1 else f"{found.size} changes"
    sheet.wrapped(f"Now {words(found.now)}; {target} takes {changes}: {sets} of that size, none smaller.", 1)
    for i, pathway in enumerate(found.found[:MOST], 1):
        told = [f"{advised(rulebook.facts[c.fact], c.to)} ({WHO.get(c.by, words(c.by))})" for c in pathway.changes]
        sheet.wrapped(f"{i}. {'; '.join(told)}", 3, hang=3)
    if len(found.found) > MOST:
        sheet.wrapped(f"{len(found.found) - MOST} more: -f json lists them all", 3)


def write_diff(found: Iterable[Changed], rulebook: Rulebook, sheet: Sheet) -> None:
    """What changed, kind by kind."""
    changes = list(found)
    if not changes:
        sheet.wrapped("Nothing differs.", 1)
    kinds = {"fact": "FACTS", "result": "RESULTS", "element": "ELEMENTS", "item": "ITEMS", "class": "CLASSES"}
    for kind, label in kinds.items():
        own = [x for x in changes if x.kind == kind]
        if own:
            sheet.line(Segment(label, "bold"), indent=1)
            rows = [(Segment(_name(rulebook, x)), Segment(_change(rulebook, x))) for x in own]
            sheet.table(rows, indent=3)


def _name(rulebook: Rulebook, change: Changed) -> str:
    if change.kind == "fact":
        return rulebook.facts[change.id].title
    if change.kind in ("element", "item"):
        return rulebook.criteria[change.id].title
    return (
        rulebook.taxonomies[change.id].title
        if change.kind == "class"
        else words(change.id.replace(".", " ").replace("score low", "low end").replace("score high", "high end"))
    )


def _change(rulebook: Rulebook, change: Changed) -> str:
    titles = _titles(rulebook, change)
    nothing = "not asked" if change.kind in ("element", "item") else "none"
    return " -> ".join(nothing if x is None else _said(x, titles) for x in (change.before, change.after))


def _titles(rulebook: Rulebook, change: Changed) -> dict[str, str]:
    """How the values of a change are called, by their ids."""
    if change.kind == "class":
        return {x.id: x.title for x in rulebook.taxonomies[change.id].classes}
    if change.kind == "fact":
        return {"true": "yes", "false": "no"}
    if change.kind in ("element", "item"):
        return {name: look.word for name, look in (FINDINGS | CREDITS).items()}
    names = {name: look.word for name, look in STATUSES.items()} | {x.id: x.title for x in rulebook.bases}
    names |= {x.id: x.title for x in rulebook.points.values()}
    return names | {x.id: x.title for x in rulebook.facts.values()}


def _said(value: object, titles: Mapping[str, str]) -> str:
    if isinstance(value, tuple | list):
        return both([_said(v, titles) for v in value]) or "none"
    return titles.get(str(value)) or spell(value)
