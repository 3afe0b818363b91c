"""`casecli mark`: a learner's answers on a case, marked against the rulebook."""

from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.learners import library_cases, paper_on, response_of, the_case
from casecli.cli.output import write, write_page
from casecli.questions.marking import lay_out, mark
from casecli.reports.marking import write_marking
from casecli.reports.plain import to_json

FORMATS = ("text", "json")
ANSWERS = Annotated[str, typer.Argument(help="A file of answers: `casecli schema answers` says what it holds.")]


def run(
    case: o.CASE,
    answers: ANSWERS,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    set_: o.SET = None,
    as_of: o.AS_OF = None,
    rules: o.RULES = None,
    no_color: o.NO_COLOR = False,
) -> None:
    """Findings, facts and authority against the rulebook's: right, wrong, right for the wrong reason, missing."""
    kind = o.chosen_format(format, output, FORMATS)
    asked = o.asked([case], rules, set_, as_of)
    found = the_case(asked)
    paper = paper_on(answers, asked.rulebook, found)
    option = response_of(found, None, paper)
    bench = lay_out(asked.rulebook, found, option, asked.request)
    marking = mark(bench, paper, library_cases(asked.rulebook))
    if kind == "json":
        write(to_json(marking), output)
        return
    write_page(lambda page: write_marking(marking, found, option, asked.rulebook, page), output, color=not no_color)
