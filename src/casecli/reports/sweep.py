"""A sweep as text, as data and as a table that is written while it is worked out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from casecli.model.case import Case, Option
from casecli.questions.sweep import Counted, Sweep, counts, table
from casecli.reports.plain import compact, plain
from casecli.reports.rows import cell
from casecli.reports.sheet import Segment, Sheet
from casecli.reports.words import STATUSES, status_words, words

SHOWN, LISTED, MOST_RESULTS = 64, 10_000, 40
"""Combinations shown one by one in a text, and listed in JSON; results counted in a text."""
Found = Iterable[tuple[Case, Option, Sweep]]


def draw(asked: Sweep, page: Sheet) -> None:
    """Few combinations one by one, many by their results."""
    page.wrapped(f"{asked.size:,} combinations of {', '.join(x.fact.title for x in asked.varied)}.", 1)
    page.blank()
    if asked.size <= SHOWN:
        _draw_rows(asked, page)
    _draw_counts(counts(asked), asked, page)


def _draw_rows(asked: Sweep, page: Sheet) -> None:
    found = table(asked)
    heads = [Segment(name, "bold") for name in (*found.facts, "status", *asked.rulebook.scores)]
    lines = [heads]
    for values, row in found.rows:
        told = dict(zip(found.results, row, strict=True))
        scores = [Segment(_range(told, name)) for name in asked.rulebook.scores]
        lines.append([*(Segment(v) for v in values), _status(told), *scores])
    page.table(lines, indent=1)
    page.blank()


def _draw_counts(found: list[Counted], asked: Sweep, page: Sheet) -> None:
    page.line(Segment("HOW MANY HAVE THE SAME RESULT", "bold"), indent=1)
    heads = ["status", *(f"{name} band" for name in asked.rulebook.scores)]
    lines = [[Segment("", "bold"), *(Segment(h, "bold") for h in heads)]]
    for results, combinations in found[:MOST_RESULTS]:
        bands = [Segment(words(str(results[f"{name}_band"] or "not asked"))) for name in asked.rulebook.scores]
        lines.append([Segment(f"{combinations:,}"), _status(results), *bands])
    page.table(lines, indent=1)
    if len(found) > MOST_RESULTS:
        page.wrapped(f"{len(found) - MOST_RESULTS} more results: -f json lists them all", 1)


def _status(told: dict[str, Any]) -> Segment:
    return Segment(status_words(told["status"], told["lean"]), STATUSES[told["status"]].colour)


def _range(told: dict[str, Any], name: str) -> str:
    low, high, band = (told[f"{name}_{part}"] for part in ("low", "high", "band"))
    if low is None:
        return "not asked"
    return f"{low} {words(band)}" if low == high else f"{low}-{high} {words(band)}"


def values(asked: Sweep) -> dict[str, Any]:
    """What is varied, how many combinations have which results, and each of them where they are not too many."""
    found = table(asked)
    listed = None
    if asked.size <= LISTED:
        listed = [
            {**dict(zip(found.facts, given, strict=True)), **dict(zip(found.results, row, strict=True))}
            for given, row in found.rows
        ]
    return {
        "facts": {x.fact.id: list(x.words) for x in asked.varied},
        "combinations": asked.size,
        "counts": [{**x.results, "combinations": x.combinations} for x in counts(asked)],
        "rows": listed,
    }


def lines(kind: str, found: Found) -> Iterator[str]:
    """The lines of a table: a head and a row for each combination, or (``kind`` jsonl) an object for each."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    head = kind == "csv"
    for case, option, asked in found:
        whole = table(asked)
        names = ["case", "option", *whole.facts, *whole.results]
        if head:
            writer.writerow(names)
            head = False
        for given, row in whole.rows:
            values_here = (case.id, option.id, *given, *row)
            if kind == "jsonl":
                yield compact(plain(dict(zip(names, values_here, strict=True)))) + "\n"
                continue
            writer.writerow([cell(v) for v in values_here])
            yield page.getvalue()
            page.seek(0)
            page.truncate()
