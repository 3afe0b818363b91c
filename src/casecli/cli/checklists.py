"""`casecli checklists`: look up what is asked of a plan, and the professional lists beside the documents."""

from functools import partial
from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.lookup import KIND, SEARCH, look_up
from casecli.loading.arguments import find_rulebook
from casecli.loading.library import Library
from casecli.reports.entries import group_entry, standard_entry

ID = Annotated[str | None, typer.Argument(help="The id of a checklist, legitimacy group or list; none: all of them.")]


def run(
    id: ID = None,  # noqa: A002 - the published name
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    search: SEARCH = None,
    kind: KIND = None,
    rules: o.RULES = None,
) -> None:
    """Look up the checklists, the legitimacy groups and the professional lists."""
    rulebook = find_rulebook(rules, Library())
    groups = {g.id: partial(group_entry, rulebook, s, g) for s in rulebook.scores.values() for g in s.groups}
    standards = {s["id"]: partial(standard_entry, rulebook, s) for s in rulebook.notes["standards"]}
    look_up(groups | standards, id, format, output, "checklist", search, kind)
