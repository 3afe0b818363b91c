"""The formats of an assessment: one table from a name to the endings of its files and to what renders it.

A renderer is a pure function `(results, rulebook) -> str`; one for pipelines takes what the run found besides as a
third argument. Its module is imported when its format is asked for, so a further format costs the others nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, cast

from casecli.nouns import NamedTuple

if TYPE_CHECKING:
    from casecli.model.assessment import Assessment
    from casecli.model.rulebook import Rulebook
    from casecli.reports.results import Run

INDEX = "index"


class Format(NamedTuple):
    """The endings of a format's files, the usual one first, and `module:function` of its renderers in this package.

    ``contents`` renders the page that leads to the files of a folder, for formats that have one: it takes the results,
    each with the name of its file. ``pipeline`` marks those that show a whole run, its files and gates with the
    results: they take the run, and go into one place.
    """

    endings: tuple[str, ...]
    renderer: str
    contents: str | None = None
    pipeline: bool = False


FORMATS = {
    "text": Format(("txt", "text"), "text:render"),
    "json": Format(("json",), "plain:render"),
    "jsonl": Format(("jsonl", "ndjson"), "plain:render_lines"),
    "markdown": Format(("md", "markdown"), "memo:render"),
    "html": Format(("html", "htm"), "html:render", contents="html:contents"),
    "csv": Format(("csv",), "rows:render"),
    "sarif": Format(("sarif", "sarif.json"), "sarif:render", pipeline=True),
    "junit": Format(("xml",), "junit:render", pipeline=True),
    "github": Format((), "github:render", pipeline=True),
}
PIPELINES = tuple(name for name, found in FORMATS.items() if found.pipeline)


def format_of(path: str) -> str | None:
    """The format that the ending of a file's name stands for: the longest ending wins; None where there is none."""
    fitting = [
        (len(ending), name)
        for name, known in FORMATS.items()
        for ending in known.endings
        if path.lower().endswith(f".{ending}")
    ]
    return max(fitting)[1] if fitting else None


def render(name: str, results: Sequence[Assessment], rulebook: Rulebook, run: Run | None = None) -> str:
    """Results in a format; one for pipelines shows the run with them. Raises KeyError where there is no such format."""
    found = FORMATS[name]
    besides = (run,) if found.pipeline and run is not None else ()
    return _function(found.renderer)(list(results), rulebook, *besides)


def render_folder(name: str, results: Sequence[Assessment], rulebook: Rulebook) -> dict[str, str]:
    """One file for each case by its name, and a page of contents where the format has one; not for pipelines."""
    found = FORMATS[name]
    names = _file_names(results, found.endings[0])
    files = {file: render(name, [result], rulebook) for file, result in zip(names, results, strict=True)}
    if found.contents:
        entries = list(zip(names, results, strict=True))
        files[f"{INDEX}.{found.endings[0]}"] = _function(found.contents)(entries, rulebook)
    return files


def _function(place: str) -> Callable[..., str]:
    module, name = place.split(":")
    return cast("Callable[..., str]", getattr(import_module(f"casecli.reports.{module}"), name))


def _file_names(results: Sequence[Assessment], ending: str) -> list[str]:
    """A file name for each case by its id; two of one id, or one called index, are told apart by a number."""
    taken = {INDEX}
    names = []
    for result in results:
        name, number = result.case.id, 1
        while name in taken:
            number += 1
            name = f"{result.case.id}-{number}"
        taken.add(name)
        names.append(f"{name}.{ending}")
    return names
