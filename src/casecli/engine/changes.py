"""Every change of one fact, tried in one pass.

The first column is the situation itself; every other one gives one fact one other value. Disputed facts other than the
one that varies count as open. The columns of several situations under the same readings stand side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Any, Generic, TypeVar

from casecli.engine.columns import Columns
from casecli.engine.legal import (
    STATUSES,
    Judgment,
    statuses_in,
)
from casecli.engine.readings import MAINSTREAM
from casecli.engine.scores import Sums, bands_of, to_range
from casecli.engine.tally import KINDS, MAY_NOT, NEVER, counted
from casecli.model.case import Situation
from casecli.model.facts import Fact
from casecli.model.rulebook import Criterion, Reading, Rulebook, Score
from casecli.nouns import NamedTuple

NOTHING_ADDED = (0,) * len(KINDS)
T = TypeVar("T")


class Variant(NamedTuple):
    """One fact with one value."""

    fact: str
    cell: int


class ByColumn(NamedTuple, Generic[T]):
    """A result in every column: that of column 0, and those of the columns that differ from it."""

    first: T
    others: dict[int, T]

    def at(self, column: int) -> T:
        """The result in a column."""
        return self.others.get(column, self.first)


class ScoreThere(NamedTuple):
    """A score in one column: its range, the weight surely credited, its bands, and the critical items that block."""

    low: int
    high: int
    credited: int
    bands: tuple[str, ...]
    blocked: tuple[str, ...]


class Changes(NamedTuple):
    """The results of all variants; the variant of column n is ``variants[n - 1]``.

    ``touched`` are the columns in which anything differs from column 0, each with the first that has the same results;
    ``asked`` the groups of scores that apply in any column.
    """

    variants: list[Variant]
    statuses: ByColumn[tuple[str, ...]]
    leans: ByColumn[bool]
    levels: dict[str, ByColumn[tuple[int, ...]]]
    scores: dict[str, ByColumn[ScoreThere]]
    touched: dict[int, int]
    asked: set[str]


class Trial(NamedTuple):
    """A situation judged, with the facts to change in it and the reading by which scores and levels are worked out."""

    situation: Situation
    judgment: Judgment
    reading: Reading
    facts: Sequence[Fact]

    def in_one_pass_with(self, other: Trial) -> bool:
        """Whether the same rules are asked of both under the same readings, so that one pass can serve them."""
        here, there = self.situation, other.situation
        alike = (here.law_day, here.domain, self.reading) == (there.law_day, there.domain, other.reading)
        return alike and self.judgment.readings == other.judgment.readings


class Part(NamedTuple):
    """The columns of one trial among those of a pass: where they begin, and what is in each."""

    trial: Trial
    begin: int
    variants: list[Variant]

    @property
    def full(self) -> int:
        """A plane of all of its columns, as if they were the only ones."""
        return (2 << len(self.variants)) - 1

    def of(self, plane: int) -> int:
        """Its own columns of a plane."""
        return plane >> self.begin & self.full


def try_all(rulebook: Rulebook, trial: Trial) -> Changes:
    """The results of every change of one of the facts."""
    [found] = try_each(rulebook, [trial])
    return found


def try_each(rulebook: Rulebook, trials: Sequence[Trial]) -> list[Changes]:
    """The results of every change of one of the facts of each trial: in one pass for all that one can serve."""
    found: dict[int, Changes] = {}
    left = list(enumerate(trials))
    while left:
        first = left[0][1]
        places = [place for place, trial in left if trial.in_one_pass_with(first)]
        left = [(place, trial) for place, trial in left if place not in places]
        found |= zip(places, _one_pass(rulebook, [trials[place] for place in places]), strict=True)
    return [found[place] for place in range(len(trials))]


def _one_pass(rulebook: Rulebook, trials: Sequence[Trial]) -> list[Changes]:
    parts = _side_by_side(trials)
    columns = Columns(trials[0].situation, parts[-1].begin + len(parts[-1].variants) + 1, _varied(rulebook, parts))
    reading = trials[0].reading
    open_in = statuses_in(rulebook, columns, trials[0].judgment)
    mainstream = trials[0].judgment.evaluators[MAINSTREAM].reading
    lawful = columns.surely(columns.outcome(rulebook.bases, mainstream))
    levels = {name: columns.level(level, reading) for name, level in rulebook.levels.items()}
    scores = {name: _score(score, columns, reading, parts) for name, score in rulebook.scores.items()}
    applies = {g.id: columns.applies(g, reading)[0] for score in rulebook.scores.values() for g in score.groups}
    found = []
    for place, part in enumerate(parts):
        statuses = _by_column(part, [open_in[x] for x in STATUSES], lambda bits: tuple(compress(STATUSES, bits)))
        leans = _by_column(part, [lawful], lambda bits: bool(bits[0]))
        own_levels = {name: _by_column(part, planes, tuple) for name, planes in levels.items()}
        own_scores = {name: in_parts[place] for name, in_parts in scores.items()}
        touched = _touched([statuses, leans, *own_levels.values(), *own_scores.values()])
        asked = {name for name, plane in applies.items() if part.of(plane)}
        found.append(Changes(part.variants, statuses, leans, own_levels, own_scores, touched, asked))
    return found


def _side_by_side(trials: Sequence[Trial]) -> list[Part]:
    """The columns of some trials, one after the other."""
    parts, begin = [], 0
    for trial in trials:
        facts = trial.situation.facts
        variants = [Variant(x.id, cell) for x in trial.facts for cell in _cells(x, facts[x.id].open)]
        parts.append(Part(trial, begin, variants))
        begin += len(variants) + 1
    return parts


def _varied(rulebook: Rulebook, parts: Sequence[Part]) -> dict[str, list[int]]:
    """The planes of the cells of every fact that is not the same in all columns."""
    changed: dict[str, list[tuple[int, int]]] = {}
    for part in parts:
        for column, variant in enumerate(part.variants, part.begin + 1):
            changed.setdefault(variant.fact, []).append((column, variant.cell))
    first = parts[0].trial.situation.facts
    for part in parts[1:]:
        for name, state in part.trial.situation.facts.items():
            if state.open != first[name].open:
                changed.setdefault(name, [])
    return {name: _planes(rulebook.facts[name], mine, parts) for name, mine in changed.items()}


def _planes(fact: Fact, mine: Sequence[tuple[int, int]], parts: Sequence[Part]) -> list[int]:
    """The planes of the cells of a fact: as each part gives it, but for its own columns, each with its cell."""
    own = 0
    for column, _ in mine:
        own |= 1 << column
    planes = [0] * fact.cells
    for part in parts:
        left, others = part.trial.situation.facts[fact.id].open, (part.full << part.begin) & ~own
        for cell in set_bits(left):
            planes[cell] |= others
    for column, cell in mine:
        planes[cell] |= 1 << column
    return planes


def _touched(results: Iterable[ByColumn[Any]]) -> dict[int, int]:
    there: dict[int, list[int]] = {}
    for place, result in enumerate(results):
        for column, found in result.others.items():
            there.setdefault(column, []).extend((place, id(found)))  # equal results are one object
    first: dict[tuple[int, ...], int] = {}
    return {column: first.setdefault(tuple(there[column]), column) for column in sorted(there)}


def _by_column(part: Part, planes: Iterable[int], read: Callable[[Sequence[int]], T]) -> ByColumn[T]:
    """What the bits of some planes say in each column of a part; columns with equal bits are read once."""
    first, differing = [], dict[int, list[int]]()
    for place, plane in enumerate(map(part.of, planes)):
        first.append(plane & 1)
        for column in set_bits(plane ^ part.full if plane & 1 else plane):
            differing.setdefault(column, []).append(place)
    seen: dict[tuple[int, ...], T] = {}
    others = {}
    for column in sorted(differing):
        places = tuple(differing[column])
        found = seen.get(places)
        if found is None:
            bits = [bit ^ (place in places) for place, bit in enumerate(first)]
            found = seen[places] = read(tuple(bits))
        others[column] = found
    return ByColumn(read(tuple(first)), others)


def set_bits(plane: int) -> Iterator[int]:
    """The columns whose bit is set, lowest first."""
    while plane:
        lowest = plane & -plane
        yield lowest.bit_length() - 1
        plane ^= lowest


def _cells(fact: Fact, left: int) -> list[int]:
    """The cells to try: those still open where several are, else every other one."""
    several = left & (left - 1)
    return [i for i in range(fact.cells) if bool(left >> i & 1) == bool(several)]


def _score(score: Score, columns: Columns, reading: Reading, parts: Sequence[Part]) -> list[ByColumn[ScoreThere]]:
    """A score in every column of each part, by the same sums as for a single case: its first, and what others add."""
    here = [[0] * len(KINDS) for _ in parts]
    added: dict[int, list[int]] = {}
    critical: list[tuple[Criterion, str | None]] = []
    blocking: list[int] = []
    whole = [part.full << part.begin for part in parts]
    for item, cap, planes in counted(score, columns, reading):
        for kind, plane in zip(KINDS, planes, strict=True):
            if not plane:
                continue
            unchanged = 0
            for place, part in enumerate(parts):
                if plane >> part.begin & 1:
                    here[place][kind] += item.weight
                    unchanged |= whole[place]
            for column in set_bits(plane ^ unchanged):
                sign = -1 if unchanged >> column & 1 else 1
                added.setdefault(column, [0] * len(KINDS))[kind] += sign * item.weight
        if item.critical:
            critical.append((item, cap))
            blocking += [planes[MAY_NOT], planes[NEVER]]
    return [_in_part(score, part, sums, added, critical, blocking) for part, sums in zip(parts, here, strict=True)]


def _in_part(  # noqa: PLR0913, PLR0917 - what is the same for all parts, and one's own
    score: Score,
    part: Part,
    here: Sequence[int],
    added: Mapping[int, Sequence[int]],
    critical: Sequence[tuple[Criterion, str | None]],
    blocking: Sequence[int],
) -> ByColumn[ScoreThere]:
    """A score in the columns of one part, from its sums in the first of them and what is added in others."""
    blocked = _by_column(part, blocking, tuple)
    seen: dict[tuple[int, ...], ScoreThere] = {}
    others = {}
    for column in range(1, len(part.variants) + 1):
        more = added.get(part.begin + column)
        if more is None and column not in blocked.others:
            continue
        key = (*(more or NOTHING_ADDED), *blocked.at(column))
        if key not in seen:
            sums = [a + b for a, b in zip(here, key, strict=False)]
            seen[key] = _there(score, sums, critical, blocked.at(column))
        others[column] = seen[key]
    return ByColumn(_there(score, here, critical, blocked.first), others)


def _there(
    score: Score, sums: Sequence[int], critical: Sequence[tuple[Criterion, str | None]], blocking: Sequence[int]
) -> ScoreThere:
    """The score of one column from its sums and, for each critical item, whether it may and surely blocks."""
    sure, may, never, may_not = sums
    measured = to_range(Sums(sure, may, never, may_not, asked=any(sums)), exact=False)
    caps = [(bool(blocking[2 * i + 1]), cap) for i, (_, cap) in enumerate(critical) if blocking[2 * i]]
    blocked = tuple(item.id for i, (item, _) in enumerate(critical) if blocking[2 * i + 1])
    return ScoreThere(measured.low or 0, measured.high or 0, sure, bands_of(score, measured, caps), blocked)
