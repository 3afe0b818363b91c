"""The results of a table of cases: those that share what is no column are judged together.

Rows are grouped by day, domain, topic and region; where no record of vetoes is asked, days count by the law in force on
them. What follows from the record for a row follows unless the row says what keeps it from following. What a single
case does with claims on a disputed fact is done for the rows whose status they leave open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from casecli.engine import arrays, legal
from casecli.engine.arrays import Array, Coded
from casecli.engine.columns import Columns
from casecli.engine.complete import complete
from casecli.engine.derive import Following, following
from casecli.engine.fits import best_of
from casecli.engine.many import STATUS, Many, Told, judge_all, with_claims
from casecli.engine.readings import MAINSTREAM, readings
from casecli.logic import Plane
from casecli.model.case import DEFAULT_DOMAIN, Case, Option
from casecli.model.facts import DISPUTED, FactState
from casecli.model.rulebook import InForce, Rulebook
from casecli.model.table import Answers, CaseTable

DAYS, RECORD = ("date", "as_of"), ("topic", "region")
ROW = "row"


Results = dict[str, Coded | Array]
"""The results of a table's rows, by name: words as codes, or numbers with `arrays.NOTHING` where nothing is asked."""


class Judge:
    """Judges tables by one rulebook, under the reading ``shown``."""

    def __init__(
        self,
        rulebook: Rulebook,
        shown: str | None = None,
        points: Mapping[str, str] | None = None,
        *,
        classes: bool = False,
    ) -> None:
        """With ``classes`` the best fit of every taxonomy is told too."""
        self.rulebook, self.shown, self.points = rulebook, shown or MAINSTREAM, points
        self.taxonomies = rulebook.taxonomies.values() if classes else ()
        self.changes = days_of_change(rulebook)

    def judge(self, table: CaseTable) -> Results:
        """The results of some rows."""
        count = len(table.lines)
        merged = _Merged(count)
        for rows in self._groups(table, count):
            self._judge_group(table, rows, merged)
        return merged.results()

    def _groups(self, table: CaseTable, count: int) -> Iterator[Array]:
        """The rows that can be judged together."""
        key = np.zeros(count, dtype=np.int64)
        by_law = not any(name in table.about for name in RECORD)
        for name, frame in table.about.items():
            codes = frame.codes
            if by_law and name in DAYS:
                codes = self._by_law(codes, frame.values)
            key = _finer(key, codes)
        order = np.argsort(key, kind="stable")
        edges = np.flatnonzero(np.diff(key[order])) + 1
        yield from (rows for rows in np.split(order, edges) if len(rows))

    def _by_law(self, codes: Array, days: Sequence[date | None]) -> Array:
        """The codes of days, those with the same law in force made one."""
        periods = [-1 if day is None else bisect_right(self.changes, day) for day in days]
        return np.array([*periods, -1], dtype=np.int64)[codes]

    def _judge_group(self, table: CaseTable, rows: Array, merged: _Merged) -> None:
        case = _case(table, int(rows[0]))
        situation = complete(self.rulebook, case, case.options[0])
        by_name = readings(self.rulebook, situation.law_day, self.points)
        given = {answers.fact.id: answers for answers in table.facts}
        varied = {name: _given_or(x, situation.facts[name].open, rows) for name, x in given.items()}
        settled = {name for name, x in given.items() if _is_settled(x, situation.facts[name].open, rows)}
        for found in following(self.rulebook, situation.derived, given):
            settled.discard(found.fact.id)  # where it does not follow, a row that leaves it out may leave it open
            varied[found.fact.id] = _following(given.get(found.fact.id), found, given[found.steering], rows)
        columns = Columns(situation, len(rows), varied, arrays.everywhere(len(rows)), settled)
        merged.add(rows, judge_all(self.rulebook, columns, by_name, self.shown))
        for taxonomy in self.taxonomies:
            merged.add_told(best_of(taxonomy, columns, by_name[self.shown]), rows)
        for row in _disputed(table, rows, merged):
            own = {a.fact.id: s for a in table.facts if (s := _state(a, row))}
            here = complete(self.rulebook, case, case.options[0], own)
            merged.settle(row, with_claims(self.rulebook, here, by_name))


def days_of_change(rulebook: Rulebook) -> list[date]:
    """The days from which on some rule, or the support of some position, is another than the day before."""
    days = {since for p in rulebook.points.values() for q in p.positions for _, since in q.support if since}
    for period in _periods(rulebook):
        if period.since:
            days.add(period.since)
        if period.until and period.until < date.max:
            days.add(period.until + timedelta(1))
    return sorted(days)


def _periods(rulebook: Rulebook) -> Iterator[InForce]:
    yield from (x.in_force for x in rulebook.criteria.values())
    yield from (x.in_force for x in rulebook.bases)
    yield from (x.in_force for x in rulebook.taxonomies.values())
    yield from (group.in_force for score in rulebook.scores.values() for group in score.groups)
    for level in rulebook.levels.values():
        yield level.in_force
    if rulebook.r2p:
        yield rulebook.r2p.threshold.in_force


