"""The only place that writes: results to standard output or a file, problems to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from casecli.model.problems import Problem, Unusable, errors
from casecli.nouns import NamedTuple

if TYPE_CHECKING:
    from casecli.reports.sheet import Sheet

WIDEST, USUAL = 120, 80
STANDARD_OUTPUT = "standard output"
MANY = 50
"""So many cases take long enough to say how far they came."""
T = TypeVar("T")
WRONG = 2
"""The exit code where the command line, an input or a rulebook is wrong."""


def is_terminal() -> bool:
    """Whether results go to a terminal."""
    return sys.stdout.isatty()


def write(text: str, path: str | None = None) -> None:
    """Write a whole result to standard output, or to a file: all of it or nothing. Raises Unusable."""
    if path is None:
        _to_standard_output([text])
    else:
        write_files({path: text})


def write_lines(lines: Iterable[str], path: str | None = None) -> None:
    """Write a long result while it is worked out: to standard output, or to a file, whole or not at all.

    Raises Unusable.
    """
    if path is None:
        _to_standard_output(lines)
        return
    with (
        new_file(path) as partial,
        partial.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file,
    ):
        file.writelines(lines)


def _to_standard_output(lines: Iterable[str]) -> None:
    """Raises Unusable where it cannot be written. That nobody reads on is no fault, and changes no exit code."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        sys.stdout.writelines(lines)
        sys.stdout.flush()
    except BrokenPipeError:
        read_no_more()
    except OSError as error:
        read_no_more()
        raise cannot_write(STANDARD_OUTPUT, error, None) from error


def read_no_more(stream: str = "stdout") -> None:
    """What is still to be written to a standard stream goes nowhere: nobody reads on."""
    setattr(sys, stream, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - open to the end


def write_files(files: Mapping[str, str]) -> None:
    """Write files, whole or not at all: none takes its name before all are written. Raises Unusable."""
    targets = {path: _target(path) for path in files}
    path = ""
    try:
        for path, text in files.items():
            targets[path].first.write_text(text, encoding="utf-8", newline="\n")
        for path, target in targets.items():  # noqa: B007 - named where it fails
            target.take_name()
    except (OSError, ValueError) as error:  # a text may hold what no file can
        for target in targets.values():
            target.discard()
        raise cannot_write(path, error) from error


@contextmanager
def new_file(path: str) -> Iterator[Path]:
    """A file to be written, which takes its name where all went well. Raises Unusable where it cannot be written."""
    target = _target(path)
    try:
        yield target.first
        target.take_name()
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        target.discard()


class _Target(NamedTuple):
    """A file to be written, and what is written first: one beside it, or itself where it has no name to take."""

    last: Path
    first: Path

    def take_name(self) -> None:
        """Give what was written its name."""
        if self.first != self.last:
            self.first.replace(self.last)

    def discard(self) -> None:
        """Leave nothing beside the file."""
        if self.first != self.last:
            self.first.unlink(missing_ok=True)


def _target(path: str) -> _Target:
    """What a path stands for. Raises Unusable for what no file can be called."""
    target = Path(path)
    try:
        os.access(target, os.F_OK)  # refuses what no file can be called
        beside = target.with_name(f".{target.name}.{os.getpid()}.partial")
        is_special = target.exists() and not target.is_file()  # a device or a pipe
    except (OSError, ValueError) as error:
        raise cannot_write(path, error) from error
    return _Target(target, target if is_special else beside)


def make_folder(path: str) -> None:
    """A folder for results, made where it is missing. Raises Unusable."""
    try:
        Path(path).mkdir(exist_ok=True)
    except (OSError, ValueError) as error:
        raise cannot_write(path, error) from error


def cannot_write(path: str, error: OSError | ValueError, hint: str | None = "choose a folder that exists") -> Unusable:
    """That something cannot be written, to be raised."""
    message = f"cannot write {path}: {getattr(error, 'strerror', None) or error}"
    return Unusable([Problem("error", "cannot-write", message, hint=hint)])


def write_summary(text: str, annotations: str | None = None) -> None:
    """Add a job summary to the file that GitHub names for it; elsewhere after the annotations, wherever those went."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path and annotations is None:
        write(f"\n{text}")
        return
    if not path:
        path, text = str(annotations), f"\n{text}"
    try:
        with Path(path).open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError as error:
        message = f"cannot write the job summary to {path}: {error.strerror}"
        raise Unusable([Problem("error", "cannot-write", message)]) from error


def sheet(*, color: bool) -> Sheet:
    """A page as wide as the terminal, at most 120 columns; 80 in a pipe."""
    from casecli.reports.sheet import Sheet  # noqa: PLC0415 - only where a page is written

    if not is_terminal():
        return Sheet(USUAL, fancy=True)
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        columns = USUAL
    return Sheet(min(WIDEST, max(40, columns)), fancy=color or _unicode())


def _unicode() -> bool:
    return "utf" in (sys.stdout.encoding or "").lower()


def write_sheet(page: Sheet, path: str | None = None, *, color: bool = True) -> None:
    """Write a page: in colour on a terminal, plain elsewhere."""
    if path or not is_terminal() or not color or "NO_COLOR" in os.environ:
        write(page.text(), path)
        return
    from rich.console import Console  # noqa: PLC0415 - only where colour is shown
    from rich.text import Text  # noqa: PLC0415

    console = Console(width=page.width + 1, highlight=False, markup=False, emoji=False)
    for line in page.lines:
        console.print(Text.assemble(*((s.text, s.style) for s in line)), overflow="ignore", crop=False)


def write_page(draw: Callable[[Sheet], None], path: str | None = None, *, color: bool = True) -> None:
    """Draw a page and write it. Raises Unusable."""
    page = sheet(color=color)
    draw(page)
    write_sheet(page, path, color=color)


def say_problems(problems: Iterable[Problem]) -> None:
    """Say what is wrong, each with its place, its line and a hint, on standard error."""
    for problem in problems:
        from casecli.reports.sheet import clean  # noqa: PLC0415 - only where something is wrong

        where = ":".join(str(p) for p in (problem.file, problem.line, problem.column) if p is not None)
        start = f"{clean(where)}: " if where else ""
        print(f"{start}{problem.level}: {clean(problem.message)} [{problem.code}]", file=sys.stderr)  # noqa: T201
        for line in (problem.excerpt or "").splitlines():
            print(f"    {line}", file=sys.stderr)  # noqa: T201
        if problem.hint:
            print(f"    hint: {clean(problem.hint)}", file=sys.stderr)  # noqa: T201


def in_sight(items: Sequence[T], *, quiet: bool = False) -> Iterable[T]:
    """The items, one by one; where there are many and a person watches, with a bar on standard error meanwhile."""
    if quiet or len(items) < MANY or not sys.stderr.isatty():
        return items
    from rich.console import Console  # noqa: PLC0415 - only where a person waits
    from rich.progress import track  # noqa: PLC0415

    return track(items, "cases", console=Console(stderr=True), transient=True)


def stop_at_errors(problems: Sequence[Problem]) -> None:
    """Say what is wrong, and end with code 2 where some of it is an error: an answer on part of the input misleads."""
    say_problems(problems)
    if errors(problems):
        raise typer.Exit(WRONG)
