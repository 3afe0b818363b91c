"""Rulebooks from files: read, check each against the table, add them up, extend, compile."""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Any

from casecli.loading.compile import compile_rulebook
from casecli.loading.conditions import number_bounds
from casecli.loading.cues import check_cues
from casecli.loading.documents import Document, place, read_document
from casecli.loading.extend import extend
from casecli.loading.faults import Fault, Faults, Path, did_you_mean, listed
from casecli.loading.misconceptions import check_fixtures
from casecli.loading.places import criteria_places
from casecli.loading.references import check_references
from casecli.loading.rulebook_shape import LISTS, RULEBOOK, SINGLES
from casecli.loading.values import read_state
from casecli.loading.worked_examples import check_worked_examples
from casecli.model.problems import Problem, Unusable, errors
from casecli.model.rulebook import Rulebook

Plain = dict[str, Any]
MARK = "casecli_rules"


def rule_files(path: FilePath) -> list[FilePath]:
    """The YAML files of a rulebook: the file itself, or those of a folder that have the mark of a rulebook."""
    if not path.is_dir():
        return [path]
    return sorted(p for p in (*path.glob("*.yaml"), *path.glob("*.yml")) if p.is_file())


def read_rulebook(path: FilePath, shipped: Plain | None = None) -> tuple[Plain, Rulebook]:
    """(checked plain data, rulebook) of a file or folder. ``shipped`` is what it may extend.

    Raises Unusable with every problem of every file.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    for file in rule_files(path):
        try:
            found = read_document(file, str(file))
        except Unusable as unusable:
            problems += unusable.problems
            continue
        if path.is_dir() and not (isinstance(found.plain, dict) and MARK in found.plain):
            continue
        problems += check_form(found)
        documents.append(found)
    if errors(problems):
        raise Unusable(problems)
    if not documents:
        message = f"{path} holds no rulebook: no file in it has the key {MARK!r}"
        raise Unusable(
            [Problem("error", "no-rulebook", message, str(path), hint="begin a file with `casecli_rules: 1`")]
        )
    return _Merge(documents, shipped).result()


def check_form(document: Document) -> list[Problem]:
    """What is wrong with the form of one file."""
    faults = Faults()
    RULEBOOK.check(document.plain, (), faults)
    return place(faults, document)


class _Merge:
    """Several files as one rulebook; remembers where each part came from."""

    def __init__(self, documents: Sequence[Document], shipped: Plain | None) -> None:
        self.documents, self.shipped = documents, shipped
        self.faults = Faults()
        self.origin: dict[Path, tuple[Document, Path]] = {}
        self.plain: Plain = {}
        self.lost: dict[str, int] = {}

    def result(self) -> tuple[Plain, Rulebook]:
        base = self._extended()
        for document in self.documents:
            self._add(document)
        self._stop_at_errors()
        merged = self._over(base) if base else self.plain
        for key in ("id", "version", "as_of", "engaged_when"):
            if key not in merged:
                self.faults.add((), "missing-key", f"no file of this rulebook has the key {key!r}")
        self._stop_at_errors()
        check_references(merged, self.faults)
        numbers: dict[str, set[float]] = {f["id"]: set() for f in merged.get("facts", ()) if f["kind"] == "number"}
        number_bounds(merged, (), numbers, self.faults)
        merged["number_bounds"] = {k: sorted(v) for k, v in numbers.items()}
        self._stop_at_errors()
        merged["digest"] = digest(merged)
        rulebook = compile_rulebook(merged, self.faults, at_once=True)
        self._stop_at_errors()
        check_sense(rulebook, merged, self.faults)
        self._stop_at_errors()
        return merged, rulebook

    def _extended(self) -> Plain | None:
        names = {d.plain["extends"] for d in self.documents if "extends" in d.plain}
        if not names:
            return None
        if self.shipped is None or names != {self.shipped["id"]}:
            known = self.shipped["id"] if self.shipped else "nothing"
            self.faults.add(("extends",), "bad-extends", f"only the shipped rulebook can be extended: {known}")
            return None
        return self.shipped

    def _add(self, document: Document) -> None:
        for key, value in document.plain.items():
            if key in LISTS or key == "removes":
                section = self.plain.setdefault(key, [])
                for i, part in enumerate(value):
                    self.origin[key, len(section)] = document, (key, i)
                    section.append(part)
            elif key in SINGLES:
                if key in self.plain:
                    self.faults.append(Fault((key,), "duplicate-key", f"{key!r} stands in more than one file"))
                self.origin[(key,)] = document, (key,)
                self.plain[key] = value

    def _over(self, base: Plain) -> Plain:
        """These files over what they extend."""
        found = extend(base, self.plain, self.faults)
        self.lost = found.lost
        self._stop_at_errors()
        moved = {
            (section, start + i): self.origin[section, i]
            for section, start in found.first.items()
            for i in range(len(self.plain.get(section, ())))
        }
        self.origin = moved | {k: v for k, v in self.origin.items() if k[0] in (*SINGLES, "removes")}
        return found.plain

    def _stop_at_errors(self) -> None:
        if any(f.level == "error" for f in self.faults):
            raise Unusable(sorted(dict.fromkeys(self._problem(f) for f in self.faults), key=_place))

    def _problem(self, fault: Fault) -> Problem:
        for size in (2, 1):
            if found := self.origin.get(fault.path[:size]):
                document, start = found
                return document.problem(fault, (*start, *fault.path[size:]))
        for name, i in self.lost.items():  # a part that is kept cannot do without it
            if repr(name) in fault.message:
                document, start = self.origin["removes", i]
                return document.problem(fault._replace(hint="what is kept still needs it"), start)
        return self.documents[0].problem(fault)


def _place(problem: Problem) -> tuple[str, int, int]:
    return problem.file or "", problem.line or 0, problem.column or 0


def check_sense(rulebook: Rulebook, plain: Plain, faults: Faults) -> None:
    """What the tables cannot say: one prevailing position on any day, known readings, examples of known facts."""
    _check_support(rulebook, faults)
    check_cues(plain, rulebook.facts, faults)
    check_fixtures(rulebook, plain, faults)
    check_worked_examples(rulebook, plain, faults)
    for i, reading in enumerate(plain.get("readings", ())):
        for name, position in reading["positions"].items():
            point = rulebook.points.get(name)
            if point is None or position not in {p.id for p in point.positions}:
                faults.add(("readings", i, "positions", name), "bad-value", "no such point or position")
    for _, found in criteria_places(plain):
        form, path = found.form, found.path
        for kind, answers in form.get("examples", {}).items():
            for name, answer in answers.items():
                at = (*path, "examples", kind, name)
                if name in rulebook.facts:
                    read_state(rulebook.facts[name], answer, at, faults)
                elif name not in rulebook.points:
                    hint = did_you_mean(name, (*rulebook.facts, *rulebook.points))
                    faults.add(at, "unknown-fact", f"no fact or point has the id {name!r}", hint, on_key=True)
                elif answer not in {p.id for p in rulebook.points[name].positions}:
                    faults.add(at, "bad-value", f"{name} has no position {answer!r}")


def _check_support(rulebook: Rulebook, faults: Faults) -> None:
    for i, point in enumerate(rulebook.points.values()):
        days = {since for p in point.positions for _, since in p.support if since} | {rulebook.as_of}
        for day in sorted(days):
            held = [p.id for p in point.positions if p.support_on(day) == "prevailing"]
            if len(held) != 1:
                message = f"exactly one position prevails on any day; on {day}: {listed(held)}"
                faults.add(("contested", i), "bad-support", message)


def digest(plain: Plain) -> str:
    """The SHA-256 of the checked data, as hexadecimal."""
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
