"""The tree of grounds as text: question, rule, what was found, what speaks against it, authority."""

from __future__ import annotations

from collections.abc import Iterable

from casecli.model.rulebook import Rulebook
from casecli.reports.grounds import Ground
from casecli.reports.sheet import Segment, Sheet
from casecli.reports.words import FINDINGS, Look

STEP = 3
MOST_SOURCES = 6
RULES = ("basis", "criterion", "met")


def write_grounds(grounds: Iterable[Ground], rulebook: Rulebook, sheet: Sheet, depth: int) -> None:
    """Write trees of grounds, each folded below ``depth`` levels of conditions; what is told in full is told once."""
    writer = _Writer({x.id: x.title for x in rulebook.criteria.values()}, sheet)
    for ground in grounds:
        writer.write(ground, 1, depth)
        sheet.blank()


class _Writer:
    """Writes trees on a sheet; it remembers the rules that it has unfolded, and the remarks on the documents."""

    def __init__(self, titles: dict[str, str], sheet: Sheet) -> None:
        self.titles, self.sheet = titles, sheet
        self.told: set[tuple[str, str]] = set()
        self.remarked: set[str] = set()

    def write(self, ground: Ground, indent: int, depth: int) -> None:
        """A ground, what is under it, and the notes on it."""
        again = (ground.id or "", ground.verdict) in self.told and ground.kind in RULES
        if ground.kind in RULES and ground.id:
            self._rule(ground, indent, again=again)
        else:
            self._step(ground, indent)
        if again:
            return
        if depth <= 0 and ground.children:
            self.sheet.wrapped(f"... {_size(ground)} more; --depth shows them", indent + STEP, "bright_black")
        else:
            for child in ground.children:
                self.write(child, indent + STEP, depth if ground.kind == "basis" else depth - 1)
            if _whole(ground, depth) and ground.id:
                self.told.add((ground.id, ground.verdict))
        self._notes(ground, indent + 2)

    def _rule(self, ground: Ground, indent: int, *, again: bool) -> None:
        look = FINDINGS[ground.verdict]
        title = ground.says if ground.kind == "basis" else self.titles.get(ground.id or "", ground.says)
        self.sheet.line(
            Segment(f"{self._sign(look)} ", look.colour),
            Segment(title, "bold"),
            Segment(f"  {look.word}{', as above' if again else ''}", look.colour),
            Segment(f"  {ground.id}", "bright_black"),
            indent=indent,
        )
        if again:
            return
        if ground.kind != "basis":
            self.sheet.wrapped(ground.says, indent + 2, "italic")
        if ground.found:
            self.sheet.wrapped(ground.found, indent + 2)

    def _step(self, ground: Ground, indent: int) -> None:
        sign = self._sign(FINDINGS[ground.verdict])
        found = f" -> {ground.found}" if ground.found else ""
        self.sheet.wrapped(f"{sign} {ground.says}{':' if ground.children and not found else ''}{found}", indent, hang=2)

    def _sign(self, look: Look) -> str:
        return look.sign if self.sheet.fancy else look.plain

    def _notes(self, ground: Ground, indent: int) -> None:
        if ground.why:
            self.sheet.wrapped(f"Why: {ground.why}", indent, hang=2)
        for said in ground.at_odds:
            if said not in self.remarked:
                self.remarked.add(said)
                self.sheet.wrapped(f"The documents are at odds: {said}", indent, "yellow", hang=2)
        if ground.against:
            self.sheet.wrapped(f"Despite: {'; '.join(ground.against)}", indent, hang=2)
        if ground.sources:
            cited = [f"{s.cited} [{s.status}]" for s in ground.sources[:MOST_SOURCES]]
            more = len(ground.sources) - len(cited)
            cited += [f"{more} more"] if more > 0 else []
            self.sheet.wrapped(f"Authority: {'; '.join(cited)}", indent, "bright_black", hang=2)


def _whole(ground: Ground, depth: int) -> bool:
    """Whether nothing under a ground is folded."""
    if not ground.children:
        return True
    below = depth if ground.kind == "basis" else depth - 1
    return depth > 0 and all(_whole(child, below) for child in ground.children)


def _size(ground: Ground) -> int:
    return sum(1 + _size(child) for child in ground.children)
