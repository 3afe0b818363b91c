"""Case bases of one's own: files with factors and decided cases of any domain.

A factor without a condition is a fact of its own, which a case states by listing the factor; a dimension without a
fact likewise. So a case base becomes a small rulebook with cases, and is reasoned over by the same code as the
library.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path as FilePath
from typing import Any

from casecli.loading import nodes
from casecli.loading.arguments import STDIN
from casecli.loading.case_base_shape import holds_factors, is_one_case, shape_of
from casecli.loading.compile import compile_rulebook
from casecli.loading.conditions import RESERVED, number_bounds
from casecli.loading.documents import Document, place, read_document
from casecli.loading.documents import document as as_document
from casecli.loading.factor_shape import is_dimension, is_intermediate
from casecli.loading.faults import Fault, Faults, Path, did_you_mean, listed
from casecli.loading.own_cases import CaseReader
from casecli.loading.references import check_concerns
from casecli.model.case import Case
from casecli.model.problems import Problem, Unusable, errors
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple

Plain = dict[str, Any]
OTHER_FORMATS = ("casecli", "casecli_rules")
ENDINGS = (".yaml", ".yml", ".json")
ON_FACTS = ("when", "fact", "applies_when")


class OwnBase(NamedTuple):
    """A case base from files: what it says of itself, its factors as a rulebook, and its cases."""

    title: str
    note: str | None
    sides: tuple[str, str]
    rulebook: Rulebook
    cases: list[Case]


def find_case_base(names: Sequence[str], shipped: Callable[[], Plain]) -> OwnBase | None:
    """The case base in some files and folders; None where none of them defines factors.

    ``shipped`` gives the plain rulebook whose facts are asked where the case base has none of its own. Raises Unusable
    with every problem found.
    """
    paths = [path for name in names for path in _files(FilePath(name))]
    documents: list[Document] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            documents.append(read_document(path, path.as_posix()))
        except Unusable as unusable:
            problems += unusable.problems
    if not any(holds_factors(d.plain) for d in documents):
        if problems and not documents:
            raise Unusable(problems)
        return None
    problems += [p for d in documents for p in _check_form(d)]
    if errors(problems):
        raise Unusable(problems)
    return _Base(documents, shipped).result()


def _files(path: FilePath) -> list[FilePath]:
    """A file, or those of a folder and its sub-folders by name, hidden ones left out."""
    try:
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.suffix in ENDINGS and p.is_file())
            return [p for p in found if not any(part.startswith(".") for part in p.relative_to(path).parts)]
        return [path] if path.is_file() else []
    except (OSError, ValueError):
        return []


def _check_form(document: Document) -> list[Problem]:
    faults = Faults()
    if isinstance(document.plain, dict) and (other := [k for k in OTHER_FORMATS if k in document.plain]):
        message = f"a file with the key {other[0]!r} is no part of a case base with factors of its own"
        faults.add((other[0],), "mixed-formats", message, "see `casecli schema case-base`", on_key=True)
    else:
        shape_of(document.plain).check(document.plain, (), faults)
    return place(faults, document)


def own_cases(document: Document, base: OwnBase) -> list[Case]:
    """The cases of a further file, over the factors of a case base. Raises Unusable with every problem."""
    problems = _check_form(document)
    if errors(problems):
        raise Unusable(problems)
    faults = Faults()
    reader = CaseReader(base.rulebook, base.sides, faults)
    cases = [reader.case(form, path, document.name) for path, form in _cases_of(document)]
    if faults:
        raise Unusable(place(faults, document))
    return cases


def _cases_of(document: Document) -> Iterator[tuple[Path, Plain]]:
    if isinstance(document.plain, list):
        yield from (((i,), form) for i, form in enumerate(document.plain))
    elif is_one_case(document.plain):
        yield (), document.plain
    else:
        yield from ((("cases", i), form) for i, form in enumerate(document.plain.get("cases", ())))


class _Base:
    """Several files as one case base; remembers where each part came from."""

    def __init__(self, documents: Sequence[Document], shipped: Callable[[], Plain]) -> None:
        self.documents, self.shipped = documents, shipped
        self.faults = Faults()
        self.origin: dict[Path, tuple[Document, Path]] = {}
        self.forms: dict[str, list[Plain]] = {"facts": [], "factors": [], "cases": []}

    def result(self) -> OwnBase:
        """The case base. Raises Unusable with every problem found."""
        for document in self.documents:
            self._add(document)
        self._check_ids()
        check_concerns(self.forms["factors"], self.faults)
        sides = self._sides()
        self._stop_at_errors()
        rulebook = self._rulebook()
        self._stop_at_errors()
        reader = CaseReader(rulebook, sides, self.faults)
        cases = [
            reader.case(form, ("cases", i), self.origin["cases", i][0].name)
            for i, form in enumerate(self.forms["cases"])
        ]
        self._stop_at_errors()
        return OwnBase(self._said("title") or "case base", self._said("note"), sides, rulebook, cases)

    def _add(self, document: Document) -> None:
        whole = document.plain if isinstance(document.plain, dict) and not is_one_case(document.plain) else {}
        for section in ("facts", "factors"):
            for i, form in enumerate(whole.get(section, ())):
                self._keep(section, form, document, (section, i))
        for path, form in _cases_of(document):
            self._keep("cases", form, document, path)

    def _keep(self, section: str, form: Plain, document: Document, path: Path) -> None:
        self.origin[section, len(self.forms[section])] = document, path
        self.forms[section].append(form)

    def _said(self, key: str) -> str | None:
        """What the first file that defines factors says of the case base."""
        return next((d.plain[key] for d in self.documents if holds_factors(d.plain) and key in d.plain), None)

    def _check_ids(self) -> None:
        for sections in (("facts", "factors"), ("cases",)):
            seen: set[str] = set()
            for section in sections:
                for i, form in enumerate(self.forms[section]):
                    name, path = form["id"], (section, i, "id")
                    if name in seen:
                        self.faults.add(path, "duplicate-id", f"the id {name!r} is taken already")
                    if section != "cases" and name in RESERVED:
                        message = f"{name!r} is a word of the condition language"
                        self.faults.add(path, "bad-id", message, "choose another id")
                    seen.add(name)

    def _sides(self) -> tuple[str, str]:
        """The two sides, as given or as the factors favour them."""
        given = next((d.plain["sides"] for d in self.documents if "sides" in d.plain), None)
        favoured = [f.get("favours_high", f.get("favours")) for f in self.forms["factors"] if not is_intermediate(f)]
        sides = list(dict.fromkeys(given or favoured))
        if len(sides) != 2:  # noqa: PLR2004 - a dispute has two sides
            message = f"a case base has two sides; found {listed(sides)}"
            self.faults.add(("factors", 0), "bad-sides", message, "give them as `sides: [one, other]`")
            return "", ""
        for i, side in enumerate(favoured):
            if side not in sides:
                hint = did_you_mean(side, sides)
                self.faults.add(("factors", i), "bad-sides", f"no side is called {side!r}: {listed(sides)}", hint)
        return sides[0], sides[1]

    def _rulebook(self) -> Rulebook:
        """The factors as a rulebook: those without a condition with a fact of their own."""
        factors = [_on_facts(form) for form in self.forms["factors"]]
        facts = [_fact(form) for form in self.forms["facts"]]
        if not facts and any(key in form for form in self.forms["factors"] for key in ON_FACTS):
            facts = list(self.shipped()["facts"])
        facts += [_fact(form) for form in self.forms["factors"] if _is_direct(form)]
        plain: Plain = {"id": "case-base", "version": "1.0.0", "as_of": "9999-12-31", "engaged_when": "always"}
        plain |= {"facts": facts, "factors": factors, "sources": _sources(self.forms["factors"])}
        numbers: dict[str, set[float]] = {f["id"]: set() for f in facts if f["kind"] == "number"}
        number_bounds(plain, (), numbers, self.faults)
        plain["number_bounds"] = {name: sorted(bounds) for name, bounds in numbers.items()}
        return compile_rulebook(plain, self.faults, at_once=True)

    def _stop_at_errors(self) -> None:
        if self.faults:
            raise Unusable(sorted((self._problem(f) for f in self.faults), key=_line))

    def _problem(self, fault: Fault) -> Problem:
        document, start = self.origin.get(fault.path[:2], (self.documents[0], ()))
        return document.problem(fault, (*start, *fault.path[2:]))


def _line(problem: Problem) -> tuple[str, int, int]:
    return problem.file or "", problem.line or 0, problem.column or 0


def _is_direct(form: Plain) -> bool:
    """Whether a case states a factor or dimension itself, instead of facts from which it follows."""
    return not is_intermediate(form) and ("fact" if is_dimension(form) else "when") not in form


def _on_facts(form: Plain) -> Plain:
    """A factor as a rulebook has it: with a title, and resting on facts."""
    key, asked = ("fact", form["id"]) if is_dimension(form) else ("when", {form["id"]: True})
    own = {key: asked} if _is_direct(form) else {}
    sources = {"sources": [{"id": form["source"]}]} if "source" in form else {}
    return {"title": form["id"]} | form | own | sources


def _sources(forms: Iterable[Plain]) -> list[Plain]:
    """The sources that factors name, each cited as it is written."""
    names = dict.fromkeys(form["source"] for form in forms if "source" in form)
    return [{"id": name, "title": name, "short": name, "status": "record"} for name in names]


def _fact(form: Plain) -> Plain:
    """A fact as a rulebook has it, from a fact of the case base or from a factor that cases state directly."""
    kind = form.get("kind") or (("scale" if "values" in form else "number") if is_dimension(form) else "boolean")
    title = form.get("title", form["id"])
    kept = {key: form[key] for key in ("id", "values", "unit", "note") if key in form}
    about = {"title": title, "kind": kind, "question": form.get("question", title)}
    return kept | about | {"scope": "crisis", "changed_by": "nobody"}


def cases_named(argument: str, base: OwnBase) -> list[Case]:
    """The cases that an argument names: one of the case base by its id, else those of a file or `-`.

    Raises Unusable with every problem found.
    """
    if own := [case for case in base.cases if case.id == argument]:
        return own
    if argument == STDIN:
        name = "standard input"
        return own_cases(as_document(nodes.read(sys.stdin.buffer.read(nodes.MAX_BYTES + 1), name), name), base)
    files = _files(FilePath(argument))
    if not files:
        known = [case.id for case in base.cases]
        message = f"no case of this case base has the id {argument!r}, and no such file is here"
        raise Unusable([Problem("error", "no-case", message, hint=did_you_mean(argument, known))])
    return [case for path in files for case in own_cases(read_document(path, path.as_posix()), base)]
