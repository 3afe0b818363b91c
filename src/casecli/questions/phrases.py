"""Whether a sentence says something: groups of words near each other, and nothing in the clause that denies them.

A crude reader on purpose: its rules are few, so that a teacher can see why a sentence was or was not taken so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from casecli.model.learning import Phrase
from casecli.nouns import NamedTuple

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[,;:]")
SENTENCES = re.compile(r"[.!?]+(?=\s+[^\W\d_]|\s*$)|\n")
BREAKS = {",", ";", ":", "but", "because", "since", "although", "though", "while", "so", "therefore", "hence", "thus"}
CONTRAST = {"but", "only", "unless", "except", "provided", "although", "though"}
DENIALS = {
    *("not", "no", "never", "cannot", "nor", "neither", "nobody", "nothing", "none", "without", "hardly", "only"),
    *("unless", "wrong", "wrongly", "false", "falsely", "mistaken", "myth", "misconception", "untrue", "incorrect"),
}
WIDEST = 24
"""The words within which the groups of a phrase must stand."""


def says(text: str, phrases: Iterable[Phrase]) -> bool:
    """Whether a sentence of the text says one of the phrases without denying it."""
    sentences = _sentences(text)
    return any(_holds(words, phrase) for words in sentences for phrase in phrases)


@lru_cache(maxsize=256)
def _sentences(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_words(part) for part in SENTENCES.split(text) if part.strip())


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    plain = text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("-", " ")
    return tuple(WORD.findall(plain))


@lru_cache(maxsize=4096)
def _wanted(alternative: str) -> tuple[str, ...]:
    return tuple(alternative.casefold().replace("-", " ").split())


class _Hit(NamedTuple):
    """A place in a sentence where an alternative of a group stands."""

    start: int
    end: int
    group: int


def _holds(words: tuple[str, ...], phrase: Phrase) -> bool:
    hits: list[_Hit] = []
    for group, alternatives in enumerate(phrase):
        found = [hit for x in alternatives for hit in _find(words, _wanted(x), group)]
        if not found:
            return False
        hits += found
    return any(not _denied(words, window) for window in _windows(sorted(hits), len(phrase)))


def _find(words: tuple[str, ...], wanted: tuple[str, ...], group: int) -> Iterator[_Hit]:
    for start, word in enumerate(words):
        end = start + len(wanted)
        if _fits(word, wanted[0]) and end <= len(words) and all(map(_fits, words[start:end], wanted)):
            yield _Hit(start, end, group)


def _fits(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted[-1] == "*" else word == wanted


def _windows(hits: list[_Hit], groups: int) -> Iterator[list[_Hit]]:
    """For each hit, the nearest earlier hits of all the other groups, where these stand close enough together."""
    latest: dict[int, _Hit] = {}
    for hit in hits:
        latest[hit.group] = hit
        if len(latest) == groups and hit.end - min(x.start for x in latest.values()) <= WIDEST:
            yield list(latest.values())


def _denied(words: tuple[str, ...], window: list[_Hit]) -> bool:
    """Whether a denial stands in the clauses that the window touches, or in a contrast that follows them."""
    said = {i for hit in window for i in range(hit.start, hit.end)}
    start, end = min(said), max(said) + 1
    while start and words[start - 1] not in BREAKS:
        start -= 1
    while end < len(words) and words[end] not in BREAKS:
        end += 1
    following = words[end : end + 2]
    if CONTRAST & set(following):
        end = len(words)
    return any(i not in said and _denies(words[i]) for i in range(start, end))


def _denies(word: str) -> bool:
    return word in DENIALS or word.endswith("n't")
