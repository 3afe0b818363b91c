"""Votes in prose: '13-2-0', 'by 13 votes to none, with 2 abstentions', '10 in favour, 1 against and 4 abstentions'.

Where a text tells the sides apart, each in words of its own, a side is a figure by itself: 'thirteen members voted for
it', '2 against', 'four abstained'.
"""

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


_WHO = r"(?: (?:of (?:its|the)|other|members?|states?|countries|delegations?|votes?|of the council|council)){0,3}"
_SIDES = {
    "votes_for": (
        rf"{_NUMBER}{_WHO}(?: (?:voted|voting))?(?: (?:in favou?r|for)\b)",
        rf"(?:won|received|got|gained|obtained|gathered) (?:only )?{_NUMBER} (?:affirmative |positive )?votes",
        r"\b(?:in favou?r|for|yes): ?(\d{1,2})",
    ),
    "against": (
        rf"{_NUMBER}{_WHO}(?: (?:voted|voting))? (?:against|opposed)\b",
        r"\b(?:against|no): ?(\d{1,2})",
    ),
    "abstain": (
        rf"{_NUMBER}{_WHO}(?: (?:that|who))? (?:abstained|abstaining|abstentions?)\b",
        r"\b(?:abstentions?|abstained|abstaining): ?(\d{1,2})",
    ),
}
_SIDE_FORMS = {
    side: tuple(re.compile(rf"\b{form}" if not form.startswith(r"\b") else form, re.IGNORECASE) for form in forms)
    for side, forms in _SIDES.items()
}
_TO = re.compile(rf"\b(?:by|was|vote of|votes? were) {_NUMBER}(?: votes?)? to {_NUMBER}\b", re.IGNORECASE)
_UNANIMOUS = re.compile(
    r"\b(?:unanimously adopted|adopted(?: \w+){0,12} unanimously|(?:by|vote was) (?:a )?unanimous(?: vote)?)\b",
    re.IGNORECASE,
)


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


def sides_in(text: str) -> dict[str, int] | None:
    """The figures of the sides that a text tells, by the fields of a tally; None where it gives one side two."""
    found: dict[str, set[int]] = {}
    for side, forms in _SIDE_FORMS.items():
        for form in forms:
            for match in form.finditer(text):
                found.setdefault(side, set()).add(_count(match[1]))
    if pair := _TO.search(text):
        for side, word in zip(("votes_for", "against"), pair.groups(), strict=True):
            found.setdefault(side, set()).add(_count(word))
    if any(len(figures) > 1 for figures in found.values()):
        return None
    return {side: figures.pop() for side, figures in found.items()}


def is_unanimous(text: str) -> bool:
    """Whether a text says that a vote was unanimous."""
    return bool(_UNANIMOUS.search(text))


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
