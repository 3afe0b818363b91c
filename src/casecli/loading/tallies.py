"""Votes in prose: '13-2-0', 'by 13 votes to none, with 2 abstentions', '10 in favour, 1 against and 4 abstentions'."""

import re

from casecli.loading.figures import SMALL
from casecli.nouns import NamedTuple

COUNCIL_SEATS = (9, 15)
"""Fewer hardly vote, and more than the second are not the Council's."""
_NUMBER = rf"(\d{{1,3}}|no(?:ne|body)?|{'|'.join(w for w, n in SMALL.items() if n <= COUNCIL_SEATS[1])})"
_AND = r"(?: \([^()]*\))?(?:,|\band\b|\bwith\b|\bto\b|\bwhile\b|\s)+"
_FOR = r"(?:votes? |members? |states? )?(?:in favou?r|for)(?: \w+){0,4}?"
_ABSTAINED = r"(?:members? )?(?:abstentions?|abstaining|abstained)"
_FORMS = tuple(
    re.compile(rf"\b{form}\b", re.IGNORECASE)
    for form in (
        r"(\d{1,3})[-\u2013](\d{1,3})[-\u2013](\d{1,3})",
        rf"{_NUMBER} {_FOR}{_AND}{_NUMBER} (?:votes? )?(?:against|opposed){_AND}{_NUMBER} {_ABSTAINED}",
        rf"{_NUMBER} (?:votes? )?to {_NUMBER}(?: against)?{_AND}{_NUMBER} {_ABSTAINED}",
    )
)
_SYMBOL = re.compile(r"\bS/(?:\w+/)*\w+(?:\.\d+)?(?: \(\d{4}\))?")
_RESOLUTION = re.compile(r"\bresolution (\d{1,4}(?: \(\d{4}\))?)", re.IGNORECASE)


class Tally(NamedTuple):
    """The figures of a vote."""

    votes_for: int
    against: int
    abstain: int


def tally_in(text: str) -> Tally | None:
    """The first vote of the size of the Council in a text."""
    for form in _FORMS:
        for found in form.finditer(text):
            votes_for, against, abstain = (_count(word) for word in found.groups())
            if COUNCIL_SEATS[0] <= votes_for + against + abstain <= COUNCIL_SEATS[1]:
                return Tally(votes_for, against, abstain)
    return None


def _count(word: str) -> int:
    word = word.casefold()
    return int(word) if word.isdigit() else SMALL.get(word, 0)


def draft_name(text: str) -> str | None:
    """The symbol or number of the draft that a text names."""
    symbol = _SYMBOL.search(text)
    if symbol:
        return symbol[0]
    number = _RESOLUTION.search(text)
    return f"resolution {number[1]}" if number else None
