"""Readings: one position for every contested point, on the day whose law applies."""

from collections.abc import Mapping
from datetime import date

from casecli.model.rulebook import Point, Reading, Rulebook

RESTRICTIVE, MAINSTREAM, EXPANSIVE = NESTED = ("restrictive", "mainstream", "expansive")
SUPPORTED = ("substantial", "prevailing")


def readings(rulebook: Rulebook, day: date, fixed: Mapping[str, str] | None = None) -> dict[str, Reading]:
    """The three computed readings, narrow to wide, then the rulebook's own (the rest as mainstream).

    ``fixed`` gives some points one position in every reading.
    """
    three: dict[str, dict[str, int]] = {name: {} for name in NESTED}
    for point in rulebook.points.values():
        if fixed and point.id in fixed:
            narrow = middle = wide = _index(point, fixed[point.id])
        else:
            narrow, middle, wide = _span(point, day)
        for name, place in zip(NESTED, (narrow, middle, wide), strict=True):
            three[name][point.id] = place
    found = {name: Reading(name, positions) for name, positions in three.items()}
    for name, chosen in rulebook.readings.items():
        own = {p: _index(rulebook.points[p], q) for p, q in chosen.items() if not (fixed and p in fixed)}
        found[name] = Reading(name, three[MAINSTREAM] | own)
    return found


def _index(point: Point, position: str) -> int:
    return next(i for i, p in enumerate(point.positions) if p.id == position)


def _span(point: Point, day: date) -> tuple[int, int, int]:
    """Narrowest with substantial or prevailing support, the prevailing, and the widest with either."""
    support = [p.support_on(day) for p in point.positions]
    held = [i for i, s in enumerate(support) if s in SUPPORTED]
    if not held:
        return 0, 0, 0
    middle = support.index("prevailing") if "prevailing" in support else held[0]
    return held[0], middle, held[-1]
