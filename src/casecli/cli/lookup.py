"""What the look-up verbs share: a list, or one entry in full; as text or JSON."""

from collections.abc import Callable, Mapping
from typing import Any

from casecli.cli import options as o
from casecli.cli.output import sheet, write, write_sheet
from casecli.loading.faults import did_you_mean
from casecli.reports.entries import Entry, write_entry, write_list
from casecli.reports.plain import to_json

FORMATS = ("text", "json")
Shelf = Mapping[str, Callable[[], Entry]]


def look_up(shelf: Shelf, name: str | None, kind: str, output: str | None, what: str) -> None:
    """Write all entries of a shelf, or the one with an id. Raises Unusable where there is none."""
    found = o.chosen_format(kind, output, FORMATS)
    if name is not None and name not in shelf:
        hint = did_you_mean(name, shelf) or f"see the list without an id ({len(shelf)} entries)"
        raise o.fail("not-found", f"no {what} has the id {name!r}", hint)
    entries = [shelf[name]()] if name is not None else [make() for make in shelf.values()]
    if found == "json":
        answer: Any = entries[0] if name is not None else entries
        write(to_json(answer), output)
        return
    page = sheet(color=True)
    if name is None:
        write_list(entries, page)
    else:
        write_entry(entries[0], page)
    write_sheet(page, output)
