"""`casecli pathways`: the smallest sets of changes that reach a status or band."""

from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.output import sheet, stop_at_errors, write, write_sheet
from casecli.engine.legal import STATUSES
from casecli.loading.faults import did_you_mean, listed
from casecli.model.case import Case, Option
from casecli.model.rulebook import Rulebook
from casecli.questions.pathways import Pathways, band_target, pathways, situation_of, status_target
from casecli.reports.heads import head
from casecli.reports.plain import to_json
from casecli.reports.questions import write_pathways

FORMATS = ("text", "json")
TO = Annotated[
    str,
    typer.Option("--to", help="A status, or a score's band as readiness=fair.", autocompletion=o.offered("targets")),
]
AWAY = Annotated[bool, typer.Option("--away", help="What would lose the present status, instead.")]


def run(
    case: o.CASE,
    to: TO = STATUSES[0],
    away: AWAY = False,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    option: o.OPTION = None,
    set_: o.SET = None,
    as_of: o.AS_OF = None,
    rules: o.RULES = None,
    no_color: o.NO_COLOR = False,
) -> None:
    """The smallest sets of changeable facts that reach a status or band, and who can change them."""
    kind = o.chosen_format(format, output, FORMATS)
    asked = o.asked([case], rules, set_, as_of, None, option)
    stop_at_errors(asked.problems)
    found = [(c, x, _answer(asked, c, x, to, away=away)) for c, x in asked.responses()]
    if kind == "json":
        write(to_json([{"case": c.id, "option": x.id, "pathways": p} for c, x, p in found]), output)
        return
    page = sheet(color=not no_color)
    for c, x, answer in found:
        head(c, x, "smallest changes", page)
        write_pathways(answer, asked.rulebook, page)
        page.blank()
    write_sheet(page, output, color=not no_color)


def _answer(asked: o.Asked, case: Case, option: Option, to: str, *, away: bool) -> Pathways:
    rulebook = asked.rulebook
    situation, by_name = situation_of(rulebook, case, option, asked.request)
    if band := _band(rulebook, to):
        return pathways(rulebook, situation, band_target(rulebook, situation, by_name, band, away=away))
    if away:
        to = status_target(rulebook, situation, by_name, to).now
    return pathways(rulebook, situation, status_target(rulebook, situation, by_name, to, away=away))


def _band(rulebook: Rulebook, text: str) -> tuple[str, str] | None:
    """A score and one of its bands; None for a status. Raises Unusable."""
    known = [*STATUSES, *(f"{s.id}={band}" for s in rulebook.scores.values() for band, _ in s.bands)]
    if text not in known:
        raise o.fail("bad-value", f"--to takes {listed(known, 20)}; found {text!r}", did_you_mean(text, known))
    score, sign, band = text.partition("=")
    return (score, band) if sign else None
