"""Every combination of given values of some facts, and what each would mean for a response.

Facts on which others follow (a stand of a member, from which its record is derived) are settled one combination after
the other; all the rest are columns, a bounded number at a time. Where sources disagree on another fact and that leaves
a status open, the claims are taken one by one, as for a single case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, product
from math import prod

from casecli.engine import legal
from casecli.engine.assess import NOTHING_ELSE, Request
from casecli.engine.bands import band_of
from casecli.engine.columns import Columns
from casecli.engine.complete import Known, what_is_known
from casecli.engine.many import Bits, Many, Told, Value, judge_all, listed, names_of
from casecli.engine.readings import MAINSTREAM, readings
from casecli.engine.rows import Row, rows
from casecli.engine.spell import spell_cell
from casecli.logic import Plane
from casecli.model.case import Case, Option, Situation
from casecli.model.facts import DISPUTED, KNOWN, Fact, FactState
from casecli.model.rulebook import Reading, Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.worlds import digit_plane

CHUNK = 1 << 15
STATUS, LEAN, POSSIBLE, BAND = "status", "lean", "possible", "band"
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
    """What is varied over one response, those that others follow from first; ``size`` combinations."""

    rulebook: Rulebook
    known: Known
    by_name: Mapping[str, Reading]
    shown: str
    steering: tuple[Varied, ...]
    varied: tuple[Varied, ...]

    @property
    def order(self) -> tuple[Varied, ...]:
        """All that is varied; the last turns fastest."""
        return self.steering + self.varied

    @property
    def size(self) -> int:
        """How many combinations there are."""
        return prod(len(x.cells) for x in self.order)


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
    steers = {f.derived.unless[0] for f in rulebook.facts.values() if f.derived and f.derived.unless}
    first, rest = ([x for x in varied if (x.fact.id in steers) is side] for side in (True, False))
    by_name = readings(rulebook, known.law_day, request.points)
    return Sweep(rulebook, known, by_name, request.reading or MAINSTREAM, tuple(first), tuple(rest))


def table(asked: Sweep) -> Table:
    """Every combination, worked out as it is read."""
    chunks = _chunks(asked)
    first = next(chunks)
    facts = [x.fact.id for x in asked.order]
    return Table(facts, names_of(first.many), (row for chunk in chain((first,), chunks) for row in _rows(asked, chunk)))


class _Chunk(NamedTuple):
    """Some combinations as columns: those of the steering facts are the same in all."""

    settled: tuple[str, ...]
    situation: Situation
    start: int
    columns: Columns
    many: Many


def _chunks(asked: Sweep) -> Iterator[_Chunk]:
    size = prod(len(x.cells) for x in asked.varied)
    for cells in product(*(x.cells for x in asked.steering)):
        instead = {x.fact.id: _given(x.fact, cell) for x, cell in zip(asked.steering, cells, strict=True)}
        situation = asked.known.settled(instead)
        settled = tuple(spell_cell(x.fact, cell) for x, cell in zip(asked.steering, cells, strict=True))
        for start in range(0, size, CHUNK):
            width = min(CHUNK, size - start)
            columns = Columns(situation, width, dict(_planes(asked.varied, start, width)))
            many = judge_all(asked.rulebook, columns, asked.by_name, asked.shown)
            yield _Chunk(settled, situation, start, columns, many)


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
    disputed = _is_disputed(asked, chunk.situation)
    for column, row in enumerate(rows(chunk.many, chunk.columns.width)):
        cells = _cells(asked.varied, chunk.start + column)
        words = (spell_cell(x.fact, cell) for x, cell in zip(asked.varied, cells, strict=True))
        found = row
        if disputed and row[names.index(STATUS)] == legal.UNDETERMINED:
            found = _with_claims(asked, chunk.situation, cells, names, row)
        yield (*chunk.settled, *words), found


def _cells(varied: Sequence[Varied], number: int) -> tuple[int, ...]:
    """The cell of each fact in the combination with a number."""
    found = []
    for _, cells in reversed(varied):
        number, digit = divmod(number, len(cells))
        found.append(cells[digit])
    return tuple(reversed(found))


def _is_disputed(asked: Sweep, situation: Situation) -> bool:
    own = {x.fact.id for x in asked.order}
    return any(s.state == DISPUTED for name, s in situation.facts.items() if name not in own)


def _with_claims(asked: Sweep, situation: Situation, cells: Sequence[int], names: Sequence[str], row: Row) -> Row:
    """A row whose status takes the claims on disputed facts one by one."""
    facts = {x.fact.id: _given(x.fact, cell) for x, cell in zip(asked.varied, cells, strict=True)}
    here = situation._replace(facts=situation.facts | facts)
    judgment = legal.judge(asked.rulebook, here, dict(asked.by_name))
    found = legal.stand(asked.rulebook, here, judgment)
    instead = {STATUS: found.status, LEAN: found.lean, POSSIBLE: listed(found.possible)}
    return tuple(instead.get(name, value) for name, value in zip(names, row, strict=True))


def counts(asked: Sweep) -> list[Counted]:
    """How many combinations have the same status, lean and bands, most first."""
    found: Counter[Words] = Counter()
    names = [STATUS, LEAN, *(f"{name}_{BAND}" for name in asked.rulebook.scores)]
    if _is_disputed(asked, asked.known.settled()):
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
