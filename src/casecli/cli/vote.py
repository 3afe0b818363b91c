"""`casecli vote`: what a vote of the Security Council means."""

from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.output import WRONG, say_problems, write, write_page
from casecli.loading.arguments import find_cases, find_rulebook
from casecli.loading.days import day
from casecli.loading.library import Library
from casecli.model.problems import Problem, errors
from casecli.model.rulebook import Rulebook
from casecli.questions.votes import Explained, explain_vote, votes_of
from casecli.reports.council import write_votes
from casecli.reports.plain import to_json

FORMATS = ("text", "json")
CASE = Annotated[
    str | None,
    typer.Argument(
        help="A case whose votes are explained; none: the vote given by options.", autocompletion=o.offered("cases")
    ),
]
FOR = Annotated[str | None, typer.Option("--for", help="Votes in favour: a number, or names and codes with commas.")]
AGAINST = Annotated[str | None, typer.Option("--against", help="Votes against: names tell whether it was a veto.")]
ABSTAIN = Annotated[str | None, typer.Option("--abstain", help="Abstentions.")]
ABSENT = Annotated[str | None, typer.Option("--absent", help="Absent or not participating.")]
PROCEDURAL = Annotated[bool, typer.Option("--procedural", help="A vote on procedure, in which there is no veto.")]
DATE = Annotated[str | None, typer.Option("--date", help="The day of the vote: the size of the Council changed.")]


def run(
    case: CASE = None,
    for_: FOR = None,
    against: AGAINST = None,
    abstain: ABSTAIN = None,
    absent: ABSENT = None,
    procedural: PROCEDURAL = False,
    date: DATE = None,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    rules: o.RULES = None,
    no_color: o.NO_COLOR = False,
) -> None:
    """What a Council vote means: adopted, failed, vetoed and by whom, or procedural."""
    kind = o.chosen_format(format, output, FORMATS)
    library = Library()
    rulebook = find_rulebook(rules, library)
    sides = {"for": for_, "against": against, "abstain": abstain, "absent": absent}
    problems: list[Problem] = []
    if case is not None:
        votes, problems = _of_case(case, library, rulebook)
    else:
        votes = [explain_vote(rulebook, _given(sides), _day(date, rulebook), procedural=procedural)]
    say_problems(problems)
    if kind == "json":
        write(to_json(votes if case is not None else votes[0]), output)
    elif votes:
        write_page(lambda page: write_votes(votes, rulebook, page), output, color=not no_color)
    if errors(problems):
        raise typer.Exit(WRONG)


def _given(sides: dict[str, str | None]) -> dict[str, str | None]:
    if not any(sides.values()):
        raise o.fail("no-vote", "give a case, or the votes", "as --for 9 --against china,russia,3 --abstain 3")
    return sides


def _day(text: str | None, rulebook: Rulebook):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a date
    found = day(text) if text else rulebook.as_of
    if found is None:
        raise o.fail("bad-date", f"--date takes a day such as 2007-01-12; found {text!r}")
    return found


def _of_case(name: str, library: Library, rulebook: Rulebook) -> tuple[list[Explained], list[Problem]]:
    found = find_cases([name], library, rulebook.facts)
    votes, problems = [], list(found.problems)
    for case in found.cases:
        explained, wrong = votes_of(rulebook, case)
        votes += explained
        problems += wrong
        if not case.votes:
            problems.append(Problem("note", "no-votes", f"{case.id} gives no votes", case.file))
    return votes, problems
