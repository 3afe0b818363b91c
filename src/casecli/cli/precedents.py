"""`casecli precedents`: which past cases force a result, which are nearest, and what each side can argue from them."""

from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.output import WRONG, say_problems, write, write_page
from casecli.loading.arguments import find_cases, read_settings
from casecli.loading.library import Library
from casecli.model.precedents import CaseBase
from casecli.model.problems import Problem, errors
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.practice import Asked, asked_of, case_base
from casecli.questions.precedents import precedents
from casecli.reports.plain import to_json
from casecli.reports.precedents import write_precedents

FORMATS = ("text", "json")
NEAREST = 5
OWN = "These cases are given in a file; whether they bind is for the law of their own domain to say."
CASE = Annotated[
    str | None,
    typer.Argument(
        help="Library id, file, or -; none: only the case base and its clashes.", autocompletion=o.offered("cases")
    ),
]
LIBRARY = Annotated[
    list[str] | None,
    typer.Option(
        "--library",
        help="A file or folder: cases with outcomes, beside those of the library; or a case base with factors of its "
        "own, instead of it. Repeatable.",
    ),
]
MOST = Annotated[int, typer.Option("--nearest", min=0, help="How many of the nearest past cases to show.")]


def run(
    case: CASE = None,
    library: LIBRARY = None,
    nearest: MOST = NEAREST,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    option: o.OPTION = None,
    set_: o.SET = None,
    as_of: o.AS_OF = None,
    rules: o.RULES = None,
    no_color: o.NO_COLOR = False,
) -> None:
    """Which past cases force a result a fortiori, which are nearest, and what each side can argue from them."""
    kind = o.chosen_format(format, output, FORMATS)
    material = _own(case, library or [], set_, as_of) or _shared(case, library or [], set_, as_of, rules, option)
    say_problems(material.problems)
    found = precedents(material.base, material.asked, nearest)
    if kind == "json":
        write(to_json(found), output)
    else:
        write_page(lambda page: write_precedents(found, material.rulebook, page), output, color=not no_color)
    if errors(material.problems):
        raise typer.Exit(WRONG)


class _Material(NamedTuple):
    """The rulebook with the factors, the case base, the responses asked about, and what is wrong with the input."""

    rulebook: Rulebook
    base: CaseBase
    asked: list[Asked]
    problems: list[Problem]


def _shared(
    case: str | None,
    more: list[str],
    settings: list[str] | None,
    as_of: str | None,
    rules: str | None,
    option: list[str] | None,
) -> _Material:
    """Responses against the cases of the library, and further ones over the same factors."""
    asked = o.asked([case] if case else [], rules, settings, as_of, None, option)
    library, rulebook = Library(), asked.rulebook
    found = find_cases(more, library, rulebook.facts)
    past = {name: library.case(name, rulebook.facts) for name in library.case_ids} | {c.id: c for c in found.cases}
    known_by = asked.request.as_of or min((c.as_of for c in asked.cases if c.as_of), default=None)
    base = case_base(rulebook, (c for c in past.values() if c), known_by)
    responses = [asked_of(rulebook, c, x, asked.request) for c, x in asked.responses()]
    return _Material(rulebook, base, responses, [*asked.problems, *found.problems])


def _own(case: str | None, names: list[str], settings: list[str] | None, as_of: str | None) -> _Material | None:
    """Cases against a case base with factors of its own; None where the files named define none."""
    from casecli.loading.case_bases import cases_named, find_case_base  # noqa: PLC0415 - reads YAML

    own = find_case_base(names, lambda: Library().plain) if names else None
    if own is None:
        return None
    request = o.asked([], None, None, as_of).request._replace(facts=read_settings(settings or (), own.rulebook).facts)
    base = case_base(own.rulebook, own.cases, request.as_of, (own.title, own.note or OWN), own.sides)
    cases = cases_named(case, own) if case else []
    return _Material(own.rulebook, base, [asked_of(own.rulebook, c, c.options[0], request) for c in cases], [])
