"""Questions about the Council's votes and vetoes: what a vote means, and the record filtered and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from casecli.engine.council import meaning, rule_on
from casecli.engine.record import DRAFT
from casecli.model.case import Case
from casecli.model.council import Veto, VoteResult, ballot_of
from casecli.model.problems import Problem, Unusable
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple

COUNTED_BY = ("member", "topic", "region", "year", "decade")
RULE = "A draft stopped by two members is one draft and two vetoes; amendments are listed, and counted apart."


class Explained(NamedTuple):
    """A vote with its meaning and what is to be said of it, with authorities."""

    draft: str | None
    date: str
    result: VoteResult
    says: tuple[dict[str, Any], ...]


def explain_vote(
    rulebook: Rulebook, sides: Mapping[str, Any], day: date, *, procedural: bool = False, draft: str | None = None
) -> Explained:
    """What a vote means on a day. Raises Unusable where a member is not known or the numbers do not add up."""
    ballot, unknown = ballot_of(sides, rulebook.members, procedural=procedural)
    if unknown:
        from difflib import get_close_matches  # noqa: PLC0415 - only where a name is wrong

        problems = []
        for side, word in unknown:
            near = get_close_matches(word.casefold(), list(rulebook.members), n=2)
            hint = f"did you mean {' or '.join(near)}?" if near else "a state's name or code, or a number of votes"
            problems.append(Problem("error", "unknown-member", f"{side}: no state is called {word!r}", hint=hint))
        raise Unusable(problems)
    result = meaning(ballot, rule_on(rulebook.council, day))
    return Explained(draft, day.isoformat(), result, tuple(remarks(rulebook, result, day)))


def remarks(rulebook: Rulebook, result: VoteResult, day: date) -> Iterable[dict[str, Any]]:
    """What the rulebook says of an outcome and of what its numbers call for, as the law stood that day."""
    for word in dict.fromkeys((result.outcome, *result.remarks)):
        for remark in rulebook.notes["voting"]:
            period = remark.get("in_force", {})
            if remark["id"] == word and period.get("from", "") <= day.isoformat() <= period.get("until", "9999"):
                yield remark


def votes_of(rulebook: Rulebook, case: Case) -> tuple[list[Explained], list[Problem]]:
    """(the votes of a case explained, what is wrong with the others)."""
    explained, problems = [], []
    for vote in case.votes:
        day = vote.date or case.date or rulebook.as_of
        try:
            explained.append(explain_vote(rulebook, vote.sides, day, procedural=vote.procedural, draft=vote.draft))
        except Unusable as unusable:
            problems += [p._replace(message=f"{vote.draft}: {p.message}", file=case.file) for p in unusable.problems]
    return explained, problems


class Filter(NamedTuple):
    """Which entries of the record are meant; None asks nothing. Members are ids; years are both included."""

    members: tuple[str, ...] = ()
    topic: str | None = None
    region: str | None = None
    since: int | None = None
    until: int | None = None


class Record(NamedTuple):
    """The entries that a filter keeps, and what they add up to."""

    vetoes: tuple[Veto, ...]
    drafts: int
    amendments: int
    cast: dict[str, int]
    by_year: dict[int, int]
    counted: dict[str, int]
    counting_rule: str = RULE


def filtered(vetoes: Iterable[Veto], wanted: Filter, by: str = COUNTED_BY[0]) -> Record:
    """The record filtered, with its counts; ``by`` is what the drafts are counted by."""
    kept = tuple(v for v in vetoes if _fits(v, wanted))
    drafts = [v for v in kept if v.kind == DRAFT]
    cast: dict[str, int] = {}
    for veto in drafts:
        for member in veto.by:
            if not wanted.members or member in wanted.members:
                cast[member] = cast.get(member, 0) + 1
    return Record(
        kept,
        len(drafts),
        len(kept) - len(drafts),
        dict(sorted(cast.items(), key=lambda x: (-x[1], x[0]))),
        _years(drafts),
        cast if by == COUNTED_BY[0] else _counted(drafts, by),
    )


def _fits(veto: Veto, wanted: Filter) -> bool:
    return (
        (not wanted.members or any(m in veto.by for m in wanted.members))
        and (wanted.topic is None or wanted.topic.casefold() == veto.topic.casefold())
        and (wanted.region is None or wanted.region.casefold() == veto.region.casefold())
        and (wanted.since is None or veto.date.year >= wanted.since)
        and (wanted.until is None or veto.date.year <= wanted.until)
    )


def _years(drafts: list[Veto]) -> dict[int, int]:
    """Drafts stopped in each year from the first to the last, years without one included."""
    if not drafts:
        return {}
    years = [v.date.year for v in drafts]
    return {year: years.count(year) for year in range(min(years), max(years) + 1)}


def _counted(drafts: list[Veto], by: str) -> dict[str, int]:
    keys: dict[str, Callable[[Veto], str]] = {
        "topic": lambda v: v.topic,
        "region": lambda v: v.region,
        "year": lambda v: str(v.date.year),
        "decade": lambda v: f"{v.date.year // 10}0s",
    }
    counted: dict[str, int] = {}
    for veto in drafts:
        key = keys[by](veto)
        counted[key] = counted.get(key, 0) + 1
    ordered = by in ("year", "decade")
    return counted if ordered else dict(sorted(counted.items(), key=lambda x: (-x[1], x[0])))
