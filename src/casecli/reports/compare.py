"""Comparisons as text and Markdown: rows are responses, columns are what decides."""

from __future__ import annotations

from collections.abc import Sequence

from casecli.model.rulebook import Rulebook
from casecli.questions.compare import COLUMNS, Compared, Comparison, Dominance
from casecli.reports.markdown import cell
from casecli.reports.sheet import Segment, Sheet
from casecli.reports.text import span
from casecli.reports.words import STATUSES, both, status_words, words

MOST, MOST_SENTENCES, WIDE = 16, 8, 110
HEADS = ("response", "legality", "veto risk", "legitimacy", "readiness")


def write_comparison(found: Comparison, rulebook: Rulebook, sheet: Sheet) -> None:
    """The table, who dominates whom, and where the responses differ."""
    rows = [tuple(Segment(x, "bold") for x in HEADS)]
    for row in found.responses:
        look = STATUSES[row.status]
        texts = _cells(row, found, bands=sheet.width >= WIDE)
        rows.append((Segment(texts[0]), Segment(texts[1], look.colour), *(Segment(x) for x in texts[2:])))
    sheet.table(rows, indent=1)
    sheet.blank()
    for said in sentences(found):
        sheet.wrapped(said, 1, hang=2)
    sheet.blank()
    names = [row.name for row in found.responses]
    differences = [(_title(rulebook, d.kind, d.id), d.answers) for d in found.differences]
    if differences:
        sheet.line(Segment("WHERE THEY DIFFER", "bold"), indent=1)
    for title, answers in differences[:MOST]:
        groups = _alike(names, answers)
        sheet.wrapped(f"{title}: {'; '.join(f'{value}: {both(who)}' for value, who in groups.items())}", 3, hang=2)
    if len(differences) > MOST:
        sheet.wrapped(f"{len(differences) - MOST} more differences: -f json lists them all", 3)


def markdown_comparison(found: Comparison, rulebook: Rulebook) -> str:
    """The same as a Markdown text."""
    lines = [f"| {' | '.join(HEADS)} |", f"|{' --- |' * len(HEADS)}"]
    lines += [f"| {' | '.join(cell(x) for x in _cells(row, found))} |" for row in found.responses]
    lines += ["", *(f"- {cell(said)}" for said in sentences(found)), ""]
    names = [row.name for row in found.responses]
    if found.differences:
        lines += [f"| differs | {' | '.join(cell(n) for n in names)} |", f"|{' --- |' * (len(names) + 1)}"]
    for difference in found.differences:
        title = _title(rulebook, difference.kind, difference.id)
        lines.append(f"| {cell(title)} | {' | '.join(cell(words(x)) for x in difference.answers)} |")
    return "\n".join(lines) + "\n"


def _cells(row: Compared, found: Comparison, *, bands: bool = True) -> list[str]:
    """A row in words, with the bands where there is room; the best of a column is marked by the word."""
    scores = (row.legitimacy, row.legitimacy_band), (row.readiness, row.readiness_band)
    texts = [
        status_words(row.status, row.lean, row.possible),
        row.veto_risk or "not asked",
        *(f"{span(score)} {words(band or '') if bands else ''}".strip() if score else "-" for score, band in scores),
    ]
    marks = [" best" if row.name in found.best[column] else "" for column in COLUMNS]
    return [row.name, *(text + mark for text, mark in zip(texts, marks, strict=True))]


def sentences(found: Comparison) -> list[str]:
    """Which response dominates which, in sentences."""
    if len(found.responses) < 2:  # noqa: PLR2004 - a comparison takes two
        return ["There is one response only, so there is nothing to compare it with."]
    if not found.dominance:
        return ["None dominates another: each is worse somewhere, or their ranges overlap."]
    more = len(found.dominance) - MOST_SENTENCES
    said = [_dominates(d) for d in found.dominance[:MOST_SENTENCES]]
    return said + ([f"{more} more such pairs."] if more > 0 else [])


def _dominates(found: Dominance) -> str:
    columns = both([HEADS[COLUMNS.index(c) + 1] for c in found.columns])
    return f"{found.better} dominates {found.worse}: better in {columns}, and worse in nothing."


def _title(rulebook: Rulebook, kind: str, name: str) -> str:
    return rulebook.facts[name].title if kind == "fact" else rulebook.criteria[name].title


def _alike(names: Sequence[str], answers: Sequence[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name, answer in zip(names, answers, strict=True):
        groups.setdefault(words(answer), []).append(name)
    return groups
