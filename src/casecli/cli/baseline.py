"""`casecli baseline`: keep the results of cases, and say what drifts from them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.output import WRONG, in_sight, say_problems, stop_at_errors, write, write_page
from casecli.engine.assess import UNADVISED, assess
from casecli.loading.baselines import read_baseline
from casecli.loading.gather import gather
from casecli.loading.library import Library
from casecli.model.problems import Problem, errors
from casecli.questions.baseline import SCHEMA, Plain, drift, snapshot, twins
from casecli.reports.baseline import write_drift
from casecli.reports.plain import plain, to_json

FORMATS = ("text", "json")
FILES = Annotated[
    list[str], typer.Argument(help="Case files, folders, globs, library ids, or - .", autocompletion=o.offered("cases"))
]
BASELINE = Annotated[str, typer.Option("-b", "--baseline", help="The baseline that `baseline create` wrote.")]
DRIFTED = 1

run = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@run.command()
def create(files: FILES, output: o.OUTPUT = None, rules: o.RULES = None) -> None:
    """Write the results of cases, by case and response, with the version of the rulebook."""
    now, problems = _results(files, rules)
    stop_at_errors(problems)  # a baseline with gaps would pass what it should catch
    write(to_json(now), output)


@run.command()
def check(
    files: FILES,
    baseline: BASELINE,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    rules: o.RULES = None,
    no_color: o.NO_COLOR = False,
) -> None:
    """Say what drifted since a baseline was written: code 1 where anything did."""
    kind = o.chosen_format(format, output, FORMATS)
    before = read_baseline(Path(baseline), SCHEMA)
    now, problems = _results(files, rules)
    say_problems(problems)
    found = drift(before, now)
    rules_then, rules_now = ({k: str(v) for k, v in x["rulebook"].items()} for x in (before, now))
    if kind == "json":
        write(to_json({"baseline": rules_then, "rulebook": rules_now, "drift": plain(found)}), output)
    else:
        write_page(
            lambda page: write_drift(found, (_named(rules_then), _named(rules_now)), page), output, color=not no_color
        )
    if code := WRONG if errors(problems) else DRIFTED if found else 0:
        raise typer.Exit(code)


def _results(files: list[str], rules: str | None) -> tuple[Plain, list[Problem]]:
    """(the results of some files as a baseline, what is wrong with the files)."""
    found = gather(files, rules, Library())
    results = [assess(found.rulebook, case, UNADVISED) for case in in_sight(found.cases)]
    name = {"id": found.rulebook.id, "version": found.rulebook.version, "digest": found.rulebook.digest}
    return snapshot(results, name), [*found.problems, *twins(results)]


def _named(rules: dict[str, str]) -> str:
    return f"{rules['id']} rules {rules['version']} ({rules['digest'][:8]})"
