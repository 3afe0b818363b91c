"""A sentence as a line of comparable words: what phrase patterns are searched in.

Articles are left out, a figure is one word (`#0`), and every word knows the tokens that it stands for.
"""

from collections.abc import Iterator, Sequence

from casecli.loading.dates import Date, dates
from casecli.loading.figures import Figure, figures
from casecli.loading.phrases import FIGURE, Phrase
from casecli.loading.prose import Sentence, Token, counts
from casecli.nouns import NamedTuple

START = 3
"""How many letters of an open-ended word an index goes by."""
PAUSES = frozenset(",:()[]\u2013\u2014")
MAY, MONTH = "may", "month-of-may"
WILL, TESTAMENT = "will", "a-will"
_WILLS = ("political", "free", "popular", "good")


class Word(NamedTuple):
    """A word of a line: as compared, the tokens it stands for, and whether a pause comes before it."""

    norm: str
    first: int
    end: int
    pause: bool


class Line(NamedTuple):
    """A sentence ready to be searched: its words, as compared in ``norms``, as a set and as one text."""

    sentence: Sentence
    words: tuple[Word, ...]
    figures: tuple[Figure, ...]
    days: tuple[Date, ...]
    norms: tuple[str, ...]
    vocabulary: frozenset[str]
    text: str

    def find(self, phrase: Phrase) -> Iterator[tuple[int, ...]]:
        """For every place where a phrase stands: the numbers of its own words, without those in its gaps."""
        return phrase.find(self.norms) if phrase.may_be_in(self.vocabulary, self.text) else iter(())

    def holds(self, phrase: Phrase) -> bool:
        """Whether a phrase stands anywhere in the line."""
        return any(self.find(phrase))

    def span(self, first: int, end: int) -> tuple[int, int]:
        """The offsets, in the narrative, of the words from ``first`` to before ``end``."""
        tokens = self.sentence.tokens
        return tokens[self.words[first].first].start, tokens[self.words[end - 1].end - 1].end


class Index:
    """Which of some phrases a line may hold: each is kept under the words of its part with the fewest."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self.phrases = phrases
        self._by_word: dict[str, list[int]] = {}
        self._by_start: dict[str, list[int]] = {}
        for number, phrase in enumerate(phrases):
            firm = [part for part in phrase.parts if part.is_firm]
            part = min(firm, key=lambda p: (bool(p.open_ended), len(p.choices)))
            for word in part.choices:
                self._by_word.setdefault(word, []).append(number)
            for choice in part.open_ended:
                self._by_start.setdefault(choice[0][:-1][:START], []).append(number)

    def near(self, line: Line) -> list[int]:
        """The numbers of the phrases that a line may hold, in their order."""
        found: set[int] = set()
        for word in line.vocabulary:
            found.update(self._by_word.get(word, ()))
            for size in range(1, START + 1):
                found.update(self._by_start.get(word[:size], ()) if self._by_start else ())
        return sorted(found)


def line_of(sentence: Sentence) -> Line:
    """A sentence as a line."""
    days = tuple(dates(sentence.tokens))
    found = tuple(figures(sentence.tokens, days))
    words = tuple(_words(sentence.tokens, found))
    norms = tuple(word.norm for word in words)
    return Line(sentence, words, found, days, norms, frozenset(norms), " ".join(norms))


def _words(tokens: Sequence[Token], found: Sequence[Figure]) -> Iterator[Word]:
    at = {f.first: (i, f.end) for i, f in enumerate(found)}
    i, pause = 0, False
    while i < len(tokens):
        pause = pause or (i > 0 and any(mark in PAUSES for mark in tokens[i].before))
        number, end = at.get(i, (None, i + 1))
        if number is not None:
            yield Word(f"{FIGURE}{number}", i, end, pause)
        elif counts(tokens[i]):
            yield Word(_in_context(tokens, i), i, end, pause)
        else:
            i = end
            continue
        i, pause = end, False


def _in_context(tokens: Sequence[Token], i: int) -> str:
    """A word as compared, with the month of May and the will of a people told from the verbs."""
    norm, text = tokens[i].norm, tokens[i].text
    after = tokens[i + 1].norm if i + 1 < len(tokens) else ""
    if norm == MAY and text == "May" and (i > 0 or after.isdigit()):
        return MONTH
    if norm == WILL and (after == "of" or (i > 0 and tokens[i - 1].norm in _WILLS)):
        return TESTAMENT
    return norm
