"""What carries a result: open facts over all their worlds, contested points, and weights.

Worlds are counted exactly up to a limit, else a seeded sample of them is drawn and its error said. Each disputed claim
and each class of values that no rule tells apart counts once, or by its stated likelihood; shares of worlds are no
probabilities unless every open fact has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from math import sqrt
from random import Random

from casecli.engine import legal
from casecli.engine.assess import NOTHING_ELSE, Request
from casecli.engine.columns import Columns
from casecli.engine.complete import complete
from casecli.engine.readings import NESTED, readings
from casecli.engine.trace import facts_behind
from casecli.model.case import Case, Option, Situation
from casecli.model.facts import Value
from casecli.model.rulebook import Reading, Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.worlds import OpenFact, Worlds, digit_plane, law_of, tests_in, worlds_of

LIMIT = 1 << 22
SAMPLE = 1 << 16
SEED = 1
MOST_COMBINATIONS = 4096
STATUSES = (legal.LAWFUL, legal.CONTESTED, legal.UNLAWFUL, legal.NOT_ENGAGED)


class Influence(NamedTuple):
    """How often a fact decides the status: the share of worlds in which another value of it alone changes it."""

    fact: str
    values: int
    decides: float


class PointInfluence(NamedTuple):
    """A contested point: the status with each of its positions taken in every reading."""

    point: str
    statuses: dict[str, str]
    carries: bool


class Sensitivity(NamedTuple):
    """The statuses over all worlds, what decides them, and what each contested point does to the status.

    ``shares`` adds up to 1; ``error`` is two standard errors of a share where the worlds were sampled, else 0.
    ``weighted`` says that stated likelihoods were used for every open fact.
    """

    status: str
    worlds: int
    exact: bool
    error: float
    weighted: bool
    shares: dict[str, float]
    facts: tuple[Influence, ...]
    points: tuple[PointInfluence, ...]


def sensitivity(rulebook: Rulebook, case: Case, option: Option, request: Request = NOTHING_ELSE) -> Sensitivity:
    """What the status of one option rests on."""
    situation = complete(rulebook, case, option, request.facts, request.as_of)
    by_name = readings(rulebook, situation.law_day, request.points)
    judgment = legal.judge(rulebook, situation, by_name)
    worlds = worlds_of(situation, rulebook, _resting(rulebook, judgment), tests_in(law_of(rulebook)))
    exact = worlds.size <= LIMIT
    planes, sampled = _exact(rulebook, worlds, judgment) if exact else _sampled(rulebook, worlds, judgment)
    weights = _likelihoods(situation, worlds) if exact else None
    return Sensitivity(
        status=legal.stand(rulebook, situation, judgment).status,
        worlds=worlds.size,
        exact=exact,
        error=0.0 if exact else 2 * sqrt(0.25 / sampled),
        weighted=weights is not None,
        shares=_shares(planes, worlds, sampled, weights),
        facts=_influences(planes, worlds) if exact else (),
        points=tuple(_points(rulebook, situation, by_name)),
    )


def _resting(rulebook: Rulebook, judgment: legal.Judgment) -> list[str]:
    """The open facts on which the status rests."""
    evaluators = judgment.evaluators
    nodes = [evaluators[name].explain(rulebook.engaged_when) for name in NESTED]
    bases = [evaluators[name].basis(b) for name in NESTED for b in rulebook.bases]
    masks = evaluators[NESTED[0]].masks
    return [f for f in facts_behind([*nodes, *bases]) if masks[f] & (masks[f] - 1)]


Planes = dict[str, int]


def _exact(rulebook: Rulebook, worlds: Worlds, judgment: legal.Judgment) -> tuple[Planes, int]:
    """(for each status the worlds that have it, how many there are), chunk by chunk."""
    parts: dict[str, list[tuple[int, int]]] = {status: [] for status in STATUSES}
    for start, columns in worlds.chunks():
        found = legal.statuses_in(rulebook, columns, judgment)
        for status in STATUSES:
            parts[status].append((start, found[status]))
    return {s: _joined(parts[s]) for s in STATUSES}, worlds.size


def _joined(parts: Sequence[tuple[int, int]]) -> int:
    if len(parts) == 1:
        return parts[0][1]
    size = (parts[1][0] - parts[0][0]) // 8
    return int.from_bytes(b"".join(plane.to_bytes(size, "little") for _, plane in parts), "little")


def _sampled(rulebook: Rulebook, worlds: Worlds, judgment: legal.Judgment) -> tuple[Planes, int]:
    """The same for a seeded sample of worlds, each fact drawn by its own."""
    dice = Random(SEED)  # noqa: S311 - a sample, no secret
    varied = {}
    for open_fact in worlds.facts:
        planes = [0] * open_fact.fact.cells
        digits = [dice.randrange(len(open_fact.classes)) for _ in range(SAMPLE)]
        for digit, mask in enumerate(open_fact.classes):
            drawn = int("".join("1" if d == digit else "0" for d in digits), 2)
            for cell in range(len(planes)):
                if mask >> cell & 1:
                    planes[cell] |= drawn
        varied[open_fact.fact.id] = planes
    columns = Columns(worlds.situation, SAMPLE, varied)
    return legal.statuses_in(rulebook, columns, judgment), SAMPLE


def _likelihoods(situation: Situation, worlds: Worlds) -> list[list[float]] | None:
    """For each open fact the likelihood of each class; None where a fact states none, or too many would combine."""
    weights, combinations = [], 1
    for open_fact in worlds.facts:
        state = situation.facts[open_fact.fact.id]
        if not state.likelihood:
            return None
        by_value = dict(state.likelihood)
        weights.append([sum(by_value.get(v, 0.0) for v in _values(open_fact, mask)) for mask in open_fact.classes])
        combinations *= len(open_fact.classes)
    return weights if weights and combinations <= MOST_COMBINATIONS else None


def _values(open_fact: OpenFact, mask: int) -> Iterable[Value]:
    return (v for i, v in enumerate(open_fact.fact.values) if mask >> i & 1)


def _shares(planes: Planes, worlds: Worlds, total: int, weights: list[list[float]] | None) -> dict[str, float]:
    if weights is None:
        return {status: plane.bit_count() / total for status, plane in planes.items()}
    shares = dict.fromkeys(planes, 0.0)
    for digits in product(*(range(len(f.classes)) for f in worlds.facts)):
        world = sum(d * f.stride for d, f in zip(digits, worlds.facts, strict=True))
        weight = 1.0
        for likelihoods, digit in zip(weights, digits, strict=True):
            weight *= likelihoods[digit]
        for status, plane in planes.items():
            shares[status] += weight * (plane >> world & 1)
    return shares


def _influences(planes: Planes, worlds: Worlds) -> tuple[Influence, ...]:
    """How often each fact decides: worlds in which some other value of it alone gives another status."""
    found = [Influence(f.fact.id, len(f.classes), _decides(planes, worlds.size, f)) for f in worlds.facts]
    return tuple(sorted(found, key=lambda i: -i.decides))


def _decides(planes: Planes, count: int, fact: OpenFact) -> float:
    """Compared over all values at once: a block of worlds that differ in the fact alone decides if any two differ."""
    base = digit_plane(fact.stride, len(fact.classes), 0, 0, count)
    differs = 0
    for plane in planes.values():
        first = plane & base
        for digit in range(1, len(fact.classes)):
            differs |= first ^ (plane >> (digit * fact.stride) & base)
    return differs.bit_count() * len(fact.classes) / count


def _points(rulebook: Rulebook, situation: Situation, by_name: Mapping[str, Reading]) -> Iterable[PointInfluence]:
    """The status with each position of a point fixed in every reading, for the points on which anything can rest."""
    judgment = legal.judge(rulebook, situation, dict(by_name))
    now = legal.stand(rulebook, situation, judgment)
    asked = {p for b in rulebook.bases for p in b.points}
    for point in rulebook.points.values():
        if point.id not in asked:
            continue
        statuses = {}
        for place, position in enumerate(point.positions):
            fixed = {n: Reading(n, r.positions | {point.id: place}) for n, r in by_name.items()}
            tried = legal.judge(rulebook, situation, fixed)
            found = legal.stand(rulebook, situation, tried)
            statuses[position.id] = f"{found.status}{f'/{found.lean}' if found.lean else ''}"
        now_words = f"{now.status}{f'/{now.lean}' if now.lean else ''}"
        if any(s != now_words for s in statuses.values()):
            yield PointInfluence(point.id, statuses, len(set(statuses.values())) > 1)
