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
from casecli.loading.tallies import Tally, draft_name, is_unanimous, sides_in, tally_in
from casecli.model.rulebook import CouncilRule
from casecli.nouns import NamedTuple
from casecli.questions.stance import marks_of, stance_of

AGAINST, ABSTAIN = "against", "abstain"
VOTED = {AGAINST: "(voted against|vetoed|cast vetoes|cast veto)", ABSTAIN: "(abstained|abstaining|abstain)"}
BY = {AGAINST: "(vetoed|vetoes|veto|opposed) (by|from)", ABSTAIN: "(abstentions|abstention) (by|from|of)?"}
VETO = "(veto|vetoed|vetoes|vetoing)"
VOTE = "(vote|votes|voted|voting|favour|favor|against|abstained|abstaining|abstentions|vetoed|vetoes|adopted|rejected)"
OF_THE_COUNCIL = frozenset({"council", "draft", "drafts", "resolution", "veto", "vetoed", "vetoes"})
OTHERS_THAT_VOTE = frozenset(
    {"court", "judges", "tribunal", "chamber", "parliament", "assembly", "senate", "congress", "cabinet", "committee",
     "commission", "legislature", "deputies"}
)  # fmt: skip
"""Bodies of which a vote may add up to that of the Council: of judges above all, who are as many."""
MOST_CLAUSES = 3
ELSEWHERE = frozenset({"another", "later", "second", "again", "next", "previous", "earlier"})
"""Words with which a sentence goes over to another vote."""
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


def votes_in(
    prose: Prose, lines: Sequence[Line], names: Names, council: Sequence[CouncilRule]
) -> tuple[FoundVote, ...]:
    """The votes of the Council, and the vetoes of its permanent members, that a narrative reports as facts.

    A vote may be told in a few clauses or sentences that follow each other.
    """
    found: list[FoundVote] = []
    told = 0
    for i, line in enumerate(lines):
        if i < told:
            continue
        for some in _from(prose, lines, i):
            if vote := _in_figures(prose, some, names, council) or _in_words(prose, some, names, council):
                found.append(vote)
                told = i + len(some)
                break
        else:
            if vote := _veto(prose, line, names, council):
                found.append(vote)
    return tuple(found)


def _from(prose: Prose, lines: Sequence[Line], start: int) -> Iterator[tuple[Line, ...]]:
    """A clause alone, then with those that follow in its paragraph and do not go over to something else."""
    some: tuple[Line, ...] = (lines[start],)
    yield some
    for line in lines[start + 1 : start + MOST_CLAUSES]:
        between = prose.text[some[-1].sentence.tokens[-1].end : line.sentence.tokens[0].start]
        if "\n\n" in between.replace(" ", "") or ELSEWHERE.intersection(line.norms):
            return
        some = (*some, line)
        yield some


def _in_figures(prose: Prose, lines: Sequence[Line], names: Names, council: Sequence[CouncilRule]) -> FoundVote | None:
    """A vote that one sentence gives in figures, all three."""
    tally = tally_in(_text(prose, lines)) if len(lines) == 1 else None
    return _found(prose, lines, names, council, tally) if tally else None


def _in_words(prose: Prose, lines: Sequence[Line], names: Names, council: Sequence[CouncilRule]) -> FoundVote | None:
    """A vote of which each side is told by a figure or by names, and which makes up the whole Council."""
    text = _text(prose, lines)
    figures = sides_in(text)
    if figures is None or not all(map(_tells_of_a_vote, lines)) or not _is_of_the_council(lines):
        return None
    size = _size(council, _day(lines))
    if is_unanimous(text) and not figures and _day(lines):
        figures = {"votes_for": size}
    if "votes_for" not in figures:
        return None
    named = _all_voters(lines, names)
    sides = {side: figures.get(side, len(named[side])) for side in (AGAINST, ABSTAIN)}
    if any(len(named[side]) > count for side, count in sides.items()):
        return None
    tally = Tally(figures["votes_for"], sides[AGAINST], sides[ABSTAIN])
    return _found(prose, lines, names, council, tally) if sum(tally) == size else None


def _veto(prose: Prose, line: Line, names: Names, council: Sequence[CouncilRule]) -> FoundVote | None:
    """A veto of which the figures are not told."""
    found = _found(prose, (line,), names, council, None)
    return found if found.vetoed_by else None


def _found(
    prose: Prose, lines: Sequence[Line], names: Names, council: Sequence[CouncilRule], tally: Tally | None
) -> FoundVote:
    voters = _all_voters(lines, names)
    permanent = council[-1].permanent if council else ()
    against = voters[AGAINST] if any(map(_tells_of_a_veto, lines)) else ()
    start = lines[0].sentence.tokens[0].start
    return FoundVote(
        draft_name(_text(prose, lines)),
        _day(lines),
        tally.votes_for if tally else None,
        _names_or_figure(voters[AGAINST], tally.against if tally else None),
        _names_or_figure(voters[ABSTAIN], tally.abstain if tally else None),
        tuple(who for who in against if who in permanent),
        " ".join(prose.around(x.sentence, x.sentence.tokens[0].start, x.sentence.tokens[0].end) for x in lines),
        *prose.place(start),
    )


def _text(prose: Prose, lines: Sequence[Line]) -> str:
    return prose.quote(lines[0].sentence.tokens[0].start, lines[-1].sentence.tokens[-1].end + 1)


def _day(lines: Sequence[Line]) -> dt.date | None:
    """The only day that some sentences name."""
    days = [day for line in lines for day in line.days]
    return days[0].day if len(days) == 1 else None


def _size(council: Sequence[CouncilRule], day: dt.date | None) -> int:
    """The members of the Council on a day, where it is told, else today."""
    known = [rule for rule in council if day is None or rule.since <= day]
    return known[-1].members if known else 0


def _is_of_the_council(lines: Sequence[Line]) -> bool:
    """Whether sentences speak of the Council or what only it does, and of no other body that votes."""
    found = {norm for line in lines for norm in line.norms}
    return bool(found & OF_THE_COUNCIL) and not found & OTHERS_THAT_VOTE


def _tells_of_a_vote(line: Line) -> bool:
    """Whether a line tells a vote, and as a fact."""
    marks = [m for m in marks_of(line) if not {*line.norms[m.first : m.end]} & OF_THE_COUNCIL]
    stances = [stance_of(line, marks, own, (), of_a_claim=False) for own in line.find(_phrase(VOTE))]
    return bool(stances) and all(s and not s.negated and not s.hedged for s in stances)


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


def _all_voters(lines: Sequence[Line], names: Names) -> dict[str, tuple[str, ...]]:
    """Who voted against and who abstained in some sentences, each once."""
    found = [_voters(line, names) for line in lines]
    return {side: tuple(dict.fromkeys(who for one in found for who in one[side])) for side in VOTED}


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
