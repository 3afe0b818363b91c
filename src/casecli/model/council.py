"""The Security Council's votes and vetoes as values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from casecli.nouns import NamedTuple


class Side(NamedTuple):
    """One side of a vote: the members named, and how many more there were."""

    named: tuple[str, ...] = ()
    others: int = 0

    @property
    def votes(self) -> int:
        """How many members voted so."""
        return len(self.named) + self.others


class Ballot(NamedTuple):
    """A vote of the Council; absent members and those not participating are counted together."""

    votes_for: Side
    against: Side
    abstain: Side = Side()
    absent: Side = Side()
    procedural: bool = False

    @property
    def named(self) -> tuple[str, ...]:
        """Every member that is named."""
        return (*self.votes_for.named, *self.against.named, *self.abstain.named, *self.absent.named)

    @property
    def votes(self) -> int:
        """How many members are accounted for."""
        return self.votes_for.votes + self.against.votes + self.abstain.votes + self.absent.votes


class VoteResult(NamedTuple):
    """What a vote means: the outcome, who vetoed, the majority needed, and the remarks that the numbers call for."""

    outcome: str
    votes_for: int
    against: int
    abstain: int
    absent: int
    majority: int
    members: int
    vetoed_by: tuple[str, ...]
    remarks: tuple[str, ...]


class Veto(NamedTuple):
    """A draft or amendment that permanent members stopped; ``records`` is the number of lists that have it."""

    date: dt.date
    draft: str
    by: tuple[str, ...]
    topic: str
    region: str
    kind: str
    records: int
    doubt: str | None


class Mandate(NamedTuple):
    """What a resolution allows: purposes, addressees, areas, period and exclusions, and its operative words.

    ``operative`` are the words of an operative paragraph that allow force, None where there are none; ``under`` the
    powers invoked. Force is authorised only where both are there.
    """

    id: str
    title: str
    operative: str | None
    under: str | None
    purposes: tuple[str, ...]
    addressees: tuple[str, ...]
    areas: tuple[str, ...]
    excluded: tuple[str, ...]
    since: dt.date | None
    until: dt.date | None

    @property
    def authorises(self) -> bool:
        """Whether the resolution authorises force: operative words and the power to use them."""
        return self.operative is not None and self.under is not None


SIDES = ("for", "against", "abstain", "absent")


@lru_cache(maxsize=4096)
def plain_name(name: object) -> str:
    """A state's name or code in plain small letters, for comparing."""
    text = str(name)
    if not text.isascii():
        import unicodedata  # noqa: PLC0415 - a tenth of the start of a case that names no such state

        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    text = text.lower()
    return text if text.isalnum() else re.sub(r"[^a-z0-9]+", " ", text).strip()


def state_names(states: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Every plain name and code of some states, as a rulebook writes them, with the state's id."""
    return {
        plain_name(name): state["id"]
        for state in states
        for name in (state["id"], state["title"], *state.get("codes", ()), *state.get("also", ()))
    }


def ballot_of(
    sides: Mapping[str, Any], names: Mapping[str, str], *, procedural: bool = False
) -> tuple[Ballot, list[tuple[str, str]]]:
    """(the ballot, the words that name no state with their side) of a vote as written: counts, names or codes.

    ``names`` has every plain name and code with the state's id. A word that names no state is kept as it is.
    """
    unknown: list[tuple[str, str]] = []

    def side(name: str) -> Side:
        named, others = [], 0
        for word in _words(sides.get(name)):
            if word.isdigit():
                others += int(word)
                continue
            known = names.get(plain_name(word))
            if known is None:
                unknown.append((name, word))
            named.append(known or plain_name(word))
        return Side(tuple(named), others)

    votes_for, against, abstain, absent = map(side, SIDES)
    return Ballot(votes_for, against, abstain, absent, procedural), unknown


def _words(given: Any) -> list[str]:
    words = given.split(",") if isinstance(given, str) else given if isinstance(given, list | tuple) else [given]
    return [str(w).strip() for w in words if w is not None and str(w).strip()]
