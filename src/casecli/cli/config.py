"""`casecli config`: which settings are in force, and what gives each."""

from __future__ import annotations

import typer

from casecli.cli import options as o
from casecli.cli.defaults import configured
from casecli.cli.output import stop_at_errors, write, write_page
from casecli.loading.config_files import config_files
from casecli.loading.configuration import Given, settings
from casecli.loading.faults import spelled
from casecli.reports.formats import FORMATS as OF_RESULTS
from casecli.reports.plain import to_json
from casecli.reports.sheet import Segment, Sheet

FORMATS = ("text", "json")
UNSET = Given(None, "default")

run = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@run.callback()
def _config() -> None:
    """The settings in force, and where each comes from."""


@run.command()
def show(
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    no_color: o.NO_COLOR = False,
) -> None:
    """Each setting with its value and what gives it: the environment, a file with its line, or the default."""
    kind = o.chosen_format(format, output, FORMATS)
    found = configured(config_files())
    known = settings(tuple(OF_RESULTS))
    given = {name: found.given.get(name, UNSET) for name in known}
    if kind == "json":
        rows = {name: {"value": g.value, "from": g.by, "line": g.line} for name, g in given.items()}
        write(to_json({"files": list(found.files), "settings": rows}), output)
    else:
        write_page(lambda page: _write(given, found.files, page), output, color=not no_color)
    stop_at_errors(found.problems)


def _write(given: dict[str, Given], files: tuple[str, ...], page: Sheet) -> None:
    page.wrapped(f"files: {', '.join(files)}" if files else "no configuration file applies here", 1)
    page.blank()
    rows = [(name, _shown(g.value), g.by if g.line is None else f"{g.by}:{g.line}") for name, g in given.items()]
    page.table([[Segment(x) for x in row] for row in rows], 1)


def _shown(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, dict):
        return ", ".join(f"{k}={v}" for k, v in value.items())
    return ", ".join(map(spelled, value)) if isinstance(value, list) else spelled(value)
