"""`casecli classify`: the classes that a case fits."""

from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.output import stop_at_errors, write, write_page
from casecli.engine.assess import evaluator_for
from casecli.engine.classes import classify, place
from casecli.loading.faults import did_you_mean
from casecli.reports.classes import Placed, write_classes
from casecli.reports.plain import to_json

FORMATS = ("text", "json")
TAXONOMY = Annotated[str | None, typer.Argument(help="Only this taxonomy; none: every one that applies.")]


def run(
    case: o.CASE,
    taxonomy: TAXONOMY = None,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    option: o.OPTION = None,
    set_: o.SET = None,
    as_of: o.AS_OF = None,
    rules: o.RULES = None,
    no_color: o.NO_COLOR = False,
) -> None:
    """The classes that a case fits, with the indicators met, missing and unknown."""
    kind = o.chosen_format(format, output, FORMATS)
    asked = o.asked([case], rules, set_, as_of, None, option)
    stop_at_errors(asked.problems)
    known = asked.rulebook.taxonomies
    if taxonomy is not None and taxonomy not in known:
        raise o.fail("not-found", f"no taxonomy has the id {taxonomy!r}", did_you_mean(taxonomy, known))
    placed = []
    for c, x in asked.responses():
        evaluator = evaluator_for(asked.rulebook, c, x, asked.request)
        found = (
            classify(asked.rulebook, evaluator) if taxonomy is None else {taxonomy: place(known[taxonomy], evaluator)}
        )
        placed.append(Placed(c, x, found))
    if kind == "json":
        write(to_json([{"case": p.case.id, "option": p.option.id, "classification": p.found} for p in placed]), output)
        return
    write_page(lambda page: write_classes(placed, asked.rulebook, page), output, color=not no_color)
