"""`casecli assess`: the report of one case or several."""

import json

import typer

from casecli.cli import options as o
from casecli.cli.output import say_problems, sheet, write, write_sheet
from casecli.engine.assess import assess
from casecli.model.assessment import Assessment, Diagnostic
from casecli.model.problems import Problem, errors
from casecli.model.rulebook import Rulebook

MACHINE = ("sarif", "junit", "github")
FORMATS = ("text", "json", "jsonl", *MACHINE)


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
    fail_on: o.FAIL_ON = None,
    fail_under: o.FAIL_UNDER = None,
    require_sources: o.REQUIRE_SOURCES = False,
    max_age: o.MAX_AGE = None,
    suppressions: o.SUPPRESSIONS = None,
    today: o.TODAY = None,
    exit_zero: o.EXIT_ZERO = False,
    all_results: o.ALL_RESULTS = False,
) -> None:
    """The report: legality, R2P, veto risk, legitimacy, readiness, and what to fix first."""
    kind = o.chosen_format(format, output, FORMATS)
    gates = o.Gates(fail_on, fail_under, require_sources, max_age, suppressions, today)
    asked = o.asked(cases, rules, set_, as_of, reading, option)
    say_problems(asked.problems if not quiet else errors(asked.problems))
    results = [assess(asked.rulebook, case, asked.request) for case in asked.cases]
    if kind == "text":
        _write_text(results, asked.rulebook, output, color=not no_color)
    elif results and kind not in MACHINE:
        write(_as_json(results, asked.problems, lines=kind == "jsonl", several=len(cases) > 1), output)
    code = 2 if errors(asked.problems) else 0
    if kind in MACHINE or gates != o.NO_GATES:
        code = _gate(kind, results, asked, gates, output, exit_zero=exit_zero, everything=all_results)
    if code:
        raise typer.Exit(code)


def _gate(
    kind: str,
    results: list[Assessment],
    asked: o.Asked,
    gates: o.Gates,
    output: str | None,
    *,
    exit_zero: bool,
    everything: bool,
) -> int:
    """Hold results against the gates; say on which they fail, or show all in a format for pipelines. The exit code."""
    from casecli.cli.check import publish  # noqa: PLC0415 - only where a gate or a pipeline's format is asked for
    from casecli.cli.gating import conclude, exit_code, policy_of  # noqa: PLC0415
    from casecli.reports.results import as_problem, breaches  # noqa: PLC0415

    policy = policy_of(gates, asked.rulebook)
    ran = conclude(results, asked.rulebook, policy, asked.problems, asked.lines, everything=everything)
    if kind in MACHINE:
        publish(kind, results, asked.rulebook, ran, output)
    else:
        said = ran.problems[len(asked.problems) :]
        say_problems([*said, *map(as_problem, breaches(ran, asked.rulebook))])
    return exit_code(ran, exit_zero=exit_zero)


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
