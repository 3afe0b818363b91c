"""Lines of styled text for a page of some width: wrapping, columns and gauges, without knowing what they say."""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

INDENT = 13


class Segment(NamedTuple):
    """Some text in one style; the style is a name that a terminal may know, never what carries the meaning."""

    text: str
    style: str = ""


Line = tuple[Segment, ...]
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def clean(text: str) -> str:
    r"""Text from a file as one line without anything that a terminal would obey: such characters become `\u....`."""
    flat = re.sub(r"[\n\t]+", " ", text)
    return HIDDEN.sub(lambda m: f"\\u{ord(m.group()):04x}", flat)


def width_of(text: str) -> int:
    """Columns that a text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(x) else 2 if unicodedata.east_asian_width(x) in "WF" else 1 for x in text)


def pad(text: str, columns: int) -> str:
    """A text filled up with blanks to some columns."""
    return text + " " * max(0, columns - width_of(text))


class Sheet:
    """A page that grows line by line. Text under a label stands in one column to the right of it."""

    def __init__(self, width: int = 80, *, fancy: bool = True) -> None:
        self.width, self.fancy = max(40, width), fancy
        self.lines: list[Line] = []

    def blank(self) -> None:
        """An empty line."""
        self.lines.append(())

    def rule(self) -> None:
        """A line across the page."""
        self.lines.append((Segment(("─" if self.fancy else "-") * self.width, "bright_black"),))

    def pair(self, left: Segment, right: str) -> None:
        """A line with text at both ends; below each other where they do not fit."""
        text = f" {clean(left.text)}"
        room = self.width - width_of(text) - width_of(right)
        if room < 1:
            self.wrapped(text.strip(), 1, left.style)
            self.lines.append((Segment(" " + right, "bright_black"),))
        else:
            self.lines.append((Segment(text, left.style), Segment(" " * room), Segment(right, "bright_black")))

    def labelled(self, label: str, *segments: Segment) -> None:
        """A labelled line."""
        self.lines.append((Segment(pad(f" {label}", INDENT), "bold"), *segments))

    def line(self, *segments: Segment, indent: int = INDENT) -> None:
        """A line under the last label."""
        self.lines.append((Segment(" " * indent), *segments))

    def wrapped(self, text: str, indent: int = INDENT, style: str = "", hang: int = 0) -> None:
        """A paragraph under the last label, wrapped; ``hang`` indents its further lines."""
        room = max(20, self.width - indent)
        for i, part in enumerate(textwrap.wrap(clean(text), room - hang, break_on_hyphens=False) or [""]):
            self.line(Segment(part, style), indent=indent + (hang if i else 0))

    def table(self, rows: Sequence[Sequence[Segment]], indent: int = INDENT, gap: int = 2) -> None:
        """Rows in columns; the last column is wrapped under itself."""
        if not rows:
            return
        columns = max(len(r) for r in rows)
        widths = [max(width_of(clean(r[i].text)) for r in rows if len(r) > i) for i in range(columns - 1)]
        start = indent + sum(widths) + gap * len(widths)
        for row in rows:
            cells = [Segment(pad(clean(c.text), w + gap), c.style) for c, w in zip(row, widths, strict=False)]
            last = row[-1] if len(row) == columns else Segment("")
            parts = textwrap.wrap(clean(last.text), max(16, self.width - start), break_on_hyphens=False) or [""]
            self.line(*cells, Segment(parts[0], last.style), indent=indent)
            for part in parts[1:]:
                self.line(Segment(part, last.style), indent=start)

    def text(self) -> str:
        """The page as plain text."""
        return "".join("".join(s.text for s in line).rstrip() + "\n" for line in self.lines)


def bar(low: int | None, high: int | None, columns: int, *, fancy: bool = True) -> str:
    """A range of percents as a bar: what is sure, what is open, and the rest."""
    if low is None or high is None:
        return ""
    sure, may = low * columns // 100, -(-high * columns // 100)
    full, part, rest = ("█", "▒", "·") if fancy else ("#", "=", ".")
    return full * sure + part * max(0, may - sure) + rest * (columns - max(sure, may))


def gauge(low: int | None, high: int | None, limits: Iterable[int], columns: int, *, fancy: bool = True) -> str:
    """A range of percents on a scale that is marked at the limits of its bands."""
    if low is None or high is None:
        return ""
    last = columns - 1
    marks = {limit * last // 100 for limit in limits if limit}
    first, end = low * last // 100, high * last // 100
    point, line, mark = ("█", "·", "│") if fancy else ("=", ".", "|")
    return "".join(point if first <= i <= end else mark if i in marks else line for i in range(columns))
