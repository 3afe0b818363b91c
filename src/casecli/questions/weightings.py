"""What the weights of a score do to its band: the nearest change of one weight that moves it, and how many keep it.

A score is a fraction, so only proportions count: one weight is changed while the others keep theirs. A weighting gives
each group a share of the whole, all ways of sharing out counting alike; the items of a group keep their proportions.
Caps by blockers stand whatever anything weighs. Shares of weightings are no probabilities.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import sqrt
from operator import mul
from random import Random

from casecli.engine.columns import Columns
from casecli.engine.scores import Sums, bands_of, to_range
from casecli.engine.tally import MAY, MAY_NOT, NEVER, Counted, counted
from casecli.model.case import Situation
from casecli.model.rulebook import Reading, Score
from casecli.nouns import NamedTuple

MOST_EXACT = 10
"""Groups up to which the share of weightings is worked out; cutting up a simplex of more takes too long."""
SAMPLE = 1 << 14
SEED = 1


class Turn(NamedTuple):
    """A change of one weight that moves the band: its part of the whole then, how many times its own, and the bands."""

    share: float
    times: float
    bands: tuple[str, ...]


class Weight(NamedTuple):
    """A group or item with its weight, its part of the whole weight, and the nearest turns below and above.

    ``change`` is the smaller of the two ways to a turn, in parts of the whole; None where no weight of it moves the
    band.
    """

    id: str
    weight: int
    share: float
    down: Turn | None
    up: Turn | None
    change: float | None


class Weights(NamedTuple):
    """The bands now, those that any weighting of the groups gives, and the share of weightings that leaves them.

    ``capped`` is the band at which a blocker surely caps the score, whatever anything weighs. ``error`` is two standard
    errors of ``keeps`` where weightings were sampled, else 0. ``groups`` and ``items`` begin with what takes the
    smallest change.
    """

    bands: tuple[str, ...]
    possible: tuple[str, ...]
    capped: str | None
    keeps: float
    exact: bool
    error: float
    groups: tuple[Weight, ...]
    items: tuple[Weight, ...]


class Ruler(NamedTuple):
    """A score's bands for any sums of weights, with the caps that stand now: (certain, band)."""

    score: Score
    caps: list[tuple[bool, str | None]]

    def bands(self, sums: Sums) -> tuple[str, ...]:
        """The bands that some sums leave open."""
        return bands_of(self.score, to_range(sums, exact=False), self.caps)

    def cap(self, *, certain: bool) -> str | None:
        """The lowest band at which a blocker caps the score: surely, or at least possibly."""
        held = {cap for surely, cap in self.caps if surely or not certain}
        return next((name for name, _ in self.score.bands if name in held), None)

    @property
    def limits(self) -> list[int]:
        """The limits that part two bands."""
        return [limit for _, limit in self.score.bands if limit]


Part = tuple[str, Sums]


def weights(score: Score, situation: Situation, reading: Reading) -> Weights | None:
    """What the weights of a score do to its band; None where nothing of it applies."""
    items = [x for x in counted(score, Columns(situation, 1, {}), reading) if x.planes[MAY] | x.planes[MAY_NOT]]
    if not items:
        return None
    caps = [(bool(x.planes[NEVER]), x.cap) for x in items if x.item.critical and x.planes[MAY_NOT]]
    ruler = Ruler(score, caps)
    single = [(x.item.id, _sums([x])) for x in items]
    groups = [(g.id, _sums(own)) for g in score.groups if (own := [x for x in items if x.item.group == g.id])]
    bands, possible = ruler.bands(_total(groups)), _possible(ruler, groups)
    exact = len(groups) <= MOST_EXACT or len(possible) == 1
    return Weights(
        bands=bands,
        possible=possible,
        capped=ruler.cap(certain=True),
        keeps=float(_keeps(ruler, groups)) if exact else _sampled(ruler, groups),
        exact=exact,
        error=0.0 if exact else 2 * sqrt(0.25 / SAMPLE),
        groups=tuple(_nearest_first(ruler, groups)),
        items=tuple(w for w in _nearest_first(ruler, single) if w.change is not None),
    )


def _sums(items: Iterable[Counted]) -> Sums:
    total = [0] * len(Sums._fields)
    for x in items:
        for kind, plane in enumerate((*x.planes, x.planes[MAY] | x.planes[MAY_NOT])):
            total[kind] += x.item.weight * plane
    return Sums(*total)


def _total(parts: Sequence[Part]) -> Sums:
    return Sums(*(sum(field) for field in zip(*(sums for _, sums in parts), strict=True)))


def _with(whole: Sums, own: Sums, times: Fraction) -> Sums:
    """The whole with a part of it taken so many times, in whole numbers of the same proportions."""
    up, down = times.numerator, times.denominator
    return Sums(*((total - mine) * down + mine * up for total, mine in zip(whole, own, strict=True)))


def _nearest_first(ruler: Ruler, parts: Sequence[Part]) -> list[Weight]:
    whole = _total(parts)
    found = [_weight(ruler, whole, part) for part in parts]
    return sorted(found, key=lambda w: (w.change is None, w.change or 0.0))


