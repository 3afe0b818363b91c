"""`casecli draft`: a draft case from a narrative."""

from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.output import say_problems, write
from casecli.loading.arguments import find_rulebook
from casecli.loading.library import Library
from casecli.loading.narratives import read_narrative
from casecli.model.problems import Problem
from casecli.questions.draft import draft
from casecli.questions.drafted import drafted
from casecli.reports.draft import draft_data, draft_file, summary
from casecli.reports.plain import to_json

FORMATS = ("text", "json")
TEXT = Annotated[str, typer.Argument(help="A narrative: a text or Markdown file, or - for standard input.")]


def run(
    text: TEXT,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    rules: o.RULES = None,
    quiet: o.QUIET = False,
) -> None:
    """A draft case from a narrative: facts that its phrases suggest, each with its words and their place."""
    kind = o.chosen_format(format, output, FORMATS)
    rulebook = find_rulebook(rules, Library())
    found = draft(read_narrative(text), rulebook)
    form = drafted(found, rulebook)
    write(to_json(draft_data(found, form)) if kind == "json" else draft_file(found, form, rulebook), output)
    if not quiet:
        hint = f"confirm them: casecli new --draft {output or 'FILE'}"
        say_problems([Problem("note", "draft", summary(found, form), hint=hint)])
