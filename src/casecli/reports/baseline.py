"""Drift from a baseline, as text: response by response, what was concluded then and now."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from casecli.questions.baseline import Drift
from casecli.reports.sheet import Segment, Sheet
from casecli.reports.words import words

VERDICTS = "verdicts."
MOST = 5


def write_drift(found: Sequence[Drift], rules: tuple[str, str], sheet: Sheet) -> None:
    """What drifted, and which rules judged then and now (``rules``: before, now)."""
    if rules[0] != rules[1]:
        sheet.wrapped(f"The baseline is of {rules[0]}, now it is {rules[1]}.", 0, hang=2)
    for (case, option), group in groupby(found, key=lambda d: (d.case, d.option)):
        _write(f"{case}/{option}" if option else case, list(group), sheet)
    said = f"{len(found)} results drifted" if found else "no result drifted"
    sheet.line(Segment(said, "red" if found else "green"), indent=0)


def _write(name: str, found: Sequence[Drift], sheet: Sheet) -> None:
    if not found[0].path:
        sheet.wrapped(f"{name}: {'gone' if found[0].before else 'new: it is not in the baseline'}", 0, "bold", hang=2)
        return
    sheet.wrapped(name, 0, "bold")
    verdicts = [d for d in found if d.path.startswith(VERDICTS)]
    shown = [d for d in found if d not in verdicts] + verdicts[:MOST]
    for d in shown:
        label = d.path.removeprefix(VERDICTS)
        sheet.wrapped(f"{label}: {_value(d.before)} -> {_value(d.now)}", 2, hang=2)
    if len(verdicts) > MOST:
        sheet.wrapped(f"{len(verdicts) - MOST} more verdicts: -f json lists them all", 2)


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(words(v) for v in value) or "none"
    return words(value)
