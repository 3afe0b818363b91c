"""Every change of one fact, tried in one pass: what is missing, and what to fix first.

Column 0 is the situation itself; every other column gives one fact one other value. Disputed facts other than the
one that varies count as open.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Any, Generic, NamedTuple, TypeVar

from casecli.engine.columns import Columns
from casecli.engine.legal import (
    CONTESTED,
    LAWFUL,
    NOT_ENGAGED,
    STATUSES,
    UNDETERMINED,
    UNLAWFUL,
    Judgment,
    standing_of,
    statuses_in,
)
from casecli.engine.readings import MAINSTREAM
from casecli.engine.scores import Sums, bands_of, to_range
from casecli.engine.tally import KINDS, MAY_NOT, NEVER, counted
from casecli.engine.trace import facts_of
from casecli.model import assessment as out
from casecli.model.case import Situation
from casecli.model.facts import PRESUMED, UNKNOWN, Fact
from casecli.model.rulebook import Criterion, Reading, Rulebook, Score

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


def try_all(
    rulebook: Rulebook, situation: Situation, judgment: Judgment, reading: Reading, facts: Iterable[Fact]
) -> Changes:
    """The results of every change of one of the facts."""
    variants: list[Variant] = []
    varied = {}
    cells = {fact.id: _cells(fact, situation.facts[fact.id].open) for fact in facts}
    width = 1 + sum(map(len, cells.values()))
    for name, tried in cells.items():
        mine = [(len(variants) + i, cell) for i, cell in enumerate(tried, 1)]
        variants += [Variant(name, cell) for cell in tried]
        varied[name] = _planes(rulebook.facts[name], situation.facts[name].open, mine, width)
    columns = Columns(situation, width, varied)
    found = statuses_in(rulebook, columns, judgment)
    mainstream = judgment.evaluators[MAINSTREAM].reading
    met = columns.outcome(rulebook.bases, mainstream)
    statuses = by_column([found[x] for x in STATUSES], columns.full, lambda bits: tuple(compress(STATUSES, bits)))
    leans = by_column([columns.full ^ met[1]], columns.full, lambda bits: bool(bits[0]))
    levels = {k: by_column(columns.level(x, reading), columns.full, tuple) for k, x in rulebook.levels.items()}
    scores = {k: _score(score, columns, reading) for k, score in rulebook.scores.items()}
    touched = _touched([statuses, leans, *levels.values(), *scores.values()])
    groups = (group for score in rulebook.scores.values() for group in score.groups)
    asked = {group.id for group in groups if columns.applies(group, reading)[0]}
    return Changes(variants, statuses, leans, levels, scores, touched, asked)


def _touched(results: Iterable[ByColumn[Any]]) -> dict[int, int]:
    there: dict[int, list[int]] = {}
    for place, result in enumerate(results):
        for column, found in result.others.items():
            there.setdefault(column, []).extend((place, id(found)))  # equal results are one object
    first: dict[tuple[int, ...], int] = {}
    return {column: first.setdefault(tuple(there[column]), column) for column in sorted(there)}


def by_column(planes: Sequence[int], full: int, read: Callable[[Sequence[int]], T]) -> ByColumn[T]:
    """What the bits of some planes say in each column; columns with equal bits are read once."""
    differ = 0
    for plane in planes:
        differ |= ~plane if plane & 1 else plane
    seen: dict[tuple[int, ...], T] = {}
    others = {}
    for column in set_bits(differ & full):
        bits = tuple([p >> column & 1 for p in planes])
        found = seen.get(bits)
        others[column] = seen.setdefault(bits, read(bits)) if found is None else found
    return ByColumn(read(tuple([p & 1 for p in planes])), others)


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


def _planes(fact: Fact, left: int, mine: list[tuple[int, int]], width: int) -> list[int]:
    """The planes of the cells of a fact: as given, but for its own columns."""
    own = 0
    for column, _ in mine:
        own |= 1 << column
    others = ((1 << width) - 1) & ~own
    planes = [others if left >> i & 1 else 0 for i in range(fact.cells)]
    for column, cell in mine:
        planes[cell] |= 1 << column
    return planes


def _score(score: Score, columns: Columns, reading: Reading) -> ByColumn[ScoreThere]:
    """A score in every column, by the same sums as for a single case: those of column 0, and what others add."""
    here = [0] * len(KINDS)
    added: dict[int, list[int]] = {}
    critical: list[tuple[Criterion, str | None]] = []
    blocking: list[int] = []
    for item, cap, planes in counted(score, columns, reading):
        for kind, plane in zip(KINDS, planes, strict=True):
            counts = plane & 1
            here[kind] += counts * item.weight
            changed = plane ^ columns.full if counts else plane
            for column in set_bits(changed) if changed else ():
                added.setdefault(column, [0] * len(KINDS))[kind] += item.weight * (-1 if counts else 1)
        if item.critical:
            critical.append((item, cap))
            blocking += [planes[MAY_NOT], planes[NEVER]]
    blocked = by_column(blocking, columns.full, tuple)
    others = {}
    seen: dict[tuple[int, ...], ScoreThere] = {}
    for column in sorted(added.keys() | blocked.others.keys()):
        key = (*added.get(column, NOTHING_ADDED), *blocked.at(column))
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


def missing(
    situation: Situation, changes: Changes, presumed: tuple[str, ...], sections: Mapping[str, str]
) -> tuple[out.Missing, ...]:
    """The open facts that could change a result, and the presumed ones that carry one; most decisive first.

    ``sections`` maps a level's id to the section of the report that shows it.
    """
    moves: dict[str, dict[str, int]] = {v.fact: {} for v in changes.variants}
    by_kind = {column: _moved(changes, column, sections) for column in set(changes.touched.values())}
    for column, kind in changes.touched.items():
        moved = moves[changes.variants[column - 1].fact]
        for section, size in by_kind[kind].items():
            moved[section] = max(moved.get(section, 0), size)
    ranked = []
    for place, (name, moved) in enumerate(moves.items()):
        state = situation.facts[name]
        is_presumed = state.state == PRESUMED
        if (is_presumed and name not in presumed) or not (moved or is_presumed):
            continue
        if not is_presumed and not state.open & (state.open - 1):
            continue
        order = (is_presumed, "legal" not in moved, -sum(moved.values()), place)
        shown = str(state.value).lower() if isinstance(state.value, bool) else str(state.value)
        ranked.append((order, out.Missing(name, shown if is_presumed else None, tuple(moved))))
    return tuple(entry for _, entry in sorted(ranked, key=lambda pair: pair[0]))


def _moved(changes: Changes, column: int, sections: Mapping[str, str]) -> dict[str, int]:
    """The sections of the report that a column changes, and by how much (points for scores)."""
    moved: dict[str, int] = {}
    if column in changes.statuses.others or column in changes.leans.others:
        moved["legal"] = 100
    for name, section in sections.items():
        if name in changes.levels and column in changes.levels[name].others:
            moved[section] = 10
    for name, score in changes.scores.items():
        if column in score.others:
            there, here = score.others[column], score.first
            size = max(abs(there.low - here.low), abs(there.high - here.high))
            if size or there.bands != here.bands:
                moved[name] = max(size, 1)
    return moved


def advice(
    rulebook: Rulebook,
    situation: Situation,
    changes: Changes,
    base: tuple[str, str | None],
    spell: Callable[[Fact, int], str],
) -> tuple[out.Advice, ...]:
    """Changes of one fact that improve the result and worsen nothing; the best value of each fact, best first.

    Crisis facts and findings already made are not for anyone to change, nor is what a fact marks as never advised, and
    a response that would no longer be one of force is another response, not a better one. Gaps that the file states
    come before what it leaves open, which `missing` asks for. ``base`` is the status and lean now.
    """
    best: dict[str, tuple[tuple[int, ...], out.Advice]] = {}
    before = standing_of(*base)
    sources = _sources(rulebook, changes.asked)
    by_kind = {column: _gains(changes, column, base, before) for column in set(changes.touched.values())}
    for column, kind in changes.touched.items():
        variant, gains = changes.variants[column - 1], by_kind[kind]
        fact, state = rulebook.facts[variant.fact], situation.facts[variant.fact]
        if gains is None or not is_for_change(fact) or fact.never_advised >> variant.cell & 1:
            continue
        status_gain = standing_of(gains.status, gains.lean) - before if gains.status else 0
        points = gains.legitimacy + gains.readiness
        known = state.state not in (UNKNOWN, PRESUMED)
        order = (-len(gains.lifts), -status_gain, not known, fact.changed_by != "acting_party", -points)
        entry = out.Advice(fact.id, spell(fact, variant.cell), gains, fact.changed_by, sources.get(fact.id))
        if state.state == PRESUMED and not (status_gain or gains.lifts):
            continue
        if variant.fact not in best or order < best[variant.fact][0]:
            best[variant.fact] = (order, entry)
    return tuple(entry for _, entry in sorted(best.values(), key=lambda pair: pair[0]))


def is_for_change(fact: Fact) -> bool:
    """Whether advice may name a fact: not the crisis, nor a finding made, nor what makes it another response."""
    return not (fact.scope == "crisis" or fact.authoritative or fact.changed_by == "nobody" or fact.kind == "choice")


def _gains(changes: Changes, column: int, base: tuple[str, str | None], before: int) -> out.Gains | None:
    """What a column gains over the situation; None where it gains nothing or worsens anything.

    A score that rises only because less is asked has gained nothing: to drop a part is no better plan for it.
    """
    statuses = changes.statuses.at(column)
    status = statuses[0] if len(statuses) == 1 else UNDETERMINED
    if NOT_ENGAGED in statuses and base[0] != NOT_ENGAGED:
        return None
    points, lifts = {}, []
    for name, score in changes.scores.items():
        there, here = score.at(column), score.first
        points[name] = there.low - here.low
        if points[name] < 0 or there.high < here.high or set(there.blocked) - set(here.blocked):
            return None
        lifted = [b for b in here.blocked if b not in there.blocked]
        if (points[name] or lifted) and there.credited <= here.credited:
            return None
        lifts += lifted
    leans_lawful = changes.leans.at(column)
    same = column not in changes.statuses.others and column not in changes.leans.others
    lean = LAWFUL if leans_lawful else UNLAWFUL
    after = before if same or base[0] == NOT_ENGAGED else standing_of(status, lean)
    if after < before or not (after > before or lifts or any(points.values())):
        return None
    improved = after > before
    return out.Gains(
        points.get("legitimacy", 0),
        points.get("readiness", 0),
        tuple(lifts),
        status if improved else None,  # type: ignore[arg-type]
        lean if improved and status == CONTESTED else None,  # type: ignore[arg-type]
    )


def _sources(rulebook: Rulebook, asked: Container[str]) -> dict[str, str]:
    """For each fact the source of the first item that asks for it, in the groups ``asked``."""
    found: dict[str, str] = {}
    for score in rulebook.scores.values():
        for item in (x for group in score.groups if group.id in asked for x in group.criteria):
            for fact in facts_of(item.met_when):
                if item.sources and fact not in found:
                    found[fact] = item.sources[0].id
    return found
