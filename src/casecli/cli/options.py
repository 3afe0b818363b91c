"""The options that several verbs share, and what they stand for."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from casecli.engine.assess import Request
from casecli.engine.readings import NESTED
from casecli.loading.arguments import STDIN, find_cases, find_rulebook, read_settings, strange_pleas
from casecli.loading.days import day
from casecli.loading.faults import did_you_mean, listed
from casecli.loading.library import Library
from casecli.model.case import Case, Lines, Option
from casecli.model.problems import Problem, Unusable
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple
from casecli.reports.formats import FORMATS, PIPELINES, format_of

DEFAULT = "text"


def offered(name: str) -> Callable[..., list[str]] | None:
    """What `completion` offers for a parameter, where a shell asks; else nothing is imported."""
    return getattr(import_module("casecli.cli.completion"), name) if "_CASECLI_COMPLETE" in os.environ else None


CASES = Annotated[
    list[str],
    typer.Argument(help="Library id, file, folder, glob, or - for standard input.", autocompletion=offered("cases")),
]
CASE = Annotated[
    str, typer.Argument(help="Library id, file, or - for standard input.", autocompletion=offered("cases"))
]
FORMAT = Annotated[str, typer.Option("-f", "--format", help="text, json or jsonl.", autocompletion=offered("formats"))]
FORMATS_ASKED = Annotated[
    list[str] | None,
    typer.Option(
        "-f",
        "--format",
        help=f"{listed(FORMATS)}; as FORMAT=PATH into a file; repeatable.",
        autocompletion=offered("formats"),
    ),
]
OUTPUT = Annotated[str | None, typer.Option("-o", "--output", help="Write to a file; the ending chooses the format.")]
OPTION = Annotated[
    list[str] | None,
    typer.Option("--option", help="Only this option of the case; repeatable.", autocompletion=offered("options")),
]
READING = Annotated[
    str | None,
    typer.Option("--reading", help="Show bases and scores under this reading.", autocompletion=offered("readings")),
]
SET = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        help="FACT=VALUE (also unknown, a|b, lo..hi) or POINT=POSITION; repeatable.",
        autocompletion=offered("settings"),
    ),
]
AS_OF = Annotated[str | None, typer.Option("--as-of", help="What was known by this day, such as 2026-03-01.")]
RULES = Annotated[str | None, typer.Option("--rules", help="A rulebook file or folder of your own.")]
QUIET = Annotated[bool, typer.Option("--quiet", help="Only errors on standard error.")]
NO_COLOR = Annotated[bool, typer.Option("--no-color", help="No colour on a terminal.")]
FAIL_ON = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-on",
        help="Fail (code 1) on never, unlawful, contested, undetermined or blocker; repeatable.",
        autocompletion=offered("gates"),
    ),
]
FAIL_UNDER = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-under",
        help="legitimacy=N or readiness=N: fail where the low end is under N; repeatable.",
        autocompletion=offered("scores"),
    ),
]
REQUIRE_SOURCES = Annotated[
    bool, typer.Option("--require-sources", help="Fail where a fact that decides a result has no source.")
]
MAX_AGE = Annotated[
    int | None, typer.Option("--max-age", min=0, help="Fail where a fact is dated more than so many days before as_of.")
]
SUPPRESSIONS = Annotated[
    str | None, typer.Option("--suppressions", help="A file of results that are set aside, each with a reason.")
]
TODAY = Annotated[str | None, typer.Option("--today", help="The day for expiry; else the case's or rulebook's as_of.")]
EXIT_ZERO = Annotated[bool, typer.Option("--exit-zero", help="Say what fails, and do not fail on it.")]
ALL_RESULTS = Annotated[bool, typer.Option("--all-results", help="In SARIF, also what is in order or not asked.")]


def fail(code: str, message: str, hint: str | None = None) -> Unusable:
    """A fault of the command line, to be raised."""
    return Unusable([Problem("error", code, message, hint=hint)])


def chosen_format(name: str, output: str | None, known: tuple[str, ...]) -> str:
    """The format asked for, from `--format` or the ending of `-o`. Raises Unusable."""
    ending = output.rsplit(".", 1)[-1].lower() if output and "." in output else ""
    found = ending if name == "text" and ending in known else name
    if found not in known:
        raise fail("bad-format", f"no format {found!r} here; there is {listed(known)}", did_you_mean(found, known))
    return found


class Gates(NamedTuple):
    """The options that make a policy, as typed."""

    fail_on: list[str] | None = None
    fail_under: list[str] | None = None
    require_sources: bool = False
    max_age: int | None = None
    suppressions: str | None = None
    today: str | None = None


NO_GATES = Gates()


class Wanted(NamedTuple):
    """A format and where it goes: a file, a folder that gets a file for each case, or (None) standard output."""

    format: str
    path: str | None = None
    folder: bool = False

    @property
    def shows_run(self) -> bool:
        """Whether the format is one for pipelines: it shows a whole run."""
        return self.format in PIPELINES


def formats_asked(
    formats: Sequence[str] | None, output: str | None, known: Sequence[str] = tuple(FORMATS)
) -> list[Wanted]:
    """What `-f FORMAT`, `-f FORMAT=PATH` and `-o PATH` stand for. Raises Unusable with everything wrong about them."""
    problems: list[Problem] = []
    split = [word.partition("=") for word in formats or ()]
    wanted = [_wanted(name, path if sign else output) for name, sign, path in split]
    if not split or (output is not None and all(sign for _, sign, _ in split)):
        wanted.append(_wanted(_format_of_output(output, known, problems), output))
    for name in dict.fromkeys(w.format for w in wanted if w.format not in known):
        message = f"no format {name!r} here; there is {listed(known)}"
        problems.append(Problem("error", "bad-format", message, hint=did_you_mean(name, known)))
    problems += _clashes(wanted) + _split_runs(wanted)
    if problems:
        raise Unusable(problems)
    return wanted


def _wanted(name: str, path: str | None) -> Wanted:
    path = None if path == STDIN else path
    return Wanted(name, path, path is not None and _is_folder(path))


def _is_folder(path: str) -> bool:
    try:
        return path.endswith("/") or Path(path).is_dir()
    except (OSError, ValueError):  # a name that cannot be: said where it is written
        return False


def _format_of_output(output: str | None, known: Sequence[str], problems: list[Problem]) -> str:
    """The format of `-o` by its ending; text where there is none."""
    name = Path(output).name if output and not _is_folder(output) else ""
    found = format_of(name)
    if found is None and "." in name.strip("."):
        message = f"no format goes by the ending of {name!r}; there is {listed(known)}"
        problems.append(Problem("error", "bad-format", message, hint="name the format too: -f FORMAT -o PATH"))
    return found or DEFAULT


def _clashes(wanted: Sequence[Wanted]) -> list[Problem]:
    """Formats that would be written over each other."""
    places = [None if w.path is None else (Path(w.path), w.format if w.folder else "") for w in wanted]
    clashing = {place: w.path for w, place in zip(wanted, places, strict=True) if places.count(place) > 1}
    hint = "give each its own file: -f FORMAT=PATH"
    return [
        Problem("error", "two-formats", f"{'standard output' if p is None else p} takes one format at most", hint=hint)
        for p in clashing.values()
    ]


def _split_runs(wanted: Sequence[Wanted]) -> list[Problem]:
    """Formats that show a whole run, where each case would get a file of its own."""
    return [
        Problem(
            "error",
            "not-in-a-folder",
            f"{w.format} shows all cases in one file; {w.path} is a folder",
            hint=f"name a file in it: -f {w.format}=PATH",
        )
        for w in wanted
        if w.folder and w.shows_run
    ]


class Asked(NamedTuple):
    """The rulebook, cases and request that a command line stands for."""

    rulebook: Rulebook
    cases: list[Case]
    problems: list[Problem]
    request: Request
    lines: Lines

    def responses(self) -> list[tuple[Case, Option]]:
        """Each case with each of the options asked for."""
        wanted = self.request.options
        return [(case, x) for case in self.cases for x in case.options if not wanted or x.id in wanted]


def asked(
    cases: list[str],
    rules: str | None = None,
    settings: list[str] | None = None,
    as_of: str | None = None,
    reading: str | None = None,
    options: list[str] | None = None,
) -> Asked:
    """What the shared options stand for. Raises Unusable with what is wrong about them."""
    library = Library()
    rulebook = find_rulebook(rules, library)
    fixed = read_settings(settings or (), rulebook)
    found = find_cases(cases, library, rulebook.facts)
    check_reading(reading, rulebook)
    _check_options(options or [], found.cases)
    request = Request(fixed.facts, fixed.points, a_day(as_of, "--as-of"), reading, options or ())
    problems = [*found.problems, *strange_pleas(found, rulebook)]
    return Asked(rulebook, _with_options(found.cases, options), problems, request, found.lines)


def check_reading(reading: str | None, rulebook: Rulebook) -> None:
    """Raises Unusable where a reading that is asked for is none."""
    known = (*NESTED, *rulebook.readings)
    if reading and reading not in known:
        raise fail("bad-reading", f"no reading {reading!r}; there is {listed(known)}", did_you_mean(reading, known))


def a_day(text: str | None, option: str) -> date | None:
    """The day that an option names; None where it was not given. Raises Unusable."""
    found = day(text)
    if text is not None and found is None:
        raise fail("bad-date", f"{option} takes a day such as 2026-03-01; found {text!r}")
    return found


def _check_options(wanted: list[str], cases: list[Case]) -> None:
    known = [o.id for c in cases for o in c.options]
    for option in wanted:
        if cases and option not in known:
            raise fail("no-option", f"no option {option!r}; there is {listed(known)}", did_you_mean(option, known))


def _with_options(cases: list[Case], wanted: list[str] | None) -> list[Case]:
    return [c for c in cases if not wanted or any(o.id in wanted for o in c.options)]
