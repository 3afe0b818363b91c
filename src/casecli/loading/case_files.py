"""Case files: read, check against the table, build."""

from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import Any

from casecli.loading.case_shape import answers_shape, case_shape, library_shape
from casecli.loading.cases import build
from casecli.loading.documents import Document, insist, read_document
from casecli.loading.faults import Faults, Path
from casecli.model.case import Case
from casecli.model.facts import Fact
from casecli.model.problems import Problem, Unusable

Plain = dict[str, Any]
Facts = dict[str, Fact]


def cases_in(document: Document, facts: Facts) -> tuple[list[Case], list[Problem]]:
    """(cases, warnings) of a file with one case or several. Raises Unusable with every problem found."""
    faults = Faults()
    several = isinstance(document.plain, dict) and "cases" in document.plain
    shape = library_shape(facts) if several else case_shape(facts)
    shape.check(document.plain, (), faults)
    if not any(f.level == "error" for f in faults):
        forms = enumerate(document.plain["cases"]) if several else ((None, document.plain),)
        seen: set[str] = set()
        for i, form in forms:
            start: Path = ("cases", i) if i is not None else ()
            _check_ids(form, start, seen, faults)
    warnings = insist(faults, document)
    if several:
        return [build(f, facts, document.name, ("cases", i)) for i, f in enumerate(document.plain["cases"])], warnings
    return [build(document.plain, facts, document.name)], warnings


def _check_ids(form: Plain, path: Path, seen: set[str], faults: Faults) -> None:
    if form["id"] in seen:
        faults.add((*path, "id"), "duplicate-id", f"two cases have the id {form['id']!r}")
    seen.add(form["id"])
    options: set[str] = set()
    for i, option in enumerate(form.get("options", ())):
        if option["id"] in options:
            faults.add((*path, "options", i, "id"), "duplicate-id", f"two options have the id {option['id']!r}")
        options.add(option["id"])


def read_form(path: FilePath, facts: Facts) -> Plain:
    """The one case of a file as the file says it, for going on with it. Raises Unusable with every problem found."""
    document = read_document(path, str(path))
    cases_in(document, facts)
    form: Plain = document.plain
    if "cases" in form:
        message = "the file has several cases; an interview goes through one"
        hint = "write the case that you mean to a file of its own"
        raise Unusable([Problem("error", "several-cases", message, str(path), hint=hint)])
    return form


def read_answers(path: FilePath, facts: Facts) -> Plain:
    """A file of answers: a mapping of facts and of what a case says of itself. Raises Unusable."""
    document = read_document(path, str(path))
    faults = Faults()
    answers_shape(facts).check(document.plain, (), faults)
    insist(faults, document)
    answers: Plain = document.plain
    return answers


def case_files(path: FilePath) -> Iterable[FilePath]:
    """The YAML files in a folder, by name; sub-folders included, hidden ones not."""
    for file in sorted((*path.rglob("*.yaml"), *path.rglob("*.yml"))):
        if not any(part.startswith(".") for part in file.relative_to(path).parts):
            yield file
