"""`casecli sweep`: every combination of given facts, and what each would mean."""

from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.output import stop_at_errors, write, write_lines, write_page
from casecli.loading.arguments import read_varied
from casecli.model.case import Case, Option
from casecli.questions.sweep import Sweep, Varied, sweep
from casecli.reports import sweep as report
from casecli.reports.heads import head
from casecli.reports.plain import to_json
from casecli.reports.sheet import Sheet

FORMATS = ("text", "json", "csv", "jsonl")
MOST = 1 << 30
VARY = Annotated[
    list[str], typer.Option("--vary", help="FACT,FACT... to take every value of; FACT=a|b for some; repeatable.")
]


def run(
    case: o.CASE,
    vary: VARY,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    option: o.OPTION = None,
    reading: o.READING = None,
    set_: o.SET = None,
    as_of: o.AS_OF = None,
    rules: o.RULES = None,
    no_color: o.NO_COLOR = False,
) -> None:
    """Every combination of the values of some facts, with the result of each; many are counted by their results."""
    kind = o.chosen_format(format, output, FORMATS)
    asked = o.asked([case], rules, set_, as_of, reading, option)
    stop_at_errors(asked.problems)
    found = [(c, x, _to_try(asked, c, x, vary)) for c, x in asked.responses()]
    if kind in ("csv", "jsonl"):
        write_lines(report.lines(kind, found), output)
    elif kind == "json":
        write(to_json([{"case": c.id, "option": x.id, "sweep": report.values(s)} for c, x, s in found]), output)
    else:
        write_page(lambda page: _draw(found, page), output, color=not no_color)


def _to_try(asked: o.Asked, case: Case, option: Option, words: list[str]) -> Sweep:
    rulebook = asked.rulebook
    varied = [Varied(rulebook.facts[name], cells) for name, cells in read_varied(words, rulebook).items()]
    found = sweep(rulebook, case, option, varied, asked.request)
    if found.size > MOST:
        raise o.fail("too-many", f"{found.size:,} combinations are too many", "vary fewer facts, or FACT=a|b")
    return found


def _draw(found: list[tuple[Case, Option, Sweep]], page: Sheet) -> None:
    for case, option, asked in found:
        head(case, option, "every combination", page)
        report.draw(asked, page)
        page.blank()