def _weight(ruler: Ruler, whole: Sums, part: Part) -> Weight:
    name, own = part
    now = ruler.bands(whole)
    edges = sorted({Fraction(0), Fraction(1), *_edges(ruler, whole, own)})
    spans = [*pairwise(edges), (edges[-1], edges[-1] * 2 + 2)]

    def turn(walk: Iterable[tuple[Fraction, Fraction]], edge: int) -> Turn | None:
        for span in walk:
            there = ruler.bands(_with(whole, own, (span[0] + span[1]) / 2))
            if there != now:
                times = span[edge]
                return Turn(float(_share(whole, own, times)), float(times), there)
        return None

    share = float(_share(whole, own, Fraction(1)))
    down = turn((s for s in reversed(spans) if s[1] <= 1), 1)
    up = turn((s for s in spans if s[0] >= 1), 0)
    ways = [abs(t.share - share) for t in (down, up) if t]
    return Weight(name, own.asked, share, down, up, min(ways, default=None))


def _share(whole: Sums, own: Sums, times: Fraction) -> Fraction:
    """The part of the whole weight that a part has when it is taken so many times."""
    return own.asked * times / (whole.asked - own.asked + own.asked * times)


def _edges(ruler: Ruler, whole: Sums, own: Sums) -> Iterator[Fraction]:
    """How many times its weight a part must have for an end of the range to stand on a limit."""
    for limit in ruler.limits:
        for mine, total in zip(_ends(own, limit), _ends(whole, limit), strict=True):
            if mine and (mine - total) / mine > 0:
                yield (mine - total) / mine


def _ends(sums: Sums, limit: int) -> tuple[Fraction, Fraction]:
    """How far the low and the high end are above a limit (below: negative), in weight."""
    credited = sums.sure, sums.may
    lacking = sums.may_not, sums.never
    low, high = ((100 - limit) * c - limit * n for c, n in zip(credited, lacking, strict=True))
    return Fraction(low), Fraction(high)


def _possible(ruler: Ruler, groups: Sequence[Part]) -> tuple[str, ...]:
    """The bands of any weighting: from the lowest to the highest that a group alone would give."""
    names = [name for name, _ in ruler.score.bands]
    places = [names.index(band) for _, sums in groups for band in ruler.bands(sums)]
    return tuple(names[min(places) : max(places) + 1])


class Span(NamedTuple):
    """Where an end of the range must be for its band to stay: from a limit, and under the next (None: no end)."""

    limit: int
    under: int | None


def _spans(ruler: Ruler, whole: Sums) -> tuple[Span, Span]:
    """Where the low and the high end must stay; a cap that holds an end down lets its number rise freely."""
    now = ruler.bands(whole)
    return _span(ruler, now[0], ruler.cap(certain=False)), _span(ruler, now[-1], ruler.cap(certain=True))


def _span(ruler: Ruler, band: str, cap: str | None) -> Span:
    names = [name for name, _ in ruler.score.bands]
    limits = [limit for _, limit in ruler.score.bands]
    place = names.index(band)
    free = band == cap or place + 1 == len(names)
    return Span(limits[place], None if free else limits[place + 1])


def _keeps(ruler: Ruler, groups: Sequence[Part]) -> Fraction:
    """The share of weightings that leaves the bands: what is above both limits, less what is above a next one."""
    if len(_possible(ruler, groups)) == 1:
        return Fraction(1)
    low, high = _spans(ruler, _total(groups))

    def above(low_limit: int | None, high_limit: int | None) -> Fraction:
        if low_limit is None or high_limit is None:
            return Fraction(0)
        return share_above([(_above(s, low_limit)[0], _above(s, high_limit)[1]) for _, s in groups])

    within = above(low.limit, high.limit) - above(low.under, high.limit)
    return within - above(low.limit, high.under) + above(low.under, high.under)


def _above(sums: Sums, limit: int) -> tuple[Fraction, Fraction]:
    """How far the ends of a group's range are above a limit, for a unit of its weight."""
    low, high = _ends(sums, limit)
    return low / sums.asked, high / sums.asked


def share_above(corners: Iterable[tuple[Fraction, ...]]) -> Fraction:
    """The share of a simplex in which several linear functions, given by their values at its corners, are at least 0.

    An edge that a function crosses is cut at the crossing, which parts the simplex into two smaller ones, until none
    is crossed. Exact.
    """

    @cache
    def share(corners: tuple[tuple[Fraction, ...], ...]) -> Fraction:
        if not corners[0]:
            return Fraction(1)
        lowest, highest = corners[0], corners[-1]
        if lowest[0] >= 0:
            return share(tuple(sorted(c[1:] for c in corners)))
        if highest[0] <= 0:
            return Fraction(0)
        way = lowest[0] / (lowest[0] - highest[0])
        crossing = tuple(a + way * (b - a) for a, b in zip(lowest, highest, strict=True))
        upper = tuple(sorted((*corners[1:], crossing)))
        lower = tuple(sorted((*corners[:-1], crossing)))
        return (1 - way) * share(upper) + way * share(lower)

    return share(tuple(sorted(corners)))


def _sampled(ruler: Ruler, groups: Sequence[Part]) -> float:
    """The same share for a seeded sample of weightings."""
    low, high = _spans(ruler, _total(groups))
    dice = Random(SEED)  # noqa: S311 - a sample, no secret
    limits = [(low.limit, 0, True), (high.limit, 1, True), (low.under, 0, False), (high.under, 1, False)]
    rules = [([float(_above(s, at)[end]) for _, s in groups], wanted) for at, end, wanted in limits if at is not None]
    kept = 0
    for _ in range(SAMPLE):
        drawn = [dice.expovariate(1.0) for _ in groups]
        kept += all((sum(map(mul, drawn, values)) >= 0) == wanted for values, wanted in rules)
    return kept / SAMPLE
