"""`casecli batch`: a table of cases, one a row, to a table of results."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casecli.cli import options as o
from casecli.cli.output import new_file, say_problems
from casecli.loading.arguments import find_rulebook, read_settings
from casecli.loading.library import Library
from casecli.model.problems import Problem, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from casecli.model.table import CaseTable

NEEDS = ("numpy", "pyarrow")
FORMATS = ("csv", "jsonl", "parquet")
MOST_SAID = 20
TABLE = Annotated[str, typer.Argument(help="A .csv, .jsonl or .parquet file: a case a row, facts as columns.")]
TO = Annotated[
    str, typer.Option("-o", "--output", help="The table of results; the ending chooses csv, jsonl, parquet.")
]
KIND = Annotated[str, typer.Option("-f", "--format", help="csv, jsonl or parquet, where the ending does not say it.")]
CLASSES = Annotated[bool, typer.Option("--classes", help="Also the best fit of every taxonomy, a column each.")]
POINTS = Annotated[list[str] | None, typer.Option("--set", help="POINT=POSITION, for all rows; repeatable.")]


def run(
    table: TABLE,
    output: TO,
    format: KIND = "",  # noqa: A002 - the published name
    reading: o.READING = None,
    set_: POINTS = None,
    rules: o.RULES = None,
    classes: CLASSES = False,
    quiet: o.QUIET = False,
) -> None:
    """Judge a table of cases, one a row with facts as columns, and write a row of results for each."""
    _check_extra()
    kind = o.chosen_format(format or "text", output, FORMATS)
    rulebook = find_rulebook(rules, Library())
    settings = read_settings(set_ or (), rulebook)
    if settings.facts:
        raise o.fail("bad-setting", "--set takes positions on contested points here", "give facts as columns")
    o.check_reading(reading, rulebook)
    from casecli.engine.batch import Judge  # noqa: PLC0415 - needs the extra
    from casecli.loading.tables import read_table  # noqa: PLC0415
    from casecli.reports.tables import Writer, batch_of  # noqa: PLC0415

    judge = Judge(rulebook, reading, settings.points, classes=classes)
    path = Path(table)
    said = _Said(str(path), quiet=quiet)
    with new_file(output) as partial, Writer(partial, kind) as writer:
        for rows in _watched(read_table(path, rulebook.facts), path):
            said.note(rows)
            if rows.lines:
                writer.write(batch_of(rows, judge.judge(rows)))
        if not writer.rows:
            raise o.fail("no-rows", f"{table} holds no row that can be judged")
    said.close()


def _check_extra() -> None:
    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        raise o.fail("no-extra", f"batch needs {' and '.join(missing)}", "pip install 'casecli[batch]'")


def _watched(tables: Iterable[CaseTable], path: Path) -> Iterator[CaseTable]:
    """The same, with a count of rows on a terminal."""
    if not sys.stderr.isatty():
        yield from tables
        return
    from rich.console import Console  # noqa: PLC0415 - only on a terminal
    from rich.progress import Progress, SpinnerColumn, TextColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:,} rows"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(path.name, total=None)
        for rows in tables:
            yield rows
            progress.advance(task, len(rows.lines))


class _Said:
    """Says what is wrong with rows, the first of them one by one, and how many more there are."""

    def __init__(self, file: str, *, quiet: bool) -> None:
        self.file, self.quiet = file, quiet
        self.count = 0

    def note(self, rows: CaseTable) -> None:
        """Say what is wrong with some rows."""
        wrong = [(rows.lines[row], message) for row, message in rows.wrong.items()]
        for line, message in sorted([*wrong, *rows.skipped]):
            self.count += 1
            if self.count <= MOST_SAID and not self.quiet:
                say_problems([Problem("error", "bad-row", message, self.file, line)])

    def close(self) -> None:
        """Say how many there were, and end with code 2 where there were any."""
        if not self.count:
            return
        rows = "1 row has" if self.count == 1 else f"{self.count:,} rows have"
        raise Unusable(
            [Problem("error", "bad-rows", f"{rows} problems and no results; all others are written", self.file)]
        )
