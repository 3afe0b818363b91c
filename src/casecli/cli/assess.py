"""`casecli assess`: the report of one case or several."""

import json

import typer

from casecli.cli import options as o
from casecli.cli.output import say_problems, sheet, write, write_sheet
from casecli.engine.assess import assess
from casecli.model.assessment import Assessment, Diagnostic
from casecli.model.problems import Problem, errors
from casecli.model.rulebook import Rulebook

FORMATS = ("text", "json", "jsonl")


def run(
    cases: o.CASES,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    option: o.OPTION = None,
    reading: o.READING = None,
    set_: o.SET = None,
    as_of: o.AS_OF = None,
    rules: o.RULES = None,
    quiet: o.QUIET = False,
    no_color: o.NO_COLOR = False,
) -> None:
    """The report: legality, R2P, veto risk, legitimacy, readiness, and what to fix first."""
    kind = o.chosen_format(format, output, FORMATS)
    asked = o.asked(cases, rules, set_, as_of, reading, option)
    say_problems(asked.problems if not quiet else errors(asked.problems))
    results = [assess(asked.rulebook, case, asked.request) for case in asked.cases]
    if kind == "text":
        _write_text(results, asked.rulebook, output, color=not no_color)
    elif results:
        write(_as_json(results, asked.problems, lines=kind == "jsonl", several=len(cases) > 1), output)
    if errors(asked.problems):
        raise typer.Exit(2)


def _write_text(results: list[Assessment], rulebook: Rulebook, output: str | None, *, color: bool) -> None:
    from casecli.reports.text import report  # noqa: PLC0415 - only where text is asked for

    page = sheet(color=color)
    for result in results:
        report(result, rulebook, page)
    write_sheet(page, output, color=color)


def _as_json(results: list[Assessment], problems: list[Problem], *, lines: bool, several: bool) -> str:
    from casecli.reports.plain import plain, to_json  # noqa: PLC0415

    notes = tuple(Diagnostic(p.level, p.code, p.message, p.file, p.line, p.column, p.hint) for p in problems)
    results = [results[0]._replace(diagnostics=notes + results[0].diagnostics), *results[1:]]
    if lines:
        return "".join(json.dumps(plain(r), ensure_ascii=False) + "\n" for r in results)
    return to_json(results if several or len(results) > 1 else results[0])
