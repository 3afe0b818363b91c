"""Answers to questions about a result as text: how to reach another, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casecli.engine.legal import NOT_ENGAGED
from casecli.model.rulebook import Rulebook
from casecli.questions.diff import Changed
from casecli.questions.pathways import Pathways
from casecli.reports.grounds import advised, spell
from casecli.reports.sheet import Segment, Sheet
from casecli.reports.wording import WHO
from casecli.reports.words import CREDITS, FINDINGS, STATUSES, both, words

MOST = 12


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
    if not found.possible:
        sheet.wrapped(f"Nothing that anyone can still change reaches {target}, however many changes are made.", 1)
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
