"""Figures in prose: '5,000', 'some 2.5 million', 'between 7,000 and 9,000', 'hundreds of thousands'.

A figure is an interval: 'at least 500' has no upper end, nor has 'hundreds of thousands', which begins at two hundred
thousand. Years, articles and resolutions, percentages, money and measures are no figures here.
"""

import re
from collections.abc import Iterator, Sequence

from casecli.loading.dates import YEARS, Date
from casecli.loading.days import BIG
from casecli.loading.phrases import word_set
from casecli.loading.prose import Token
from casecli.nouns import NamedTuple

MAGNITUDES = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "m": 1_000_000, "k": 1_000
}  # fmt: skip
VAGUE = {
    "tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1_000, "millions": 1_000_000
}  # fmt: skip
SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
LEAST, NEAR, MOST, ABOUT = "least", "near", "most", ""
BOUNDS = {
    LEAST: ("at least", "more than", "over", "no fewer than", "no less than", "not fewer than", "not less than",
            "upwards of", "well over", "in excess of", "exceeding", "above", "another", "further"),
    NEAR: ("almost", "nearly", "close to"),
    MOST: ("up to", "as many as", "fewer than", "less than", "at most", "under", "no more than", "not more than"),
    ABOUT: ("about", "around", "roughly", "approximately", "perhaps", "maybe", "probably", "some", "estimated",
            "total of", "a", "an"),
}  # fmt: skip
"""Words before a figure, by the end that they leave open; a figure that is nearly reached is taken as it is."""
NOT_BEFORE = word_set(
    "resolution resolutions article articles art arts chapter para paras paragraph paragraphs no section phase day "
    "page aged age number annex protocol rule rules schedule track brigade battalion division regiment operation"
)
NOT_AFTER = word_set(
    "percent per km kilometres kilometers miles metres meters hectares acres tonnes tons litres barrels degrees hours "
    "hour days day weeks week months month years year minutes times dollars euros pounds francs roubles rubles usd eur "
    "sorties missiles rounds aircraft tanks states countries members resolutions articles votes am pm"
)
LEAST_IN_WORDS = 20
WITH_OVER = word_set(
    "hand handed handing turn turned took taken take spread ruled rule fell presided all cross crossed"
)
_DIGITS = re.compile(r"(\d[\d,. \u00a0\u202f]*)(m|k|bn)?$")
_MONEY = re.compile(r"[$€£¥]")


class Figure(NamedTuple):
    """A figure: its tokens from ``first`` to before ``end``, and its ends; ``high`` is None where it is open."""

    first: int
    end: int
    low: float
    high: float | None


class _Amount(NamedTuple):
    low: float
    high: float | None
    end: int
    scale: float = 1
    bare_year: bool = False


def figures(tokens: Sequence[Token], days: Sequence[Date] = ()) -> list[Figure]:
    """The figures of a sentence, from left to right; those inside one of its days are none."""
    dated = {i for d in days for i in range(d.first, d.end)}
    found: list[Figure] = []
    i = 0
    while i < len(tokens):
        figure = None if i in dated else _figure(tokens, i, found[-1].end if found else 0)
        if figure:
            found.append(figure)
        i = figure.end if figure else i + 1
    return found


def _figure(tokens: Sequence[Token], i: int, floor: int) -> Figure | None:
    amount = _amount(tokens, i)
    if amount is None or not _is_count(tokens, i, amount.end):
        return None
    first, bounds = _bounds(tokens, i, floor)
    upper = _second(tokens, amount)
    if upper and not (amount.bare_year and upper.bare_year):
        if first > floor and tokens[first - 1].norm in ("between", "from"):
            first -= 1
        scaled = amount.low * upper.scale
        low = scaled if amount.scale == 1 and (upper.high is None or scaled < upper.high) else amount.low
        return Figure(first, upper.end, low, upper.high) if _is_count(tokens, i, upper.end) else None
    if amount.bare_year:
        return None
    end = amount.end
    if _words(tokens, end, 2) == ("or", "more"):
        return Figure(first, end + 2, amount.low, None)
    low, high = {LEAST: (amount.low, None), MOST: (0.0, amount.high)}.get(bounds, (amount.low, amount.high))
    return Figure(first, end, low, high)


def _second(tokens: Sequence[Token], first: _Amount) -> _Amount | None:
    """The upper end of a range that starts with an amount."""
    i = first.end
    if i >= len(tokens):
        return None
    if re.fullmatch(r"\s*[-\u2013]\s*", tokens[i].before):
        upper = _amount(tokens, i)
    elif tokens[i].norm in ("to", "and", "or") and i + 1 < len(tokens):
        between = _starts_range(tokens, first, tokens[i].norm)
        upper = _amount(tokens, i + 1) if between else None
    else:
        return None
    return upper if upper and (upper.high is None or upper.high > first.low) else None


def _starts_range(tokens: Sequence[Token], first: _Amount, word: str) -> bool:
    """Whether 'and' joins the ends of a range: only after 'between'; 'to' and 'or' do so by themselves."""
    if word != "and":
        return True
    return any(t.norm == "between" for t in tokens[max(0, first.end - 6) : first.end])