def _finer(key: Array, codes: Array) -> Array:
    """The groups of a key, those with different codes apart."""
    both = key * (int(codes.max(initial=-1)) + 2) + (codes + 1)
    _, inverse = np.unique(both, return_inverse=True)
    return inverse.astype(np.int64)


def _given_or(answers: Answers, silent: int, rows: Array) -> list[Plane]:
    """The planes of a fact: as the rows give it, else as all of them have it."""
    opens = [*(state.open for state in answers.states), silent]
    return arrays.planes_of(answers.codes[rows], opens, answers.fact.cells)


def _is_settled(answers: Answers, silent: int, rows: Array) -> bool:
    """Whether every row has exactly one cell of a fact."""
    opens = [state.open for state in answers.states]
    if answers.codes[rows].min() < 0:
        opens.append(silent)
    return all(mask.bit_count() == 1 for mask in opens)


def _following(answers: Answers | None, found: Following, steering: Answers, rows: Array) -> list[Plane]:
    """The planes of a fact that follows from the record, save in rows whose steering fact keeps it from following."""
    kept = np.array([*(state.value in found.values for state in steering.states), False])[steering.codes[rows]]
    states = [state.open for state in answers.states] if answers else []
    codes = answers.codes[rows] if answers else np.full(len(rows), -1)
    codes = np.where(codes >= 0, codes, np.where(kept, len(states) + 1, len(states)))
    return arrays.planes_of(codes, [*states, *found.opens], found.fact.cells)


def _state(answers: Answers, row: int) -> FactState | None:
    code = int(answers.codes[row])
    return answers.states[code] if code >= 0 else None


def _case(table: CaseTable, row: int) -> Case:
    """What a row says besides its facts, as a case with one response."""
    about: dict[str, Any] = {}
    for name, frame in table.about.items():
        code = int(frame.codes[row])
        about[name] = frame.values[code] if code >= 0 else None
    option = Option(ROW, ROW, None, None, None, {}, (), None, {})
    return Case(
        id=ROW,
        title=ROW,
        file=None,
        period=None,
        date=about.get("date"),
        as_of=about.get("as_of"),
        domain=about.get("domain") or DEFAULT_DOMAIN,
        topic=about.get("topic"),
        region=about.get("region"),
        summary=None,
        facts={},
        notes={},
        votes=(),
        mandates=(),
        record=None,
        options=(option,),
    )


def _disputed(table: CaseTable, rows: Array, merged: _Merged) -> list[int]:
    """The rows with a disputed fact whose status is open."""
    disputed = np.zeros(len(rows), dtype=bool)
    for answers in table.facts:
        sides = [state.state == DISPUTED for state in answers.states]
        if any(sides):
            disputed |= np.array([*sides, False])[answers.codes[rows]]
    return [int(row) for row in rows[disputed] if merged.word(STATUS, row) == legal.UNDETERMINED]


class _Merged:
    """Results of groups of rows, put together for the whole table."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.columns: dict[str, Array] = {}
        self.places: dict[str, dict[str | None, int]] = {}

    def add(self, rows: Array, many: Many) -> None:
        """Add the results of some rows."""
        for told in many.told:
            self.add_told(told, rows)
        for tallied in many.scores:
            low, estimate, high, band = arrays.ranges(tallied, len(rows))
            name = tallied.score.id
            for part, numbers in (("low", low), ("estimate", estimate), ("high", high)):
                self._column(f"{name}_{part}", np.int8)[rows] = numbers
            self._add_words(f"{name}_band", rows, band)

    def add_told(self, told: Told, rows: Array) -> None:
        """Add a result in words of some rows."""
        self._add_words(told.name, rows, arrays.words(told, len(rows)))

    def _add_words(self, name: str, rows: Array, found: Coded) -> None:
        places = np.array([self._place(name, word) for word in found.words], dtype=np.int32)
        self._column(name, np.int32)[rows] = places[found.codes]

    def _column(self, name: str, kind: type[np.generic]) -> Array:
        if name not in self.columns:
            self.columns[name] = np.zeros(self.count, dtype=kind)
        return self.columns[name]

    def _place(self, name: str, word: str | None) -> int:
        places = self.places.setdefault(name, {})
        return places.setdefault(word, len(places))

    def word(self, name: str, row: int) -> str | None:
        """A row's result in words."""
        return list(self.places[name])[int(self.columns[name][row])]

    def settle(self, row: int, instead: Mapping[str, str | None]) -> None:
        """Give a row other words."""
        for name, word in instead.items():
            self.columns[name][row] = self._place(name, word)

    def results(self) -> Results:
        """What was found."""
        places = self.places
        return {n: Coded(found, list(places[n])) if n in places else found for n, found in self.columns.items()}
