"""The smallest sets of changes that reach a status or band: exhaustive by size, each checked by the scalar engine.

Only facts of the response and of what organs may still do are changed: never the crisis, nor a finding already made,
nor the purpose or the use of force itself, which would make another response of it, nor to what nobody can bring about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from casecli.engine import legal
from casecli.engine.assess import NOTHING_ELSE, Request
from casecli.engine.changes import is_for_change
from casecli.engine.columns import Columns
from casecli.engine.complete import complete
from casecli.engine.readings import MAINSTREAM, readings
from casecli.engine.scores import weigh
from casecli.engine.spell import spell_cell
from casecli.model.case import Case, Option, Situation
from casecli.model.facts import KNOWN, FactState
from casecli.model.rulebook import Reading, Rulebook, Score
from casecli.nouns import NamedTuple
from casecli.questions.bands import measure
from casecli.questions.worlds import by_fact, law_of, score_of, tests_in

MOST_CHANGES = 4
MOST_SETS = 1 << 20
CHUNK = 1 << 14


class Change(NamedTuple):
    """One fact changed to one value, and who can change it."""

    fact: str
    to: str
    by: str


class Pathway(NamedTuple):
    """A smallest set of changes."""

    changes: tuple[Change, ...]


class Pathways(NamedTuple):
    """All smallest sets that reach a target; none where ``tried`` changes at once do not suffice."""

    target: str
    now: str
    reached: bool
    size: int
    tried: int
    found: tuple[Pathway, ...]


Move = tuple[str, int]
"""A fact and the cell it is changed to."""


class Target(NamedTuple):
    """What is to be reached: a test over columns, the same over one situation, and the facts on which it can rest."""

    name: str
    now: str
    columns: Callable[[Columns], int]
    holds: Callable[[Situation], bool]
    facts: tuple[tuple[str, int], ...]


def pathways(rulebook: Rulebook, situation: Situation, target: Target, most: int = MOST_CHANGES) -> Pathways:
    """The smallest sets of changes that reach a target from a situation."""
    if target.holds(situation):
        return Pathways(target.name, target.now, reached=True, size=0, tried=0, found=())
    moves = list(_moves(rulebook, situation, target.facts))
    nothing = Pathways(target.name, target.now, reached=False, size=0, tried=most, found=())
    for size in range(1, most + 1):
        if _sets(len(moves), size) > MOST_SETS:
            return nothing._replace(tried=size - 1)
        reaching = _reaching(rulebook, situation, moves, size, target)
        found = [s for s in reaching if target.holds(_moved(rulebook, situation, s))]
        if found:
            told = tuple(Pathway(tuple(_told(rulebook, m) for m in s)) for s in found)
            return nothing._replace(size=size, tried=size, found=told)
    return nothing


def _sets(moves: int, size: int) -> int:
    total = 1
    for i in range(size):
        total = total * max(0, moves - i) // (i + 1)
    return total


def _moves(rulebook: Rulebook, situation: Situation, tests: Sequence[tuple[str, int]]) -> Iterator[Move]:
    """Every change of one fact that may be changed, one for each class of values that the tests tell apart."""
    masks = by_fact(tests)
    for name, fact in rulebook.facts.items():
        if name not in masks or not is_for_change(fact):
            continue
        left = situation.facts[name].open
        here = {tuple(bool(m >> i & 1) for m in masks[name]) for i in range(fact.cells) if left >> i & 1}
        seen = here if len(here) == 1 else set()
        for cell in (i for i in range(fact.cells) if not fact.never_advised >> i & 1):
            key = tuple(bool(m >> cell & 1) for m in masks[name])
            if key not in seen:
                seen.add(key)
                yield name, cell


def _reaching(
    rulebook: Rulebook, situation: Situation, moves: Sequence[Move], size: int, target: Target
) -> Iterator[tuple[Move, ...]]:
    """The sets of so many changes of different facts that reach the target, tried many at a time."""
    sets = (s for s in combinations(moves, size) if len({name for name, _ in s}) == size)
    while batch := [s for _, s in zip(range(CHUNK), sets, strict=False)]:
        reached = target.columns(Columns(situation, len(batch), _planes(rulebook, situation, batch)))
        yield from (s for i, s in enumerate(batch) if reached >> i & 1)


def _planes(rulebook: Rulebook, situation: Situation, sets: Sequence[tuple[Move, ...]]) -> Mapping[str, list[int]]:
    full = (1 << len(sets)) - 1
    own: dict[str, dict[int, int]] = {}
    for i, chosen in enumerate(sets):
        for name, cell in chosen:
            cells = own.setdefault(name, {})
            cells[cell] = cells.get(cell, 0) | 1 << i
    varied = {}
    for name, cells in own.items():
        fact, left = rulebook.facts[name], situation.facts[name].open
        others = full
        for plane in cells.values():
            others &= ~plane
        varied[name] = [(others if left >> i & 1 else 0) | cells.get(i, 0) for i in range(fact.cells)]
    return varied


def _moved(rulebook: Rulebook, situation: Situation, changes: Sequence[Move]) -> Situation:
    facts = dict(situation.facts)
    for name, cell in changes:
        fact = rulebook.facts[name]
        value = fact.values[cell] if fact.values else None
        facts[name] = FactState(name, 1 << cell, KNOWN, value)
    return situation._replace(facts=facts)


def _told(rulebook: Rulebook, move: Move) -> Change:
    fact = rulebook.facts[move[0]]
    return Change(fact.id, spell_cell(fact, move[1]), fact.changed_by)


def status_target(
    rulebook: Rulebook, situation: Situation, by_name: dict[str, Reading], status: str, *, away: bool = False
) -> Target:
    """A settled status (or, with ``away``, any other than it)."""
    judgment = legal.judge(rulebook, situation, by_name)

    def columns(found: Columns) -> int:
        open_in = legal.statuses_in(rulebook, found, judgment)
        others = 0
        for name in legal.STATUSES:
            others |= open_in[name] if name != status else 0
        return others if away else open_in[status] & ~others

    def holds(here: Situation) -> bool:
        found = legal.stand(rulebook, here, legal.judge(rulebook, here, by_name)).status
        return found != status if away else found == status

    now = legal.stand(rulebook, situation, judgment).status
    name = f"not {status}" if away else status
    return Target(name, now, columns, holds, tuple(tests_in(law_of(rulebook))))


def band_target(
    rulebook: Rulebook, situation: Situation, by_name: dict[str, Reading], score: Score, band: str, *, away: bool = False
) -> Target:
    """A settled band of a score, or a higher one (or, with ``away``, no such band)."""
    reading, names = by_name[MAINSTREAM], [name for name, _ in score.bands]
    least = names.index(band)

    def columns(found: Columns) -> int:
        reached: int = measure(score, found, reading).surely(least)
        return found.full ^ reached if away else reached

    def holds(here: Situation) -> bool:
        found = weigh(score, legal.judge(rulebook, here, by_name).evaluators[MAINSTREAM])
        possible = found.possible or ((found.band,) if found.band else ())
        return (bool(possible) and names.index(possible[0]) >= least) != away

    measured = weigh(score, legal.judge(rulebook, situation, by_name).evaluators[MAINSTREAM])
    tests = tuple(tests_in(score_of(rulebook, score.id, [g.id for g in score.groups])))
    name = f"{score.id} {band}"
    return Target(f"not {name}" if away else name, measured.band or "none", columns, holds, tests)


def situation_of(
    rulebook: Rulebook, case: Case, option: Option, request: Request = NOTHING_ELSE
) -> tuple[Situation, dict[str, Reading]]:
    """An option completed, and the readings of its day."""
    situation = complete(rulebook, case, option, request.facts, request.as_of)
    return situation, readings(rulebook, situation.law_day, request.points)
