"""Phrase patterns: what a cue looks for in a sentence, written as people read it.

A pattern is words in order. ``kill*`` takes any ending, ``(a|two words)`` is a choice, ``word?`` may be missing,
``<council>`` is any word of a class (also as a choice), ``<number>`` a figure, ``..`` up to three words between and
``...`` up to six. Capitals, articles, hyphens and possessive endings do not count. There is no way to write a search
without bounds: a pattern from a stranger's rulebook cannot make casecli slow.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from casecli.nouns import NamedTuple

NUMBER, FIGURE = "number", "#"
"""`<number>` stands for any word of a line that begins with the second."""
GAPS = {"..": 3, "...": 6}
MOST_LOOSE, MOST_PARTS, LONGEST = 5, 24, 400
ARTICLES = ("the", "a", "an")
COUNTRIES_IN_CAPITALS = {"US": "usa"}  # as a word in small letters it is a pronoun
_PART = re.compile(r"\.{2,3}(?!\.)|(?:<[a-z][a-z0-9_]*>|\([^()?]+\)|[^\W_]+\*?)\??")
_POSSESSIVE = re.compile(r"['\u2019]s?$")

Words = tuple[str, ...]


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


class Part(NamedTuple):
    """A place in a pattern: the words that may stand there by their first, a gap of so many words, or a figure.

    ``open_ended`` are the choices whose first word takes any ending.
    """

    choices: Mapping[str, Sequence[Words]]
    open_ended: tuple[Words, ...] = ()
    gap: int = 0
    figure: bool = False
    optional: bool = False

    @property
    def is_firm(self) -> bool:
        """Whether some word must stand here."""
        return not self.optional and bool(self.choices or self.open_ended)

    def ends(self, words: Sequence[str], start: int) -> Iterator[int]:
        """Where what may stand here ends, if it begins at a word; the longest first."""
        if start >= len(words):
            return
        first = words[start]
        if self.figure and first.startswith(FIGURE):
            yield start + 1
        for choice in self.choices.get(first, ()):
            if _stands(choice, words, start):
                yield start + len(choice)
        for choice in self.open_ended:
            if _stands(choice, words, start):
                yield start + len(choice)

    def may_be_in(self, words: frozenset[str], text: str) -> bool:
        """Whether a line can hold what stands here, by a first look at its words."""
        if self.gap or self.optional:
            return True
        if self.figure:
            return FIGURE in text
        return not words.isdisjoint(self.choices) or any(choice[0][:-1] in text for choice in self.open_ended)


class Phrase(NamedTuple):
    """A pattern as it is written, and its parts."""

    text: str
    parts: tuple[Part, ...]

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, ...]]:
        """For every place where the phrase stands: the numbers of its own words, without those in its gaps."""
        for start in range(len(words)):
            found = _rest(self.parts, 0, words, start)
            if found:
                yield found

    def may_be_in(self, words: frozenset[str], text: str) -> bool:
        """Whether a line can hold the phrase, by a first look."""
        return all(part.may_be_in(words, text) for part in self.parts)


def _rest(parts: Sequence[Part], k: int, words: Sequence[str], start: int) -> tuple[int, ...] | None:
    """The numbers of the words that the parts from the k-th take, from a word on; None where they do not fit."""
    if k == len(parts):
        return ()
    part = parts[k]
    if part.gap:
        tried = (_rest(parts, k + 1, words, i) for i in range(start, min(start + part.gap, len(words)) + 1))
        return next((found for found in tried if found is not None), None)
    for end in part.ends(words, start):
        found = _rest(parts, k + 1, words, end)
        if found is not None:
            return (*range(start, end), *found)
    return _rest(parts, k + 1, words, start) if part.optional else None


def _stands(choice: Words, words: Sequence[str], start: int) -> bool:
    """Whether the words of a choice stand in a line from a word on."""
    if len(words) - start < len(choice):
        return False
    return all(w == c or (c[-1] == "*" and w.startswith(c[:-1])) for c, w in zip(choice, words[start:], strict=False))


class Language:
    """Reads patterns that name some classes of words."""

    def __init__(self, classes: Mapping[str, Sequence[str]] | None = None) -> None:
        self.classes = classes or {}
        self._parts: dict[str, Part] = {}

    def phrase(self, text: str) -> Phrase:
        """A pattern ready to search with. Raises ValueError with what is wrong in it."""
        parts = tuple(self._part(word) for word in _pieces(text[: LONGEST + 1]) if word not in ARTICLES)
        flaw = _flaw(text, parts)
        if flaw:
            raise ValueError(flaw)
        return Phrase(text, parts)

    def _part(self, word: str) -> Part:
        found = self._parts.get(word)
        if found is None:
            found = self._parts[word] = self._read(word)
        return found

    def _read(self, word: str) -> Part:
        if word in GAPS:
            return Part({}, gap=GAPS[word])
        if not _PART.fullmatch(word):
            flaw = f"cannot read {word!r}: there are words, word*, (a|b), <class>, ? after these, .. and ..."
            raise ValueError(flaw)
        bare, optional = word.rstrip("?"), word.endswith("?")
        if bare == f"<{NUMBER}>":
            return Part({}, figure=True, optional=optional)
        choices: list[Words] = []
        for choice in bare[1:-1].split("|") if bare.startswith("(") else [bare]:
            choices += self._choice(choice.strip())
        if not all(choices):
            flaw = f"{word!r} has an empty choice"
            raise ValueError(flaw)
        return part_of(choices, optional=optional)

    def _choice(self, text: str) -> list[Words]:
        """The words that one choice allows: its own, or those of the class that it names."""
        if not text.startswith("<"):
            return [normal_words(text)]
        name = text[1:-1]
        if name not in self.classes:
            flaw = f"no class of words has the id {name!r}"
            raise ValueError(flaw)
        return [normal_words(word) for word in self.classes[name]]


def part_of(choices: Iterable[Words], *, optional: bool = False) -> Part:
    """A part that is any of some words, the longest first."""
    by_first: dict[str, list[Words]] = {}
    open_ended = []
    for choice in sorted(choices, key=len, reverse=True):
        if choice[0].endswith("*"):
            open_ended.append(choice)
        else:
            by_first.setdefault(choice[0], []).append(choice)
    return Part(by_first, tuple(open_ended), optional=optional)


def any_of(words: Iterable[str]) -> Phrase:
    """A phrase that is any of some words."""
    return Phrase("", (part_of(map(normal_words, words)),))


def _pieces(text: str) -> list[str]:
    """The parts of a pattern as written: blanks inside brackets do not divide."""
    return re.findall(r"\([^()]*\)\S*|\S+", text.replace("-", " "))


def _flaw(text: str, parts: Sequence[Part]) -> str | None:
    """What is wrong with a pattern as a whole."""
    if len(text) > LONGEST:
        return f"a phrase has at most {LONGEST} characters"
    if len(parts) > MOST_PARTS or sum(p.optional or bool(p.gap) for p in parts) > MOST_LOOSE:
        return f"a phrase has at most {MOST_PARTS} parts, {MOST_LOOSE} of them gaps or optional"
    if sum(p.figure for p in parts) > 1:
        return "a phrase has at most one <number>"
    if not parts or parts[0].gap or parts[-1].gap or not any(p.is_firm for p in parts):
        return "a phrase begins and ends with words, and one of them must be there"
    return None


def normal(word: str) -> str:
    """A word as it is compared: small letters, no possessive ending, no stops in a short form; `didn't` is not."""
    if "." in word and not word[0].isdigit():
        word = word.replace(".", "")
    if word in COUNTRIES_IN_CAPITALS:
        return COUNTRIES_IN_CAPITALS[word]
    plain = _POSSESSIVE.sub("", word).replace("\u2019", "'").casefold()
    return "not" if plain.endswith("n't") or plain == "cannot" else plain


def normal_words(text: str) -> Words:
    """The words of a plain phrase as they stand in a line; ``*`` at the end of a word is kept."""
    return tuple(w for w in map(normal, text.replace("-", " ").split()) if w not in ARTICLES)
