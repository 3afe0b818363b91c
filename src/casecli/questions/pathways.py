"""The smallest sets of changes that reach a status or band: exhaustive by size, each checked by the scalar engine.

Only facts of the response and of what organs may still do are changed: never the crisis, nor a finding already made,
nor the purpose or the use of force itself, which would make another response of it, nor to what nobody can bring about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product

from casecli.engine import legal
from casecli.engine.advice import is_for_change
from casecli.engine.assess import NOTHING_ELSE, Request
from casecli.engine.bands import measure
from casecli.engine.columns import Columns
from casecli.engine.complete import complete
from casecli.engine.evaluate import Evaluator
from casecli.engine.readings import MAINSTREAM, readings
from casecli.engine.scores import weigh
from casecli.engine.spell import spell_cell
from casecli.engine.tally import any_of
from casecli.engine.trace import facts_behind, law_of, tests_in
from casecli.model.case import Case, Option, Situation
from casecli.model.facts import DISPUTED, KNOWN, UNKNOWN, FactState
from casecli.model.rulebook import Reading, Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.must_change import cores, sets_of
from casecli.questions.resting import score_rests_on, status_rests_on
from casecli.questions.worlds import by_fact, score_of

MOST_CHANGES = 6
MOST_SETS = 1 << 19
MOST_CLAIMS = 64
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
    """All smallest sets that reach a target; none where ``tried`` changes at once do not suffice.

    ``possible`` is false where no changes whatever, however many, reach it.
    """

    target: str
    now: str
    reached: bool
    possible: bool
    size: int
    tried: int
    found: tuple[Pathway, ...]


Move = tuple[str, int]
"""A fact and the cell it is changed to."""


class Target(NamedTuple):
    """What is to be reached: where it holds among columns, and where it may once what is open there is known.

    ``surely`` takes the columns of every combination of claims, where ``claims`` says that they are taken one by one.
    ``holds`` is the same over one situation, by the scalar engine; ``rests_on`` the open facts behind it there, and
    ``tests`` whatever can tell the values of facts apart.
    """

    name: str
    now: str
    surely: Callable[[Sequence[Columns]], int]
    possibly: Callable[[Columns], int]
    holds: Callable[[Situation], bool]
    rests_on: Callable[[Situation], Iterable[str]]
    tests: tuple[tuple[str, int], ...]
    claims: bool


def pathways(rulebook: Rulebook, situation: Situation, target: Target, most: int = MOST_CHANGES) -> Pathways:
    """The smallest sets of changes that reach a target from a situation."""
    nothing = Pathways(target.name, target.now, reached=False, possible=True, size=0, tried=0, found=())
    if target.holds(situation):
        return nothing._replace(reached=True)
    moves: dict[str, list[Move]] = {}
    for move in _moves(rulebook, situation, target.tests):
        moves.setdefault(move[0], []).append(move)
    behind = list(target.rests_on(_freed(situation, moves, moves)))
    moves = {name: moves[name] for name in behind if name in moves}
    variants = combinations_of_claims(situation, behind if target.claims else ())

    def fails(names: Collection[str]) -> bool:
        return not target.possibly(Columns(_freed(situation, moves, names), 1, {}))

    needed = cores(fails, list(moves), most)
    if needed is None:
        return nothing._replace(possible=False)
    budget = MOST_SETS
    for size in range(max(1, len(needed)), most + 1):
        sets = (s for names in sets_of(size, needed, list(moves)) for s in product(*(moves[n] for n in names)))
        some = list(islice(sets, budget + 1))
        budget -= len(some)
        if budget < 0:
            return nothing._replace(tried=size - 1)
        reaching = _reaching(rulebook, variants, some, target)
        found = [s for s in reaching if target.holds(_moved(rulebook, situation, s))]
        if found:
            told = tuple(Pathway(tuple(_told(rulebook, m) for m in s)) for s in found)
            return nothing._replace(size=size, tried=size, found=told)
    return nothing._replace(tried=most)


def _freed(situation: Situation, moves: Mapping[str, Sequence[Move]], names: Collection[str]) -> Situation:
    """The situation with some facts open to all that they may be changed to."""
    facts = dict(situation.facts)
    for name in names:
        mask = facts[name].open
        for _, cell in moves[name]:
            mask |= 1 << cell
        facts[name] = FactState(name, mask, UNKNOWN)
    return situation._replace(facts=facts)


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
    rulebook: Rulebook, variants: Sequence[Situation], sets: Sequence[tuple[Move, ...]], target: Target
) -> Iterator[tuple[Move, ...]]:
    """Those of some sets of changes that reach the target, tried many at a time."""
    for start in range(0, len(sets), CHUNK):
        batch = sets[start : start + CHUNK]
        columns = [Columns(x, len(batch), _planes(rulebook, x, batch)) for x in variants]
        reached = target.surely(columns)
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

    def surely(found: Sequence[Columns]) -> int:
        full: int = found[0].full
        settled = settled_in(rulebook, found, judgment)[status]
        return full ^ settled if away else settled

    def possibly(found: Columns) -> int:
        planes: dict[str, int] = legal.statuses_in(rulebook, found, judgment)
        if away:
            others: int = any_of(plane for name, plane in planes.items() if name != status)
            return others
        disputed = _several(planes) if status == legal.CONTESTED else 0
        return planes[status] | disputed

    def holds(here: Situation) -> bool:
        found = legal.stand(rulebook, here, legal.judge(rulebook, here, by_name)).status
        return found != status if away else found == status

    def rests_on(here: Situation) -> list[str]:
        return facts_behind(status_rests_on(rulebook, legal.judge(rulebook, here, by_name)))

    now = legal.stand(rulebook, situation, judgment).status
    name = f"not {status}" if away else status
    return Target(name, now, surely, possibly, holds, rests_on, tuple(tests_in(law_of(rulebook))), claims=True)


def settled_in(rulebook: Rulebook, found: Sequence[Columns], judgment: legal.Judgment) -> dict[str, int]:
    """For each status the columns that have it; ``found`` are the same columns under each combination of claims.

    As for one case (`legal.stand`): two combinations with different single statuses make it contested; else it is
    settled where one status alone is open in all of them.
    """
    full = found[0].full
    together, single = dict.fromkeys(legal.STATUSES, 0), dict.fromkeys(legal.STATUSES, 0)
    for columns in found:
        planes = legal.statuses_in(rulebook, columns, judgment)
        alone = full ^ _several(planes)
        for name, plane in planes.items():
            together[name] |= plane
            single[name] |= plane & alone
    differ, several = _several(single), _several(together)
    settled = {name: plane & (full ^ several) for name, plane in together.items()}
    return settled | {legal.CONTESTED: differ | settled[legal.CONTESTED]}


def _several(planes: Mapping[str, int]) -> int:
    """Where more than one of some planes is set."""
    some = several = 0
    for plane in planes.values():
        several |= some & plane
        some |= plane
    return several


def combinations_of_claims(situation: Situation, names: Iterable[str]) -> list[Situation]:
    """The situation with every combination of the claims of some facts, as long as there are not too many."""
    found = [situation]
    for name in names:
        claims = situation.facts[name].claims
        if situation.facts[name].state == DISPUTED and len(found) * len(claims) <= MOST_CLAIMS:
            settled = [FactState(name, claim.open, UNKNOWN) for claim in claims]
            found = [x._replace(facts=x.facts | {name: state}) for x in found for state in settled]
    return found


def band_target(
    rulebook: Rulebook, situation: Situation, by_name: dict[str, Reading], band: tuple[str, str], *, away: bool = False
) -> Target:
    """A band of a score, settled, or a higher one (or, with ``away``, that it is not settled so): score and band."""
    score, reading = rulebook.scores[band[0]], by_name[MAINSTREAM]
    names = [name for name, _ in score.bands]
    least = names.index(band[1])

    def surely(found: Sequence[Columns]) -> int:
        reached: int = measure(score, found[0], reading).surely(least)
        return found[0].full ^ reached if away else reached

    def possibly(found: Columns) -> int:
        measured = measure(score, found, reading)
        if not away:
            reached: int = measured.possibly(least)
            return reached
        kept: int = measured.surely(least) & measured.surely_asked  # a change may leave nothing asked, and so no band
        return found.full ^ kept

    def holds(here: Situation) -> bool:
        found = weigh(score, Evaluator(rulebook, here, reading))
        possible = found.possible or ((found.band,) if found.band else ())
        return (bool(possible) and names.index(possible[0]) >= least) != away

    def rests_on(here: Situation) -> list[str]:
        return facts_behind(score_rests_on(score, Evaluator(rulebook, here, reading)))

    now = weigh(score, Evaluator(rulebook, situation, reading)).band or "none"
    tests = tuple(tests_in(score_of(rulebook, score.id, [g.id for g in score.groups])))
    name = f"{'not ' if away else ''}{score.id} {band[1]}"
    return Target(name, now, surely, possibly, holds, rests_on, tests, claims=False)


def situation_of(
    rulebook: Rulebook, case: Case, option: Option, request: Request = NOTHING_ELSE
) -> tuple[Situation, dict[str, Reading]]:
    """An option completed, and the readings of its day."""
    situation = complete(rulebook, case, option, request.facts, request.as_of)
    return situation, readings(rulebook, situation.law_day, request.points)
