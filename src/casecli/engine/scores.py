"""Scores: weight credited over weight that applies, as a range.

Over the items of all groups: S surely apply and surely earn their weight, P may, N surely apply and surely do not
earn it, Q may not. low = S / (S + Q), high = P / (P + N), estimate = S / (S + N), in whole percents rounded down.
Each item is taken at its own best and worst, so the range is never too narrow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from casecli.engine.evaluate import Evaluator
from casecli.logic import Truth, both, negation
from casecli.model import conditions as c
from casecli.model.assessment import Blocker, GroupScore, ItemVerdict, Range
from casecli.model.explanation import Explanation, Finding
from casecli.model.rulebook import Criterion, Group, Score
from casecli.nouns import NamedTuple

CREDIT = {(1, 0): "yes", (0, 1): "no", (1, 1): "open"}
RISK = "risk"


class Sums(NamedTuple):
    """Weights: surely credited, possibly credited, surely not, possibly not, may apply."""

    sure: int = 0
    may: int = 0
    never: int = 0
    may_not: int = 0
    asked: int = 0


class Weighed(NamedTuple):
    """A score worked out: the whole, its groups, its blockers and band."""

    score: Range
    band: str | None
    possible: tuple[str, ...]
    blockers: tuple[Blocker, ...]
    groups: tuple[GroupScore, ...]


class Item(NamedTuple):
    """An item with whether it is asked (its group included) and whether it earns its weight."""

    finding: Finding
    asked: Truth
    credit: Truth


def credit_of(criterion: Criterion, truth: Truth, contrary: Callable[[Truth], Truth] = negation) -> Truth:
    """Whether an item earns its weight: a safeguard when met, a risk when not."""
    return contrary(truth) if criterion.polarity == RISK else truth


def weigh(score: Score, evaluator: Evaluator) -> Weighed:
    """The score of a situation under the evaluator's reading."""
    groups, items, caps, sums = [], [], [], []
    for group in score.groups:
        applies = evaluator.applies(group)
        if not applies[0]:
            continue
        own = [_item(evaluator.finding(x), applies) for x in group.criteria]
        groups.append((group.id, own))
        sums.append(add_up(own))
        items += own
        caps += [(i, group.blocked_at or score.blocked_at) for i in own if i.finding.criterion.critical]
    exact = is_exact(items, evaluator)
    measured = to_range(Sums(*map(sum, zip(*sums, strict=True))), exact=exact)
    blocked = [(i, cap) for i, cap in caps if i.asked[0] and i.credit[1]]
    possible = bands_of(score, measured, [(surely_blocks(i), cap) for i, cap in blocked])
    return Weighed(
        measured,
        one_band(possible),
        possible if len(possible) > 1 else (),
        tuple(Blocker(i.finding.criterion.id, surely_blocks(i)) for i, _ in blocked),
        tuple(
            GroupScore(name, to_range(total, exact=exact), _verdicts(own))
            for (name, own), total in zip(groups, sums, strict=True)
        ),
    )


def _item(finding: Finding, applies: Truth) -> Item:
    criterion = finding.criterion
    truth = finding.met.truth
    if finding.exception:
        truth = both(truth, negation(finding.exception.truth))
    return Item(finding, both(applies, finding.applies), credit_of(criterion, truth))


def sums_of(group: Group, evaluator: Evaluator) -> Sums:
    """The sums of one group alone; nothing is asked where it surely does not apply."""
    applies = evaluator.applies(group)
    return add_up([_item(evaluator.finding(x), applies) for x in group.criteria]) if applies[0] else Sums()


def surely_blocks(item: Item) -> bool:
    """Whether a critical item surely applies and surely earns nothing."""
    return not item.asked[1] and not item.credit[0]


def add_up(items: list[Item]) -> Sums:
    """The sums over some items."""
    sure = may = never = may_not = asked = 0
    for item in items:
        weight = item.finding.criterion.weight
        (can_ask, can_skip), (can, cannot) = item.asked, item.credit
        if not can_ask:
            continue
        asked += weight
        may += weight * can
        may_not += weight * cannot
        if not can_skip:
            sure += weight * (not cannot)
            never += weight * (not can)
    return Sums(sure, may, never, may_not, asked)


