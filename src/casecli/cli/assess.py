"""`casecli assess`: the report of one case or several."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from casecli.cli import options as o
from casecli.cli.output import make_folder, say_problems, sheet, write, write_files, write_sheet
from casecli.engine.assess import assess
from casecli.model.assessment import Assessment, Diagnostic
from casecli.model.problems import Problem, errors
from casecli.model.rulebook import Rulebook
from casecli.reports import formats

if TYPE_CHECKING:
    from casecli.reports.sheet import Sheet


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
) -> None:
    """The report: legality, R2P, veto risk, legitimacy, readiness, and what to fix first."""
    wanted = o.formats_asked(format, output)
    asked = o.asked(cases, rules, set_, as_of, reading, option)
    say_problems(asked.problems if not quiet else errors(asked.problems))
    results = _with_notes([assess(asked.rulebook, case, asked.request) for case in asked.cases], asked.problems)
    if results:
        _publish(results, asked.rulebook, wanted, several=len(cases) > 1, color=not no_color)
    if errors(asked.problems):
        raise typer.Exit(2)


def _with_notes(results: list[Assessment], problems: list[Problem]) -> list[Assessment]:
    """What is wrong or doubtful about the input goes with the first result."""
    notes = tuple(Diagnostic(p.level, p.code, p.message, p.file, p.line, p.column, p.hint) for p in problems)
    return [r._replace(diagnostics=notes + r.diagnostics) if i == 0 else r for i, r in enumerate(results)]


def _publish(
    results: list[Assessment], rulebook: Rulebook, wanted: Sequence[o.Wanted], *, several: bool, color: bool
) -> None:
    """Render everything, then write everything: a fault leaves no file behind."""
    files: dict[str, str] = {}
    for want in wanted:
        if want.path and want.folder:
            rendered = formats.render_folder(want.format, results, rulebook)
            files |= {f"{want.path.rstrip('/')}/{name}": text for name, text in rendered.items()}
        elif want.path:
            files[want.path] = _render(want.format, results, rulebook, several=several)
    shown = [w.format for w in wanted if w.path is None]
    page = _page(results, rulebook, color=color) if shown == ["text"] else None
    said = [_render(name, results, rulebook, several=several) for name in shown if page is None]
    for want in wanted:
        if want.path and want.folder:
            make_folder(want.path)
    write_files(files)
    if page:
        write_sheet(page, color=color)
    for text in said:
        write(text)


def _render(name: str, results: list[Assessment], rulebook: Rulebook, *, several: bool) -> str:
    """Results in a format; as JSON an array wherever several cases were asked for, even if one of them is right."""
    if name == "json" and several:
        from casecli.reports.plain import to_json  # noqa: PLC0415 - only where JSON is asked for

        return to_json(results)
    return formats.render(name, results, rulebook)


def _page(results: list[Assessment], rulebook: Rulebook, *, color: bool) -> "Sheet":
    """The reports on a page as wide as the terminal."""
    from casecli.reports.text import report  # noqa: PLC0415 - only where text is shown

    page = sheet(color=color)
    for result in results:
        report(result, rulebook, page)
    return page
