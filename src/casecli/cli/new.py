"""`casecli new`: an interview that asks only what can still change the result."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from casecli.cli import options as o
from casecli.cli.output import say_problems, sheet, write, write_sheet
from casecli.engine.assess import assess
from casecli.loading.arguments import find_rulebook
from casecli.loading.case_files import read_answers, read_form
from casecli.loading.cases import build
from casecli.loading.library import Library
from casecli.model.problems import Problem, Unusable
from casecli.model.rulebook import Rulebook
from casecli.questions.interview import (
    State,
    answer,
    answer_all,
    begun,
    begun_with,
    next_question,
    open_facts,
    resumed,
    went_back,
)
from casecli.questions.replies import reply
from casecli.reports.case_file import case_file
from casecli.reports.interview import COMMANDS, write_end, write_question, write_review

OPENING = ("Written by `casecli new`, which goes on with this file: casecli new FILE",)
FILE = Annotated[str | None, typer.Argument(help="The case file to write; one that exists is gone on with.")]
ANSWERS = Annotated[
    str | None, typer.Option("--answers", help="A YAML mapping of facts to answers, for scripts; the rest is left out.")
]
DRAFT = Annotated[str | None, typer.Option("--draft", help="A draft case: confirm each of its suggestions.")]
Ask = Callable[[str], str]


def run(
    file: FILE = None,
    answers: ANSWERS = None,
    draft: DRAFT = None,
    rules: o.RULES = None,
    quiet: o.QUIET = False,
    no_color: o.NO_COLOR = False,
) -> None:
    """An interview that asks only what can still change the result, the most decisive first, and says why."""
    if answers is None and not sys.stdin.isatty():
        hint = "give the answers in a file with --answers, or write the case file by hand: casecli schema case"
        raise o.fail("no-terminal", "`casecli new` asks questions, and there is no terminal to answer them", hint)
    if draft and file and Path(file).exists():
        raise o.fail(
            "exists", f"{file} is there already", "name a new file for the confirmed case, or none to mend the draft"
        )
    rulebook = find_rulebook(rules, Library())
    start = draft or (file if file and Path(file).exists() else None)
    state = resumed(read_form(Path(start), rulebook.facts)) if start else begun()
    target = file or draft
    if answers is not None:
        _from_file(rulebook, state, answers, target, quiet=quiet)
    else:
        Interview(rulebook, target, color=not no_color).hold(state, _terminal())


def _from_file(rulebook: Rulebook, state: State, answers: str, target: str | None, *, quiet: bool) -> None:
    """Answer from a file, write the case, and say which answers were not needed."""
    given = read_answers(Path(answers), rulebook.facts)
    facts = {name for home in (given, *(o.get("facts", {}) for o in given.get("options", ()))) for name in home}
    facts &= rulebook.facts.keys()
    ended = answer_all(rulebook, begun_with(rulebook, state, given), given)
    write(case_file(ended.form, rulebook, OPENING), target)
    unused = sorted(facts - ended.asked)
    if unused and not quiet:
        message = f"{len(facts) - len(unused)} of {len(facts)} answers were asked for; these could change nothing: "
        say_problems([Problem("note", "not-asked", message + ", ".join(unused))])


def _terminal() -> Ask:
    """Asks on the terminal."""
    from rich.prompt import Prompt  # noqa: PLC0415 - only where somebody is asked
    from rich.text import Text  # noqa: PLC0415

    return lambda words: Prompt.ask(Text(words), default="", show_default=False)


class Interview:
    """The conversation: shows a question, reads a line, writes the case after each answer."""

    def __init__(self, rulebook: Rulebook, target: str | None, *, color: bool) -> None:
        self.rulebook, self.target, self.color = rulebook, target, color

    def hold(self, state: State, ask: Ask) -> State:
        """Ask until nothing more can change the result, or until told to stop."""
        self._show(lambda page: page.wrapped(COMMANDS, 1))
        while question := next_question(self.rulebook, state):
            self._show(lambda page, question=question: write_question(question, page))  # type: ignore[misc]
            try:
                word = ask("answer").strip()
            except EOFError:
                word = "stop"
            if word == "stop":
                break
            if word == "review":
                self._show(lambda page, state=state: write_review(state.form, self.rulebook, page))  # type: ignore[misc]
            elif word == "back":
                state = went_back(state)
            else:
                try:
                    state = answer(state, question, reply(question, word))
                except Unusable as unusable:
                    say_problems(unusable.problems)
                    continue
            self._save(state)
        self._end(state)
        return state

    def _save(self, state: State) -> None:
        if "id" in state.form:
            self.target = self.target or _free_name(state.form["id"])
            write(case_file(state.form, self.rulebook, OPENING), self.target)

    def _end(self, state: State) -> None:
        if self.target is None or state.form.get("draft") or "id" not in state.form:
            return
        case = build(state.form, self.rulebook.facts, self.target)
        results = assess(self.rulebook, case).options
        left = sum(len(open_facts(self.rulebook, state.form, i)) for i in range(len(results)))
        self._show(lambda page: write_end(results, left, str(self.target), page))

    def _show(self, fill: Callable[[Any], None]) -> None:
        page = sheet(color=self.color)
        fill(page)
        write_sheet(page, color=self.color)


def _free_name(name: str) -> str:
    """A file for a case here that is not there yet."""
    number = 1
    while Path(found := f"{name}.yaml" if number == 1 else f"{name}-{number}.yaml").exists():
        number += 1
    return found
