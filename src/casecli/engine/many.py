"""The results that lead a report, for many variants of a situation at once.

A result told in words (status, lean, bases ...) is a few planes and what their bits say in a column; a score is the
digits of its sums and the planes in which its band is capped. Nothing here depends on the carrier of the planes:
`rows` reads Python's integers column by column, `arrays` reads numpy's words all together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from casecli.engine.columns import Columns
from casecli.engine.evaluate import verdict_of
from casecli.engine.legal import STATUSES, UNDETERMINED, judge, lean, open_in, stand
from casecli.engine.readings import MAINSTREAM
from casecli.engine.scores import Sums, bands_of, one_band, to_range
from casecli.engine.spell import level_value
from casecli.engine.tally import MAY_NOT, NEVER, counted, sums
from casecli.logic import FALSE, OPEN, TRUE, Plane
from casecli.model.case import Situation
from casecli.model.explanation import Verdict
from casecli.model.rulebook import Level, Reading, Rulebook, Score
from casecli.nouns import NamedTuple

Bits = tuple[int, ...]
Value = str | int | None
VETO_RISK, R2P = "veto_risk", "r2p"
STATUS, LEAN, POSSIBLE = "status", "lean", "possible"


class Told(NamedTuple):
    """A result in words: the planes that it rests on, and the word that their bits in a column say."""

    name: str
    planes: Sequence[Plane]
    read: Callable[[Bits], str | None]


class Cap(NamedTuple):
    """A band that critical items cap a score at: where one of them may block, and where one surely does."""

    band: str
    may: Plane
    surely: Plane


class Tallied(NamedTuple):
    """A score in every column: the digits of its four sums, lowest first, its caps, and what all weights add up to."""

    score: Score
    sums: Sequence[Sequence[Plane]]
    caps: Sequence[Cap]
    whole: int


class Many(NamedTuple):
    """The results of all columns."""

    told: Sequence[Told]
    scores: Sequence[Tallied]


def judge_all(
    rulebook: Rulebook,
    columns: Columns,
    by_name: Mapping[str, Reading],
    shown: str = MAINSTREAM,
) -> Many:
    """The results of every column, bases and scores under the reading ``shown``.

    Disputed facts count as open: where sources disagree a case's status takes the claims one by one (`legal.stand`).
    """
    statuses = open_in(rulebook, columns, by_name)
    planes = [statuses[name] for name in STATUSES]
    mainstream = columns.pair(columns.outcome(rulebook.bases, by_name[MAINSTREAM]))
    reading = by_name[shown]
    bases = [columns.surely(columns.basis(basis, reading)) for basis in rulebook.bases]
    told = [
        Told(STATUS, planes, _settled),
        Told(LEAN, [*planes, *mainstream], _lean),
        Told(POSSIBLE, planes, _possible),
        Told("basis", bases, partial(those, [basis.id for basis in rulebook.bases])),
        *_of_r2p(rulebook, columns, reading),
    ]
    if VETO_RISK in rulebook.levels:
        told.append(_level(VETO_RISK, rulebook.levels[VETO_RISK], columns, reading))
    scores = [tally_of(score, columns, reading) for score in rulebook.scores.values()]
    return Many(told, scores)


def with_claims(rulebook: Rulebook, situation: Situation, by_name: Mapping[str, Reading]) -> dict[str, str | None]:
    """Status, lean and what is possible of one case, where the claims on disputed facts are taken one by one."""
    found = stand(rulebook, situation, judge(rulebook, situation, dict(by_name)))
    return {STATUS: found.status, LEAN: found.lean, POSSIBLE: listed(found.possible)}


def names_of(many: Many) -> list[str]:
    """The names of the results, in their order."""
    ranges = (f"{x.score.id}_{part}" for x in many.scores for part in RANGE)
    return [*(x.name for x in many.told), *ranges]


RANGE = ("low", "estimate", "high", "band")


def range_of(score: Score, sums: Sequence[int], blockers: Sequence[tuple[bool, str]]) -> tuple[Value, ...]:
    """Low, estimate, high and band of a score from its four sums, and (surely, cap) of what blocks it."""
    sure, may, never, may_not = sums
    measured = to_range(Sums(sure, may, never, may_not, asked=may + may_not), exact=False)
    return measured.low, measured.estimate, measured.high, one_band(bands_of(score, measured, blockers))


def _settled(bits: Bits) -> str:
    found = [name for name, bit in zip(STATUSES, bits, strict=True) if bit]
    return found[0] if len(found) == 1 else UNDETERMINED


def _lean(bits: Bits) -> str | None:
    *statuses, can, cannot = bits
    return lean(_settled(tuple(statuses)), (can, cannot))


def _possible(bits: Bits) -> str | None:
    if _settled(bits) != UNDETERMINED:
        return None
    return listed(name for name, bit in zip(STATUSES, bits, strict=True) if bit)


def those(names: Sequence[str], bits: Bits) -> str | None:
    """The names whose bit is set."""
    return listed(name for name, bit in zip(names, bits, strict=True) if bit)


def listed(words: Iterable[str]) -> str | None:
    """Several words in one field of a table; None for none."""
    return "; ".join(words) or None


def _of_r2p(rulebook: Rulebook, columns: Columns, reading: Reading) -> Iterator[Told]:
    """The threshold and the pillar, where the question is asked."""
    rules = rulebook.r2p
    if rules is None:
        return
    scope = rules.threshold.applies_when
    asked = columns.truth(scope, reading) if scope else columns.true
    truths = (asked, columns.applies(rules.threshold, reading), columns.asked(rules.threshold, reading))
    planes = [plane for truth in truths for plane in columns.pair(truth)]
    yield Told(f"{R2P}_threshold", planes, _threshold)
    level = columns.level(rules.pillar, reading)
    yield Told(f"{R2P}_pillar", [asked[0], *level], partial(_pillar, rules.pillar))


def _threshold(bits: Bits) -> str | None:
    asked, applies, truth = bits[:2], bits[2:4], bits[4:]
    if asked == FALSE:
        return None
    if applies == FALSE:
        return Verdict.NOT_APPLICABLE.value
    return verdict_of(truth if applies == TRUE else OPEN).value  # type: ignore[arg-type]


def _pillar(level: Level, bits: Bits) -> str | None:
    return _in_words(level, bits[1:]) if bits[0] else None


def _level(name: str, level: Level, columns: Columns, reading: Reading) -> Told:
    return Told(name, columns.level(level, reading), partial(_in_words, level))


def _in_words(level: Level, bits: Bits) -> str | None:
    value, _ = level_value(level, sum(bit << i for i, bit in enumerate(bits)))
    return None if value is None else str(value)


def tally_of(score: Score, columns: Columns, reading: Reading) -> Tallied:
    """A score in every column."""
    items = list(counted(score, columns, reading))
    caps: dict[str, tuple[Plane, Plane]] = {}
    for item, cap, planes in items:
        if item.critical and cap is not None:
            may, surely = caps.get(cap, (0, 0))
            caps[cap] = may | planes[MAY_NOT], surely | planes[NEVER]
    weights = sum(x.item.weight for x in items)
    return Tallied(score, sums(items, columns.full), [Cap(band, *found) for band, found in caps.items()], weights)
