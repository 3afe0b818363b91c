"""Flaws of form: authorities that are not given, facts that nobody asks, positions that no rule reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casecli.engine.advice import is_for_change
from casecli.model import conditions as c
from casecli.model.factors import Dimension, Factor
from casecli.model.rulebook import InForce, Point, Position, Rulebook
from casecli.questions.flaws import ERROR, NOTE, WARNING, Flaw, Rule
from casecli.questions.rule_worlds import Asks


def form_flaws(rulebook: Rulebook, rules: Iterable[Rule]) -> Iterator[Flaw]:
    """Everything that can be seen without trying a world."""
    every = list(rules)
    yield from _presumptions(rulebook)
    yield from _never_advised(rulebook)
    yield from _unasked(rulebook, every)
    yield from _uncited(rulebook, every)
    yield from _periods(rulebook, every)
    read = _branches(rulebook, every)
    for point in rulebook.points.values():
        yield from _point(point, read.get(point.id, set()))


def _presumptions(rulebook: Rulebook) -> Iterator[Flaw]:
    for fact in rulebook.facts.values():
        if fact.presumed is not None and not (fact.presumed_why and fact.presumed_sources):
            yield Flaw(ERROR, "presumption-without-source", fact.id, "a presumption needs a reason and a source")


def _never_advised(rulebook: Rulebook) -> Iterator[Flaw]:
    """Values kept from advice that would not be advised anyway."""
    for fact in rulebook.facts.values():
        if fact.never_advised and not is_for_change(fact):
            yield Flaw(WARNING, "never-advised-anyway", fact.id, "advice names no value of this fact, marked or not")


def conditions_of(rulebook: Rulebook, rules: Iterable[Rule]) -> Iterator[c.Condition | None]:
    """Every condition of a rulebook, however it is used."""
    for rule in rules:
        yield from (rule.criterion.met_when, rule.criterion.unless, rule.criterion.applies_when)
    yield from (group.applies_when for group in rulebook.bases)
    yield from (group.applies_when for score in rulebook.scores.values() for group in score.groups)
    yield from (taxonomy.applies_when for taxonomy in rulebook.taxonomies.values())
    for level in rulebook.levels.values():
        yield from (*level.when, level.applies_when)
    yield from (q.when for q in rulebook.qualifiers)
    yield from (p.needs for x in rulebook.points.values() for p in x.positions)
    yield from (x.when for x in rulebook.factors if isinstance(x, Factor))
    yield from (x.applies_when for x in rulebook.factors if isinstance(x, Dimension))
    yield rulebook.engaged_when


def _unasked(rulebook: Rulebook, rules: list[Rule]) -> Iterator[Flaw]:
    asks = Asks({}, {})
    for condition in conditions_of(rulebook, rules):
        asks.condition(condition)
    elsewhere = set(rulebook.r2p.crimes if rulebook.r2p else ())
    elsewhere |= {x.fact for x in rulebook.factors if isinstance(x, Dimension)}
    elsewhere |= {f.derived.unless[0] for f in rulebook.derived if f.derived and f.derived.unless}
    for name, fact in rulebook.facts.items():
        asked = name in asks.masks or name in elsewhere
        if not asked and not fact.background:
            yield Flaw(WARNING, "fact-nobody-asks", name, "no rule asks for this fact")
        if asked and fact.background:
            yield Flaw(WARNING, "background-fact-asked", name, "a rule asks for this fact, though it is background")


def _uncited(rulebook: Rulebook, rules: list[Rule]) -> Iterator[Flaw]:
    classes = {g.id for t in rulebook.taxonomies.values() for g in t.classes}
    for rule in rules:
        if not rule.criterion.sources and rule.criterion.group not in classes:  # a class is cited as a whole
            yield Flaw(ERROR, "uncited", rule.criterion.id, "no authority is given")
    named = [(x.id, x.sources, "basis") for x in rulebook.bases]
    named += [(x.id, x.sources, "level") for x in rulebook.levels.values()]
    named += [
        (x.id, x.sources, "remark") for x in rulebook.qualifiers if x.when is not None
    ]  # a count is casecli's own
    for name, sources, what in named:
        if not sources:
            yield Flaw(WARNING, "uncited", name, f"no authority is given for this {what}")
    for point in rulebook.points.values():
        yield from (_unsupported(point, x) for x in point.positions if not x.sources)


def _unsupported(point: Point, position: Position) -> Flaw:
    held = any(degree != "isolated" for degree, _ in position.support)
    name = f"{point.id}: {position.id}"
    if held:
        return Flaw(WARNING, "uncited", name, f"said to have {position.support[-1][0]} support, and nobody is named")
    return Flaw(NOTE, "uncited", name, "isolated, and nobody is named who holds it")


def _periods(rulebook: Rulebook, rules: list[Rule]) -> Iterator[Flaw]:
    named: list[tuple[str, InForce]] = [(r.criterion.id, r.criterion.in_force) for r in rules]
    named += [(b.id, b.in_force) for b in rulebook.bases]
    named += [(g.id, g.in_force) for s in rulebook.scores.values() for g in s.groups]
    named += [(x.id, x.in_force) for x in rulebook.levels.values()]
    named += [(x.id, x.in_force) for x in rulebook.taxonomies.values()]
    for name, period in named:
        if period.since and period.until and period.until < period.since:
            yield Flaw(ERROR, "never-in-force", name, f"in force until {period.until}, before {period.since}")


def _branches(rulebook: Rulebook, rules: list[Rule]) -> dict[str, set[int]]:
    """The positions that some branch of a `by` names, by point."""
    read: dict[str, set[int]] = {}

    def look(condition: c.Condition) -> None:
        if isinstance(condition, c.By):
            read.setdefault(condition.point, set()).update(i for i, _ in condition.branches)
        for part in c.parts(condition):
            look(part)

    for condition in conditions_of(rulebook, rules):
        if condition is not None:
            look(condition)
    return read


def _point(point: Point, read: set[int]) -> Iterator[Flaw]:
    if len(point.positions) == 1:
        return  # it says how a fact is to be answered
    if not read:
        yield Flaw(WARNING, "point-nobody-asks", point.id, "no rule reads this point")
        return
    for place, position in enumerate(point.positions):
        if place and place not in read:
            says = "no rule has a branch for this position, so it adds nothing to the narrower ones"
            yield Flaw(WARNING, "branch-adds-nothing", f"{point.id}: {position.id}", says)
