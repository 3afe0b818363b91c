"""How a quiz is played: question by question, with the answers of a file or those typed on a terminal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from casecli.cli.output import sheet, write_sheet
from casecli.engine.legal import STATUSES, UNDETERMINED
from casecli.loading.answers import reading_name
from casecli.loading.faults import Faults, did_you_mean
from casecli.model.case import Case
from casecli.model.explanation import Verdict
from casecli.model.learning import Answer, Paper
from casecli.nouns import NamedTuple
from casecli.questions.marking import Asked, Bench, mark
from casecli.questions.quiz import SCHEMA, Hint, Played, Question, Turn, mark_turn
from casecli.reports.marking import tally_words, write_answer, write_closing, write_readings, write_status
from casecli.reports.quiz import write_hint, write_question, write_reply
from casecli.reports.sheet import Sheet

FINDINGS = [v.value for v in Verdict]
HINT, PASS, STOP = "hint", "pass", "stop"


class Setting(NamedTuple):
    """What is asked, about what, and what may be shown."""

    bench: Bench
    questions: tuple[Question, ...]
    others: Callable[[], list[Case]]
    known_by: date | None
    status: bool

    @property
    def asked(self) -> Asked:
        """What the learner is to answer."""
        return Asked(tuple(q.id for q in self.questions), self.status)


class StoppedError(Exception):
    """The learner has had enough: what was answered is marked."""


def scripted(setting: Setting, paper: Paper, page: Sheet) -> Played:
    """A quiz with the answers of a file."""
    given = {a.criterion: a for a in paper.answers}
    told = paper._replace(answers=(), status=None, statements=())
    turns = []
    for number, question in enumerate(setting.questions, 1):
        write_question(question, number, len(setting.questions), setting.bench.rulebook, page)
        answer = given.get(question.id)
        if answer is None:
            page.wrapped("Passed.", 5)
            page.blank()
            turns.append(Turn(question.id, None, 0, None))
            continue
        write_reply(answer.finding, answer.facts, answer.authority, page)
        told = told._replace(answers=(*told.answers, answer))
        turns.append(_turn(setting, told, question, 0, page))
    return _close(setting, paper, turns, page)


def _turn(setting: Setting, told: Paper, question: Question, hints: int, page: Sheet) -> Turn:
    marked = mark_turn(setting.bench, told, setting.others, setting.known_by)
    write_answer(marked, setting.bench.rulebook, page)
    return Turn(question.id, told.answers[-1], hints, marked)


def _close(setting: Setting, paper: Paper, turns: list[Turn], page: Sheet) -> Played:
    """The paper as a whole: the status, what is missing, the wrong beliefs, the tally."""
    marking = mark(setting.bench, paper, setting.others, setting.known_by, setting.asked)
    write_status(marking.status, page)
    write_readings(marking, setting.bench.rulebook, page)
    page.blank()
    write_closing(marking, setting.bench.rulebook, page)
    page.wrapped(f"{tally_words(marking.tally)}.", 1, "bold")
    known_by = setting.known_by.isoformat() if setting.known_by else None
    return Played(SCHEMA, known_by, tuple(turns), marking)


def spoken(setting: Setting, *, color: bool) -> Played:
    """A quiz on a terminal."""
    learner = _Learner(setting, color=color)
    turns: list[Turn] = []
    paper = Paper(setting.bench.case.id, setting.bench.option.id)
    try:
        for number, question in enumerate(setting.questions, 1):
            answer, hints = learner.hear(question, number)
            if answer is None:
                turns.append(Turn(question.id, None, hints, None))
                continue
            paper = paper._replace(answers=(*paper.answers, answer))
            page = sheet(color=color)
            turns.append(_turn(setting, paper, question, hints, page))
            write_sheet(page, color=color)
        paper = paper._replace(status=learner.status() if setting.status else None)
    except (StoppedError, EOFError):
        pass
    page = sheet(color=color)
    played = _close(setting, paper, turns, page)
    write_sheet(page, color=color)
    return played


class _Learner:
    """Somebody at a terminal."""

    def __init__(self, setting: Setting, *, color: bool) -> None:
        from rich.prompt import Prompt  # noqa: PLC0415 - only where somebody is asked

        self.setting, self.color, self.prompt = setting, color, Prompt
        self.rulebook = setting.bench.rulebook

    def hear(self, question: Question, number: int) -> tuple[Answer | None, int]:
        """The answer to a question (None where it is passed), and the hints taken."""
        page = sheet(color=self.color)
        write_question(question, number, len(self.setting.questions), self.rulebook, page)
        write_sheet(page, color=self.color)
        left = list(question.hints)
        while True:
            choices = [*FINDINGS, *([HINT] if left else []), PASS, STOP]
            said = self.prompt.ask("     Your finding", choices=choices)
            if said == STOP:
                raise StoppedError
            if said == HINT:
                self._show(question, left)
                continue
            taken = len(question.hints) - len(left)
            return (None if said == PASS else self._reasons(question, said)), taken

    def _show(self, question: Question, left: list[Hint]) -> None:
        page = sheet(color=self.color)
        write_hint(left.pop(0), question, self.rulebook, page)
        write_sheet(page, color=self.color)

    def _reasons(self, question: Question, finding: str) -> Answer:
        """What carries a finding: facts, authority, and the reading where the question is contested."""
        facts = self._ids("     Facts you rely on (ids, by commas)")
        said = self.prompt.ask("     Authority (by semicolons)", default="", show_default=False)
        authority = tuple(x.strip() for x in said.split(";") if x.strip())
        reading = self._reading() if question.points else ()
        return Answer(question.id, finding, facts, authority, reading)

    def _ids(self, prompt: str) -> tuple[str, ...]:
        while True:
            said = self.prompt.ask(prompt, default="", show_default=False)
            names = tuple(dict.fromkeys(x.strip() for x in said.replace(";", ",").split(",") if x.strip()))
            wrong = [x for x in names if x not in self.rulebook.facts]
            if not wrong:
                return names
            hint = did_you_mean(wrong[0], self.rulebook.facts) or "casecli facts lists them"
            self._say(f"No fact has the id {wrong[0]!r}; {hint}")

    def _reading(self) -> tuple[str, ...]:
        while True:
            said = self.prompt.ask(
                "     Reading, or POINT=POSITION (Enter: mainstream)", default="", show_default=False
            )
            names = tuple(x.strip() for x in said.split(",") if x.strip())
            faults = Faults()
            for name in names:
                reading_name(self.rulebook).check(name, (), faults)
            if not faults:
                return names
            self._say(f"{faults[0].message}; {faults[0].hint or 'casecli criteria lists them'}")

    def status(self) -> str | None:
        """The status that the learner concludes on; None where it is passed."""
        said = self.prompt.ask("     The legal status", choices=[*STATUSES, UNDETERMINED, PASS])
        return None if said == PASS else said

    def _say(self, text: str) -> None:
        page = sheet(color=self.color)
        page.wrapped(text, 5)
        write_sheet(page, color=self.color)
