"""A narrative to suggestions: which facts its phrases speak of, with the words and the place of each.

Pure and general: what to look for are the cues of the rulebook; how a sentence puts it is told by ``stance``. Precision
comes first: where it is not plain that the narrative itself says so, nothing is suggested.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from casecli.loading.cues import SOURCE, Cue, cues_of, of_role
from casecli.loading.lines import Index, Line, line_of
from casecli.loading.phrases import FIGURE, Phrase, any_of
from casecli.loading.prose import Prose
from casecli.model.facts import Fact
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.narrated import FoundVote, Names, Party, parties_in, votes_in
from casecli.questions.stance import Stance, marks_of, stance_of

UNKNOWN = "unknown"


class Suggestion(NamedTuple):
    """A value that a passage suggests for a fact; ``value`` is unknown where the passage is in doubt.

    ``sentence`` is what stands around the span.
    """

    fact: str
    value: Any
    span: str
    line: int
    column: int
    cue: str
    hedged: bool
    negated: bool
    sentence: str
    day: dt.date | None
    yields_to: tuple[Any, ...]


class Draft(NamedTuple):
    """What a narrative gives; ``day`` is the suggestion that tells the day of the response."""

    title: str | None
    day: Suggestion | None
    suggestions: tuple[Suggestion, ...]
    votes: tuple[FoundVote, ...]
    parties: tuple[Party, ...]


class _Match(NamedTuple):
    """A cue in a line: its phrase, the words of the phrase itself without what its gaps hold, and its figure."""

    cue: Cue
    phrase: Phrase
    own: tuple[int, ...]
    figure: int | None
    stance: Stance


def draft(prose: Prose, rulebook: Rulebook) -> Draft:
    """The suggestions of a narrative by the cues of a rulebook."""
    classes = rulebook.notes["word_classes"]
    trusted = [any_of(words)] if (words := of_role(classes, SOURCE)) else []
    lines = [line_of(sentence) for sentence in prose.sentences]
    search = _Search(cues_of(rulebook), trusted)
    found: list[Suggestion] = []
    starting: Suggestion | None = None
    for line in lines:
        matches = _best(search.matches(line))
        made = [_suggestion(prose, line, m, rulebook.facts[m.cue.fact]) for m in matches]
        starting = starting or next((s for m, s in zip(matches, made, strict=True) if m.cue.day and s.day), None)
        found += _once(made)
    named = Names(classes)
    return Draft(
        prose.title,
        starting,
        tuple(found),
        votes_in(prose, lines, named, rulebook.council),
        parties_in(prose, lines, named),
    )


class _Search:
    """Looks for cues in lines."""

    def __init__(self, cues: Sequence[Cue], trusted: Sequence[Phrase]) -> None:
        self.trusted = trusted
        self.cues = [cue for cue in cues for _ in cue.phrases]
        self.index = Index([phrase for cue in cues for phrase in cue.phrases])

    def matches(self, line: Line) -> Iterator[_Match]:
        """The matches of a line that it puts as a fact, denied, or in doubt."""
        found = [(i, own) for i in self.index.near(line) for own in line.find(self.index.phrases[i])]
        if not found:
            return
        marks, speakers = marks_of(line), [(own[0], own[-1] + 1) for p in self.trusted for own in line.find(p)]
        for i, own in found:
            cue = self.cues[i]
            if not _is_near(line, cue):
                continue
            figure = next((int(line.norms[k][1:]) for k in own if line.norms[k].startswith(FIGURE)), None)
            stance = stance_of(line, marks, own, speakers, of_a_claim=cue.claims)
            if stance and not (stance.negated and cue.negated is None) and _counts(line, cue, figure):
                yield _Match(cue, self.index.phrases[i], own, figure, stance)


def _is_near(line: Line, cue: Cue) -> bool:
    """Whether the words that a cue needs stand in the sentence, and those that it bars do not."""
    return (not cue.needs or any(map(line.holds, cue.needs))) and not any(map(line.holds, cue.not_near))


def _counts(line: Line, cue: Cue, figure: int | None) -> bool:
    """Whether the figure of a match is large enough for its cue."""
    if figure is None:
        return cue.value is not None
    ends = line.figures[figure]
    return (ends.high if ends.high is not None else ends.low) >= cue.least


def _best(matches: Iterable[_Match]) -> list[_Match]:
    """In the order of the line, without those that yield to another and the shorter of those that share words."""
    kept: list[_Match] = []
    for match in sorted(matches, key=lambda m: (-len(m.own), m.own)):
        same = [k for k in kept if k.cue.fact == match.cue.fact]
        if any(match.cue.value in k.cue.yields_to for k in same):
            kept = [k for k in kept if k not in same or match.cue.value not in k.cue.yields_to]
            same = []
        if not any(k.cue.value in match.cue.yields_to or set(k.own) & set(match.own) for k in same):
            kept.append(match)
    return sorted(kept, key=lambda m: m.own)


def _suggestion(prose: Prose, line: Line, match: _Match, fact: Fact) -> Suggestion:
    cue, stance = match.cue, match.stance
    start, end = line.span(stance.first, stance.end)
    return Suggestion(
        fact.id,
        _value(line, match),
        prose.quote(start, end),
        *prose.place(start),
        match.phrase.text,
        stance.hedged,
        stance.negated,
        prose.around(line.sentence, start, end),
        line.days[0].day if len(line.days) == 1 else None,
        cue.yields_to,
    )


def _value(line: Line, match: _Match) -> Any:
    if match.stance.hedged:
        return UNKNOWN
    value = match.cue.negated if match.stance.negated else match.cue.value
    if match.figure is not None:
        figure = line.figures[match.figure]
        return _interval(figure.low, None if match.cue.or_more else figure.high)
    return list(value) if isinstance(value, tuple) else value


def _interval(low: float, high: float | None) -> Any:
    """A number as a case file writes it: alone, or with its ends."""
    low, top = _whole(low), None if high is None else _whole(high)
    if low == top:
        return low
    return ({"from": low} if low or top is None else {}) | ({} if top is None else {"to": top})


def _whole(number: float) -> int | float:
    return int(number) if float(number).is_integer() else number


def _once(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """The suggestions of a sentence, each fact and value once."""
    return list({(s.fact, str(s.value)): s for s in reversed(list(suggestions))}.values())[::-1]
