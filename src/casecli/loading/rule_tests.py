"""Files of tests beside a rulebook: situations, each with what the assessment must say of it."""

from collections.abc import Mapping
from typing import Any

from casecli.loading.case_shape import DOMAINS, TEXT, Answers
from casecli.loading.cases import build
from casecli.loading.days import day
from casecli.loading.documents import Document, insist
from casecli.loading.expected import EXPECT, WISH
from casecli.loading.faults import Faults, Path, did_you_mean, listed
from casecli.loading.shapes import IDENTIFIER, Choice, Day, Field, ListOf, MapOf, Record
from casecli.loading.values import read_state
from casecli.model.case import Case
from casecli.model.facts import Fact
from casecli.model.problems import Problem
from casecli.model.rulebook import Rulebook
from casecli.model.trials import Trial

FORMAT = 1
CASE_ONLY = ("date", "domain")


def tests_shape(facts: dict[str, Fact]) -> Record:
    """The table of a file of tests."""
    test = Record(
        {
            "says": Field(TEXT, required=True, says="what is tested, as a sentence"),
            "case": Field(
                IDENTIFIER, says="the id of a case of the library or of these files; none: the facts are the case"
            ),
            "facts": Field(Answers(facts)),
            "points": Field(MapOf(IDENTIFIER), says="positions on contested points, as POINT: POSITION"),
            "option": Field(IDENTIFIER, says="the response of that case which is meant; none: each"),
            "date": Field(Day()),
            "as_of": Field(Day()),
            "domain": Field(ListOf(Choice(DOMAINS), least=1)),
            "expect": Field(MapOf(WISH, key=EXPECT.key, least=1), required=True, says="what must be found"),
        },
        "test",
    )
    return Record(
        {
            "casecli_tests": Field(Choice((FORMAT,)), required=True, says="the format of tests: `casecli_tests: 1`"),
            "tests": Field(ListOf(test, least=1), required=True),
        },
        "file of tests",
    )


def tests_in(document: Document, rulebook: Rulebook, cases: Mapping[str, Case]) -> tuple[list[Trial], list[Problem]]:
    """(tests, warnings) of a file. ``cases`` are those that a test may name. Raises Unusable with every problem."""
    faults = Faults()
    tests_shape(rulebook.facts).check(document.plain, (), faults)
    if not faults:
        for i, form in enumerate(document.plain["tests"]):
            _check(form, ("tests", i), rulebook, cases, faults)
    warnings = insist(faults, document)
    forms = enumerate(document.plain["tests"])
    return [_trial(form, ("tests", i), rulebook, cases, document.name) for i, form in forms], warnings


def _check(form: Any, path: Path, rulebook: Rulebook, cases: Mapping[str, Case], faults: Faults) -> None:
    """What the table cannot say: that names are known, and that keys go together."""
    case = cases.get(form.get("case"))
    if "case" in form and case is None:
        hint = did_you_mean(form["case"], cases) or "see `casecli cases`"
        faults.add((*path, "case"), "no-case", f"no case has the id {form['case']!r}", hint)
    if "case" in form:
        for key in CASE_ONLY:
            if key in form:
                faults.add((*path, key), "unknown-key", f"{key!r} is that of the case named", on_key=True)
    options = [o.id for o in case.options] if case else []
    if "option" in form and (case or "case" not in form) and form["option"] not in options:
        message = f"no option {form['option']!r} here; there is {listed(options)}"
        faults.add((*path, "option"), "no-option", message, did_you_mean(form["option"], options))
    for name, position in form.get("points", {}).items():
        point = rulebook.points.get(name)
        known = [p.id for p in point.positions] if point else list(rulebook.points)
        wrong = position if point else name
        if wrong not in known:
            what = (
                f"the positions of {name} are {listed(known)}" if point else f"no contested point has the id {name!r}"
            )
            faults.add((*path, "points", name), "bad-value", what, did_you_mean(wrong, known), on_key=not point)


def _trial(form: Any, path: Path, rulebook: Rulebook, cases: Mapping[str, Case], file: str) -> Trial:
    named = cases.get(form["case"]) if "case" in form else None
    own = {"id": f"test-{int(path[-1]) + 1}", "title": form["says"]}
    given = {k: form[k] for k in ("facts", *CASE_ONLY) if k in form}
    settings = form.get("facts", {}) if named else {}
    return Trial(
        says=form["says"],
        case=named or build(own | given, rulebook.facts, file, path),
        facts={k: read_state(rulebook.facts[k], v, (*path, "facts", k), Faults()) for k, v in settings.items()},
        points=dict(form.get("points", {})),
        as_of=day(form.get("as_of")),
        options=(form["option"],) if "option" in form else (),
        expect=form["expect"],
        file=file,
        path=path,
    )
