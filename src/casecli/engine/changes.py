"""Every change of one fact, tried in one pass: what is missing, and what to fix first.

Column 0 is the situation itself; every other column gives one fact one other value. Disputed facts other than the
one that varies count as open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from casecli.engine.columns import Columns, Tally
from casecli.engine.legal import LAWFUL, NOT_ENGAGED, STATUSES, UNDETERMINED, UNLAWFUL, Judgment, statuses_in
from casecli.engine.readings import MAINSTREAM
from casecli.engine.scores import bands_of, credit_of, percent
from casecli.engine.trace import facts_of
from casecli.logic import Truth, both, either
from casecli.model import assessment as out
from casecli.model.case import Situation
from casecli.model.facts import PRESUMED, Fact
from casecli.model.rulebook import Criterion, Reading, Rulebook, Score

RANK = {UNLAWFUL: 0, UNDETERMINED: 1, LAWFUL: 3}  # contested: 2, or 1 where it leans unlawful
CONTESTED_LEANS = {True: 2, False: 1}
T = TypeVar("T")


class Variant(NamedTuple):
    """One fact with one value."""

    fact: str
    cell: int


class ScoreColumns(NamedTuple):
    """A score in every column: its range, its bands, and which critical items surely block."""

    low: list[int]
    high: list[int]
    bands: list[tuple[str, ...]]
    blocked: list[tuple[str, ...]]


class Changes(NamedTuple):
    """The results of all variants, by column."""

    variants: list[Variant]
    statuses: list[tuple[str, ...]]
    leans: list[bool]
    levels: dict[str, list[tuple[bool, ...]]]
    scores: dict[str, ScoreColumns]


def try_all(
    rulebook: Rulebook, situation: Situation, judgment: Judgment, reading: Reading, facts: Mapping[str, Fact]
) -> Changes:
    """The results of every change of one of the facts."""
    variants = []
    mine: dict[str, list[tuple[int, int]]] = {name: [] for name in facts}
    for name, fact in facts.items():
        for cell in _cells(fact, situation.facts[name].open):
            variants.append(Variant(name, cell))
            mine[name].append((len(variants), cell))
    width = len(variants) + 1
    varied = {name: _planes(fact, situation.facts[name].open, mine[name], width) for name, fact in facts.items()}
    columns = Columns(situation, width, varied)
    found = statuses_in(rulebook, columns, judgment)
    mainstream = judgment.evaluators[MAINSTREAM].reading
    met = columns.false
    for basis in rulebook.bases:
        met = either(met, columns.basis(basis, mainstream))
    return Changes(
        variants,
        by_column(
            [found[x] for x in STATUSES], width, lambda bits: tuple(x for x, b in zip(STATUSES, bits, strict=True) if b)
        ),
        by_column([columns.full & ~met[1]], width, lambda bits: bits[0]),
        {k: by_column(columns.level(level, reading), width, tuple) for k, level in rulebook.levels.items()},
        {k: _score(score, columns, reading) for k, score in rulebook.scores.items()},
    )


def by_column(planes: Sequence[int], width: int, read: Callable[[list[bool]], T]) -> list[T]:
    """What the bits of some planes say in each column; the columns that equal the first share its answer."""
    differ = 0
    for plane in planes:
        differ |= ~plane if plane & 1 else plane
    found = [read([bool(p & 1) for p in planes])] * width
    for column in set_bits(differ & ((1 << width) - 1)):
        found[column] = read([bool(p >> column & 1) for p in planes])
    return found


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


def _score(score: Score, columns: Columns, reading: Reading) -> ScoreColumns:
    """A score in every column, by the same sums as for a single case."""
    sure, may, never, may_not = Tally(), Tally(), Tally(), Tally()
    critical: list[tuple[Criterion, str | None, int, int]] = []
    for group in score.groups:
        applies = columns.applies(group, reading)
        if not applies[0]:
            continue
        for item in group.criteria:
            asked = both(applies, columns.applies(item, reading))
            credit: Truth = credit_of(item, columns.asked(item, reading))
            surely_asked = columns.full & ~asked[1]
            sure.add(surely_asked & ~credit[1], item.weight)
            never.add(surely_asked & ~credit[0], item.weight)
            may.add(asked[0] & credit[0], item.weight)
            may_not.add(asked[0] & credit[1], item.weight)
            if item.critical:
                possible, certain = asked[0] & credit[1], surely_asked & ~credit[0]
                critical.append((item, group.blocked_at or score.blocked_at, possible, certain))
    return _measure(score, columns.width, (sure, may, never, may_not), critical)


def _measure(
    score: Score, width: int, tallies: Sequence[Tally], critical: Sequence[tuple[Criterion, str | None, int, int]]
) -> ScoreColumns:
    """Ranges, bands and blockers in every column; equal columns are worked out once."""
    sums = zip(*(t.sums(width) for t in tallies), strict=True)
    ranges = [(percent(s, s + q, empty=100), percent(p, p + n, empty=0), bool(s or p or n or q)) for s, p, n, q in sums]
    planes = [plane for _, _, possible, certain in critical for plane in (possible, certain)]
    blocking = by_column(planes, width, tuple)
    blocked = [tuple(x.id for (x, *_), certain in zip(critical, b[1::2], strict=True) if certain) for b in blocking]
    seen: dict[object, tuple[str, ...]] = {}
    bands = []
    for (low, high, asked), bits in zip(ranges, blocking, strict=True):
        key = (low, high, asked, bits)
        if key not in seen:
            caps = [(bits[2 * i + 1], cap) for i, (_, cap, _, _) in enumerate(critical) if bits[2 * i]]
            measured = out.Range(low, None, high, None, exact=False)
            seen[key] = bands_of(score, measured, caps) if asked else ()
        bands.append(seen[key])
    return ScoreColumns([low for low, _, _ in ranges], [high for _, high, _ in ranges], bands, blocked)


def missing(
    situation: Situation, changes: Changes, presumed: tuple[str, ...], sections: Mapping[str, str]
) -> tuple[out.Missing, ...]:
    """The open facts that could change a result, and the presumed ones that carry one; most decisive first.

    ``sections`` maps a level's id to the section of the report that shows it.
    """
    moves: dict[str, dict[str, int]] = {}
    for column, variant in enumerate(changes.variants, 1):
        moved = moves.setdefault(variant.fact, {})
        for section, size in _moved(changes, column, sections).items():
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
    if changes.statuses[column] != changes.statuses[0] or changes.leans[column] != changes.leans[0]:
        moved["legal"] = 100
    for name, section in sections.items():
        if name in changes.levels and changes.levels[name][column] != changes.levels[name][0]:
            moved[section] = 10
    for name, score in changes.scores.items():
        size = max(abs(score.low[column] - score.low[0]), abs(score.high[column] - score.high[0]))
        if size or score.bands[column] != score.bands[0]:
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

    Crisis facts and findings already made are not for anyone to change, and a response that would no longer be
    one of force is another response, not a better one. ``base`` is the status and lean now.
    """
    best: dict[str, tuple[tuple[int, ...], out.Advice]] = {}
    before = _rank(base[0], base[1] == LAWFUL)
    sources = _sources(rulebook)
    for column, variant in enumerate(changes.variants, 1):
        fact = rulebook.facts[variant.fact]
        state = situation.facts[variant.fact]
        if fact.scope == "crisis" or fact.authoritative or fact.changed_by == "nobody" or fact.kind == "choice":
            continue
        gains = _gains(changes, column, base, before)
        if gains is None:
            continue
        status_gain = _rank(gains.status, gains.lean == LAWFUL) - before if gains.status else 0
        points = gains.legitimacy + gains.readiness
        order = (-len(gains.lifts), -status_gain, fact.changed_by != "acting_party", -points)
        entry = out.Advice(fact.id, spell(fact, variant.cell), gains, fact.changed_by, sources.get(fact.id))
        if state.state == PRESUMED and not (status_gain or gains.lifts):
            continue
        if variant.fact not in best or order < best[variant.fact][0]:
            best[variant.fact] = (order, entry)
    return tuple(entry for _, entry in sorted(best.values(), key=lambda pair: pair[0]))


