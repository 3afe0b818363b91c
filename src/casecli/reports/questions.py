"""Answers to questions about a result as text: what it rests on, how to reach another, what changed."""

from __future__ import annotations

from collections.abc import Iterable

from casecli.model.case import Case, Option
from casecli.model.rulebook import Rulebook
from casecli.questions.diff import Changed
from casecli.questions.pathways import Pathways
from casecli.questions.sensitivity import Sensitivity
from casecli.reports.grounds import spell, stated
from casecli.reports.sheet import Segment, Sheet
from casecli.reports.words import STATUSES, both, status_words, words

BAR, MOST = 30, 12
WHO = {
    "acting_party": "the acting party",
    "territorial_state": "the territorial state",
    "council": "the Council",
    "others": "others",
}


def head(case: Case, option: Option, question: str, sheet: Sheet) -> None:
    """The lines that every answer begins with."""
    sheet.pair(Segment(case.title, "bold"), question)
    sheet.pair(Segment(option.title), option.kind or "")
    sheet.rule()


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
    if not found.found:
        sheet.wrapped(f"No {found.tried} changes at once reach {target}; more were not tried.", 1)
        return
    sets = "1 set" if len(found.found) == 1 else f"{len(found.found)} sets"
    changes = "1 change" if found.size == 1 else f"{found.size} changes"
    sheet.wrapped(f"Now {words(found.now)}; {target} takes {changes}: {sets} of that size, none smaller.", 1)
    for i, pathway in enumerate(found.found[:MOST], 1):
        told = [f"{stated(rulebook.facts[c.fact], c.to)} ({WHO.get(c.by, words(c.by))})" for c in pathway.changes]
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
            rows = [(Segment(_name(rulebook, x)), Segment(f"{_said(x.before)} -> {_said(x.after)}")) for x in own]
            sheet.table(rows, indent=3)


def _name(rulebook: Rulebook, change: Changed) -> str:
    if change.kind == "fact":
        return rulebook.facts[change.id].title
    if change.kind in ("element", "item"):
        return rulebook.criteria[change.id].title
    return rulebook.taxonomies[change.id].title if change.kind == "class" else words(change.id.replace(".", " "))


def _said(value: object) -> str:
    if isinstance(value, tuple | list):
        return both([words(v) for v in value]) or "none"
    return "none" if value is None else spell(value)
