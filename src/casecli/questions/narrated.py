"""Votes and parties in a narrative: who is named, and who voted how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from casecli.loading.cues import GROUP, PARTY
from casecli.loading.lines import Index, Line
from casecli.loading.phrases import Language, Phrase, any_of
from casecli.loading.prose import Prose
from casecli.loading.tallies import draft_name, tally_in
from casecli.nouns import NamedTuple
from casecli.questions.stance import marks_of, stance_of

AGAINST, ABSTAIN = "against", "abstain"
VOTED = {AGAINST: "(voted against|vetoed|cast vetoes|cast veto)", ABSTAIN: "(abstained|abstaining|abstain)"}
BY = {AGAINST: "(vetoed|vetoes|veto|opposed) (by|from)", ABSTAIN: "(abstentions|abstention) (by|from|of)?"}
VETO = "(veto|vetoed|vetoes|vetoing)"
AUXILIARIES = ("have", "had", "has", "both", "then", "again", "later", "also", "jointly")


class Party(NamedTuple):
    """A party that a narrative names: the id of its class, and its first mention."""

    id: str
    name: str
    line: int
    column: int


class FoundVote(NamedTuple):
    """A vote or veto in a narrative; what it does not say is None, and names stand where they make up the figure."""

    draft: str | None
    date: dt.date | None
    votes_for: int | None
    against: Any
    abstain: Any
    vetoed_by: tuple[str, ...]
    span: str
    line: int
    column: int


class _Mention(NamedTuple):
    first: int
    end: int
    ids: tuple[str, ...]


class Names:
    """The names of states, organisations and armed groups that a rulebook knows."""

    def __init__(self, classes: Sequence[Mapping[str, Any]]) -> None:
        named = [c for c in classes if c.get("role") in (PARTY, GROUP)]
        self.ids = [c["id"] for c in named]
        self.index = Index([any_of(c["words"]) for c in named])

    def mentions(self, line: Line) -> list[_Mention]:
        """The mentions in a line that begin with a capital, the longest where they overlap, from left to right."""
        tokens = line.sentence.tokens
        places = ((i, own) for i in self.index.near(line) for own in line.find(self.index.phrases[i]))
        found = [_Mention(own[0], own[-1] + 1, (self.ids[i],)) for i, own in places]
        kept: list[_Mention] = []
        for mention in sorted(found, key=lambda m: (m.first - m.end, m.first)):
            is_name = tokens[line.words[mention.first].first].text[0].isupper()
            if is_name and not any(k.first < mention.end and mention.first < k.end for k in kept):
                kept.append(mention)
        return sorted(kept)


def parties_in(prose: Prose, lines: Sequence[Line], names: Names) -> tuple[Party, ...]:
    """The parties named, in the order of their first mention."""
    found: dict[str, Party] = {}
    for line in lines:
        for mention in names.mentions(line):
            [who] = mention.ids
            if who not in found:
                start, end = line.span(mention.first, mention.end)
                found[who] = Party(who, prose.quote(start, end), *prose.place(start))
    return tuple(found.values())


def votes_in(prose: Prose, lines: Sequence[Line], names: Names, permanent: Sequence[str]) -> tuple[FoundVote, ...]:
    """The votes of the Council, and the vetoes of its permanent members, that a narrative reports as facts."""
    return tuple(vote for line in lines if (vote := _vote(prose, line, names, permanent)))


def _vote(prose: Prose, line: Line, names: Names, permanent: Sequence[str]) -> FoundVote | None:
    tokens = line.sentence.tokens
    text = prose.quote(tokens[0].start, tokens[-1].end + 1)
    tally = tally_in(text)
    voters = _voters(line, names)
    vetoed_by = tuple(who for who in voters[AGAINST] if who in permanent) if _tells_of_a_veto(line) else ()
    if not tally and not vetoed_by:
        return None
    return FoundVote(
        draft_name(text),
        line.days[0].day if len(line.days) == 1 else None,
        tally.votes_for if tally else None,
        _names_or_figure(voters[AGAINST], tally.against if tally else None),
        _names_or_figure(voters[ABSTAIN], tally.abstain if tally else None),
        vetoed_by,
        prose.around(line.sentence, tokens[0].start, tokens[0].end),
        *prose.place(tokens[0].start),
    )


@cache
def _phrase(text: str) -> Phrase:
    return Language().phrase(text)


def _tells_of_a_veto(line: Line) -> bool:
    """Whether the line tells a veto as a fact; that what was vetoed is a draft makes it no less one."""
    places = list(line.find(_phrase(VETO)))
    own_words = {i for own in places for i in own} | {i for i, word in enumerate(line.norms) if word == "draft"}
    marks = [m for m in marks_of(line) if m.first not in own_words]
    stances = (stance_of(line, marks, own, (), of_a_claim=False) for own in places)
    return any(s and not s.negated and not s.hedged for s in stances)


def _names_or_figure(names: Sequence[str], figure: int | None) -> Any:
    """The names where they are as many as the figure, or where there is none; else the figure."""
    if figure is None:
        return list(names) or None
    return list(names) if names and len(names) == figure else figure


def _voters(line: Line, names: Names) -> dict[str, tuple[str, ...]]:
    """Who voted against and who abstained: the lists of names beside the words that say so."""
    groups = list(_groups(line, names.mentions(line)))
    found: dict[str, dict[str, None]] = {AGAINST: {}, ABSTAIN: {}}
    for side, who in found.items():
        for own in line.find(_phrase(VOTED[side])):
            before = [g for g in groups if g.end <= own[0] and _only_auxiliaries(line, g.end, own[0])]
            who.update(dict.fromkeys(before[-1].ids if before else ()))
        for own in line.find(_phrase(BY[side])):
            after = [g for g in groups if g.first == own[-1] + 1]
            who.update(dict.fromkeys(after[0].ids if after else ()))
    return {side: tuple(who) for side, who in found.items()}


def _only_auxiliaries(line: Line, end: int, first: int) -> bool:
    return all(w.norm in AUXILIARIES for w in line.words[end:first])


def _groups(line: Line, mentions: Sequence[_Mention]) -> Iterator[_Mention]:
    """Names that follow each other, joined by commas or 'and', as one list."""
    group: _Mention | None = None
    for mention in mentions:
        if group and all(w.norm == "and" for w in line.words[group.end : mention.first]):
            group = _Mention(group.first, mention.end, group.ids + mention.ids)
            continue
        if group:
            yield group
        group = mention
    if group:
        yield group
