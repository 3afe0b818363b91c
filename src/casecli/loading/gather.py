"""Files of every kind that pipelines name: rulebooks, cases and tests, in folders together or apart.

The cases and tests are judged by `--rules`, else by the rulebook found among the files, else by the shipped one.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from casecli.loading.arguments import Found, files_in, find_cases, find_rulebook, is_draft, strange_pleas
from casecli.loading.documents import line_finder, read_document
from casecli.loading.faults import listed
from casecli.loading.kinds import RULES, SUPPRESSIONS, TESTS, kind_of
from casecli.loading.library import Library
from casecli.loading.rule_tests import tests_in
from casecli.model.case import Case, Lines
from casecli.model.later import LaterMap
from casecli.model.problems import Problem, Unusable
from casecli.model.rulebook import Rulebook
from casecli.model.trials import Trial
from casecli.nouns import NamedTuple


class Gathered(NamedTuple):
    """What some files hold, and everything wrong with them; ``right`` counts the files and cases without errors."""

    rulebook: Rulebook
    cases: list[Case]
    tests: list[Trial]
    problems: list[Problem]
    lines: Lines
    right: int


class _Sorted(NamedTuple):
    """Arguments by what they are: rulebooks (a file, or the folder of its files), files of tests, and the rest."""

    rulebooks: list[str]
    tests: list[str]
    cases: list[str]


def gather(arguments: Sequence[str], rules: str | None, library: Library, *, to_judge: bool = True) -> Gathered:
    """Everything in some files, folders, globs or library cases. Raises Unusable only for ``rules``.

    A draft is refused where cases are gathered ``to_judge`` them.
    """
    by_kind = _sort(arguments)
    problems: list[Problem] = []
    read = _rulebooks(by_kind.rulebooks, library, problems)
    rulebook = find_rulebook(rules, library) if rules else _of_these(by_kind, read, library, problems)
    if rulebook is None:
        return Gathered(library.rulebook, [], [], problems, {}, len(read))
    found = find_cases(by_kind.cases, library, rulebook.facts, to_judge=to_judge)
    tests, right = _tests(by_kind.tests, rulebook, found, library)
    problems += [*found.problems, *strange_pleas(found, rulebook)]
    return Gathered(rulebook, found.cases, tests, problems, found.lines, len(read) + right + len(found.cases))


def without_drafts(found: Gathered, *, refused: bool) -> Gathered:
    """What can be judged. Each draft is said: as an error where drafts are ``refused``, else as a warning."""
    drafts = [case for case in found.cases if case.draft]
    said = [is_draft(case, "error" if refused else "warning") for case in drafts]
    kept = [case for case in found.cases if not case.draft]
    return found._replace(
        cases=kept, problems=found.problems + said, right=found.right - (len(drafts) if refused else 0)
    )


def _sort(arguments: Iterable[str]) -> _Sorted:
    found = _Sorted([], [], [])
    for argument in arguments:
        path = Path(argument)
        inside = [(f.as_posix(), kind_of(f)) for f in files_in(argument)]
        for name, kind in inside or [(argument, kind_of(path))]:
            if kind == RULES:
                place = Path(name).parent.as_posix() if inside else name
                found.rulebooks.extend([place] if place not in found.rulebooks else [])
            elif kind != SUPPRESSIONS:
                (found.tests if kind == TESTS else found.cases).append(name)
    return found


def _rulebooks(places: Iterable[str], library: Library, problems: list[Problem]) -> list[Rulebook]:
    read = []
    for place in places:
        try:
            read.append(find_rulebook(place, library))
        except Unusable as unusable:
            problems += unusable.problems
    return read


def _of_these(by_kind: _Sorted, read: Sequence[Rulebook], library: Library, problems: list[Problem]) -> Rulebook | None:
    """The rulebook that judges the cases among the files; None, and why, where that cannot be said."""
    waiting = len(by_kind.cases) + len(by_kind.tests)
    if not by_kind.rulebooks or not waiting:
        return library.rulebook
    if len(by_kind.rulebooks) > 1:
        message = f"{len(by_kind.rulebooks)} rulebooks are here, and one judges the cases: {listed(by_kind.rulebooks)}"
        problems.append(Problem("error", "many-rulebooks", message, hint="name it: --rules PATH"))
        return None
    if not read:
        message = f"{waiting} file{'s' if waiting > 1 else ''} of cases not checked: the rulebook beside has errors"
        problems.append(Problem("warning", "not-checked", message, hint="or judge by another one: --rules PATH"))
        return None
    return read[0]


def _tests(names: Iterable[str], rulebook: Rulebook, found: Found, library: Library) -> tuple[list[Trial], int]:
    """(tests, how many files of them are right); what is wrong goes to the problems found."""
    known = {c.id: c for c in found.cases}
    shelf = LaterMap(lambda: (*known, *library.case_ids), lambda name: known.get(name) or _in(library, name, rulebook))
    tests: list[Trial] = []
    right = 0
    for name in names:
        try:
            document = read_document(Path(name), name)
            own, warnings = tests_in(document, rulebook, shelf)
        except Unusable as unusable:
            found.problems.extend(unusable.problems)
            continue
        tests += own
        found.problems.extend(warnings)
        found.lines[name] = line_finder(document)
        right += 1
    return tests, right


def _in(library: Library, name: str, rulebook: Rulebook) -> Case:
    case = library.case(name, rulebook.facts)
    if case is None:
        raise KeyError(name)
    return case
