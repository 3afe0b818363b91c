"""`casecli whatif`: a response as it is and with settings, only what changed."""

import typer

from casecli.cli import options as o
from casecli.cli.output import sheet, stop_at_errors, write, write_sheet
from casecli.engine.assess import Request, assess_option
from casecli.loading.arguments import find_rulebook
from casecli.loading.library import Library
from casecli.questions.diff import diff
from casecli.reports.heads import head
from casecli.reports.plain import to_json
from casecli.reports.questions import write_diff

FORMATS = ("text", "json")


def run(
    ctx: typer.Context,
    case: o.CASE,
    set_: o.SET = None,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    option: o.OPTION = None,
    reading: o.READING = None,
    as_of: o.AS_OF = None,
    rules: o.RULES = None,
    no_color: o.NO_COLOR = False,
) -> None:
    """A response as it is and with --set, --reading, --as-of or --rules: only what changed."""
    kind = o.chosen_format(format, output, FORMATS)
    changes = {"reading": reading, "as_of": as_of, "rules": rules}
    asked = o.asked([case], rules, set_, as_of, reading, option)
    stop_at_errors(asked.problems)
    usual = ctx.default_map or {}  # what settings give is how things are, and no change
    if not set_ and all(value == usual.get(name) for name, value in changes.items()):
        raise o.fail("no-change", "say what is to be otherwise", "--set FACT=VALUE, --reading, --as-of or --rules")
    law = find_rulebook(usual.get("rules"), Library())
    plain = Request(
        as_of=o.a_day(usual.get("as_of"), "as_of"), reading=usual.get("reading"), options=asked.request.options
    )
    found = []
    for c, x in asked.responses():
        before = assess_option(law, c, x, plain)
        after = assess_option(asked.rulebook, c, x, asked.request)
        found.append((c, x, diff(asked.rulebook, before, after)))
    if kind == "json":
        write(to_json([{"case": c.id, "option": x.id, "changed": d} for c, x, d in found]), output)
        return
    page = sheet(color=not no_color)
    for c, x, changed in found:
        head(c, x, "what would change", page)
        write_diff(changed, asked.rulebook, page)
        page.blank()
    write_sheet(page, output, color=not no_color)
