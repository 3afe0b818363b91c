"""`casecli define`: the glossary, with both sides of contested terms, and the wrong beliefs beside it."""

from functools import partial
from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.lookup import KIND, SEARCH, look_up
from casecli.loading.arguments import find_rulebook
from casecli.loading.library import Library
from casecli.reports.entries import misconception_entry, term_entry

TERM = Annotated[str | None, typer.Argument(help="A term, by its id or in words; none: the whole glossary.")]


def run(
    term: TERM = None,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    search: SEARCH = None,
    kind: KIND = None,
    rules: o.RULES = None,
) -> None:
    """What a term means here, with both sides where it is contested; `--kind misconception` lists the wrong beliefs."""
    rulebook = find_rulebook(rules, Library())
    terms, beliefs = rulebook.notes["glossary"], rulebook.notes["misconceptions"]
    shelf = {t["id"]: partial(term_entry, rulebook, t) for t in terms}
    shelf |= {m["id"]: partial(misconception_entry, rulebook, m) for m in beliefs}
    in_words = {t["title"].casefold(): t["id"] for t in terms}
    name = in_words.get(term.casefold(), term) if term else None
    look_up(shelf, name, format, output, "term", search, kind)
