"""JUnit XML: a suite a case, a test a criterion.

What is not known, or is for a person to judge, is skipped with the reason. A failure is an element of the law that is
not met and counts, a critical item that earns nothing, or a gate. Other items that earn nothing pass and say so: a plan
that could be better is no failure. Problems of files are errors in a suite of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from casecli.model.assessment import Assessment
from casecli.model.problems import Problem
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.results import FAIL, LEGAL, NOT_APPLICABLE, PASS, Result
from casecli.reports.results import ERROR, Run, level, message, place_of, problem_place
from casecli.reports.sheet import clean

NO_RUN = Run()
NOT_XML = "\ufffe\uffff"


class Test(NamedTuple):
    """A test case of JUnit: ``outcome`` is failure, error, skipped, or empty where it passes; ``says`` why."""

    suite: str
    name: str
    outcome: str = ""
    says: str = ""
    file: str | None = None
    line: int | None = None


def render(results: Sequence[Assessment], rulebook: Rulebook, run: Run = NO_RUN) -> str:
    """All suites in one document."""
    suites: dict[str, list[Test]] = {}
    for problem in run.problems:
        suites.setdefault(_of_problem(problem), []).append(_problem(problem, run))
    for result in run.results(results, rulebook).results:
        if result.kind != NOT_APPLICABLE or result.limit is not None:
            suites.setdefault(result.case.id, []).append(_test(result, rulebook, run))
    every = [t for tests in suites.values() for t in tests]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="casecli"{_counts(every)}>']
    for name, tests in suites.items():
        lines += [f" <testsuite{_attribute('name', name)}{_counts(tests)}>", *map(_case, tests), " </testsuite>"]
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _of_problem(problem: Problem) -> str:
    return problem.file or "command line"


def _problem(problem: Problem, run: Run) -> Test:
    place = problem_place(problem, run)
    where = f"{place.file}:{place.line}: " if place and place.line else f"{place.file}: " if place else ""
    hint = f" Hint: {problem.hint}" if problem.hint else ""
    name = f"{problem.code} in line {problem.line}" if problem.line else problem.code
    says = f"{where}{problem.message}{hint}"
    file, line = (place.file, place.line) if place else (None, None)
    return Test(_of_problem(problem), name, "error" if problem.level == ERROR else "", says, file, line)


def _test(result: Result, rulebook: Rulebook, run: Run) -> Test:
    name = result.rule if result.rule == result.subject else f"{result.rule}: {result.subject}"
    suite = f"{result.case.id}.{result.option.id}"
    if result.kind == PASS:
        return Test(suite, name)
    place = place_of(result, run)
    file, line = (place.file, place.line) if place else (None, None)
    fails = result.section == LEGAL or level(result) == ERROR
    aside = result.kind != FAIL or result.suppressed is not None
    outcome = "skipped" if aside else "failure" if fails else ""
    return Test(suite, name, outcome, message(result, rulebook), file, line)


def _counts(tests: Iterable[Test]) -> str:
    outcomes = [t.outcome for t in tests]
    counted = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    counts = {"tests": len(outcomes)} | {k: outcomes.count(v) for k, v in counted.items()}
    return "".join(f' {k}="{v}"' for k, v in counts.items())


def _case(test: Test) -> str:
    place = (_attribute("file", test.file) if test.file else "") + (f' line="{test.line}"' if test.line else "")
    start = f"  <testcase{_attribute('classname', test.suite)}{_attribute('name', test.name)}{place}"
    if not test.outcome and not test.says:
        return f"{start}/>"
    said = xml(test.says)
    if not test.outcome:
        return f"{start}><system-out>{said}</system-out></testcase>"
    return f'{start}><{test.outcome} message="{said}"/></testcase>'


def _attribute(name: str, value: str) -> str:
    return f' {name}="{xml(value)}"'


def xml(said: str) -> str:
    """Text as one line of XML, in an attribute or between tags; what XML cannot hold is written as an escape."""
    flat = clean(said).encode("utf-8", "backslashreplace").decode()
    for sign in NOT_XML:
        flat = flat.replace(sign, f"\\u{ord(sign):04x}")
    return escape(flat)
