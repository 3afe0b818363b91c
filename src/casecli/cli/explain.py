"""`casecli explain`: the tree of grounds of a case, or of one criterion in it."""

from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.output import sheet, stop_at_errors, write, write_sheet
from casecli.engine.assess import evaluator_for
from casecli.engine.evaluate import Evaluator
from casecli.engine.readings import MAINSTREAM
from casecli.loading.faults import did_you_mean_one_of, listed
from casecli.model.rulebook import Rulebook
from casecli.reports.explain import write_grounds
from casecli.reports.grounds import Ground, Teller
from casecli.reports.heads import head
from casecli.reports.plain import to_json

FORMATS = ("text", "json")
DEEP = 6
CRITERION = Annotated[
    str | None,
    typer.Argument(
        help="A basis, element, item, group or score; none: every basis.", autocompletion=o.offered("grounds")
    ),
]
DEPTH = Annotated[int, typer.Option("--depth", min=0, help="How many levels of conditions to unfold.")]


def run(
    case: o.CASE,
    criterion: CRITERION = None,
    depth: DEPTH = DEEP,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    option: o.OPTION = None,
    reading: o.READING = None,
    set_: o.SET = None,
    as_of: o.AS_OF = None,
    rules: o.RULES = None,
    no_color: o.NO_COLOR = False,
) -> None:
    """The tree of grounds: why, why not, what is missing, with authorities."""
    kind = o.chosen_format(format, output, FORMATS)
    asked = o.asked([case], rules, set_, as_of, reading, option)
    stop_at_errors(asked.problems)
    told = [
        (c, x, explain(evaluator_for(asked.rulebook, c, x, asked.request), criterion)) for c, x in asked.responses()
    ]
    if kind == "json":
        write(to_json([{"case": c.id, "option": x.id, "grounds": g} for c, x, g in told]), output)
        return
    page = sheet(color=not no_color)
    for c, x, grounds in told:
        head(c, x, f"{reading or MAINSTREAM} reading", page)
        write_grounds(grounds, asked.rulebook, page, depth)
    write_sheet(page, output, color=not no_color)


def explain(evaluator: Evaluator, name: str | None) -> list[Ground]:
    """The grounds of every basis, or of what ``name`` names. Raises Unusable where nothing has that id."""
    rulebook = evaluator.rulebook
    teller = Teller(rulebook, evaluator)
    if name is None:
        return [teller.basis(evaluator.basis(b)) for b in rulebook.bases]
    if name in rulebook.criteria:
        return [teller.criterion(evaluator.finding(rulebook.criteria[name]))]
    for basis in rulebook.bases:
        if basis.id == name:
            return [teller.basis(evaluator.basis(basis))]
    for score in rulebook.scores.values():
        groups = [g for g in score.groups if name in (score.id, g.id)]
        if groups:
            return [teller.criterion(evaluator.finding(x)) for g in groups for x in g.criteria]
    parts = listed([*(x.id for x in rulebook.bases), *rulebook.scores])
    hint = did_you_mean_one_of(name, _known(rulebook)) or f"{parts}, or an id that `casecli criteria` lists"
    raise o.fail("unknown-criterion", f"nothing to explain has the id {name!r}", hint)


def _known(rulebook: Rulebook) -> dict[str, str]:
    scores = rulebook.scores.values()
    known = {x.id: x.title for x in (*rulebook.bases, *(g for s in scores for g in s.groups))}
    return known | {x.id: x.title for x in rulebook.criteria.values()} | {s.id: s.title for s in scores}
