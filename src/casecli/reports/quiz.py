"""Questions and hints as text."""

from __future__ import annotations

from datetime import date

from casecli.model.case import Case, Option
from casecli.model.rulebook import Rulebook
from casecli.questions.findings import rule_title
from casecli.questions.quiz import Hint, Question, Score
from casecli.reports.entries import rule
from casecli.reports.grounds import cite
from casecli.reports.marking import rested_words
from casecli.reports.plain import compact, plain
from casecli.reports.sheet import Segment, Sheet
from casecli.reports.words import FINDINGS, both

INSET = 5


def write_opening(case: Case, option: Option, known_by: date | None, count: int, sheet: Sheet) -> None:
    """What the quiz is about and how far it looks."""
    sheet.pair(
        Segment(case.title, "bold"), f"as known on {known_by}" if known_by else "no day given: nothing is hidden"
    )
    sheet.pair(Segment(option.title), f"{count} questions")
    sheet.rule()


def write_question(question: Question, number: int, count: int, rulebook: Rulebook, sheet: Sheet) -> None:
    """A question, and the contested points on which a reading can be named."""
    sheet.line(
        Segment(f"{number} of {count}  ", "bright_black"),
        Segment(rule_title(rulebook, question.id), "bold"),
        Segment(f"  {question.id}", "bright_black"),
        indent=1,
    )
    criterion = rulebook.criteria.get(question.id)
    sheet.wrapped(criterion.question if criterion else "Are all its elements there?", INSET, "italic")
    if question.points:
        points = both([p for p in rulebook.points if p in question.points])
        sheet.wrapped(f"Lawyers divide here; a reading can be named. Contested points: {points}.", INSET, hang=2)


def write_hint(hint: Hint, question: Question, rulebook: Rulebook, sheet: Sheet) -> None:
    """One hint; each gives more away than the one before."""
    sheet.wrapped(f"Hint: {_hint(hint, question, rulebook)}", INSET, hang=2)


def _hint(hint: Hint, question: Question, rulebook: Rulebook) -> str:
    if hint.kind == "asks":
        return f"it asks about {both([f'{rulebook.facts[x.fact].title} [{x.fact}]' for x in hint.facts])}."
    if hint.kind == "shows":
        return f"the case shows {'; '.join(rested_words(x, rulebook) for x in hint.facts)}."
    if hint.kind == "authority":
        return f"look at {'; '.join(dict.fromkeys(cite(rulebook, s) for s in hint.sources))}."
    criterion = rulebook.criteria.get(question.id)
    if criterion is None:
        basis = next(b for b in rulebook.bases if b.id == question.id)
        return f"all of: {both([x.title for x in basis.criteria])}."
    said = f"met when {rule(rulebook, criterion.met_when)}"
    return f"{said}, unless {rule(rulebook, criterion.unless)}." if criterion.unless else f"{said}."


def write_reply(finding: str, facts: tuple[str, ...], authority: tuple[str, ...], sheet: Sheet) -> None:
    """What was answered, where nobody typed it."""
    parts = [FINDINGS[finding].word]
    parts += [f"on {both(list(facts))}"] if facts else []
    parts += [f"by {'; '.join(authority)}"] if authority else []
    sheet.wrapped(f"Answer: {', '.join(parts)}", INSET, hang=2)


def score_line(score: Score) -> str:
    """A line of a file of scores."""
    return compact(plain(score)) + "\n"
