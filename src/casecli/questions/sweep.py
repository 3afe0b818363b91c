"""Every combination of given values of some facts, and what each would mean for a response.

Combinations are columns, a bounded number at a time. What follows from the record (a member's past vetoes) follows save
where a varied fact (its stand) keeps it from following. Where sources disagree on another fact and that leaves a
status open, the claims are taken one by one, as for a single case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import prod

from casecli.engine import legal
from casecli.engine.assess import NOTHING_ELSE, Request
from casecli.engine.bands import band_of
from casecli.engine.columns import Columns
from casecli.engine.complete import Known, what_is_known
from casecli.engine.derive import following
from casecli.engine.many import LEAN, STATUS, Bits, Many, Told, Value, judge_all, names_of, with_claims
from casecli.engine.readings import MAINSTREAM, readings
from casecli.engine.rows import Row, rows
from casecli.engine.spell import spell_cell
from casecli.logic import Plane
from casecli.model.case import Case, Option, Situation
from casecli.model.facts import DISPUTED, KNOWN, Fact, FactState, cell_of
from casecli.model.rulebook import Reading, Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.worlds import digit_plane

CHUNK = 1 << 19
BAND = "band"
Words = tuple[Value, ...]


class Varied(NamedTuple):
    """A fact with the cells that are tried."""

    fact: Fact
    cells: tuple[int, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The values as a case file spells them."""
        return tuple(spell_cell(self.fact, cell) for cell in self.cells)


class Counted(NamedTuple):
    """Results in words, and how many combinations have them."""

    results: dict[str, Value]
    combinations: int


class Sweep(NamedTuple):
    """What is varied over one response; the last fact turns fastest."""

    rulebook: Rulebook
    known: Known
    by_name: Mapping[str, Reading]
    shown: str
    varied: tuple[Varied, ...]

    @property
    def size(self) -> int:
        """How many combinations there are."""
        return prod(len(x.cells) for x in self.varied)


class Table(NamedTuple):
    """Every combination with its results: the facts' ids, the results' names, and a row for each."""

    facts: list[str]
    results: list[str]
    rows: Iterator[tuple[tuple[str, ...], Row]]


def sweep(
    rulebook: Rulebook, case: Case, option: Option, varied: Sequence[Varied], request: Request = NOTHING_ELSE
) -> Sweep:
    """What there is to try of one response."""
    known = what_is_known(rulebook, case, option, request.facts, request.as_of)
    own = {x.fact.id for x in varied}
    others = known._replace(given={name: state for name, state in known.given.items() if name not in own})
    by_name = readings(rulebook, known.law_day, request.points)
    return Sweep(rulebook, others, by_name, request.reading or MAINSTREAM, tuple(varied))


def table(asked: Sweep) -> Table:
    """Every combination, worked out as it is read."""
    chunks = _chunks(asked)
    first = next(chunks)
    facts = [x.fact.id for x in asked.varied]
    return Table(facts, names_of(first.many), (row for chunk in chain((first,), chunks) for row in _rows(asked, chunk)))


class _Chunk(NamedTuple):
    """Some combinations as columns, from that with the number ``start`` on."""

    start: int
    columns: Columns
    many: Many


def _chunks(asked: Sweep) -> Iterator[_Chunk]:
    situation = asked.known.settled()
    for start in range(0, asked.size, CHUNK):
        width = min(CHUNK, asked.size - start)
        varied = dict(_planes(asked.varied, start, width))
        varied |= _following(asked.rulebook, situation, varied, (1 << width) - 1)
        columns = Columns(situation, width, varied, settled={x.fact.id for x in asked.varied})
        yield _Chunk(start, columns, judge_all(asked.rulebook, columns, asked.by_name, asked.shown))


def _following(
    rulebook: Rulebook, situation: Situation, varied: Mapping[str, list[int]], full: int
) -> Iterator[tuple[str, list[int]]]:
    """The planes of the facts that follow from the record save where a varied fact keeps them from following."""
    for fact, steering, values, (follows, silent) in following(rulebook, situation.derived, varied):
        if fact.id in varied:
            continue
        kept = 0
        for value in values:
            kept |= varied[steering][cell_of(rulebook.facts[steering], value).bit_length() - 1]
        yield (
            fact.id,
            [(kept if silent >> i & 1 else 0) | (full ^ kept if follows >> i & 1 else 0) for i in range(fact.cells)],
        )


