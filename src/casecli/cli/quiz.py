"""`casecli quiz`: a case as questions, asked first and shown after."""

import sys
from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.learners import library_cases, paper_on, response_of, the_case
from casecli.cli.output import is_terminal, sheet, write, write_sheet
from casecli.cli.scores import keep_score, read_scores
from casecli.cli.talk import Setting, scripted, spoken
from casecli.engine.assess import Request
from casecli.loading.faults import did_you_mean
from casecli.model.learning import Paper
from casecli.questions.marking import Bench, lay_out
from casecli.questions.quiz import MOST, Played, Question, askable, asks_law, day_of, question, questions
from casecli.reports.plain import to_json
from casecli.reports.quiz import write_opening

FORMATS = ("text", "json")
OPTION = Annotated[str | None, typer.Option("--option", help="The response to ask about.")]
ABOUT = Annotated[
    str | None, typer.Option("--about", help="A criterion, basis, group or score; none: the law on force.")
]
HOW_MANY = Annotated[int, typer.Option("--most", min=1, help="Ask at most so many questions.")]
SCRIPT = Annotated[str | None, typer.Option("--answers", help="Take the answers from a file instead of a terminal.")]
SCORES = Annotated[str | None, typer.Option("--scores", help="Add the score to this file; else none is kept.")]


def run(
    case: o.CASE,
    option: OPTION = None,
    about: ABOUT = None,
    most: HOW_MANY = MOST,
    answers: SCRIPT = None,
    scores: SCORES = None,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    as_of: o.AS_OF = None,
    rules: o.RULES = None,
    no_color: o.NO_COLOR = False,
) -> None:
    """Questions on a case, with hints and without facts later than its day; a score is kept only with --scores."""
    kind = o.chosen_format(format, output, FORMATS)
    if answers is None and (kind != "text" or output or not (sys.stdin.isatty() and is_terminal())):
        raise o.fail("no-terminal", "a quiz asks its questions on a terminal", "in a script, give --answers FILE")
    before = read_scores(scores)
    asked = o.asked([case], rules, None, as_of)
    found = the_case(asked)
    paper = paper_on(answers, asked.rulebook, found) if answers else None
    chosen = response_of(found, option, paper)
    known_by = day_of(found, chosen, asked.request.as_of)
    bench = lay_out(asked.rulebook, found, chosen, Request(as_of=known_by))
    wanted = _to_ask(bench, about, most, paper)
    setting = Setting(bench, wanted, library_cases(asked.rulebook), known_by, about is None and asks_law(bench))
    played = _play(setting, paper, kind, output, color=not no_color)
    keep_score(played, asked.rulebook.version, scores, before)


def _to_ask(bench: Bench, about: str | None, most: int, paper: Paper | None) -> tuple[Question, ...]:
    """The questions, and those that a file of answers speaks of besides. Raises Unusable where nothing has the id."""
    if about and about not in askable(bench.rulebook):
        hint = did_you_mean(about, askable(bench.rulebook))
        raise o.fail("unknown-criterion", f"nothing to ask about has the id {about!r}", hint)
    asked = questions(bench, about, most)
    known = {q.id for q in asked}
    return (
        *asked,
        *(question(bench, a.criterion) for a in (paper.answers if paper else ()) if a.criterion not in known),
    )


def _play(setting: Setting, paper: Paper | None, kind: str, output: str | None, *, color: bool) -> Played:
    """Ask and mark, and write what was said."""
    page = sheet(color=color)
    write_opening(setting.bench.case, setting.bench.option, setting.known_by, len(setting.questions), page)
    if paper is None:
        write_sheet(page, color=color)
        return spoken(setting, color=color)
    played = scripted(setting, paper, page)
    if kind == "json":
        write(to_json(played), output)
    else:
        write_sheet(page, output, color=color)
    return played
