"""The tree of grounds as text: question, rule, what was found, what speaks against it, authority."""

from __future__ import annotations

from collections.abc import Iterable

from casecli.model.rulebook import Rulebook
from casecli.reports.grounds import Ground
from casecli.reports.sheet import Segment, Sheet
from casecli.reports.words import FINDINGS

STEP = 3
MOST_SOURCES = 6


def write_grounds(grounds: Iterable[Ground], rulebook: Rulebook, sheet: Sheet, depth: int) -> None:
    """Write trees of grounds, each folded below ``depth`` levels of conditions."""
    titles = {x.id: x.title for x in rulebook.criteria.values()}
    for ground in grounds:
        _write(ground, titles, sheet, 1, depth)
        sheet.blank()


def _write(ground: Ground, titles: dict[str, str], sheet: Sheet, indent: int, depth: int) -> None:
    look = FINDINGS[ground.verdict]
    sign = look.sign if sheet.fancy else look.plain
    if ground.kind in ("basis", "criterion", "met") and ground.id:
        title = ground.says if ground.kind == "basis" else titles.get(ground.id, ground.says)
        sheet.line(
            Segment(f"{sign} ", look.colour),
            Segment(title, "bold"),
            Segment(f"  {look.word}", look.colour),
            Segment(f"  {ground.id}", "bright_black"),
            indent=indent,
        )
        if ground.kind != "basis":
            sheet.wrapped(ground.says, indent + 2, "italic")
        if ground.found:
            sheet.wrapped(ground.found, indent + 2)
    else:
        found = f" -> {ground.found}" if ground.found else ""
        sheet.wrapped(f"{sign} {ground.says}{':' if ground.children and not found else ''}{found}", indent, hang=2)
    if depth <= 0 and ground.children:
        sheet.wrapped(f"... {_size(ground)} more; --depth shows them", indent + STEP, "bright_black")
    else:
        for child in ground.children:
            _write(child, titles, sheet, indent + STEP, depth if ground.kind == "basis" else depth - 1)
    _write_notes(ground, sheet, indent + 2)


def _write_notes(ground: Ground, sheet: Sheet, indent: int) -> None:
    if ground.why:
        sheet.wrapped(f"Why: {ground.why}", indent, hang=2)
    for said in ground.at_odds:
        sheet.wrapped(said, indent, "yellow", hang=2)
    if ground.against:
        sheet.wrapped(f"Despite: {'; '.join(ground.against)}", indent, hang=2)
    if ground.sources:
        cited = [f"{s.cited} [{s.status}]" for s in ground.sources[:MOST_SOURCES]]
        more = len(ground.sources) - len(cited)
        cited += [f"{more} more"] if more > 0 else []
        sheet.wrapped(f"Authority: {'; '.join(cited)}", indent, "bright_black", hang=2)


def _size(ground: Ground) -> int:
    return sum(1 + _size(child) for child in ground.children)
