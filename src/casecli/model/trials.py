"""Tests of a rulebook as authors write them: a situation, and what the assessment must say of it."""

import datetime as dt
from typing import Any

from casecli.model.case import Case
from casecli.model.facts import FactState
from casecli.nouns import NamedTuple


class Trial(NamedTuple):
    """A test written beside a rulebook.

    ``facts`` and ``points`` are set over the case, as by `--set`; ``options`` are the responses meant (none: all of
    them); ``expect`` maps paths in the assessment of a response to what must stand there. ``path`` is its own place.
    """

    says: str
    case: Case
    facts: dict[str, FactState]
    points: dict[str, str]
    as_of: dt.date | None
    options: tuple[str, ...]
    expect: dict[str, Any]
    file: str
    path: tuple[str | int, ...]
