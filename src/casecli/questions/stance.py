"""How a sentence puts what it mentions: as a fact, denied, in doubt, or not as a fact at all.

Only what a narrative asserts by itself is a fact of it. What a party is reported to say, what could, would or should
be, plans, proposals, conditions and comparisons are none. The tables are of ordinary English and know no law.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import cache

from casecli.loading.lines import Index, Line
from casecli.loading.phrases import Language, word_set
from casecli.nouns import NamedTuple

FAR = 12
TRAILING = 4


class Kind(Enum):
    """What a marker does to what it governs."""

    DENIAL = "denial"
    NO_EVIDENCE = "no evidence"
    HEDGE = "hedge"
    UNREAL = "unreal"
    SPEECH = "speech"
    NEUTRAL = "neutral"


class Stance(NamedTuple):
    """What a narrative says of a passage: hedged (in doubt), negated, and from which word to which it says so."""

    hedged: bool
    negated: bool
    first: int
    end: int


class Marker(NamedTuple):
    """Patterns of one kind, and how many words ahead they govern."""

    kind: Kind
    reach: int
    patterns: tuple[str, ...]


MARKERS = (
    Marker(Kind.NEUTRAL, 0, (
        "not (only|just|merely|simply|until|least)", "no (doubt|sooner|longer)", "no (fewer|less) than",
        "(credible|detailed|documented|confirmed|consistent|many|numerous) report* (of|that)",
        "claim* .. (lives|life)", "(deny|denies|denied|denying) .. (access|aid|entry|food|relief|visas)",
        "said to (reporters|journalists)", "political (demand*|plan*)",
    )),
    Marker(Kind.NO_EVIDENCE, FAR, (
        "(no|little|scant|insufficient) .. (evidence|proof|indication|sign|signs) (that|of|for)",
        "not .. (evidence|proof|indication) (that|of)", "not (prove|proven|proved|shown)",
        "not (clear|certain|established|confirmed|known) (that|whether|if)",
    )),
    Marker(Kind.DENIAL, 6, (
        "(not|never|neither|nor|nobody|nothing|hardly|barely|scarcely)", "unable to", "(ruled|rules|ruling) out",
        "(refrain*|held back) from", "stopped short of",
    )),
    Marker(Kind.DENIAL, 4, (
        "no", "none of", "(fail*|refus*|declin*|neglect*) to", "(absence|lack) of", "far from", "(rather|other) than",
        "instead of", "short of", "(lacked|lacks|lacking)",
    )),
    Marker(Kind.DENIAL, 3, ("without",)),
    Marker(Kind.HEDGE, 8, (
        "(allegedly|reportedly|purportedly|supposedly|apparently|possibly|perhaps|probably|presumably|seemingly)",
        "(alleged|suspected|purported|supposed|rumoured|rumored|unconfirmed|unverified|apparent|possible)",
        "(may|might) (well|also|even)? have", "(appear*|seem*) to", "(likely|unlikely|probable)",
        "(rumour*|rumor*|suspicion*|report*|fear*|signs|concern*) (of|that|about|over)",
        "(believed|thought|said|reported|alleged|suspected|rumoured|understood|feared|claimed) to",
        "(unclear|uncertain|doubtful|disputed|debated|contested) (whether|if|that|how)",
        "(suggest*|believ*|suspect*|fear*|speculat*) (that)?", "(strong|good|prima facie)? case (that|for)",
        "(is|was|are|were) (said|reported|alleged|feared) that",
    )),
    Marker(Kind.UNREAL, FAR, (
        "(could|would|should|may|might|will|shall|must|can|ought)", "going to", "(about|set|due|ready|meant|able) to",
        "(plan|plans|planned|planning|propos*|intend*|intention*|prepar*|consider*|threaten*|offer*|promis*|pledg*)",
        "(vow*|hope|hopes|hoped|hoping|expect*|want|wants|wanted|wish*|seek|seeks|seeking|sought|aim|aims|aimed)",
        "(try|tries|tried|trying|attempt*|urg*|requested|demanded|ask|asks|asked|asking|appealed|recommend*|advocat*)",
        "(call|calls|called|calling) (for|on|upon)", "(debat*|discuss*|option*|scenario*|warn*)",
        "(press|pressed|pressing|push|pushed|lobb*|campaign*|case) for", "(decid*|agree*|resolv*) to", "in order to",
        "so (as to|that)", "(need|needs|needed) to", "(to|as) if", "in case", "(whether|unless|if)",
        "(unlike|as in|as with|similar to|analogous to|reminiscent of|compared to|compared with)",
    )),
    Marker(Kind.UNREAL, 6, (
        "(veto*|block*|prevent*|reject*|thwart*|oppos*|avert*|avoid*|stop|stopped|halt*|forestall*|deter|deterred)",
        "(prohibit*|forbid*|forbade|ban|bans|banned|outlaw*|risk of|risks of|danger of|threat of)",
        "(like|precedent*|comparison*|parallel*|memor*|anniversar*)", "(alternative|opposed) to",
    )),
    Marker(Kind.UNREAL, 3, ("(draft|drafts)",)),
    Marker(Kind.SPEECH, 60, (
        "(claim|claims|claimed|claiming|allege|alleges|alleging|alleged that|accus*|insist*|argu*|assert*|contend*)",
        "(complain*|blam*)",
        "(deny|denies|denied|denying|denial*|say|says|said|saying|tell|tells|told|allegation*|accusation*)",
        "(maintain*|announc*|declar*|stat*|report|reports|reported|reporting|testif*|assur*|view|claim) that",
        "according to", "in (view|opinion|eyes|words) of", "(justif*|portray*|describ*|present*|characteri*) .. as",
        "what .. (call*|term*|describ*|label*)",
    )),
)  # fmt: skip
CLAUSE = word_set("but although though while whereas however yet nevertheless because")
CLAUSES = CLAUSE | word_set("since after before when which who whose whom where and that so until then")
CROSSED = word_set("and that who which so")
"""What a passage may run over without becoming two."""
BEGUN = word_set(
    "began begun begins continued continues went proceeded managed helped came used forced moved started led "
    "contributed amounted due according thanks response prior return returned access compelled obliged resorted turned "
    "close"
)
"""What an infinitive after it has come about: 'began to bomb'."""


class Mark(NamedTuple):
    """A marker in a line: its kind, its words and its reach."""

    kind: Kind
    first: int
    end: int
    reach: int


@cache
def _markers() -> tuple[list[Marker], Index]:
    """The marker of every pattern, and the patterns."""
    english = Language()
    patterns = [(m, p) for m in MARKERS for p in m.patterns]
    return [m for m, _ in patterns], Index([english.phrase(p) for _, p in patterns])


def marks_of(line: Line) -> tuple[Mark, ...]:
    """The markers of a line, without those that a neutral phrase takes back; 'may have' is in doubt, 'may' no fact."""
    markers, index = _markers()
    places = ((markers[i], own) for i in index.near(line) for own in line.find(index.phrases[i]))
    found = [Mark(marker.kind, own[0], own[-1] + 1, marker.reach) for marker, own in places]
    neutral = {i for m in found if m.kind is Kind.NEUTRAL for i in range(m.first, m.end)}
    doubtful = {m.first for m in found if m.kind in (Kind.HEDGE, Kind.NO_EVIDENCE)}
    if line.norms[:1] == ("had",):  # 'Had it been allowed, ...' is a condition
        found.append(Mark(Kind.UNREAL, 0, 1, len(line.words)))
    kept = (m for m in found if m.kind is not Kind.NEUTRAL and m.first not in neutral)
    return tuple(m for m in kept if m.kind not in (Kind.UNREAL, Kind.DENIAL) or m.first not in doubtful)


def stance_of(
    line: Line, marks: Sequence[Mark], own: Sequence[int], trusted: Sequence[tuple[int, int]], *, of_a_claim: bool
) -> Stance | None:
    """How a line puts the words ``own``; None where it does not put them as a fact.

    ``trusted`` are the names of speakers whose findings count, ``of_a_claim`` says that a claim is the very fact.
    """
    first, end = own[0], own[-1] + 1
    if line.sentence.asks or _is_unreal(line, own) or (not of_a_claim and _is_cited(line, own)):
        return None
    denials, hedged = 0, False
    start, stop = first, end
    for mark in marks:
        if mark.first in own or not _governs(line, mark, own):
            continue
        if mark.kind is Kind.UNREAL:
            return None
        if mark.kind is Kind.SPEECH:
            if of_a_claim or _is_finding(line, mark, trusted):
                continue
            return None
        denials += mark.kind in (Kind.DENIAL, Kind.NO_EVIDENCE)
        hedged = hedged or mark.kind in (Kind.HEDGE, Kind.NO_EVIDENCE)
        start, stop = min(start, mark.first), max(stop, mark.end)
    return None if denials > 1 else Stance(hedged, bool(denials), start, stop)


def _governs(line: Line, mark: Mark, own: Sequence[int]) -> bool:
    """Whether a marker governs the words of a passage: from before within its reach, from within, or close after."""
    first, end = own[0], own[-1] + 1
    if mark.first >= end:
        return _governs_back(line, mark, end)
    if mark.end > first:
        return True
    stops = CLAUSE if mark.reach >= FAR else CLAUSES
    between = line.words[mark.end : first]
    if len(between) > mark.reach or any(w.norm in stops for w in between):
        return False
    return mark.kind is not Kind.DENIAL or not any(w.pause for w in line.words[mark.end : first + 1])


def _governs_back(line: Line, mark: Mark, end: int) -> bool:
    """Whether a marker after a passage still governs it: 'was never given', 'it is alleged', ', officials said'."""
    between = line.words[end : mark.first]
    if mark.kind is Kind.SPEECH:
        return line.words[mark.first].norm == "according" or len(line.words) - mark.end < TRAILING
    if mark.kind is Kind.UNREAL:
        return line.words[mark.first].norm in ("if", "unless")
    if any(w.norm in CLAUSES or w.pause for w in (*between, line.words[mark.first])):
        return False
    return len(between) < TRAILING - 1


def _is_unreal(line: Line, own: Sequence[int]) -> bool:
    """Whether a passage is an infinitive that tells an aim, or runs over the edge of a clause."""
    first, end = own[0], own[-1] + 1
    if any(line.words[i].norm in CLAUSES - CROSSED for i in range(first, end) if i not in own):
        return True
    if first == 0 or line.words[first - 1].norm != "to":
        return False
    tokens = line.sentence.tokens
    following = tokens[line.words[first - 1].end]
    is_name = following.text[:1].isupper() or following.norm in ("the", "a", "an") or line.words[first].norm[0] == "#"
    return not (is_name or (first > 1 and line.words[first - 2].norm in BEGUN))


def _is_cited(line: Line, own: Sequence[int]) -> bool:
    """Whether a passage lies wholly in somebody's words."""
    tokens = line.sentence.tokens
    return line.sentence.cited or all(tokens[line.words[i].first].quoted for i in own)


def _is_finding(line: Line, mark: Mark, trusted: Sequence[tuple[int, int]]) -> bool:
    """Whether a speaker whose findings count says it: named just before the verb, or after 'according to'."""
    for first, end in trusted:
        if end <= mark.first and mark.first - end < TRAILING:
            return not any(w.norm in CLAUSE for w in line.words[end : mark.first])
        if line.words[mark.first].norm == "according" and 0 <= first - mark.end < TRAILING:
            return True
    return False
