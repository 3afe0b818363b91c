"""A case as questions: what to ask, the hints in the order in which they give more away, and how the replies went.

Nothing here knows more than the day of the response: who asks lays the case out as it was known by then.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from casecli.engine.evaluate import Evaluator
from casecli.engine.readings import MAINSTREAM
from casecli.logic import FALSE
from casecli.model import conditions as c
from casecli.model.case import Case, Option
from casecli.model.facts import SourceRef
from casecli.model.learning import Answer, Paper
from casecli.model.rulebook import Criterion, Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.findings import find
from casecli.questions.marking import Bench, Cases, Marked, Marking, Rested, bases_in_question, mark, rested
from casecli.questions.stances import points_of

SCHEMA, SCORE_SCHEMA = "casecli.quiz/1", "casecli.score/1"
MOST = 12
Kind = Literal["rule", "asks", "shows", "authority"]


class Hint(NamedTuple):
    """Something that helps: the rule, the facts that it asks, what the case shows of them, or the authority."""

    kind: Kind
    facts: tuple[Rested, ...] = ()
    sources: tuple[SourceRef, ...] = ()


class Question(NamedTuple):
    """A criterion or basis to be found on, the contested points that it turns on, and its hints."""

    id: str
    points: tuple[str, ...]
    hints: tuple[Hint, ...]


class Turn(NamedTuple):
    """A question with the learner's answer (None where it was passed), the hints taken, and the mark."""

    question: str
    answer: Answer | None
    hints: int
    marked: Marked | None


class Played(NamedTuple):
    """A quiz from the first question to the tally. ``known_by`` is the day after which nothing was shown."""

    schema: str
    known_by: str | None
    turns: tuple[Turn, ...]
    marking: Marking


class Score(NamedTuple):
    """How a quiz went, as one line of a file of scores."""

    schema: str
    case: str
    option: str
    rulebook: str
    right: int
    wrong_reason: int
    wrong: int
    missing: int
    hints: int
    misconceptions: tuple[str, ...]


def day_of(case: Case, option: Option, as_of: date | None) -> date | None:
    """The day after which a quiz shows nothing: the one asked for, else that of the response."""
    return as_of or option.date or case.date


def questions(bench: Bench, about: str | None = None, most: int = MOST) -> tuple[Question, ...]:
    """What to ask of a response, at most so much.

    ``about`` is a criterion, basis, group or score; left out, it is the law on force where that can apply, else what
    the checklists ask, critical items first. Raises KeyError where nothing has the id.
    """
    evaluator = bench.judgment.evaluators[MAINSTREAM]
    names = _about(bench.rulebook, about) if about else [*_law(bench, evaluator)] or [*_items(evaluator)]
    return tuple(question(bench, name) for name in list(dict.fromkeys(names))[:most])


def asks_law(bench: Bench) -> bool:
    """Whether the law on force can apply to a response, so that its status is asked for."""
    return next(_law(bench, bench.judgment.evaluators[MAINSTREAM]), None) is not None


def question(bench: Bench, name: str) -> Question:
    """One question with its hints."""
    found = find(bench.judgment.evaluators[MAINSTREAM], name)
    facts = rested(bench, found.askable)
    hints = (Hint("rule"), Hint("asks", facts), Hint("shows", facts), Hint("authority", sources=found.sources))
    kept = tuple(h for h in hints if h.kind == "rule" or h.facts or h.sources)
    return Question(name, points_of(bench.rulebook, name), kept)


def askable(rulebook: Rulebook) -> tuple[str, ...]:
    """The ids of everything that a quiz can be about."""
    groups = [g.id for s in rulebook.scores.values() for g in s.groups]
    return (*rulebook.criteria, *(b.id for b in rulebook.bases), *rulebook.scores, *groups)


def _about(rulebook: Rulebook, name: str) -> list[str]:
    if name in rulebook.criteria:
        return [name]
    for basis in rulebook.bases:
        if basis.id == name:
            return [x.id for x in basis.criteria if x.group == basis.id]
    groups = [g for s in rulebook.scores.values() for g in s.groups if name in (s.id, g.id)]
    if not groups:
        raise KeyError(name)
    return [x.id for g in groups for x in g.criteria]


def _law(bench: Bench, evaluator: Evaluator) -> Iterator[str]:
    """What makes the law on force apply, and the elements of the bases in question; nothing where it cannot apply."""
    rulebook = bench.rulebook
    asked = [x.target for x in _parts(rulebook.engaged_when) if isinstance(x, c.Met)]
    if any(evaluator.explain(x).truth == FALSE for x in _gates(rulebook.engaged_when)):
        return
    yield from (x.id for x in asked if isinstance(x, Criterion))
    for basis in bases_in_question(bench, evaluator):
        yield from (x.id for x in basis.criteria if x.group == basis.id)


def _gates(engaged_when: c.Condition) -> list[c.Condition]:
    """What must hold beside the criteria that are asked: where it fails, as in a case of another domain, none is."""
    parts = c.parts(engaged_when) if isinstance(engaged_when, c.All) else ()
    return [x for x in parts if not any(isinstance(y, c.Met) for y in _parts(x))]


def _parts(condition: c.Condition) -> Iterator[c.Condition]:
    yield condition
    for part in c.parts(condition):
        yield from _parts(part)


def _items(evaluator: Evaluator) -> list[str]:
    """The items that are asked of this response, critical ones first."""
    groups = [g for s in evaluator.rulebook.scores.values() for g in s.groups if evaluator.applies(g) != FALSE]
    items = [x for g in groups for x in g.criteria if evaluator.finding(x).applies != FALSE]
    return [x.id for x in sorted(items, key=lambda x: not x.critical)]


def mark_turn(bench: Bench, paper: Paper, others: Cases, known_by: date | None) -> Marked:
    """The mark of the last answer of a paper, by the positions taken so far."""
    return mark(bench, paper, others, known_by).answers[-1]


def score_of(played: Played, version: str) -> Score:
    """The line for a file of scores."""
    marking, tally = played.marking, played.marking.tally
    return Score(
        schema=SCORE_SCHEMA,
        case=marking.case,
        option=marking.option,
        rulebook=version,
        right=tally["right"],
        wrong_reason=tally["wrong_reason"],
        wrong=tally["wrong"],
        missing=tally["missing"],
        hints=sum(turn.hints for turn in played.turns),
        misconceptions=tuple(m.id for m in marking.misconceptions),
    )
