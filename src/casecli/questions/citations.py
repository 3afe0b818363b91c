"""Authorities in a learner's words: which source is meant, and whether it is one that a finding rests on.

A citation fits a source where every word of it stands in the source's id, names or place. Paragraphs are not compared:
which one is cited is a matter of editions. Articles are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from casecli.model.facts import SourceRef
from casecli.model.rulebook import Rulebook, Source
from casecli.nouns import NamedTuple

WORD = re.compile(r"[^\W_]+")
SAME = {
    **dict.fromkeys(("arts", "article", "articles"), "art"),
    **dict.fromkeys(("paras", "paragraph", "paragraphs", "pp", "page"), "para"),
    **dict.fromkeys(("resolution", "resolutions"), "res"),
    "¶": "para",
}
NOISE = {"of", "the", "and", "in", "on", "at", "to", "see", "also", "v", "vs", "un", "s", "para", "art", "op"}
FITS, ELSEWHERE, UNKNOWN = "fits", "elsewhere", "unknown"


class Cited(NamedTuple):
    """A learner's citation: it fits the finding, is an authority for something else, or is not known here."""

    said: str
    fit: str


def judge(rulebook: Rulebook, said: str, refs: Iterable[SourceRef], texts: Iterable[str]) -> Cited:
    """Where a citation stands, given the sources that a finding rests on and what the case cites for its facts."""
    wanted = _words(said) - NOISE
    if wanted and any(said == ref.id or wanted <= _of_ref(rulebook, ref) for ref in refs):
        return Cited(said, FITS)
    if wanted and any(wanted <= _words(text) for text in texts):
        return Cited(said, FITS)
    return Cited(said, ELSEWHERE if meant(rulebook, said) else UNKNOWN)


def meant(rulebook: Rulebook, said: str) -> tuple[str, ...]:
    """The ids of the sources that a citation can mean, wherever in them it points; none where that is not clear."""
    if said in rulebook.sources:
        return (said,)
    named = _words(re.split(r"\barts?\b|\barticles?\b", said, maxsplit=1, flags=re.IGNORECASE)[0]) - NOISE
    if not named:
        return ()
    found = tuple(s.id for s in rulebook.sources.values() if named <= _of_source(s))
    if found:
        return found
    bare = {x for x in named if not x.isdigit()}
    found = tuple(s.id for s in rulebook.sources.values() if bare and bare <= _of_source(s))
    return found if len(found) == 1 else ()


def _of_ref(rulebook: Rulebook, ref: SourceRef) -> set[str]:
    return _of_source(rulebook.sources[ref.id]) | _words(ref.at or "")


def _of_source(source: Source) -> set[str]:
    return _words(f"{source.id} {source.short} {source.title}")


def _words(text: str) -> set[str]:
    """The words of a citation in one form, without numbers of paragraphs."""
    words = [SAME.get(x, x) for x in WORD.findall(text.casefold().replace("¶", " para "))]
    kept, in_paragraphs = set(), False
    for word in words:
        in_paragraphs = word == "para" or (in_paragraphs and (word.isdigit() or word in NOISE))
        if not in_paragraphs:
            kept.add(word)
    return kept
