"""`casecli check`: validate case files and rulebooks."""

import json
from pathlib import Path
from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.output import say_problems, write
from casecli.loading.arguments import find_cases, find_rulebook
from casecli.loading.library import Library
from casecli.model.problems import Problem, Unusable, errors
from casecli.reports.plain import plain

FORMATS = ("text", "json")
FILES = Annotated[list[str], typer.Argument(help="Case files, folders, globs, library ids, - , or rulebooks.")]
QUIET = Annotated[bool, typer.Option("--quiet", help="Say only what is wrong.")]


def run(
    files: FILES,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    rules: o.RULES = None,
    quiet: QUIET = False,
) -> None:
    """Validate files: every problem at once, with its line."""
    kind = o.chosen_format(format, output, FORMATS)
    library = Library()
    problems: list[Problem] = []
    right = 0
    rulebooks = [f for f in files if _is_rulebook(f)]
    for file in rulebooks:
        try:
            find_rulebook(file, library)
            right += 1
        except Unusable as unusable:
            problems += unusable.problems
    cases = [f for f in files if f not in rulebooks]
    found = find_cases(cases, library, find_rulebook(rules, library).facts, to_judge=False)
    problems += found.problems
    if kind == "json":
        write(json.dumps({"right": right + len(found.cases), "problems": plain(problems)}, indent=2) + "\n", output)
    else:
        say_problems(problems)
        if not quiet:
            write(f"{right + len(found.cases)} right, {len(errors(problems))} errors\n", output)
    if errors(problems):
        raise typer.Exit(2)


def _is_rulebook(name: str) -> bool:
    """Whether a file, or a file in a folder, says that it is a rulebook."""
    path = Path(name)
    try:
        files = sorted(path.glob("*.y*ml")) if path.is_dir() else [path] if path.is_file() else []
        return any(f.open("rb").read(4096).find(b"casecli_rules") >= 0 for f in files if f.is_file())
    except OSError:
        return False
