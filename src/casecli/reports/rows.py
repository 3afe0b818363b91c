"""Assessments as CSV: one row an option, flat columns, and nothing that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from casecli.model.assessment import Assessment, Legitimacy, OptionAssessment, Readiness
from casecli.model.rulebook import Rulebook
from casecli.reports.sheet import clean

MEASURES = ("low", "estimate", "high", "band")
COLUMNS = (
    "case", "option", "title", "kind", "part_of", "status", "lean", "possible", "basis", "points", "qualifiers",
    *(f"r2p_{part}" for part in ("threshold", "pillar")), "veto_risk", *(f"legitimacy_{m}" for m in MEASURES),
    *(f"readiness_{m}" for m in MEASURES), "blockers", "possible_blockers", "missing_facts", "presumed_facts",
)  # fmt: skip
LIVE = tuple("=+-@\t\r＝＋－＠")  # noqa: RUF001 - spreadsheets take the full-width signs for the others
"""Signs with which a cell becomes a formula."""


def render(results: list[Assessment], rulebook: Rulebook) -> str:  # noqa: ARG001 - what every format is given
    """A table with a head and a row for each option."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(COLUMNS)
    for result in results:
        writer.writerows([cell(x) for x in _row(result, option)] for option in result.options)
    return page.getvalue()


def cell(value: str | int | None) -> str:
    """A value as a cell: empty for None, and text that could be a formula after an apostrophe, so that it is none."""
    if value is None:
        return ""
    text = str(value)
    return f"'{clean(text)}" if text.lstrip(" \n").startswith(LIVE) else clean(text)


def _row(result: Assessment, option: OptionAssessment) -> list[str | int | None]:
    legal, r2p, risk = option.legal, option.r2p, option.veto_risk
    return [
        result.case.id,
        option.id,
        option.title,
        option.kind,
        option.part_of,
        legal.status,
        legal.lean,
        _listed(legal.possible),
        _listed(legal.basis),
        _listed(legal.turns_on.points),
        _listed(legal.qualifiers),
        r2p.threshold if r2p else None,
        r2p.pillar if r2p else None,
        risk.level if risk else None,
        *_measure(option.legitimacy),
        *_measure(option.readiness),
        _blockers(option, certain=True),
        _blockers(option, certain=False),
        _listed(m.fact for m in option.missing if m.presumed is None),
        _listed(legal.presumed),
    ]


def _measure(found: Legitimacy | Readiness | None) -> list[str | int | None]:
    return [found.score.low, found.score.estimate, found.score.high, found.band] if found else [None] * len(MEASURES)


def _blockers(option: OptionAssessment, *, certain: bool) -> str:
    scores = [x for x in (option.legitimacy, option.readiness) if x]
    return _listed(b.item for x in scores for b in x.blockers if b.certain is certain)


def _listed(names: Iterable[str]) -> str:
    return "; ".join(names)
