"""`casecli schema`: JSON Schema of what people write and read."""

from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.output import write
from casecli.loading.arguments import find_rulebook
from casecli.loading.faults import did_you_mean, listed
from casecli.loading.library import Library
from casecli.reports.plain import to_json
from casecli.reports.schemas import NAMES, schema

NAME = Annotated[str, typer.Argument(help=f"{listed(NAMES)}.", autocompletion=o.offered("schemas"))]


def run(name: NAME, output: o.OUTPUT = None, rules: o.RULES = None) -> None:
    """JSON Schema (draft-07) of what people write and read."""
    if name not in NAMES:
        raise o.fail("not-found", f"no schema {name!r}; there is {listed(NAMES)}", did_you_mean(name, NAMES))
    write(to_json(schema(name, find_rulebook(rules, Library()))), output)
