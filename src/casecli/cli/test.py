"""`casecli test`: the `expect` blocks of case files, and the tests beside a rulebook."""

from __future__ import annotations

from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.output import WRONG, say_problems, write, write_page
from casecli.loading.gather import gather
from casecli.loading.library import Library
from casecli.model.problems import Problem, errors
from casecli.questions.expectations import astray, try_cases, try_trials
from casecli.reports.expectations import failures, write_failures
from casecli.reports.plain import plain, to_json

FORMATS = ("text", "json")
PATHS = Annotated[
    list[str],
    typer.Argument(
        help="Case files, rulebooks with their tests, folders, library ids, or - .", autocompletion=o.offered("cases")
    ),
]


def run(
    paths: PATHS,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    rules: o.RULES = None,
    no_color: o.NO_COLOR = False,
) -> None:
    """Run what case files expect, and the tests beside a rulebook; a failure shows the reason, and ends in code 1."""
    kind = o.chosen_format(format, output, FORMATS)
    found = gather(paths, rules, Library())
    tried = [*try_cases(found.rulebook, found.cases), *try_trials(found.rulebook, found.tests)]
    lost = astray(tried, found.lines)
    problems = [*found.problems, *lost]
    if not tried and not errors(problems):
        hint = "give an option `expect: {legal.status: lawful}`, or write a file of tests"
        problems.append(Problem("error", "nothing-to-test", "nothing is expected in these files", hint=hint))
    say_problems(problems)
    failed = failures(tried, found.rulebook, found.lines)
    if kind == "json":
        write(
            to_json({"tried": len(tried) - len(lost), "failures": plain(failed), "problems": plain(problems)}), output
        )
    else:
        write_page(lambda page: write_failures(failed, len(tried) - len(lost), page), output, color=not no_color)
    if code := WRONG if errors(problems) else int(bool(failed)):
        raise typer.Exit(code)
