"""Files of patterns: lists of facts with the status, and whatever else, that a rulebook must give them.

A pattern is no case: it has a sentence instead of a name. ``like`` takes the facts of an earlier pattern that has
that ``name``, and changes some.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from typing import Any, get_args

from casecli.loading.case_shape import DOMAINS, Answers
from casecli.loading.cases import build
from casecli.loading.documents import Document, insist, read_document
from casecli.loading.faults import Faults, Path, did_you_mean
from casecli.loading.shapes import IDENTIFIER, Anything, Choice, Day, Field, ListOf, MapOf, Record, Text
from casecli.model.assessment import Lean, Status, Word
from casecli.model.problems import Problem, Unusable
from casecli.model.rulebook import Rulebook
from casecli.model.trial import FINDINGS, PATTERN, Expected, Trial

Plain = dict[str, Any]
NAMES = ListOf(IDENTIFIER)
LISTS = {"basis": ("legal", "basis"), "points": ("legal", "turns_on", "points")}


def pattern_shape(rulebook: Rulebook) -> ListOf:
    """The table of a file of patterns."""
    fields = {
        "says": Field(Text(), required=True, says="the pattern in a sentence"),
        "name": Field(IDENTIFIER, says="for others to be `like` it"),
        "like": Field(IDENTIFIER, says="the name of an earlier pattern whose facts it takes"),
        "facts": Field(Answers(rulebook.facts), required=True),
        "positions": Field(MapOf(IDENTIFIER), says="contested points fixed in every reading"),
        "date": Field(Day(), says="the day of the response"),
        "domain": Field(ListOf(Choice(DOMAINS), least=1)),
        "status": Field(Choice(get_args(Status)), required=True),
        "lean": Field(Choice(get_args(Lean)), says="which way a contested status leans; none where left out"),
        "basis": Field(NAMES, says="the bases met under the mainstream reading"),
        "points": Field(NAMES, says="the points that the status turns on"),
        "qualifiers": Field(NAMES, says="remarks that must be among those made"),
        FINDINGS: Field(MapOf(Choice(get_args(Word))), says="verdicts on criteria, mainstream reading"),
        "expect": Field(MapOf(Anything()), says="paths in the assessment with their values, as in a case file"),
    }
    return ListOf(Record(fields, "pattern"))


def read_patterns(paths: Iterable[FilePath], rulebook: Rulebook) -> list[Trial]:
    """The patterns of some files as trials. Raises Unusable with every problem of every file."""
    found: list[Trial] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            document = read_document(path, str(path))
            _check(document, rulebook)
        except Unusable as unusable:
            problems += unusable.problems
        else:
            found += _trials(document.plain, rulebook)
    if problems:
        raise Unusable(problems)
    return found


def _check(document: Document, rulebook: Rulebook) -> None:
    faults = Faults()
    pattern_shape(rulebook).check(document.plain, (), faults)
    if not faults:
        named: set[str] = set()
        for i, form in enumerate(document.plain):
            _references(form, (i,), rulebook, named, faults)
            named.update([form["name"]] if "name" in form else [])
    insist(faults, document)


def _references(form: Plain, path: Path, rulebook: Rulebook, named: set[str], faults: Faults) -> None:
    """Everything that a pattern names is there."""
    if form.get("like", None) not in (None, *named):
        hint = did_you_mean(form["like"], named)
        faults.add((*path, "like"), "unknown-pattern", f"no earlier pattern has the name {form['like']!r}", hint)
    for name in form.get(FINDINGS, ()):
        if name not in rulebook.criteria:
            hint = did_you_mean(name, rulebook.criteria)
            message = f"no criterion has the id {name!r}"
            faults.add((*path, FINDINGS, name), "unknown-criterion", message, hint, on_key=True)
    for name, position in form.get("positions", {}).items():
        point = rulebook.points.get(name)
        if point is None or position not in {p.id for p in point.positions}:
            faults.add((*path, "positions", name), "bad-value", "no such point or position")


def _trials(forms: list[Plain], rulebook: Rulebook) -> Iterator[Trial]:
    named: dict[str, Plain] = {}
    for form in forms:
        facts = named.get(form.get("like", ""), {}) | form["facts"]
        if "name" in form:
            named[form["name"]] = facts
        about = {key: form[key] for key in ("date", "domain") if key in form}
        case = build({"id": PATTERN, "title": form["says"], "facts": facts} | about, rulebook.facts, None)
        yield Trial(PATTERN, form["says"], case, None, form.get("positions", {}), tuple(_expected(form)))


def _expected(form: Plain) -> Iterator[Expected]:
    yield Expected(("legal", "status"), form["status"])
    yield Expected(("legal", "lean"), form.get("lean"))
    for key, path in LISTS.items():
        if key in form:
            yield Expected(path, form[key])
    if "qualifiers" in form:
        yield Expected(("legal", "qualifiers"), form["qualifiers"], among=True)
    for name, verdict in form.get(FINDINGS, {}).items():
        yield Expected((FINDINGS, name), verdict)
    for path, value in form.get("expect", {}).items():
        yield Expected(tuple(path.split(".")), value)
