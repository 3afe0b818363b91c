"""Gaps and overlaps: cases that no class of a taxonomy takes, and cases that two exclusive classes take."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from casecli.engine.readings import MAINSTREAM, readings
from casecli.logic import Truth
from casecli.model.rulebook import Group, Level, Reading, Rulebook, Taxonomy
from casecli.questions.flaws import ERROR, NOTE, WARNING, Flaw
from casecli.questions.rule_worlds import MOST_WORLDS, Asks, Worlds, asks_of, count, day_of, worlds


def taxonomy_flaws(rulebook: Rulebook, taxonomy: Taxonomy) -> Iterator[Flaw]:
    """Classes that no case fits, cases that fit none, and cases that fit two where one is the most."""
    day = day_of(rulebook, taxonomy.in_force)
    reading = readings(rulebook, day)[MAINSTREAM]
    for group in taxonomy.classes:
        here = worlds(rulebook, asks_of(group, taxonomy.applies_when), day)
        if here is None:
            yield _undecided(rulebook, group.id, asks_of(group, taxonomy.applies_when))
        elif not fits(here, group, reading) & scope(here, taxonomy, reading):
            yield Flaw(ERROR, "class-never-fits", group.id, "no case can fit this class")
    yield from _gap(rulebook, taxonomy, reading)
    if taxonomy.exclusive:
        for first, second in combinations(taxonomy.classes, 2):
            yield from _overlap(rulebook, taxonomy, (first, second), reading)


def scope(here: Worlds, taxonomy: Taxonomy, reading: Reading) -> int:
    """The worlds in which a taxonomy applies."""
    asked: int = here.truth(taxonomy.applies_when, reading)[0] if taxonomy.applies_when else here.full
    return asked


def fits(here: Worlds, group: Group, reading: Reading) -> int:
    """The worlds in which a class fits: nothing defining fails, and at least half of the weight is met."""
    truths = [(x, here.met(x, reading)) for x in group.criteria]
    defining = here.all_of(truth for criterion, truth in truths if criterion.critical)
    whole = sum(x.weight for x in group.criteria)
    shares: list[Truth] = [truth for criterion, truth in truths for _ in range(criterion.weight)]
    found: int = defining[0] & here.at_least((whole + 1) // 2, shares)[0]
    return found


def _gap(rulebook: Rulebook, taxonomy: Taxonomy, reading: Reading) -> Iterator[Flaw]:
    asks = asks_of(*taxonomy.classes, taxonomy.applies_when)
    here = worlds(rulebook, asks, day_of(rulebook, taxonomy.in_force))
    if here is None:
        yield _undecided(rulebook, taxonomy.id, asks)
        return
    left = scope(here, taxonomy, reading)
    asked = left.bit_count()
    for group in taxonomy.classes:
        left &= ~fits(here, group, reading)
    if left:
        says = f"no class takes {left.bit_count():,} of its {asked:,} worlds, such as this one"
        yield Flaw(NOTE, "gap", taxonomy.id, says, example=here.describe(left.bit_length() - 1))


def _overlap(rulebook: Rulebook, taxonomy: Taxonomy, pair: tuple[Group, Group], reading: Reading) -> Iterator[Flaw]:
    asks = asks_of(*pair, taxonomy.applies_when)
    here = worlds(rulebook, asks, day_of(rulebook, taxonomy.in_force))
    first, second = pair
    if here is None:
        yield _undecided(rulebook, f"{first.id} and {second.id}", asks)
        return
    found = scope(here, taxonomy, reading) & fits(here, first, reading) & fits(here, second, reading)
    if found:
        says = f"{first.id} and {second.id} can both fit, though {taxonomy.id} says that one class is the most"
        example = here.describe((found & -found).bit_length() - 1)
        yield Flaw(WARNING, "overlap", second.id, says, example=example)


def level_flaws(rulebook: Rulebook, level: Level) -> Iterator[Flaw]:
    """Every value of a level must be the result somewhere; a level with members is tried member by member."""
    if level.members:
        return
    day = day_of(rulebook, level.in_force)
    here = worlds(rulebook, asks_of(level), day)
    if here is None:
        yield _undecided(rulebook, level.id, asks_of(level))
        return
    planes = here.level(level, readings(rulebook, day)[MAINSTREAM])
    for value, plane in zip(level.values, planes[1:], strict=True):
        if not plane:
            yield Flaw(WARNING, "value-never-results", level.id, f"no case can have the value {value}")


def _undecided(rulebook: Rulebook, name: str, asks: Asks) -> Flaw:
    many = count(rulebook, asks)
    return Flaw(NOTE, "not-decided", name, f"{many:,} worlds are more than {MOST_WORLDS:,}: it was not decided")
