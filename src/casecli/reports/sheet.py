"""Lines of styled text for a page of some width: wrapping, columns and gauges, without knowing what they say."""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence

from casecli.nouns import NamedTuple

INDENT = 13
LEAST = 16
"""The columns below which no table column is made narrower."""


class Segment(NamedTuple):
    """Some text in one style; the style is a name that a terminal may know, never what carries the meaning."""

    text: str
    style: str = ""


Line = tuple[Segment, ...]
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


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


def wrap(text: str, columns: int) -> list[str]:
    """A text as lines of at most so many columns; a word that is longer is broken, at a hyphen where it has one."""
    columns = max(1, columns)
    long = any(len(word) > columns for word in text.split())
    return textwrap.wrap(clean(text), columns, break_on_hyphens=long) or [""]


def _fitted(widths: list[int], room: int) -> list[int]:
    """Column widths that fit: first the last column shrinks, then the widest others."""
    widths = [*widths[:-1], min(widths[-1], max(LEAST, room - sum(widths[:-1])))]
    while sum(widths) > room and max(widths) > LEAST:
        widths[widths.index(max(widths))] -= 1
    return widths


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
        for i, part in enumerate(wrap(text, room - hang)):
            self.line(Segment(part, style), indent=indent + (hang if i else 0))

    def table(self, rows: Sequence[Sequence[Segment]], indent: int = INDENT, gap: int = 2) -> None:
        """Rows in columns; what is too wide for its column is wrapped, and columns shrink on a narrow page."""
        if not rows:
            return
        columns = max(len(r) for r in rows)
        cells = [[*r, *[Segment("")] * (columns - len(r))] for r in rows]
        widths = [max(width_of(clean(r[i].text)) for r in cells) for i in range(columns)]
        room = self.width - indent - gap * (columns - 1)
        widths = _fitted(widths, room)
        for row in cells:
            wrapped = [wrap(cell.text, width) for cell, width in zip(row, widths, strict=True)]
            for i in range(max(len(lines) for lines in wrapped)):
                texts = [lines[i] if i < len(lines) else "" for lines in wrapped]
                padded = [pad(text, width + gap) for text, width in zip(texts[:-1], widths, strict=False)]
                self.line(*(Segment(x, c.style) for x, c in zip([*padded, texts[-1]], row, strict=True)), indent=indent)

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
