"""Failing expectations as text: what was expected, what was found, and the shortest reason."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from casecli.model.assessment import OptionAssessment
from casecli.model.case import Lines
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.expectations import NoSuchPlace, Tried
from casecli.reports.plain import compact, plain
from casecli.reports.sheet import Segment, Sheet
from casecli.reports.wording import Wording
from casecli.reports.words import both

COMPARED = {"at_least": "at least", "at_most": "at most", "above": "above", "below": "below", "one_of": "one of"}
MOST = 3


class Failure(NamedTuple):
    """An expectation that does not hold, with its place and the shortest reason."""

    case: str
    option: str
    says: str | None
    file: str | None
    line: int | None
    path: str
    expected: Any
    found: Any
    why: str


def failures(tried: Sequence[Tried], rulebook: Rulebook, lines: Lines) -> list[Failure]:
    """The expectations that do not hold; a path that leads nowhere is a problem of its file, not one of these."""
    return [_failure(t, rulebook, lines) for t in tried if not t.holds and not isinstance(t.found, NoSuchPlace)]


def _failure(tried: Tried, rulebook: Rulebook, lines: Lines) -> Failure:
    find = lines.get(tried.file or "")
    line = find(tried.place) if find else None
    names = tried.case.id, tried.option.id, tried.says, tried.file
    return Failure(
        *names, line, tried.path, tried.expected, plain(tried.found), why(tried.option, tried.path, rulebook)
    )


def why(option: OptionAssessment, path: str, rulebook: Rulebook) -> str:
    """The shortest reason for what stands at a path: the law's sentence, or what a score lacks."""
    wording = Wording(option, rulebook)
    section = path.split(".", maxsplit=1)[0]
    found = {"legitimacy": option.legitimacy, "readiness": option.readiness}.get(section)
    if section == "legal":
        return wording.why("casecli explain")
    if found is None:
        return ""
    groups = found.groups if section == "legitimacy" else found.checklists  # type: ignore[union-attr]
    items = sorted((i for g in groups for i in g.items if i.credit == "no"), key=lambda i: (not i.critical, -i.weight))
    return f"Counts against it: {both([wording.gap(i.id) for i in items[:MOST]])}." if items else ""


def write_failures(found: Sequence[Failure], count: int, sheet: Sheet) -> None:
    """Each failure, then how many expectations hold."""
    for failure in found:
        _write(failure, sheet)
    held = f"{count - len(found)} of {count} expectations hold"
    said = held if found else f"{count} expectation{' holds' if count == 1 else 's hold'}"
    sheet.line(Segment(said, "red" if found else "green"), indent=0)


def _write(failure: Failure, sheet: Sheet) -> None:
    where = ":".join(str(x) for x in (failure.file, failure.line) if x is not None)
    name = f"{failure.case}/{failure.option}" if failure.says is None else failure.says
    sheet.wrapped(f"{where}{': ' if where else ''}{name}", 0, "bold", hang=2)
    sheet.wrapped(f"{failure.path}: expected {wish(failure.expected)}, found {shown(failure.found)}", 2, "red", hang=2)
    if failure.why:
        sheet.wrapped(failure.why, 2, hang=2)


def wish(expected: Any) -> str:
    """What was expected, in words."""
    if isinstance(expected, dict):
        return " and ".join(f"{COMPARED.get(k, k)} {_value(v)}" for k, v in expected.items())
    return _value(expected)


def shown(found: Any) -> str:
    """What was found; a part with many fields is cut."""
    text = "nothing: it is not asked here" if found is None else _value(found)
    return text if len(text) <= 200 else f"{text[:197]}..."  # noqa: PLR2004 - some lines' worth


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_value(v) for v in value) or "an empty list"
    return value if isinstance(value, str) else json.dumps(value) if not isinstance(value, dict) else compact(value)
