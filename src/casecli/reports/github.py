"""GitHub Actions: annotations as workflow commands, and a job summary in Markdown.

GitHub shows ten errors, ten warnings and ten notices of a step, so the gravest come first.
"""

from __future__ import annotations

from collections.abc import Sequence

from casecli.model.assessment import Assessment
from casecli.model.problems import Problem
from casecli.model.rulebook import Rulebook
from casecli.questions.gates import Gated
from casecli.questions.results import OPEN, Result
from casecli.reports.markdown import escape
from casecli.reports.results import (
    ERROR,
    NOTE,
    WARNING,
    Place,
    Run,
    level,
    message,
    name_of,
    place_of,
    problem_place,
    rule_words,
    set_aside,
)
from casecli.reports.sheet import clean
from casecli.reports.text import span
from casecli.reports.wording import Wording, band_words

COMMANDS = {ERROR: "error", WARNING: "warning", NOTE: "notice"}
ORDER = (ERROR, WARNING, NOTE)
NO_RUN = Run()
MOST_ROWS = 1_000
HEADS = ("case", "response", "legality", "legitimacy", "readiness", "gates")


def render(results: Sequence[Assessment], rulebook: Rulebook, run: Run = NO_RUN) -> str:
    """The annotations, one a line: problems of files first, then results on which a gate fails, then the rest."""
    problems = [(p.level, _problem(p, run)) for p in run.problems]
    shown = [r for r in run.results(results, rulebook).results if _is_shown(r)]
    ranked = sorted(shown, key=lambda r: not r.fails)
    found = problems + [(_level(r), _result(r, rulebook, run)) for r in ranked]
    order = sorted(found, key=lambda pair: ORDER.index(pair[0]) if pair[0] in ORDER else len(ORDER))
    return "".join(line + "\n" for _, line in order)


def _level(result: Result) -> str:
    """What is set aside is shown as a notice."""
    return NOTE if result.suppressed else level(result)


def _is_shown(result: Result) -> bool:
    return result.is_problem and (result.kind != OPEN or result.grave)


def _problem(problem: Problem, run: Run) -> str:
    hint = f" Hint: {problem.hint}" if problem.hint else ""
    return command(
        COMMANDS.get(problem.level, "notice"), f"{problem.message}{hint}", problem_place(problem, run), problem.code
    )


def _result(result: Result, rulebook: Rulebook, run: Run) -> str:
    title = rule_words(result.rule, rulebook).title
    gate = f" (gate {result.gate})" if result.gate else ""
    said = message(result, rulebook)
    return command(COMMANDS[_level(result)], said, place_of(result, run), f"{title}{gate}")


def command(name: str, said: str, place: Place | None, title: str) -> str:
    """A workflow command; whatever its text holds, it stays one command."""
    parts = {"file": place.file, "line": str(place.line or "")} if place else {}
    parts["title"] = title
    properties = ",".join(f"{k}={_property(v)}" for k, v in parts.items() if v)
    return f"::{name} {properties}::{_data(said)}"


def _data(said: str) -> str:
    flat = clean(said).encode("utf-8", "backslashreplace").decode()
    return flat.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(said: str) -> str:
    return _data(said).replace(":", "%3A").replace(",", "%2C")


def summary(results: Sequence[Assessment], rulebook: Rulebook, run: Run = NO_RUN) -> str:
    """The job summary: what is wrong with files, each response in a row, and what the gates found."""
    gated = run.results(results, rulebook)
    lines = ["## casecli", "", *_problems(run), *_table(results, rulebook, gated), *_findings(gated, rulebook)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _problems(run: Run) -> list[str]:
    """The problems of files, one a line, with their place."""
    said = []
    for problem in run.problems:
        place = problem_place(problem, run)
        where = f"{place.file}:{place.line}: " if place and place.line else f"{place.file}: " if place else ""
        said.append(f"- **{problem.level}** {escape(where + problem.message)}")
    return _section("Files", said)


def _table(results: Sequence[Assessment], rulebook: Rulebook, gated: Gated) -> list[str]:
    """A row for each response."""
    gates: dict[tuple[str, str], list[str]] = {}
    for r in gated.findings:
        gates.setdefault((r.case.id, r.option.id), []).append(f"{r.gate}{' (set aside)' if r.suppressed else ''}")
    rows = []
    for a in results:
        for x in a.options:
            failed = ", ".join(dict.fromkeys(gates.get((a.case.id, x.id), []))) or "passed"
            scores = [f"{span(s.score)} {band_words(s)}" if s and s.band else "-" for s in (x.legitimacy, x.readiness)]
            cells = [a.case.title, x.title, Wording(x, rulebook).status(), *scores, failed]
            rows.append(f"| {' | '.join(escape(cell) for cell in cells)} |")
    return [f"| {' | '.join(HEADS)} |", f"|{' --- |' * len(HEADS)}", *_cut(rows), ""] if rows else []


def _findings(gated: Gated, rulebook: Rulebook) -> list[str]:
    """What the gates found: first what fails, then what is set aside, with its reason."""
    fails = [f"- {escape(message(r, rulebook))}" for r in gated.findings if r.fails]
    aside = [
        f"- {escape(f'{name_of(r)}: {rule_words(r.rule, rulebook).title}: {set_aside(r.suppressed)}')}"
        for r in gated.results
        if r.suppressed
    ]
    return _section(f"Gates: {len(fails)} failed", fails) + _section(f"Set aside: {len(aside)}", aside)


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return [f"### {title}", "", *_cut(lines), ""] if lines else []


def _cut(lines: Sequence[str]) -> list[str]:
    """So many lines as a job summary holds."""
    more = len(lines) - MOST_ROWS
    return [
        *lines[:MOST_ROWS],
        *([f"- {more} more" if lines[0].startswith("-") else f"| {more} more |"] if more > 0 else []),
    ]
