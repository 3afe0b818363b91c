"""Every world of some rules at once, whatever the case: one column a world.

A world has one value for every fact that the rules ask. Values that none of these rules tells apart count as one, so a
scale that is asked a single question has two. Domains are yes-or-no questions like any other. In a world nothing is
open: every condition holds or fails, and ``truth(...)[0]`` is the set of worlds in which it holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import product

from casecli.engine.columns import Columns
from casecli.logic import Truth
from casecli.model import conditions as c
from casecli.model.case import Situation
from casecli.model.facts import UNKNOWN, Fact, FactState
from casecli.model.rulebook import Criterion, Group, InForce, Level, Reading, Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.worlds import classes, digit_plane

MOST_WORLDS = 1 << 16
DOMAIN = "domain "
"""What the name of a domain's question begins with: no id of a fact has a blank."""
YES_OR_NO = NO, YES = (1, 2)


class Asks(NamedTuple):
    """What some rules ask: for each fact the sets of values that tests accept, and the domains named."""

    masks: dict[str, set[int]]
    domains: dict[str, None]

    def condition(self, condition: c.Condition | None) -> None:
        """Add what a condition asks, through whatever it refers to."""
        match condition:
            case None:
                pass
            case c.Test():
                self.masks.setdefault(condition.fact, set()).add(condition.mask)
            case c.InDomain():
                self.domains.update(dict.fromkeys(condition.domains))
            case c.LevelTest():
                self.level(condition.level)
            case c.Met():
                self.rule(condition.target)
            case _:
                for part in c.parts(condition):
                    self.condition(part)

    def rule(self, rule: Criterion | Group) -> None:
        """Add what a criterion, or a group with its criteria, asks."""
        self.condition(rule.applies_when)
        if isinstance(rule, Criterion):
            self.condition(rule.met_when)
            self.condition(rule.unless)
        else:
            for criterion in rule.criteria:
                self.rule(criterion)

    def level(self, level: Level) -> None:
        """Add what a level asks."""
        for condition in (*level.when, level.applies_when):
            self.condition(condition)
        for _, member in level.members:
            self.level(member)


def asks_of(*rules: Criterion | Group | Level | c.Condition | None) -> Asks:
    """What some rules ask, together."""
    asks = Asks({}, {})
    for rule in rules:
        if isinstance(rule, Level):
            asks.level(rule)
        elif isinstance(rule, Criterion | Group):
            asks.rule(rule)
        else:
            asks.condition(rule)
    return asks


class Axis(NamedTuple):
    """One question of a set of worlds: ``values`` are masks of cells that count as one, ``stride`` its place."""

    name: str
    values: tuple[int, ...]
    stride: int
    planes: tuple[int, ...]


class Worlds(Columns):
    """Answers questions about every world of some facts."""

    def __init__(self, axes: tuple[Axis, ...], width: int, day: date) -> None:
        self.axes = {axis.name: axis for axis in axes}
        varied = {axis.name: _by_cell(axis) for axis in axes}
        nothing = Situation(case="", option="", law_day=day, known_day=day, domain=(), facts={}, pleas=())
        super().__init__(nothing, width, varied, settled=varied)

    def _in_domain(self, condition: c.InDomain, reading: Reading) -> Truth:  # noqa: ARG002 - as all forms
        return self.any_of(self.tested(DOMAIN + name, YES) for name in condition.domains)

    def at_least(self, least: int, truths: list[Truth]) -> Truth:
        """Where so many of some truths hold."""
        return self._at_least(least, truths)

    def hold(self, criteria: Iterable[Criterion], reading: Reading) -> int:
        """The worlds in which every one of some criteria does not apply or is met."""
        held = self.all_of(self.holds(x, reading) for x in criteria)
        found: int = held[0]
        return found

    def with_parts(self, node: c.All | c.Any | c.Count, parts: Iterable[c.Condition], reading: Reading) -> Truth:
        """The truth that a node would have with other parts."""
        truths = [self.truth(x, reading) for x in parts]
        if isinstance(node, c.Count):
            return self._at_least(node.at_least, truths)
        return self.all_of(truths) if isinstance(node, c.All) else self.any_of(truths)

    def some(self, conditions: Iterable[c.Condition], reading: Reading) -> Truth:
        """Where any of some conditions holds."""
        return self.any_of(self.truth(x, reading) for x in conditions)

    def describe(self, column: int) -> tuple[tuple[str, int], ...]:
        """A world as (question, mask of the cells that it may be in)."""
        return tuple((a.name, a.values[column // a.stride % len(a.values)]) for a in self.axes.values())


def _by_cell(axis: Axis) -> list[int]:
    """A plane for every cell: the first of those that count as one stands for all."""
    planes = [0] * max(value.bit_length() for value in axis.values)
    for value, plane in zip(axis.values, axis.planes, strict=True):
        planes[(value & -value).bit_length() - 1] = plane
    return planes


def merged(fact: Fact, masks: Iterable[int]) -> tuple[int, ...]:
    """The values of a fact as masks of cells, those together that no test tells apart."""
    return classes(fact, FactState(fact.id, fact.anything, UNKNOWN), sorted(masks))


def count(rulebook: Rulebook, asks: Asks) -> int:
    """How many worlds some rules can tell apart."""
    total: int = len(YES_OR_NO) ** len(asks.domains)
    for name, masks in asks.masks.items():
        total *= len(merged(rulebook.facts[name], masks))
    return total


def worlds(rulebook: Rulebook, asks: Asks, day: date, most: int = MOST_WORLDS) -> Worlds | None:
    """Every world of what is asked, by the law of a day; None where there are more than ``most``."""
    width = count(rulebook, asks)
    if width > most:
        return None
    values = {name: merged(rulebook.facts[name], masks) for name, masks in asks.masks.items()}
    values |= {DOMAIN + name: YES_OR_NO for name in asks.domains}
    axes, stride = [], 1
    for name, own in sorted(values.items()):  # so that rules that ask the same facts have the same worlds
        planes = tuple(digit_plane(stride, len(own), digit, 0, width) for digit in range(len(own)))
        axes.append(Axis(name, own, stride, planes))
        stride *= len(own)
    return Worlds(tuple(axes), width, day)


def positions(rulebook: Rulebook, points: Iterable[str], others: Reading | None = None) -> list[Reading]:
    """Every combination of positions on some points, narrow to wide; ``others`` gives the rest."""
    names = list(points)
    spans = [range(len(rulebook.points[name].positions)) for name in names]
    rest = others.positions if others else {}
    return [Reading("", rest | dict(zip(names, chosen, strict=True))) for chosen in product(*spans)]


def ends(rulebook: Rulebook) -> tuple[Reading, Reading]:
    """(the narrowest position on every point, the widest one): what one meets, every wider one meets."""
    narrow = dict.fromkeys(rulebook.points, 0)
    return Reading("", narrow), Reading("", {n: len(p.positions) - 1 for n, p in rulebook.points.items()})


def day_of(rulebook: Rulebook, *periods: InForce) -> date:
    """A day on which rules are in force: that of the rulebook where they are, else their last or first."""
    day = rulebook.as_of
    for period in periods:
        if not period.on(day):
            day = period.until if period.until and period.until < day else period.since or day
    return day
