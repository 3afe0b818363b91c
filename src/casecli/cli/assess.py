"""`casecli assess`: the report of one case or several."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from casecli.cli import options as o
from casecli.cli.output import WRONG, in_sight, make_folder, say_problems, sheet, write, write_files, write_sheet
from casecli.engine.assess import assess
from casecli.model.assessment import Assessment, Diagnostic
from casecli.model.problems import Problem, errors
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple
from casecli.reports import formats

if TYPE_CHECKING:
    from casecli.reports.results import Run
    from casecli.reports.sheet import Sheet

FORMATS = tuple(formats.FORMATS)


class _Shown(NamedTuple):
    """What there is to show: results by a rulebook, and what the run found where gates or pipelines ask for it."""

    results: list[Assessment]
    rulebook: Rulebook
    several: bool
    run: "Run | None" = None


def run(
    cases: o.CASES,
    format: o.FORMATS_ASKED = None,  # noqa: A002 - the published name
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
    wanted = o.formats_asked(format, output)
    gates = o.Gates(fail_on, fail_under, require_sources, max_age, suppressions, today)
    asked = o.asked(cases, rules, set_, as_of, reading, option)
    say_problems(asked.problems if not quiet else errors(asked.problems))
    results = _with_notes(
        [assess(asked.rulebook, case, asked.request) for case in in_sight(asked.cases, quiet=quiet)], asked.problems
    )
    shown = _Shown(results, asked.rulebook, len(cases) > 1)
    if gates != o.NO_GATES or any(w.shows_run for w in wanted):
        shown = shown._replace(run=_judge(results, asked, gates, everything=all_results))
    _publish(shown, [w for w in wanted if results or w.shows_run], color=not no_color)
    if code := _close(shown, asked.problems, wanted, exit_zero=exit_zero):
        raise typer.Exit(code)


def _with_notes(results: list[Assessment], problems: list[Problem]) -> list[Assessment]:
    """What is wrong or doubtful about the input goes with the first result."""
    notes = tuple(Diagnostic(p.level, p.code, p.message, p.file, p.line, p.column, p.hint) for p in problems)
    return [r._replace(diagnostics=notes + r.diagnostics) if i == 0 else r for i, r in enumerate(results)]


def _judge(results: list[Assessment], asked: o.Asked, gates: o.Gates, *, everything: bool) -> "Run":
    """Hold results against the gates. Raises Unusable with what is wrong about these."""
    from casecli.cli.gating import conclude, policy_of  # noqa: PLC0415 - only where gates or pipelines ask for it

    policy = policy_of(gates, asked.rulebook)
    return conclude(results, asked.rulebook, policy, asked.problems, asked.lines, everything=everything)


def _close(shown: _Shown, problems: Sequence[Problem], wanted: Sequence[o.Wanted], *, exit_zero: bool) -> int:
    """Say on what the gates fail, unless a format on standard output or every format shows it; write the job summary.

    The exit code.
    """
    if shown.run is None:
        return WRONG if errors(problems) else 0
    from casecli.cli.gating import exit_code, summarise  # noqa: PLC0415 - only where gates or pipelines ask for it
    from casecli.reports.results import as_problem, breaches  # noqa: PLC0415

    shown_here = any(w.shows_run and w.path is None for w in wanted)
    if not (shown_here or all(w.shows_run for w in wanted)):
        more = shown.run.problems[len(problems) :]  # those of the input are said already
        say_problems([*more, *map(as_problem, breaches(shown.run, shown.rulebook))])
    summarise(shown.results, shown.rulebook, shown.run, wanted)
    return exit_code(shown.run, exit_zero=exit_zero)


def _publish(shown: _Shown, wanted: Sequence[o.Wanted], *, color: bool) -> None:
    """Render everything, then write everything: a fault leaves no file behind."""
    files: dict[str, str] = {}
    for want in wanted:
        if want.path and want.folder:
            rendered = formats.render_folder(want.format, shown.results, shown.rulebook)
            files |= {f"{want.path.rstrip('/')}/{name}": text for name, text in rendered.items()}
        elif want.path:
            files[want.path] = _render(want.format, shown)
    here = [w.format for w in wanted if w.path is None]
    page = _page(shown, color=color) if here == ["text"] else None
    said = [_render(name, shown) for name in here if page is None]
    for want in wanted:
        if want.path and want.folder:
            make_folder(want.path)
    write_files(files)
    if page:
        write_sheet(page, color=color)
    for text in said:
        write(text)


def _render(name: str, shown: _Shown) -> str:
    """Results in a format; as JSON an array wherever several cases were asked for, even if one of them is right."""
    if name == "json" and shown.several:
        from casecli.reports.plain import to_json  # noqa: PLC0415 - only where JSON is asked for

        return to_json(shown.results)
    return formats.render(name, shown.results, shown.rulebook, shown.run)


def _page(shown: _Shown, *, color: bool) -> "Sheet":
    """The reports on a page as wide as the terminal."""
    from casecli.reports.text import report  # noqa: PLC0415 - only where text is shown

    page = sheet(color=color)
    for result in shown.results:
        report(result, shown.rulebook, page)
    return page
