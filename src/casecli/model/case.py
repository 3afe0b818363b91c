"""Cases as given, and situations as judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from casecli.model.council import Mandate
from casecli.model.facts import FactState
from casecli.nouns import NamedTuple

DEFAULT_DOMAIN = ("intervention",)
Lines = Mapping[str, Callable[[Sequence[str | int]], int | None]]
"""For each file of cases, what finds the line of the part at a path; None where the file has no such part."""


class Vote(NamedTuple):
    """A recorded Council vote on a draft; ``sides`` as written: names, codes or counts."""

    draft: str
    date: dt.date | None
    sides: dict[str, Any]
    procedural: bool
    note: str | None


class Option(NamedTuple):
    """One response to the crisis; its facts add to or replace the case's. ``path`` is where it stands in its file."""

    id: str
    title: str
    kind: str | None
    part_of: str | None
    date: dt.date | None
    facts: dict[str, FactState]
    pleas: tuple[str, ...]
    action: Any
    expect: dict[str, Any]
    path: tuple[str | int, ...] = ()


class Case(NamedTuple):
    """A described crisis with one or more responses. ``record`` is never read by `assess`.

    A ``draft`` was suggested from a text: nobody has confirmed its facts, so nothing judges it. ``assumes_domain``
    where the domain is not given, and the usual one is taken.
    """

    id: str
    title: str
    file: str | None
    period: str | None
    date: dt.date | None
    as_of: dt.date | None
    domain: tuple[str, ...]
    topic: str | None
    region: str | None
    summary: str | None
    facts: dict[str, FactState]
    notes: dict[str, str]
    votes: tuple[Vote, ...]
    mandates: tuple[str | Mandate, ...]
    record: Any
    options: tuple[Option, ...]
    draft: bool = False
    assumes_domain: bool = False


class Situation(NamedTuple):
    """One option completed: all that the engine sees.

    ``known_day`` is the day up to which votes and vetoes are known. ``facts`` has a state for every fact of the
    rulebook; ``derived`` what votes, vetoes and mandates say, used or not.
    """

    case: str
    option: str
    law_day: dt.date
    known_day: dt.date
    domain: tuple[str, ...]
    facts: dict[str, FactState]
    pleas: tuple[str, ...]
    derived: Mapping[str, FactState] = MappingProxyType({})