def to_range(sums: Sums, *, exact: bool) -> Range:
    """The range that sums stand for; all None where nothing can apply."""
    if not sums.asked:
        return Range(None, None, None, None, exact)
    settled = sums.sure + sums.never
    return Range(
        low=percent(sums.sure, sums.sure + sums.may_not, empty=100),
        estimate=percent(sums.sure, settled, empty=0) if settled else None,
        high=percent(sums.may, sums.may + sums.never, empty=0),
        known=percent(settled, sums.asked, empty=0),
        exact=exact,
    )


def percent(part: int, whole: int, *, empty: int) -> int:
    """A share as a whole percent, rounded down so that bands agree with what is printed."""
    return part * 100 // whole if whole else empty


def bands_of(score: Score, measured: Range, blockers: Sequence[tuple[bool, str | None]]) -> tuple[str, ...]:
    """The bands that a range may fall in, lowest first, after the caps of its blockers (certain or not)."""
    if measured.low is None or measured.high is None:
        return ()
    names = [name for name, _ in score.bands]
    low, high = band_at(score.bands, measured.low), band_at(score.bands, measured.high)
    for certain, cap in blockers:
        if cap is None:
            continue
        low = min(low, names.index(cap))
        if certain:
            high = min(high, names.index(cap))
    return tuple(names[low : high + 1])


def one_band(possible: Sequence[str]) -> str | None:
    """The band, `open` where several are possible, None where nothing is asked."""
    return None if not possible else possible[0] if len(possible) == 1 else "open"


def band_at(bands: Sequence[tuple[str, int]], points: int) -> int:
    """The place of the band that a number of points falls in."""
    place = 0
    for i, (_, limit) in enumerate(bands):  # they stand lowest first
        if points >= limit:
            place = i
    return place


def _verdicts(items: list[Item]) -> tuple[ItemVerdict, ...]:
    return tuple(
        ItemVerdict(
            i.finding.criterion.id,
            i.finding.verdict.value,
            CREDIT[i.credit] if i.asked[0] else "not_asked",  # type: ignore[arg-type]
            i.finding.criterion.weight,
            i.finding.criterion.critical,
        )
        for i in items
    )


def is_exact(items: list[Item], evaluator: Evaluator) -> bool:
    """Whether both ends of a range can be reached at once.

    They can where no open fact decides what applies, and every open fact has one value that is best for all
    tests on it and one that is worst.
    """
    wanted: dict[str, list[int]] = {}
    for item in items:
        if item.asked == (1, 1):
            return False
        if item.asked[0] and item.credit == (1, 1):
            finding = item.finding
            favours = finding.criterion.polarity != RISK
            _wants(finding.met, evaluator, wanted, favours=favours)
            if finding.exception:
                _wants(finding.exception, evaluator, wanted, favours=not favours)
    for fact, masks in wanted.items():
        best = worst = evaluator.masks[fact]
        for mask in masks:
            best &= mask
            worst &= ~mask
        if not best or not worst:
            return False
    return True


def _wants(node: Explanation, evaluator: Evaluator, wanted: dict[str, list[int]], *, favours: bool) -> None:
    """Collect, for each open fact under a node, the values that would favour the item."""
    if node.truth != (1, 1):
        return
    condition = node.condition
    if isinstance(condition, c.Test):
        wanted.setdefault(condition.fact, []).append(condition.mask if favours else ~condition.mask)
    elif isinstance(condition, c.Not):
        _wants(node.children[0], evaluator, wanted, favours=not favours)
    elif isinstance(condition, c.LevelTest | c.Met):
        for fact, state in evaluator.situation.facts.items():  # not followed further, so nothing is claimed
            if state.open & (state.open - 1):
                wanted.setdefault(fact, []).extend((0, -1))
    else:
        for child in node.children:
            _wants(child, evaluator, wanted, favours=favours)
