"""What a vote of the Security Council means, given the Council's composition as data: this module only counts.

A draft is adopted by the majority that the composition of the day asks for; where the matter is not procedural, a
negative vote of a permanent member stops a draft that would otherwise be adopted. Absent and abstaining members stop
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from casecli.model.council import Ballot, VoteResult
from casecli.model.problems import Problem, Unusable
from casecli.model.rulebook import CouncilRule

ADOPTED, FAILED, VETOED, OPEN = "adopted", "failed", "vetoed", "open"
OUTCOMES = (ADOPTED, FAILED, VETOED, OPEN)
REMARKS = (
    "permanent_abstained",
    "permanent_absent",
    "no_below_majority",
    "no_on_procedure",
    "several_vetoes",
    "vetoed",
    "procedural",
    "unnamed_no",
)


def unusable(message: str, hint: str | None = None) -> Unusable:
    """A vote that cannot be one of the Council, to be raised."""
    return Unusable([Problem("error", "bad-vote", message, hint=hint)])


def rule_on(rules: Sequence[CouncilRule], day: date) -> CouncilRule:
    """The composition of the Council on a day. Raises Unusable before its first."""
    found = [rule for rule in rules if rule.since <= day]
    if not found:
        since = f" before {rules[0].since}" if rules else ""
        message = f"there was no Security Council{since}"
        raise unusable(message)
    return found[-1]


def meaning(ballot: Ballot, rule: CouncilRule) -> VoteResult:
    """What a vote means under the composition of its day. Raises Unusable where its numbers do not add up."""
    _check(ballot, rule)
    enough = ballot.votes_for.votes >= rule.majority
    noes = tuple(m for m in rule.permanent if m in ballot.against.named)
    hidden = _may_hide_a_permanent_member(ballot, rule)
    outcome, vetoed_by = FAILED, tuple[str, ...]()
    if enough and (ballot.procedural or not (noes or hidden)):
        outcome = ADOPTED
    elif enough and noes:
        outcome, vetoed_by = VETOED, noes
    elif enough:
        outcome = OPEN
    return VoteResult(
        outcome=outcome,
        votes_for=ballot.votes_for.votes,
        against=ballot.against.votes,
        abstain=ballot.abstain.votes,
        absent=ballot.absent.votes,
        majority=rule.majority,
        members=rule.members,
        vetoed_by=vetoed_by,
        remarks=tuple(_remarks(ballot, rule, outcome, noes)),
    )


def _check(ballot: Ballot, rule: CouncilRule) -> None:
    twice = sorted({m for m in ballot.named if ballot.named.count(m) > 1})
    if twice:
        message = f"{', '.join(twice)} stands on two sides of the vote"
        raise unusable(message)
    if ballot.votes != rule.members:
        missing = rule.members - ballot.votes
        hint = f"{missing} more absent or not participating?" if missing > 0 else f"{-missing} votes too many"
        message = f"the votes add up to {ballot.votes}; the Council had {rule.members} members from {rule.since} on"
        raise unusable(message, hint)


def _may_hide_a_permanent_member(ballot: Ballot, rule: CouncilRule) -> bool:
    """Whether a vote against that is only counted may be that of a permanent member."""
    return ballot.against.others > 0 and any(m not in ballot.named for m in rule.permanent)


def _remarks(ballot: Ballot, rule: CouncilRule, outcome: str, noes: tuple[str, ...]) -> Iterable[str]:
    """The remarks that the numbers call for, in the order of REMARKS."""
    permanent = set(rule.permanent)
    holds = {
        "permanent_abstained": bool(permanent & set(ballot.abstain.named)),
        "permanent_absent": bool(permanent & set(ballot.absent.named)),
        "no_below_majority": bool(noes) and outcome == FAILED and not ballot.procedural,
        "no_on_procedure": bool(noes) and ballot.procedural,
        "several_vetoes": outcome == VETOED and len(noes) > 1,
        "vetoed": outcome == VETOED,
        "procedural": ballot.procedural,
        "unnamed_no": outcome == OPEN,
    }
    return [name for name in REMARKS if holds[name]]
