"""Days in prose: '24 March 1999', 'March 24th, 1999', '1999-03-24'. A month or a year alone is no day."""

import datetime as dt
import re
from collections.abc import Sequence

from casecli.loading.prose import Token
from casecli.nouns import NamedTuple

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
YEARS = range(1800, 2100)
_ORDINAL = re.compile(r"(st|nd|rd|th)$")


class Date(NamedTuple):
    """A full day in prose: its tokens from ``first`` to before ``end``."""

    first: int
    end: int
    day: dt.date


def dates(tokens: Sequence[Token]) -> list[Date]:
    """The full days of a sentence, from left to right."""
    if not any(token.norm[0].isdigit() for token in tokens):
        return []
    found: list[Date] = []
    i = 0
    while i < len(tokens):
        date = _iso(tokens, i) or _day_first(tokens, i) or _month_first(tokens, i)
        if date:
            found.append(date)
        i = date.end if date else i + 1
    return found


def _iso(tokens: Sequence[Token], i: int) -> Date | None:
    parts = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", tokens[i].norm)
    return _date(i, i + 1, *parts.groups()) if parts else None


def _day_first(tokens: Sequence[Token], i: int) -> Date | None:
    words = _words(tokens, i, 4)
    words = words[:1] + words[2:] if words[1:2] == ["of"] else words[:3]
    if len(words) < 3 or words[1] not in MONTHS:  # noqa: PLR2004 - day, month, year
        return None
    size = 4 if tokens[i + 1].norm == "of" else 3
    return _date(i, i + size, words[2], str(MONTHS[words[1]]), words[0])


def _month_first(tokens: Sequence[Token], i: int) -> Date | None:
    words = _words(tokens, i, 3)
    if len(words) < 3 or words[0] not in MONTHS:  # noqa: PLR2004 - month, day, year
        return None
    return _date(i, i + 3, words[2], str(MONTHS[words[0]]), words[1])


def _words(tokens: Sequence[Token], start: int, count: int) -> list[str]:
    return [token.norm for token in tokens[start : start + count]]


def _date(first: int, end: int, year: str, month: str, day: str) -> Date | None:
    day = _ORDINAL.sub("", day)
    if not (year.isdigit() and month.isdigit() and day.isdigit() and int(year) in YEARS):
        return None
    try:
        return Date(first, end, dt.date(int(year), int(month), int(day)))
    except ValueError:
        return None
