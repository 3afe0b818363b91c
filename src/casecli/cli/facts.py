"""`casecli facts`: look up a fact of the rulebook."""

from functools import partial
from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.lookup import KIND, SEARCH, look_up
from casecli.loading.arguments import find_rulebook
from casecli.loading.library import Library
from casecli.reports.entries import fact_entry

ID = Annotated[
    str | None, typer.Argument(help="The id of a fact; none: all of them.", autocompletion=o.offered("facts"))
]


def run(
    id: ID = None,  # noqa: A002 - the published name
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    search: SEARCH = None,
    kind: KIND = None,
    rules: o.RULES = None,
) -> None:
    """Look up the facts of the rulebook."""
    rulebook = find_rulebook(rules, Library())
    shelf = {k: partial(fact_entry, rulebook, v) for k, v in rulebook.facts.items()}
    look_up(shelf, id, format, output, "fact", search, kind)
