"""What the learners' verbs share: one case, a file of answers on it, and the cases to compare it with."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from casecli.cli.options import Asked, fail
from casecli.cli.output import say_problems
from casecli.loading.answers import read_answers
from casecli.loading.documents import read_document
from casecli.loading.faults import did_you_mean, listed
from casecli.loading.library import Library
from casecli.model.case import Case, Option
from casecli.model.learning import Paper
from casecli.model.problems import Unusable, errors
from casecli.model.rulebook import Rulebook


def the_case(asked: Asked) -> Case:
    """The one case of a command line. Raises Unusable where it names none or several."""
    if errors(asked.problems):
        raise Unusable(asked.problems)
    say_problems(asked.problems)
    if len(asked.cases) != 1:
        raise fail("one-case", f"one case is asked about at a time; found {len(asked.cases)}", "give a file or an id")
    return asked.cases[0]


def response_of(case: Case, name: str | None, paper: Paper | None = None) -> Option:
    """A response of a case: the one named, that of a paper, or the only one. Raises Unusable."""
    known = [option.id for option in case.options]
    if paper and name not in (None, paper.option):
        raise fail("other-option", f"these answers are about {paper.option}, not about {name}")
    name = paper.option if paper else name
    if name is None and len(known) > 1:
        raise fail("no-option", f"say which response with --option: {listed(known)}")
    found = next((option for option in case.options if name in (None, option.id)), None)
    if found is None:
        raise fail("no-option", f"no option {name!r}; there is {listed(known)}", did_you_mean(name, known))
    return found


def paper_on(path: str, rulebook: Rulebook, case: Case) -> Paper:
    """The answers of a file on a case. Raises Unusable with every problem found."""
    return read_answers(read_document(Path(path), path), rulebook, case)


def library_cases(rulebook: Rulebook) -> Callable[[], list[Case]]:
    """The cases of the library, read with the facts of a rulebook when they are first asked for."""

    @cache
    def cases() -> list[Case]:
        library = Library()
        read = (library.case(name, rulebook.facts) for name in library.case_ids)
        return [case for case in read if case is not None]

    return cases
