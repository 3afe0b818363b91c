"""Mutants: rulebooks with one small mistake, of the kinds that people make when they write rules.

Mutants are made from the checked plain data, so that a mutant is compiled as any rulebook is; nothing is copied but
the way to the mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from casecli.loading.conditions import BOUNDS
from casecli.loading.faults import Path, spelled
from casecli.loading.places import classes, score_groups
from casecli.model.facts import Fact
from casecli.nouns import NamedTuple

Plain = dict[str, Any]
CRITERION, GROUP, POINT, FACT, LEVEL, QUALIFIER, LAW, REPORT = (
    "criterion",
    "group",
    "point",
    "fact",
    "level",
    "qualifier",
    "law",
    "report",
)
DROP_ELEMENT, NEGATE, BOUND, ORDER, SUPPORT, DROP_EXCEPTION, CHANGE_WEIGHT, DROP_PRESUMPTION = KINDS = (
    "drop-element",
    "negate-condition",
    "shift-bound",
    "swap-order",
    "swap-support",
    "drop-exception",
    "change-weight",
    "drop-presumption",
)
SECTIONS = (
    "criteria",
    "every_basis",
    "routes",
    "bases",
    "contested",
    "engaged_when",
    "levels",
    "qualifiers",
    "facts",
    "scores",
    "checklists",
    "taxonomies",
)
STANDING_ALONE = ("criteria", "every_basis", "routes")
SIDES = {"at_least": "above", "above": "at_least", "at_most": "below", "below": "at_most"}
JOINED = ("all", "any")


class Mutant(NamedTuple):
    """One mistake: ``path`` in the plain data gets ``value``; ``of`` is what a trial must look at to notice it.

    ``section`` is the part of the rulebook, ``at`` the id of the rule, ``says`` the mistake in words.
    """

    kind: str
    section: str
    at: str
    says: str
    path: Path
    value: Any
    of: tuple[str, str]


class Place(NamedTuple):
    """Something with an id in the plain data; ``group`` is that of a score or class in which a criterion stands."""

    section: str
    at: str
    path: Path
    of: tuple[str, str]
    group: str = ""


def mutated(plain: Plain, mutant: Mutant) -> Plain:
    """The plain data with the mistake in it; everything off its path is shared."""
    found: Plain = _put(plain, mutant.path, mutant.value)
    return found


def _put(node: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    copy: Any = dict(node) if isinstance(node, dict) else list(node)
    copy[path[0]] = _put(node[path[0]], path[1:], value)
    return copy


def mutants(plain: Plain, facts: Mapping[str, Fact]) -> Iterator[Mutant]:
    """Every mutant of a rulebook, in its order."""
    for place in (*_criteria(plain), *_groups(plain)):
        form = _get(plain, place.path)
        yield from _dropped(plain, place)
        for key in ("met_when", "unless", "applies_when"):
            if key in form:
                yield from _conditions(place, form[key], (*place.path, key), facts)
        if "unless" in form:
            rest = {k: v for k, v in form.items() if k != "unless"}
            yield _mutant(DROP_EXCEPTION, place, "the exception is left out", place.path, rest)
        if "weight" in form:
            says = f"weight {form['weight']} becomes {2 * form['weight']}"
            counted = place._replace(of=(GROUP, place.group))
            yield _mutant(CHANGE_WEIGHT, counted, says, (*place.path, "weight"), 2 * form["weight"])
    yield from _points(plain, facts)
    yield from _rest_of_law(plain, facts)
    for i, form in enumerate(plain.get("facts", ())):
        if "presumed" in form:
            rest = {k: v for k, v in form.items() if k != "presumed"}
            place = Place("facts", form["id"], ("facts", i), (FACT, form["id"]))
            yield _mutant(DROP_PRESUMPTION, place, f"not presumed {spelled(form['presumed'])}", place.path, rest)


def _get(node: Any, path: Path) -> Any:
    for step in path:
        node = node[step]
    return node


def _mutant(kind: str, place: Place, says: str, path: Path, value: Any) -> Mutant:
    return Mutant(kind, place.section, place.at, says, path, value, place.of)


def _criteria(plain: Plain) -> Iterator[Place]:
    """Criteria, elements, items and indicators: wherever a `met_when` stands."""
    for section in STANDING_ALONE:
        yield from _within(section, plain.get(section, ()), (section,))
    for i, basis in enumerate(plain.get("bases", ())):
        yield from _within("bases", basis["elements"], ("bases", i, "elements"))
    for group in (*score_groups(plain), *classes(plain)):
        yield from _within(str(group.path[0]), group.form[group.key], (*group.path, group.key), group.form["id"])


def _within(section: str, forms: Sequence[Plain], path: Path, group: str = "") -> Iterator[Place]:
    for i, form in enumerate(forms):
        yield Place(section, form["id"], (*path, i), (CRITERION, form["id"]), group)


def _groups(plain: Plain) -> Iterator[Place]:
    """What may have an `applies_when` around its criteria."""
    for i, basis in enumerate(plain.get("bases", ())):
        yield Place("bases", basis["id"], ("bases", i), (LAW, ""))
    for group in score_groups(plain):
        yield Place(str(group.path[0]), group.form["id"], group.path, (GROUP, group.form["id"]))
    for i, taxonomy in enumerate(plain.get("taxonomies", ())):
        yield Place("taxonomies", taxonomy["id"], ("taxonomies", i), (GROUP, taxonomy["id"]))


def _dropped(plain: Plain, place: Place) -> Iterator[Mutant]:
    """The list that a criterion stands in without it; one that stands alone is not part of anything."""
    *within, number = place.path
    siblings = _get(plain, tuple(within))
    if place.section in ("criteria", "routes") or place.of[0] != CRITERION or len(siblings) == 1:
        return
    rest = [x for i, x in enumerate(siblings) if i != number]
    judged = place._replace(of=(GROUP, place.group)) if place.group else place
    yield _mutant(DROP_ELEMENT, judged, "left out", tuple(within), rest)


def _conditions(place: Place, form: Any, path: Path, facts: Mapping[str, Fact]) -> Iterator[Mutant]:
    """Each test in a condition negated, and each bound of a scale one step or of a number one side further."""
    if not isinstance(form, dict):
        return
    where = next((str(x) for x in path[::-1] if x in ("met_when", "unless", "applies_when", "needs", "when")), "")
    for key, value in form.items():
        inner = (*path, key)
        if key in JOINED:
            for i, part in enumerate(value):
                yield from _conditions(place, part, (*inner, i), facts)
        elif key == "not":
            yield from _conditions(place, value, inner, facts)
        elif key == "count":
            for i, part in enumerate(value["of"]):
                yield from _conditions(place, part, (*inner, "of", i), facts)
        elif key == "by":
            [(point, branches)] = value.items()
            for position, branch in branches.items():
                yield from _conditions(place, branch, (*inner, point, position), facts)
        else:
            others = [{k: v} for k, v in form.items() if k != key]
            negated = {"not": {key: value}}
            says = f"{where}: '{key}: {written(value)}' is negated"
            yield _mutant(NEGATE, place, says, path, {"all": [negated, *others]} if others else negated)
            yield from _bounds(place, key, value, (inner, where), facts)


def _bounds(place: Place, name: str, test: Any, at: tuple[Path, str], facts: Mapping[str, Fact]) -> Iterator[Mutant]:
    path, where = at
    fact = facts.get(name)
    if fact is None or not isinstance(test, dict):
        return
    for bound, limit in test.items():
        if fact.kind == "number" and bound in BOUNDS:
            other = {SIDES[b] if b == bound else b: v for b, v in test.items()}
            says = f"{where}: {name} {bound} {limit} becomes {SIDES[bound]} {limit}"
            yield _mutant(BOUND, place, says, path, other)
        elif limit in fact.values:
            number = fact.values.index(limit)
            for step in (number - 1, number + 1):
                if 0 <= step < len(fact.values):
                    moved = fact.values[step]
                    says = f"{where}: {name} {bound} {written(limit)} becomes {bound} {written(moved)}"
                    yield _mutant(BOUND, place, says, path, test | {bound: moved})


def _points(plain: Plain, facts: Mapping[str, Fact]) -> Iterator[Mutant]:
    for i, point in enumerate(plain.get("contested", ())):
        place = Place("contested", point["id"], ("contested", i), (POINT, point["id"]))
        at: Path = ("contested", i, "positions")
        for j, position in enumerate(point["positions"]):
            if "needs" in position:
                named = place._replace(at=f"{point['id']}: {position['id']}")
                yield from _conditions(named, position["needs"], (*at, j, "needs"), facts)
        for (j, first), (k, second) in pairwise(enumerate(point["positions"])):
            swapped = list(point["positions"])
            swapped[j], swapped[k] = second, first
            yield _mutant(ORDER, place, f"{first['id']} and {second['id']} change places", at, swapped)
            if first["support"] != second["support"]:
                swapped = list(point["positions"])
                swapped[j] = first | {"support": second["support"]}
                swapped[k] = second | {"support": first["support"]}
                yield _mutant(SUPPORT, place, f"{first['id']} and {second['id']} swap their support", at, swapped)


def _rest_of_law(plain: Plain, facts: Mapping[str, Fact]) -> Iterator[Mutant]:
    if "engaged_when" in plain:
        place = Place("engaged_when", "engaged_when", ("engaged_when",), (LAW, ""))
        yield from _conditions(place, plain["engaged_when"], place.path, facts)
    for i, level in enumerate(plain.get("levels", ())):
        place = Place("levels", level["id"], ("levels", i), (LEVEL, level["id"]))
        for value, condition in level["when"].items():
            yield from _conditions(place, condition, ("levels", i, "when", value), facts)
        yield from _conditions(place, level.get("applies_when"), ("levels", i, "applies_when"), facts)
    for i, qualifier in enumerate(plain.get("qualifiers", ())):
        place = Place("qualifiers", qualifier["id"], ("qualifiers", i), (QUALIFIER, qualifier["id"]))
        yield from _conditions(place, qualifier.get("when"), ("qualifiers", i, "when"), facts)


def written(value: Any) -> str:
    """A value as a rulebook writes it."""
    if isinstance(value, list):
        return f"[{', '.join(written(x) for x in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{k}: {written(v)}' for k, v in value.items())}}}"
    return spelled(value)
