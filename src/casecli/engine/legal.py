"""The legal status: which bases each reading meets, and what follows.

One basis suffices and all its elements are needed. Met under every reading: lawful; under none: unlawful; under
some: contested. Sources that disagree come first, facts not known second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from casecli.engine.columns import Columns
from casecli.engine.evaluate import Evaluator, verdict_of
from casecli.engine.readings import EXPANSIVE, MAINSTREAM, NESTED, RESTRICTIVE
from casecli.engine.trace import Node, facts_behind, law_of, tests_in
from casecli.logic import FALSE, TRUE, Plane, Truth, either
from casecli.model import assessment as out
from casecli.model.case import Situation
from casecli.model.explanation import GroupFinding
from casecli.model.facts import DISPUTED, PRESUMED, FactState
from casecli.model.rulebook import Qualifier, Reading, Rulebook
from casecli.nouns import NamedTuple

LAWFUL, CONTESTED, UNLAWFUL, NOT_ENGAGED, UNDETERMINED = (
    "lawful",
    "contested",
    "unlawful",
    "not_engaged",
    "undetermined",
)
STATUSES = (LAWFUL, CONTESTED, UNLAWFUL, NOT_ENGAGED)
STANDINGS = {UNLAWFUL: 0, UNDETERMINED: 1, LAWFUL: 4, NOT_ENGAGED: 4}
CONTESTED_STANDINGS = {UNLAWFUL: 1, None: 2, LAWFUL: 3}
WORST_FIRST = (UNLAWFUL, CONTESTED, UNDETERMINED, LAWFUL, NOT_ENGAGED)
MOST_COMBINATIONS = 4096


class Standing(NamedTuple):
    """A status with its lean, the statuses still open, and the disputed facts that carry it."""

    status: str
    lean: str | None
    possible: tuple[str, ...]
    facts: tuple[str, ...]
    left_out: tuple[str, ...]


class Judgment(NamedTuple):
    """The evaluators of the readings of one situation, and what each finds on each basis."""

    evaluators: dict[str, Evaluator]
    engaged: Truth
    outcomes: dict[str, Truth]

    @property
    def readings(self) -> dict[str, Reading]:
        """The readings, by name."""
        return {name: evaluator.reading for name, evaluator in self.evaluators.items()}

    @property
    def narrowest(self) -> str | None:
        """The narrowest of the three readings that surely meets a basis."""
        return next((name for name in NESTED if self.outcomes[name] == TRUE), None)


def judge(rulebook: Rulebook, situation: Situation, readings: dict[str, Reading]) -> Judgment:
    """Evaluate every basis under every reading."""
    first = Evaluator(rulebook, situation, readings[RESTRICTIVE])
    evaluators = {name: first.under(reading) for name, reading in readings.items()}
    outcomes = {name: outcome(rulebook, e) for name, e in evaluators.items()}
    return Judgment(evaluators, first.explain(rulebook.engaged_when).truth, outcomes)


def outcome(rulebook: Rulebook, evaluator: Evaluator) -> Truth:
    """Whether a reading meets any basis."""
    truth = FALSE
    for basis in rulebook.bases:
        truth = either(truth, evaluator.basis(basis).truth)
    return truth


def open_statuses(engaged: Truth, narrow: Truth, wide: Truth) -> tuple[str, ...]:
    """The statuses that the truths of being engaged, of the narrowest and of the widest reading leave open."""
    found = []
    if engaged[0]:
        found += [LAWFUL] if narrow[0] else []
        found += [CONTESTED] if wide[0] and narrow[1] else []
        found += [UNLAWFUL] if wide[1] else []
    return tuple(found + ([NOT_ENGAGED] if engaged[1] else []))


def stand(rulebook: Rulebook, situation: Situation, judgment: Judgment) -> Standing:
    """The status of a situation."""
    outcomes = judgment.outcomes
    plain = open_statuses(judgment.engaged, outcomes[RESTRICTIVE], outcomes[EXPANSIVE])
    if len(plain) == 1:  # no completion changes it, whichever claim is right
        return Standing(plain[0], lean(plain[0], outcomes[MAINSTREAM]), (), (), ())
    sides, left_out = _disputes(rulebook, situation, judgment)
    disputed = list(sides)
    sets = _by_combination(rulebook, situation, judgment, sides) if disputed else {(): set(plain)}
    singles = {combination: next(iter(s)) for combination, s in sets.items() if len(s) == 1}
    together = set().union(*sets.values())
    if len(set(singles.values())) > 1:
        facts = _carrying(disputed, singles)
        return Standing(CONTESTED, lean(CONTESTED, outcomes[MAINSTREAM]), (), facts, left_out)
    if len(together) == 1:
        [status] = together
        return Standing(status, lean(status, outcomes[MAINSTREAM]), (), (), left_out)
    if len(sets) > 1:
        together.add(CONTESTED)
    return Standing(UNDETERMINED, None, tuple(s for s in STATUSES if s in together), (), left_out)


def lean(status: str, mainstream: Truth) -> str | None:
    """Which way a contested status leans: whether the mainstream reading meets a basis."""
    if status != CONTESTED:
        return None
    return LAWFUL if mainstream == TRUE else UNLAWFUL if mainstream == FALSE else None


def standing_of(status: str, leans: str | None) -> int:
    """How well a response stands in law, for comparing two: from 0, unlawful, to 4, lawful or not engaged."""
    return CONTESTED_STANDINGS[leans] if status == CONTESTED else STANDINGS[status]


def _disputes(
    rulebook: Rulebook, situation: Situation, judgment: Judgment
) -> tuple[dict[str, list[int]], tuple[str, ...]]:
    """(the sides of each dispute that the status rests on, facts left out because too many sides would combine)."""
    evaluators = judgment.evaluators
    nodes: list[Node] = [evaluators[RESTRICTIVE].explain(rulebook.engaged_when)]
    nodes += [evaluators[name].basis(b) for name in NESTED for b in rulebook.bases]
    disputed = [name for name in facts_behind(nodes) if situation.facts[name].state == DISPUTED]
    tests = tests_in(law_of(rulebook)) if disputed else ()
    kept: dict[str, list[int]] = {}
    left_out: list[str] = []
    combinations = 1
    for name in disputed:
        sides = _sides(situation.facts[name], [mask for fact, mask in tests if fact == name])
        if combinations * len(sides) > MOST_COMBINATIONS:
            left_out.append(name)
        elif len(sides) > 1:
            combinations *= len(sides)
            kept[name] = sides
    return kept, tuple(left_out)


def _sides(state: FactState, tests: Sequence[int]) -> list[int]:
    """The open cells of each claim; claims that no test tells apart are one side."""
    found: dict[tuple[tuple[bool, bool], ...], int] = {}
    for claim in state.claims:
        found.setdefault(tuple((bool(claim.open & mask), bool(claim.open & ~mask)) for mask in tests), claim.open)
    return list(found.values())


def _by_combination(
    rulebook: Rulebook, situation: Situation, judgment: Judgment, sides: Mapping[str, Sequence[int]]
) -> dict[tuple[int, ...], set[str]]:
    """The statuses left open by each combination of sides: one column a combination."""
    combinations = list(product(*(range(len(x)) for x in sides.values())))
    varied = {}
    for place, (name, masks) in enumerate(sides.items()):
        planes = [0] * rulebook.facts[name].cells
        for column, combination in enumerate(combinations):
            mask = masks[combination[place]]
            for cell in range(len(planes)):
                if mask >> cell & 1:
                    planes[cell] |= 1 << column
        varied[name] = planes
    columns = Columns(situation, len(combinations), varied)
    found = statuses_in(rulebook, columns, judgment)
    return {x: {s for s in STATUSES if found[s] >> i & 1} for i, x in enumerate(combinations)}


def statuses_in(rulebook: Rulebook, columns: Columns, judgment: Judgment) -> dict[str, Plane]:
    """For each status, the columns in which it is open, under the readings of a judgment."""
    return open_in(rulebook, columns, judgment.readings)


def open_in(rulebook: Rulebook, columns: Columns, by_name: Mapping[str, Reading]) -> dict[str, Plane]:
    """For each status, the columns in which it is open."""
    narrow, wide = by_name[RESTRICTIVE], by_name[EXPANSIVE]
    can, cannot = columns.pair(columns.truth(rulebook.engaged_when, narrow))
    narrow_can, narrow_cannot = columns.pair(columns.outcome(rulebook.bases, narrow))
    wide_can, wide_cannot = columns.pair(columns.outcome(rulebook.bases, wide))
    return {
        LAWFUL: can & narrow_can,
        CONTESTED: can & wide_can & narrow_cannot,
        UNLAWFUL: can & wide_cannot,
        NOT_ENGAGED: cannot,
    }


def _carrying(disputed: list[str], singles: dict[tuple[int, ...], str]) -> tuple[str, ...]:
    """The disputed facts whose claims, changed alone, change a settled status; all of them where none does."""
    carrying = []
    for place, name in enumerate(disputed):
        by_the_rest: dict[tuple[int, ...], str] = {}
        for combination, status in singles.items():
            rest = combination[:place] + combination[place + 1 :]
            if by_the_rest.setdefault(rest, status) != status:
                carrying.append(name)
                break
    return tuple(carrying or disputed)


def bases_met(rulebook: Rulebook, evaluator: Evaluator) -> tuple[str, ...]:
    """The bases that a reading surely meets."""
    return tuple(b.id for b in rulebook.bases if evaluator.basis(b).truth == TRUE)


def outcomes_by_reading(rulebook: Rulebook, judgment: Judgment, names: Iterable[str]) -> dict[str, out.ReadingOutcome]:
    """What each reading concludes."""
    return {
        name: out.ReadingOutcome(
            verdict_of(judgment.outcomes[name]).value,  # type: ignore[arg-type]
            bases_met(rulebook, judgment.evaluators[name]),
        )
        for name in names
    }


def points_carrying(rulebook: Rulebook, judgment: Judgment, basis: str, wide: str, narrow: str) -> list[str]:
    """The points that carry a basis from one reading past the next narrower.

    From the wider reading, one point after another is narrowed, in rulebook order; each step after which the basis
    is still met is kept. What could not be narrowed carries it.
    """
    group = next(b for b in rulebook.bases if b.id == basis)
    evaluators = judgment.evaluators
    positions = dict(evaluators[wide].reading.positions)
    target = evaluators[narrow].reading.positions
    carrying = []
    for point in rulebook.points:
        if point not in group.points or positions[point] <= target[point]:
            continue
        tried = Reading("tried", positions | {point: target[point]})
        if evaluators[wide].under(tried).basis(group).truth == TRUE:
            positions = tried.positions
        else:
            carrying.append(point)
    return carrying


def turning_points(rulebook: Rulebook, judgment: Judgment) -> tuple[str, ...]:
    """The contested points that carry a basis which one of the three readings meets and the next narrower does not."""
    found: set[str] = set()
    for narrow, wide in ((RESTRICTIVE, MAINSTREAM), (MAINSTREAM, EXPANSIVE)):
        narrower = bases_met(rulebook, judgment.evaluators[narrow])
        for basis in bases_met(rulebook, judgment.evaluators[wide]):
            if basis not in narrower:
                found.update(points_carrying(rulebook, judgment, basis, wide, narrow))
    return tuple(p for p in rulebook.points if p in found)


def relied_on(rulebook: Rulebook, judgment: Judgment) -> tuple[str, ...]:
    """The bases surely met under the narrowest of the three readings that meets any."""
    return bases_met(rulebook, judgment.evaluators[judgment.narrowest]) if judgment.narrowest else ()


def qualifiers(rulebook: Rulebook, judgment: Judgment, status: str) -> tuple[str, ...]:
    """The remarks that hold on the bases relied on, or on not_engaged."""
    return tuple(q.id for q in rulebook.qualifiers if _qualifies(rulebook, judgment, status, q))


def _qualifies(rulebook: Rulebook, judgment: Judgment, status: str, qualifier: Qualifier) -> bool:
    name = judgment.narrowest or MAINSTREAM
    if status == NOT_ENGAGED:
        if NOT_ENGAGED not in qualifier.of or qualifier.when is None:
            return False
        return judgment.evaluators[name].explain(qualifier.when).truth == TRUE
    concerned = [b for b in relied_on(rulebook, judgment) if not qualifier.of or b in qualifier.of]
    if not concerned:
        return False
    if qualifier.wider_positions is not None:
        return name == EXPANSIVE and any(
            len(points_carrying(rulebook, judgment, b, EXPANSIVE, MAINSTREAM)) >= qualifier.wider_positions
            for b in concerned
        )
    return qualifier.when is not None and judgment.evaluators[name].explain(qualifier.when).truth == TRUE


def nearest(rulebook: Rulebook, evaluator: Evaluator, pleas: tuple[str, ...]) -> out.Nearest | None:
    """The basis closest to being met: one pleaded or with its gateway met first, then the fewest elements lacking."""
    ranked = []
    for place, basis in enumerate(rulebook.bases):
        found = evaluator.basis(basis)
        if found.applies == FALSE:
            continue
        lacks = tuple(f.criterion.id for f in found.findings if f.holds == FALSE)
        unknown = tuple(f.criterion.id for f in found.findings if f.holds == (1, 1))
        open_gate = basis.id in pleas or (bool(found.findings) and found.findings[0].truth == TRUE)
        ranked.append(((not open_gate, len(lacks), len(unknown), place), out.Nearest(basis.id, lacks, unknown)))
    return min(ranked)[1] if ranked else None


def presumed_facts(rulebook: Rulebook, situation: Situation, judgment: Judgment, status: str) -> tuple[str, ...]:
    """The presumed facts that the status rests on."""
    nodes: list[Node] = [judgment.evaluators[RESTRICTIVE].explain(rulebook.engaged_when)]
    wanted = {LAWFUL: (RESTRICTIVE,), UNLAWFUL: (EXPANSIVE,), NOT_ENGAGED: ()}.get(status, NESTED)
    for name in wanted:
        found: list[GroupFinding] = [judgment.evaluators[name].basis(b) for b in rulebook.bases]
        truth = judgment.outcomes[name]
        nodes += [g for g in found if truth in (FALSE, g.truth)]
    return tuple(f for f in facts_behind(nodes) if situation.facts[f].state == PRESUMED)
