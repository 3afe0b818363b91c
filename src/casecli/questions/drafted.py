"""Suggestions to a draft case: what passages agree on, where they disagree, and the words that say so.

Every fact carries a note with its words and their place, and the case is marked a draft: nothing judges it until a
person has confirmed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from casecli.loading.days import BIG
from casecli.model.facts import Fact
from casecli.model.rulebook import Rulebook
from casecli.questions.draft import UNKNOWN, Draft, Suggestion
from casecli.questions.narrated import FoundVote

MARK = "draft "
"""How the note of a fact begins that nobody has confirmed."""
NAMELESS, MOST_SPANS, LONGEST_ID, LONGEST_TITLE = "draft-case", 3, 60, 120
Plain = dict[str, Any]


def drafted(found: Draft, rulebook: Rulebook) -> Plain:
    """A case, as a case file says it, from the suggestions of a narrative; its facts in the order of the rulebook."""
    title = (found.title or "")[:LONGEST_TITLE].strip() or "A case drafted from a text"
    form: Plain = {"casecli": 1, "id": id_of(found.title or NAMELESS), "title": title, "draft": True}
    if found.day and found.day.day:
        form["date"] = found.day.day.isoformat()
    by_fact = {name: list(some) for name, some in groupby(sorted(found.suggestions, key=_fact), key=_fact)}
    form["facts"] = {name: _entry(rulebook.facts[name], by_fact[name]) for name in rulebook.facts if name in by_fact}
    if votes := [_vote(v) for v in found.votes if is_whole(v)]:
        form["votes"] = votes
    if found.parties:
        form["record"] = {"parties": [party.name for party in found.parties]}
    return form


def _fact(suggestion: Suggestion) -> str:
    return suggestion.fact


def id_of(title: str) -> str:
    """An id from a title: its words in small letters."""
    words = re.findall(r"[a-z0-9]+", title.casefold())
    name = "-".join(words)[:LONGEST_ID].strip("-")
    return name if name[:1].isalpha() else f"case-{name}".strip("-")


def _entry(fact: Fact, suggestions: Sequence[Suggestion]) -> Plain:
    """The entry of a fact: what its passages leave possible, disputed where they cannot all be right."""
    plain = [s for s in suggestions if s.value != UNKNOWN]
    if not plain:
        return {"value": UNKNOWN, "note": _note(suggestions)}
    kept = [s for s in plain if not any(o.value in s.yields_to for o in plain if o.value != s.value)]
    possible = _together(fact, kept)
    if possible is None:
        return {"value": "disputed", "claims": _claims(kept), "note": f"{MARK}from passages that disagree"}
    days = {s.day for s in kept}
    day = days.pop() if len(days) == 1 else None
    return possible | ({"date": day.isoformat()} if day else {}) | {"note": _note(kept)}


def _together(fact: Fact, suggestions: Iterable[Suggestion]) -> Plain | None:
    """What is possible where every passage is right; None where they cannot all be."""
    if fact.kind == "number":
        ends = [_ends(s.value) for s in suggestions]
        low, high = max(e[0] for e in ends), min(e[1] for e in ends)
        return None if low > high else interval(low, high)
    sets = [_values(s.value) for s in suggestions]
    left = [v for v in fact.values if all(v in some for some in sets)]
    if not left:
        return None
    return {"value": left[0]} if len(left) == 1 else {"any_of": left}


def _ends(value: Any) -> tuple[float, float]:
    return (value.get("from", 0), value.get("to", BIG)) if isinstance(value, dict) else (value, value)


def interval(low: float, high: float) -> Plain:
    """A number as an entry: alone, or its ends without those that say nothing."""
    if low == high:
        return {"value": low}
    return ({"from": low} if low else {}) | ({"to": high} if high < BIG else {}) or {"from": 0}


def _values(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _claims(suggestions: Sequence[Suggestion]) -> list[Plain]:
    """One claim for each value that a passage gives, with its words."""
    by_value: dict[str, list[Suggestion]] = {}
    for suggestion in suggestions:
        by_value.setdefault(str(suggestion.value), []).append(suggestion)
    return [_claim(some[0].value) | {"source": _place(some[0]), "note": _note(some)} for some in by_value.values()]


def _claim(value: Any) -> Plain:
    if isinstance(value, dict):
        return value
    return {"any_of": value} if isinstance(value, list) else {"value": value}


def _place(suggestion: Suggestion) -> str:
    return f"the text, line {suggestion.line}, column {suggestion.column}"


def _note(suggestions: Sequence[Suggestion]) -> str:
    """The words that suggest it, each with its place; a mark in front tells that nobody has confirmed it."""
    parts = [f'{s.line}:{s.column}{" (in doubt)" if s.hedged else ""} "{s.sentence}"' for s in suggestions[:MOST_SPANS]]
    return MARK + "; ".join(parts)


def is_whole(vote: FoundVote) -> bool:
    """Whether a vote has all its figures, so that a case file can hold it."""
    return vote.votes_for is not None and vote.against is not None and vote.abstain is not None


def _vote(vote: FoundVote) -> Plain:
    day = {"date": vote.date.isoformat()} if vote.date else {}
    counts = {"for": vote.votes_for, "against": vote.against, "abstain": vote.abstain}
    note = f'{MARK}{vote.line}:{vote.column} "{vote.span}"'
    return {"draft": vote.draft or "a draft that the text does not name", **day, **counts, "note": note}
