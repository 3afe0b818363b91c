"""Many cases as a table: one case a row, its facts as columns of codes."""

from collections.abc import Sequence
from typing import Any

from casecli.model.facts import Fact, FactState
from casecli.nouns import NamedTuple


class Frame(NamedTuple):
    """A column that is no fact: for each row the place of its value in ``values``, or -1 where the row is silent."""

    codes: Any
    values: Sequence[Any]


class Answers(NamedTuple):
    """A fact's column: for each row the place of its state in ``states``, or -1 where the row is silent."""

    fact: Fact
    codes: Any
    states: Sequence[FactState]


class CaseTable(NamedTuple):
    """Some rows of a table.

    ``lines`` are those of the file (its row for a Parquet file, counted from 1); ``wrong`` says by row what is wrong
    with it: such a row is not judged. ``skipped`` are (line, what is wrong) of those that are no rows at all.
    """

    lines: Sequence[int]
    ids: Sequence[str | None]
    about: dict[str, Frame]
    facts: tuple[Answers, ...]
    wrong: dict[int, str]
    skipped: Sequence[tuple[int, str]] = ()