def _rank(status: str, leans_lawful: bool) -> int:  # noqa: FBT001 - a lean is one of two
    return RANK.get(status, CONTESTED_LEANS[leans_lawful])


def _gains(changes: Changes, column: int, base: tuple[str, str | None], before: int) -> out.Gains | None:
    """What a column gains over the situation; None where it gains nothing or worsens anything."""
    statuses = changes.statuses[column]
    status = statuses[0] if len(statuses) == 1 else UNDETERMINED
    if NOT_ENGAGED in statuses and base[0] != NOT_ENGAGED:
        return None
    points, lifts = {}, []
    for name, score in changes.scores.items():
        points[name] = score.low[column] - score.low[0]
        if points[name] < 0 or score.high[column] < score.high[0] or set(score.blocked[column]) - set(score.blocked[0]):
            return None
        lifts += [b for b in score.blocked[0] if b not in score.blocked[column]]
    leans_lawful = changes.leans[column]
    same = statuses == changes.statuses[0] and leans_lawful == changes.leans[0]
    after = before if same or base[0] == NOT_ENGAGED else _rank(status, leans_lawful)
    if after < before or not (after > before or lifts or any(points.values())):
        return None
    improved = after > before
    return out.Gains(
        points.get("legitimacy", 0),
        points.get("readiness", 0),
        tuple(lifts),
        status if improved else None,  # type: ignore[arg-type]
        (LAWFUL if leans_lawful else UNLAWFUL) if improved and status == "contested" else None,  # type: ignore[arg-type]
    )


def _sources(rulebook: Rulebook) -> dict[str, str]:
    """For each fact the source of the first item that asks for it."""
    found: dict[str, str] = {}
    for score in rulebook.scores.values():
        for group in score.groups:
            for item in group.criteria:
                for fact in facts_of(item.met_when):
                    if item.sources and fact not in found:
                        found[fact] = item.sources[0].id
    return found