def _is_count(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether what stands around an amount leaves it a count of things or people."""
    before = tokens[first].before
    if _MONEY.search(before) or (end < len(tokens) and tokens[end].norm in NOT_AFTER):
        return False
    return not (first and tokens[first - 1].norm in NOT_BEFORE and "," not in before)


def _bounds(tokens: Sequence[Token], i: int, floor: int) -> tuple[int, str]:
    """(where the figure begins with the words that bound it, which bound they set)."""
    start, bound = i, ""
    for _ in range(3):
        found = next(((kind, size) for kind, size in _bounding(tokens, start) if start - size >= floor), None)
        if found is None:
            break
        start, bound = start - found[1], bound or found[0]
    return start, bound


def _bounding(tokens: Sequence[Token], end: int) -> Iterator[tuple[str, int]]:
    """(kind, how many words) of the words that bound a figure and end before a token."""
    for kind, phrases in BOUNDS.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            start = end - len(words)
            if _words(tokens, start, len(words)) == words and not _is_adverb(tokens, start):
                yield kind, len(words)


def _is_adverb(tokens: Sequence[Token], i: int) -> bool:
    """Whether 'over' belongs to the verb before it: 'handed over 840 weapons'."""
    return tokens[i].norm == "over" and i > 0 and tokens[i - 1].norm in WITH_OVER


def _words(tokens: Sequence[Token], start: int, count: int) -> tuple[str, ...]:
    return tuple(t.norm for t in tokens[start : start + count]) if start >= 0 else ()


def _amount(tokens: Sequence[Token], i: int) -> _Amount | None:
    """The amount that begins at a token: digits, number words, or words such as hundreds of thousands."""
    word = tokens[i].norm
    if word in VAGUE:
        return _vague(tokens, i)
    if word in ("half", "several", "few", "couple", "a", "dozen"):
        return _loose(tokens, i)
    if word in SMALL:
        return _in_words(tokens, i)
    return _in_digits(tokens, i)


def _in_digits(tokens: Sequence[Token], i: int) -> _Amount | None:
    found = _DIGITS.match(tokens[i].norm)
    if not found:
        return None
    digits = re.sub(r"[,\s\u00a0\u202f]", "", found[1])
    if digits.count(".") > 1 or len(digits) > len(str(int(BIG))):
        return None
    number = float(digits)
    scale = {"m": 1e6, "k": 1e3, "bn": 1e9}.get(found[2] or "", 1.0)
    end = i + 1
    while end < len(tokens) and tokens[end].norm in MAGNITUDES and len(tokens[end].norm) > 1:
        scale *= MAGNITUDES[tokens[end].norm]
        end += 1
    year = scale == 1 and digits.isdigit() and int(digits) in YEARS and "," not in tokens[i].text
    return _Amount(number * scale, number * scale, end, scale, bare_year=year)


def _in_words(tokens: Sequence[Token], i: int) -> _Amount | None:
    """Number words: 'twenty-five', 'two hundred thousand'; a lone 'two' is a word like others."""
    total, part, end = 0.0, 0.0, i
    while end < len(tokens):
        word = tokens[end].norm
        if word in SMALL and (part == 0 or (part % 10 == 0 and SMALL[word] < 10) or part % 100 == 0):  # noqa: PLR2004 - tens and units
            part += SMALL[word]
        elif word == "hundred" and part:
            part *= 100
        elif word in ("thousand", "million", "billion") and part:
            total, part = total + part * MAGNITUDES[word], 0.0
        else:
            break
        end += 1
    number = total + part
    if end == i + 1 and number < LEAST_IN_WORDS:
        return None
    return _Amount(number, number, end, 1 if number < LEAST_IN_WORDS else number)


def _loose(tokens: Sequence[Token], i: int) -> _Amount | None:
    """'a million', 'half a million', 'a dozen', 'several thousand', 'a few hundred'."""
    words = [t.norm for t in tokens[i : i + 4]]
    end, share = i, 1.0
    if words[0] == "half" and words[1:2] in (["a"], ["of"]):
        end, share = i + 2, 0.5
    elif words[0] == "a":
        end = i + 1
    elif words[0] in ("several", "few"):
        end, share = i + 1, 0.0
    elif words[0] == "couple":
        end, share = i + (2 if words[1:2] == ["of"] else 1), 2.0
    if end < len(tokens) and tokens[end].norm == "dozen":
        number = 12 * (share or 2)
        return _Amount(number, number if share else None, end + 1, 12)
    if end >= len(tokens) or tokens[end].norm not in MAGNITUDES or end == i:
        return None
    scale = float(MAGNITUDES[tokens[end].norm])
    end += 1
    return _Amount(share * scale, share * scale, end, scale) if share else _Amount(2 * scale, None, end, scale)


def _vague(tokens: Sequence[Token], i: int) -> _Amount | None:
    """'dozens', 'tens of thousands', 'hundreds of thousands': two of them or more."""
    scale, end = VAGUE[tokens[i].norm], i + 1
    if (
        _words(tokens, end, 1) == ("of",)
        and end + 1 < len(tokens)
        and tokens[end + 1].norm in ("thousands", "millions")
    ):
        scale, end = scale * VAGUE[tokens[end + 1].norm], end + 2
    elif tokens[i].norm == "tens":
        return None
    return _Amount(2 * scale, None, end, scale)
