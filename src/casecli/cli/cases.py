"""`casecli cases`: look up a case of the library."""

from functools import partial
from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.lookup import KIND, SEARCH, look_up
from casecli.loading.library import Library
from casecli.model.case import Case
from casecli.reports.entries import Entry, case_entry

ID = Annotated[
    str | None,
    typer.Argument(help="The id of a library case; none: all of them.", autocompletion=o.offered("library_cases")),
]


def run(
    id: ID = None,  # noqa: A002 - the published name
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    search: SEARCH = None,
    kind: KIND = None,
) -> None:
    """Look up the cases of the library."""
    library = Library()
    shelf = {name: partial(_entry, library, name) for name in library.case_ids}
    look_up(shelf, id, format, output, "library case", search, kind)


def _entry(library: Library, name: str) -> Entry:
    case: Case | None = library.case(name, library.rulebook.facts)
    if case is None:
        raise o.fail("not-found", f"no library case has the id {name!r}")
    return case_entry(library.rulebook, case)
