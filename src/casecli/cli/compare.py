"""`casecli compare`: options of a case, or several cases, side by side."""

import typer

from casecli.cli import options as o
from casecli.cli.output import WRONG, say_problems, write, write_page
from casecli.engine.assess import assess
from casecli.model.problems import errors
from casecli.questions.compare import compare
from casecli.reports.compare import markdown_comparison, write_comparison
from casecli.reports.plain import to_json

FORMATS = ("text", "json", "markdown")


def run(
    cases: o.CASES,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    option: o.OPTION = None,
    reading: o.READING = None,
    set_: o.SET = None,
    as_of: o.AS_OF = None,
    rules: o.RULES = None,
    no_color: o.NO_COLOR = False,
) -> None:
    """Options of one case, or several cases, side by side."""
    kind = o.chosen_format(format, output, FORMATS)
    asked = o.asked(cases, rules, set_, as_of, reading, option)
    say_problems(asked.problems)
    if asked.cases:
        found = compare(asked.rulebook, [assess(asked.rulebook, case, asked.request) for case in asked.cases])
        if kind == "text":
            write_page(lambda page: write_comparison(found, asked.rulebook, page), output, color=not no_color)
        else:
            write(to_json(found) if kind == "json" else markdown_comparison(found, asked.rulebook), output)
    if errors(asked.problems):
        raise typer.Exit(WRONG)
