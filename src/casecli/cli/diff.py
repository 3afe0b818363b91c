"""`casecli diff`: two responses, only what differs."""

from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.output import sheet, stop_at_errors, write, write_sheet
from casecli.engine.assess import assess_option
from casecli.model.case import Case, Option
from casecli.questions.diff import diff
from casecli.reports.plain import to_json
from casecli.reports.questions import write_diff
from casecli.reports.sheet import Segment

FORMATS = ("text", "json")
ONE = Annotated[
    str, typer.Argument(help="A case, or CASE:OPTION; without an option its first.", autocompletion=o.offered("cases"))
]


def run(
    before: ONE,
    after: ONE,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    set_: o.SET = None,
    as_of: o.AS_OF = None,
    rules: o.RULES = None,
    no_color: o.NO_COLOR = False,
) -> None:
    """Two responses: facts, elements, status, scores and classes that differ."""
    kind = o.chosen_format(format, output, FORMATS)
    sides = []
    for word in (before, after):
        name, _, wanted = word.partition(":")
        asked = o.asked([name], rules, set_, as_of, None, [wanted] if wanted else None)
        stop_at_errors(asked.problems)
        case, option = asked.responses()[0]
        sides.append((case, option, assess_option(asked.rulebook, case, option, asked.request)))
    changed = diff(asked.rulebook, sides[0][2], sides[1][2])
    if kind == "json":
        write(to_json(changed), output)
        return
    page = sheet(color=not no_color)
    page.pair(Segment(f"{_name(*sides[0][:2])} -> {_name(*sides[1][:2])}", "bold"), "what differs")
    page.rule()
    write_diff(changed, asked.rulebook, page)
    write_sheet(page, output, color=not no_color)


def _name(case: Case, option: Option) -> str:
    return f"{case.id}:{option.id}"
