"""What carries a result: open facts over all their worlds, contested points, and the weights of the scores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from casecli.engine import legal
from casecli.engine.assess import NOTHING_ELSE, Request
from casecli.engine.bands import measure
from casecli.engine.columns import Columns
from casecli.engine.complete import complete
from casecli.engine.evaluate import Evaluator
from casecli.engine.readings import MAINSTREAM, readings
from casecli.engine.scores import weigh
from casecli.engine.trace import Node, facts_behind, law_of, tests_in
from casecli.model import conditions as c
from casecli.model.case import Case, Option, Situation
from casecli.model.rulebook import Reading, Rulebook, Score
from casecli.nouns import NamedTuple
from casecli.questions.resting import score_rests_on, status_rests_on
from casecli.questions.spread import Planes, Spread, spread
from casecli.questions.weightings import Weights, weights
from casecli.questions.worlds import Worlds, score_of, worlds_of

STATUSES = (legal.LAWFUL, legal.CONTESTED, legal.UNLAWFUL, legal.NOT_ENGAGED)
NOT_ASKED = "not_asked"
"""The outcome of a score of which nothing applies."""


class PointInfluence(NamedTuple):
    """A contested point: the status with each of its positions taken in every reading."""

    point: str
    statuses: dict[str, str]
    carries: bool


class StatusSensitivity(NamedTuple):
    """The status with all that is still possible, over all worlds, and what each contested point does to it."""

    status: str
    possible: tuple[str, ...]
    spread: Spread
    points: tuple[PointInfluence, ...]


class ScoreSensitivity(NamedTuple):
    """A score's bands over all worlds of its open facts, and what its weights do.

    ``low`` and ``high`` are the least and most percent in any world looked at: the joint range, never wider than the
    report's, which takes each item at its own best and worst.
    """

    score: str
    bands: tuple[str, ...]
    low: int | None
    high: int | None
    spread: Spread
    weights: Weights | None


class Sensitivity(NamedTuple):
    """What the status and the scores of one option rest on."""

    legal: StatusSensitivity
    scores: tuple[ScoreSensitivity, ...]


def sensitivity(rulebook: Rulebook, case: Case, option: Option, request: Request = NOTHING_ELSE) -> Sensitivity:
    """What the results of one option rest on."""
    situation = complete(rulebook, case, option, request.facts, request.as_of)
    by_name = readings(rulebook, situation.law_day, request.points)
    judgment = legal.judge(rulebook, situation, by_name)
    evaluator = judgment.evaluators[request.reading or MAINSTREAM]
    scores = (of_score(rulebook, situation, score, evaluator) for score in rulebook.scores.values())
    return Sensitivity(of_status(rulebook, situation, by_name, judgment), tuple(s for s in scores if s))


def of_status(
    rulebook: Rulebook, situation: Situation, by_name: Mapping[str, Reading], judgment: legal.Judgment
) -> StatusSensitivity:
    """What the status rests on."""
    now = legal.stand(rulebook, situation, judgment)
    worlds = _worlds(situation, rulebook, status_rests_on(rulebook, judgment), law_of(rulebook))

    def outcomes(columns: Columns) -> Planes:
        return legal.statuses_in(rulebook, columns, judgment)

    points = tuple(_points(rulebook, situation, by_name, _told(now)))
    return StatusSensitivity(now.status, now.possible, spread(worlds, outcomes), points)


def of_score(rulebook: Rulebook, situation: Situation, score: Score, evaluator: Evaluator) -> ScoreSensitivity | None:
    """What a score rests on; None where nothing of it can apply."""
    now = weigh(score, evaluator)
    if now.band is None:
        return None
    conditions = score_of(rulebook, score.id, [group.id for group in now.groups])
    worlds = _worlds(situation, rulebook, score_rests_on(score, evaluator), conditions)
    bands = BandsSeen(score, evaluator.reading)
    found = spread(worlds, bands)
    own = weights(score, situation, evaluator.reading)
    return ScoreSensitivity(score.id, now.possible or (now.band,), bands.low, bands.high, found, own)


def _worlds(
    situation: Situation, rulebook: Rulebook, nodes: Iterable[Node], conditions: Iterable[c.Condition]
) -> Worlds:
    """All worlds over the open facts behind some open parts of a result."""
    return worlds_of(situation, rulebook, facts_behind(nodes), tests_in(conditions))


class BandsSeen:
    """The band of a score in worlds, and the least and most percent in any of them so far."""

    def __init__(self, score: Score, reading: Reading) -> None:
        """The score, and the reading under which it is worked out."""
        self.score, self.reading = score, reading
        self.low: int | None = None
        self.high: int | None = None

    def __call__(self, columns: Columns) -> Planes:
        """For each band, the worlds that have it; in a world nothing is open, so both ends of a range are one."""
        found = measure(self.score, columns, self.reading)
        least = [found.surely(place) for place in range(len(self.score.bands))] + [0]
        planes = {name: least[i] & ~least[i + 1] for i, (name, _) in enumerate(self.score.bands)}
        if found.asked:
            nowhere = columns.full ^ found.asked
            low = _last(lambda percent: found.low_at_least(percent) | nowhere == columns.full)
            high = _last(lambda percent: bool(found.low_at_least(percent) & found.asked))
            self.low = low if self.low is None else min(self.low, low)
            self.high = high if self.high is None else max(self.high, high)
        return planes | {NOT_ASKED: columns.full ^ found.asked}


def _last(holds: Callable[[int], bool]) -> int:
    """The highest percent for which something holds that holds from 0 up to it."""
    low, high = 0, 100
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low


def _told(found: legal.Standing) -> str:
    return f"{found.status}/{found.lean}" if found.lean else found.status


def _points(
    rulebook: Rulebook, situation: Situation, by_name: Mapping[str, Reading], now: str
) -> Iterator[PointInfluence]:
    """The status with each position of a point fixed in every reading, for the points on which anything can rest."""
    asked = {p for b in rulebook.bases for p in b.points}
    for point in rulebook.points.values():
        if point.id not in asked:
            continue
        statuses = {}
        for place, position in enumerate(point.positions):
            fixed = {n: Reading(n, r.positions | {point.id: place}) for n, r in by_name.items()}
            tried = legal.judge(rulebook, situation, fixed)
            statuses[position.id] = _told(legal.stand(rulebook, situation, tried))
        if any(s != now for s in statuses.values()):
            yield PointInfluence(point.id, statuses, len(set(statuses.values())) > 1)
