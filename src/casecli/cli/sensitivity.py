"""`casecli sensitivity`: which open facts, contested points and weights carry a result."""

from casecli.cli import options as o
from casecli.cli.output import sheet, stop_at_errors, write, write_sheet
from casecli.questions.sensitivity import sensitivity
from casecli.reports.heads import head
from casecli.reports.plain import to_json
from casecli.reports.sensitivity import write_sensitivity

FORMATS = ("text", "json")


def run(
    case: o.CASE,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    option: o.OPTION = None,
    set_: o.SET = None,
    as_of: o.AS_OF = None,
    rules: o.RULES = None,
    no_color: o.NO_COLOR = False,
) -> None:
    """What the status and the scores rest on: unknown or disputed facts, contested points and weights."""
    kind = o.chosen_format(format, output, FORMATS)
    asked = o.asked([case], rules, set_, as_of, None, option)
    stop_at_errors(asked.problems)
    found = [(c, x, sensitivity(asked.rulebook, c, x, asked.request)) for c, x in asked.responses()]
    if kind == "json":
        write(to_json([{"case": c.id, "option": x.id, "sensitivity": s} for c, x, s in found]), output)
        return
    page = sheet(color=not no_color)
    for c, x, answer in found:
        head(c, x, "what the results rest on", page)
        write_sensitivity(answer, asked.rulebook, page)
        page.blank()
    write_sheet(page, output, color=not no_color)
