"""What a result rests on as text: shares of worlds, the facts that decide as a tornado, points, and weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casecli.reports.sheet import Segment, Sheet
from casecli.reports.words import BANDS, STATUSES, numbers, status_words, words

if TYPE_CHECKING:
    from casecli.model.rulebook import Rulebook
    from casecli.questions.sensitivity import ScoreSensitivity, Sensitivity, StatusSensitivity
    from casecli.questions.spread import Spread
    from casecli.questions.weightings import Turn, Weight, Weights

BAR, NARROW_BAR, MOST, MOST_ITEMS = 30, 20, 12, 3
LEAST = 0.0005
WRITTEN_OUT = 10**9


def write_sensitivity(found: Sensitivity, rulebook: Rulebook, sheet: Sheet) -> None:
    """The status, then each score."""
    _status(found.legal, rulebook, sheet)
    for score in found.scores:
        sheet.blank()
        _score(score, rulebook, sheet)


def _status(found: StatusSensitivity, rulebook: Rulebook, sheet: Sheet) -> None:
    _head("LEGALITY", status_words(found.status, None, found.possible), "", found.spread, sheet)
    styles = {status: (look.word, look.colour) for status, look in STATUSES.items()}
    _spread(found.spread, styles, rulebook, sheet)
    if not found.points:
        sheet.wrapped("No contested point changes the status by itself.", 1)
        return
    sheet.line(Segment("CONTESTED POINTS THAT WOULD CHANGE IT", "bold"), indent=1)
    for point in found.points:
        known = rulebook.points[point.point]
        sheet.wrapped(known.title, 3)
        titles = {p.id: p.title for p in known.positions}
        sheet.table([(Segment(titles[p]), Segment(_lean(s))) for p, s in point.statuses.items()], indent=5)


def _lean(text: str) -> str:
    status, _, lean = text.partition("/")
    return status_words(status, lean or None)


def _score(found: ScoreSensitivity, rulebook: Rulebook, sheet: Sheet) -> None:
    score = rulebook.scores[found.score]
    reach = "" if found.low is None or found.high is None else f", {numbers(found.low, found.high)} of 100"
    _head(score.title.upper(), _bands(found.bands), reach, found.spread, sheet)
    colours = BANDS.get(score.id, ())
    styles = {name: (words(name), colours[i] if colours else "") for i, (name, _) in enumerate(score.bands)}
    if len(found.bands) > 1:
        _spread(found.spread, styles, rulebook, sheet)
    elif found.spread.worlds > 1:
        sheet.wrapped(f"Every way gives {_bands(found.bands)}: the report's range shows it.", 1)
    if found.weights:
        _weights(found.weights, rulebook, sheet, {group.id: group.title for group in score.groups})


def _bands(bands: tuple[str, ...]) -> str:
    return words(bands[0]) if len(bands) == 1 else f"{words(bands[0])} to {words(bands[-1])}"


def _head(title: str, now: str, reach: str, spread: Spread, sheet: Sheet) -> None:
    sheet.line(Segment(title, "bold"), indent=1)
    if spread.worlds == 1:
        sheet.wrapped(f"Now {now}{reach}; no open fact bears on it.", 1)
        return
    ways = f"{spread.worlds:,}" if spread.worlds < WRITTEN_OUT else f"about 10 to the {len(str(spread.worlds)) - 1}"
    how = "counted exactly" if spread.exact else f"a seeded sample; two standard errors are {spread.error:.1%}"
    sheet.wrapped(f"Now {now}{reach}, over {ways} ways to settle the open facts: {how}.", 1)


def _spread(spread: Spread, styles: dict[str, tuple[str, str]], rulebook: Rulebook, sheet: Sheet) -> None:
    """The shares of ways and the facts that decide; nothing where there is one way only."""
    if spread.worlds == 1:
        return
    kind = (
        "by stated likelihoods, taken as independent" if spread.weighted else "each way counts once: no probabilities"
    )
    sheet.wrapped(f"Shares of ways ({kind}):", 1)
    block = "█" if sheet.fancy else "#"
    rows = []
    for name, share in spread.shares.items():
        word, colour = styles.get(name, (words(name), ""))
        if share:
            rows.append((Segment(word), Segment(_percent(share)), Segment(block * round(share * BAR), colour)))
    sheet.table(rows, indent=3)
    deciding = [f for f in spread.facts if f.decides]
    if deciding:
        sheet.line(Segment("How often each open fact decides"), indent=1)
        rows = [
            (
                Segment(rulebook.facts[f.fact].title),
                Segment(_percent(f.decides)),
                Segment(block * round(f.decides * BAR)),
            )
            for f in deciding[:MOST]
        ]
        sheet.table(rows, indent=3)
    if len(deciding) > MOST:
        sheet.wrapped(f"{len(deciding) - MOST} more: -f json lists them all", 3)


def _percent(share: float) -> str:
    """A share of ways; what is there is never shown as nothing."""
    return " <0.1%" if share < LEAST else " >99.9%" if 1 - LEAST < share < 1 else f"{share:6.1%}"


def _weights(found: Weights, rulebook: Rulebook, sheet: Sheet, titles: dict[str, str]) -> None:
    """The share of weightings that keeps the band, and the smallest changes of one weight that move it."""
    if len(found.possible) == 1:
        why = ": blockers cap it, whatever anything weighs" if found.capped in found.bands else ""
        sheet.wrapped(f"Weights: no weighting of its groups moves it from {_bands(found.bands)}{why}.", 1)
        return
    how = "worked out exactly" if found.exact else f"a seeded sample; two standard errors are {found.error:.1%}"
    sheet.wrapped(
        f"Weights: {_percent(found.keeps).strip()} of all weightings of its {len(found.groups)} groups keep it ({how});"
        f" others give {_bands(found.possible)}. A share of weightings is no probability.",
        1,
    )
    moving = [g for g in found.groups if g.change is not None]
    if not moving:
        sheet.wrapped("No change of one group's weight moves it.", 1)
        return
    mark, block = ("│", "█") if sheet.fancy else ("|", "#")
    sheet.wrapped(f"One group's part of the whole weight: now {mark}, and where the band stays {block}", 1)
    rows = [
        (Segment(titles[g.id]), Segment(f"{g.share:4.0%}"), Segment(_tornado(g, fancy=sheet.fancy)), Segment(_turn(g)))
        for g in moving[:MOST]
    ]
    sheet.table(rows, indent=3)
    told = [f"{rulebook.criteria[i.id].title} {_item(i)}" for i in found.items[:MOST_ITEMS]]
    if told:
        sheet.wrapped(f"Nearest of single items: {'; '.join(told)}.", 1)


def _tornado(group: Weight, *, fancy: bool) -> str:
    """The parts of the whole weight with which the band stays, as a span around the present one."""
    mark, block, rest = ("│", "█", "·") if fancy else ("|", "#", ".")
    last_column = NARROW_BAR - 1
    first = round(group.down.share * (last_column)) if group.down else 0
    last = round(group.up.share * (last_column)) if group.up else last_column
    now = round(group.share * (last_column))
    return "".join(mark if i == now else block if first <= i <= last else rest for i in range(NARROW_BAR))


def _turn(group: Weight) -> str:
    """The nearest turn of a group in words, by its part of the whole."""
    found = _nearest(group)
    return f"{found[0]} {found[1].share:.0%}: {_bands(found[1].bands)}" if found else ""


def _item(item: Weight) -> str:
    """The nearest turn of an item, by its own weight."""
    found = _nearest(item)
    if found is None:
        return ""
    side, turn = found
    return f"(weight {item.weight}; {side} {item.weight * turn.times:.3g}: {_bands(turn.bands)})"


def _nearest(weight: Weight) -> tuple[str, Turn] | None:
    """The nearer of the two turns, and on which side of it the band moves."""
    if weight.down and weight.share - weight.down.share == weight.change:
        return "under", weight.down
    return ("over", weight.up) if weight.up else None
