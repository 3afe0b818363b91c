"""`casecli criteria`: look up a criterion or contested point of the rulebook."""

from functools import partial
from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.lookup import KIND, SEARCH, look_up
from casecli.loading.arguments import find_rulebook
from casecli.loading.library import Library
from casecli.reports.entries import criterion_entry, point_entry

ID = Annotated[
    str | None,
    typer.Argument(
        help="The id of a criterion, element, item or point; none: all of them.", autocompletion=o.offered("criteria")
    ),
]


def run(
    id: ID = None,  # noqa: A002 - the published name
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    search: SEARCH = None,
    kind: KIND = None,
    rules: o.RULES = None,
) -> None:
    """Look up the criteria, elements, items and contested points of the rulebook."""
    rulebook = find_rulebook(rules, Library())
    criteria = {k: partial(criterion_entry, rulebook, v) for k, v in rulebook.criteria.items()}
    points = {k: partial(point_entry, rulebook, v) for k, v in rulebook.points.items()}
    look_up(criteria | points, id, format, output, "criterion or contested point", search, kind)
