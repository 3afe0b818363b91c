"""What the look-up verbs share: a list that can be searched and filtered, or one entry in full; as text or JSON."""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any

import typer

from casecli.cli import options as o
from casecli.cli.output import sheet, write, write_sheet
from casecli.loading.faults import did_you_mean_one_of, listed
from casecli.reports.entries import Entry, write_entry, write_list
from casecli.reports.plain import to_json

FORMATS = ("text", "json")
Shelf = Mapping[str, Callable[[], Entry]]
SEARCH = Annotated[str | None, typer.Option("--search", help="Only entries that mention these words anywhere.")]
KIND = Annotated[str | None, typer.Option("--kind", help="Only entries of this kind, as the list shows it.")]


def look_up(
    shelf: Shelf,
    name: str | None,
    format: str,  # noqa: A002 - the published name
    output: str | None,
    what: str,
    search: str | None = None,
    kind: str | None = None,
) -> None:
    """Write the entries of a shelf, or the one with an id. Raises Unusable where there is none."""
    found = o.chosen_format(format, output, FORMATS)
    if name is not None and name not in shelf:
        titles = {key: make().title for key, make in shelf.items()}
        hint = (
            did_you_mean_one_of(name, titles)
            or f"without an id all {len(shelf)} are listed; --search WORD looks into each"
        )
        raise o.fail("not-found", f"no {what} has the id {name!r}", hint)
    entries = [shelf[name]()] if name is not None else list(chosen((make() for make in shelf.values()), search, kind))
    if found == "json":
        answer: Any = entries[0] if name is not None else entries
        write(to_json(answer), output)
        return
    page = sheet(color=True)
    if name is not None:
        write_entry(entries[0], page)
    elif entries:
        write_list(entries, page)
    else:
        page.wrapped(f"no {what} fits; there are {len(shelf)} without --search and --kind", 1)
        kinds = dict.fromkeys(make().kind for make in shelf.values())
        if kind and not any(kind.casefold() in known.casefold() for known in kinds):
            page.wrapped(f"the kinds are {listed(kinds)}", 1, hang=2)
    write_sheet(page, output)


def chosen(entries: Iterable[Entry], search: str | None, kind: str | None) -> Iterable[Entry]:
    """The entries that mention every word of ``search`` anywhere and whose kind has ``kind`` in it."""
    wanted = (search or "").casefold().split()
    for entry in entries:
        text = f"{entry.id} {entry.kind} {entry.title} {entry.details}".casefold()
        if all(word in text for word in wanted) and (kind or "").casefold() in entry.kind.casefold():
            yield entry