def _given(fact: Fact, cell: int) -> FactState:
    return FactState(fact.id, 1 << cell, KNOWN, fact.values[cell] if fact.values else None)


def _planes(varied: Sequence[Varied], start: int, width: int) -> Iterator[tuple[str, list[int]]]:
    """For each fact the planes of its cells: combinations in mixed radix, the last fact turning fastest."""
    stride = 1
    for fact, cells in reversed(varied):
        planes = [0] * fact.cells
        for digit, cell in enumerate(cells):
            planes[cell] = digit_plane(stride, len(cells), digit, start, width)
        stride *= len(cells)
        yield fact.id, planes


def _rows(asked: Sweep, chunk: _Chunk) -> Iterator[tuple[tuple[str, ...], Row]]:
    names = names_of(chunk.many)
    disputed = _is_disputed(asked)
    for column, row in enumerate(rows(chunk.many, chunk.columns.width)):
        cells = _cells(asked.varied, chunk.start + column)
        words = (spell_cell(x.fact, cell) for x, cell in zip(asked.varied, cells, strict=True))
        found = row
        if disputed and row[names.index(STATUS)] == legal.UNDETERMINED:
            found = _with_claims(asked, cells, names, row)
        yield tuple(words), found


def _cells(varied: Sequence[Varied], number: int) -> tuple[int, ...]:
    """The cell of each fact in the combination with a number."""
    found = []
    for _, cells in reversed(varied):
        number, digit = divmod(number, len(cells))
        found.append(cells[digit])
    return tuple(reversed(found))


def _is_disputed(asked: Sweep) -> bool:
    return any(state.state == DISPUTED for state in asked.known.given.values())


def _with_claims(asked: Sweep, cells: Sequence[int], names: Sequence[str], row: Row) -> Row:
    """A row whose status takes the claims on disputed facts one by one."""
    here = asked.known.settled({x.fact.id: _given(x.fact, c) for x, c in zip(asked.varied, cells, strict=True)})
    instead = with_claims(asked.rulebook, here, asked.by_name)
    return tuple(instead.get(name, value) for name, value in zip(names, row, strict=True))


def counts(asked: Sweep) -> list[Counted]:
    """How many combinations have the same status, lean and bands, most first."""
    found: Counter[Words] = Counter()
    names = [STATUS, LEAN, *(f"{name}_{BAND}" for name in asked.rulebook.scores)]
    if _is_disputed(asked):
        whole = table(asked)
        places = [whole.results.index(name) for name in names]
        found.update(tuple(row[i] for i in places) for _, row in whole.rows)
    else:
        for chunk in _chunks(asked):
            told = [x for x in chunk.many.told if x.name in names]
            bands = [band_of(x, chunk.columns.full) for x in chunk.many.scores]
            found.update(_by_bits([*told, *bands], chunk.columns.full))
    return [Counted(dict(zip(names, words, strict=True)), n) for words, n in found.most_common()]


def _by_bits(told: Sequence[Told], full: int) -> Counter[Words]:
    """The combinations with the same words, counted by the bits of their planes: none is looked at by itself."""
    parts: dict[Words, Plane] = {(): full}
    for result in told:
        bits = _split(result.planes, full)
        finer: dict[Words, Plane] = {}
        for words, plane in parts.items():
            for pattern, own in bits.items():
                if common := plane & own:
                    key = (*words, result.read(pattern))
                    finer[key] = finer.get(key, 0) | common
        parts = finer
    return Counter({words: plane.bit_count() for words, plane in parts.items()})


def _split(planes: Iterable[Plane], full: int) -> dict[Bits, Plane]:
    """The columns with the same bits in some planes."""
    parts: dict[Bits, Plane] = {(): full}
    for plane in planes:
        finer = {}
        for bits, own in parts.items():
            for bit, common in ((1, own & plane), (0, own & (full ^ plane))):
                if common:
                    finer[*bits, bit] = common
        parts = finer
    return parts
