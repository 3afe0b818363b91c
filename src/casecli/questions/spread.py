"""A result over all worlds: how many of them have each outcome, and how often each open fact decides.

Worlds are counted exactly up to a limit; beyond, a seeded sample of them is drawn and its error said. Each class of
values that no rule tells apart counts once, or by its stated likelihood where every open fact has one (facts are then
taken as independent). Otherwise shares of worlds are no probabilities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from math import sqrt
from random import Random

from casecli.engine.columns import Columns
from casecli.model.facts import KNOWN, FactState, values_in
from casecli.nouns import NamedTuple
from casecli.questions.worlds import CHUNK, OpenFact, Worlds, digit_plane

LIMIT = 1 << 22
SAMPLE = 1 << 14
SEED = 1

Planes = dict[str, int]
"""For each outcome, the columns that have it."""
Outcomes = Callable[[Columns], Planes]
Chances = list[tuple[float, ...]]
"""For each open fact, in the order of the worlds, the likelihood of each of its classes."""


class Influence(NamedTuple):
    """How often a fact decides: the share of worlds in which another value of it alone changes the result."""

    fact: str
    values: int
    decides: float


class Spread(NamedTuple):
    """The outcomes of a result over all worlds, and the influence of each open fact, the most decisive first.

    ``shares`` adds up to 1; ``error`` is two standard errors of a share where the worlds were sampled, else 0.
    ``weighted`` says that stated likelihoods were used for every open fact.
    """

    worlds: int
    exact: bool
    error: float
    weighted: bool
    shares: dict[str, float]
    facts: tuple[Influence, ...]


def spread(worlds: Worlds, outcomes: Outcomes) -> Spread:
    """The outcomes over all worlds."""
    chances = likelihoods(worlds)
    shares, facts = (_exact if worlds.size <= LIMIT else _sampled)(worlds, outcomes, chances)
    ranked = tuple(sorted(facts, key=lambda i: -i.decides))
    exact = worlds.size <= LIMIT
    return Spread(worlds.size, exact, 0.0 if exact else 2 * sqrt(0.25 / SAMPLE), chances is not None, shares, ranked)


def likelihoods(worlds: Worlds) -> Chances | None:
    """The stated likelihood of each class of each open fact; None where a fact has none, or none of what is open."""
    found = []
    for open_fact in worlds.facts:
        stated = dict(worlds.situation.facts[open_fact.fact.id].likelihood)
        shares = [sum(stated.get(v, 0.0) for v in values_in(open_fact.fact, mask)) for mask in open_fact.classes]
        whole = sum(shares)
        if not whole:
            return None
        found.append(tuple(share / whole for share in shares))
    return found or None


def _exact(worlds: Worlds, outcomes: Outcomes, chances: Chances | None) -> tuple[dict[str, float], list[Influence]]:
    planes = planes_over(worlds, outcomes)
    shares = {name: _share(plane, worlds, chances) for name, plane in planes.items()}
    return shares, [Influence(f.fact.id, len(f.classes), _decides(planes, worlds, f, chances)) for f in worlds.facts]


def planes_over(worlds: Worlds, outcomes: Outcomes) -> Planes:
    """For each outcome the worlds that have it, worked out chunk by chunk."""
    parts: dict[str, list[int]] = {}
    for columns in worlds.chunks():
        for name, plane in outcomes(columns).items():
            parts.setdefault(name, []).append(plane)
    return {name: _joined(chunks) for name, chunks in parts.items()}


def _joined(chunks: Sequence[int]) -> int:
    if len(chunks) == 1:
        return chunks[0]
    size = CHUNK // 8
    return int.from_bytes(b"".join(chunk.to_bytes(size, "little") for chunk in chunks), "little")


def _share(plane: int, worlds: Worlds, chances: Chances | None) -> float:
    if chances is None:
        return plane.bit_count() / worlds.size
    return weight_of(plane, worlds.facts, chances)


def weight_of(plane: int, facts: Sequence[OpenFact], chances: Chances) -> float:
    """The likelihood of some worlds: parted by the values of the slowest fact, then of the next; like parts once."""

    @cache
    def weight(plane: int, left: int) -> float:
        if not plane or not left:
            return float(plane)
        stride = facts[left - 1].stride
        rest = (1 << stride) - 1
        parts = [plane >> digit * stride & rest for digit in range(len(facts[left - 1].classes))]
        return sum(share * weight(part, left - 1) for share, part in zip(chances[left - 1], parts, strict=True))

    return weight(plane, len(facts))


def _decides(planes: Planes, worlds: Worlds, fact: OpenFact, chances: Chances | None) -> float:
    """Worlds that differ in the fact alone are compared at once: all of them count where any two differ."""
    digits = range(len(fact.classes))
    base = digit_plane(fact.stride, len(digits), 0, 0, worlds.size)
    differs = 0
    for plane in planes.values():
        first = plane & base
        for digit in digits[1:]:
            differs |= first ^ (plane >> (digit * fact.stride) & base)
    if chances is None:
        return differs.bit_count() * len(digits) / worlds.size
    everywhere = 0
    for digit in digits:
        everywhere |= differs << digit * fact.stride
    return weight_of(everywhere, worlds.facts, chances)


def _sampled(worlds: Worlds, outcomes: Outcomes, chances: Chances | None) -> tuple[dict[str, float], list[Influence]]:
    varied = worlds.sample(SAMPLE, Random(SEED), chances)  # noqa: S311 - a sample, no secret
    planes = outcomes(Columns(worlds.situation, SAMPLE, varied))
    shares = {name: plane.bit_count() / SAMPLE for name, plane in planes.items()}
    return shares, [_influence(worlds, varied, fact, outcomes) for fact in worlds.facts]


def _influence(worlds: Worlds, varied: dict[str, list[int]], fact: OpenFact, outcomes: Outcomes) -> Influence:
    """How often a fact decides in a sample: each of its values is tried in every world of it."""
    others = {name: planes for name, planes in varied.items() if name != fact.fact.id}
    tried = list(_settled(worlds, fact, others, outcomes))
    differs = 0
    for planes in tried[1:]:
        for name, plane in planes.items():
            differs |= plane ^ tried[0][name]
    return Influence(fact.fact.id, len(fact.classes), differs.bit_count() / SAMPLE)


def _settled(worlds: Worlds, fact: OpenFact, others: dict[str, list[int]], outcomes: Outcomes) -> Iterable[Planes]:
    for mask in fact.classes:
        facts = worlds.situation.facts | {fact.fact.id: FactState(fact.fact.id, mask, KNOWN)}
        yield outcomes(Columns(worlds.situation._replace(facts=facts), SAMPLE, others))
