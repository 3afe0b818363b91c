"""The interview: from what a case says so far to the next question, and from an answer to the case that follows.

Only what can still change the result is asked, the most decisive first. Pure: a state and an answer give a state.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casecli.engine.complete import complete
from casecli.loading.cases import build
from casecli.loading.values import unknown
from casecli.model.facts import Fact
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.drafted import MARK, id_of
from casecli.questions.relevance import bearings

TITLE, DATE, DOMAIN = HEADER = ("title", "date", "domain")
LEFT_OUT = "asked and left out"
"""The note of a fact that was asked and left to its presumption, if it has one, so that nobody asks again."""
CONFIRMED = "the text, "
UNTITLED = "Untitled"
Plain = dict[str, Any]


class Leave:
    """The answer that leaves a thing out of the case."""


LEAVE = Leave()


class State(NamedTuple):
    """A case so far, as a case file says it; what was asked in this sitting; and the state before the last answer."""

    form: Plain
    asked: frozenset[str] = frozenset()
    before: State | None = None


class Question(NamedTuple):
    """What is asked next.

    ``key`` is a key of the case file, the id of a fact, or the number of a vote; ``sections`` are the parts of the
    report that the answer can change, ``asked_by`` the titles of what rests on it, ``given`` what a draft suggests,
    ``left`` how many facts can still change the result.
    """

    key: str
    fact: Fact | None = None
    sections: tuple[str, ...] = ()
    asked_by: tuple[str, ...] = ()
    given: Any = None
    left: int = 0


def begun() -> State:
    """A new interview."""
    return State({"casecli": 1})


def resumed(form: Plain) -> State:
    """An interview that goes on with a case file; of a draft, day and domain are asked again."""
    return State(form, frozenset((TITLE,) if form.get("draft") else HEADER))


def next_question(rulebook: Rulebook, state: State) -> Question | None:
    """The next question; None where no answer could change the result any more."""
    for key in HEADER:
        if key not in state.asked:
            return Question(key, given=state.form.get(key))
    for name in unconfirmed(state.form):
        return Question(name, rulebook.facts[name], given=state.form["facts"][name])
    for i, vote in enumerate(state.form.get("votes", ())):
        if _is_marked(vote):
            return Question(f"votes.{i}", given=vote)
    found = open_facts(rulebook, state.form)
    for name, bearing in found.items():
        return Question(name, rulebook.facts[name], bearing.sections, bearing.asked_by, left=len(found))
    return None


def open_facts(rulebook: Rulebook, form: Plain) -> dict[str, Any]:
    """The facts that could still change the result of a case, the most decisive first."""
    known = answered(form)
    blank = {"id": "new", "title": UNTITLED} | form
    case = build(blank, rulebook.facts, None)
    silent = {name: unknown(fact) for name, fact in rulebook.facts.items() if name not in known}
    return bearings(rulebook, complete(rulebook, case, case.options[0], silent), known)


def answered(form: Plain) -> set[str]:
    """The facts that need no question: given in the case or its option, or asked and left out."""
    given = {*form.get("facts", {}), *(name for o in form.get("options", ())[:1] for name in o.get("facts", {}))}
    return given | {name for name, note in form.get("notes", {}).items() if note == LEFT_OUT}


def unconfirmed(form: Plain) -> list[str]:
    """The facts of a draft that nobody has confirmed."""
    return [name for name, entry in form.get("facts", {}).items() if _is_marked(entry)]


def _is_marked(entry: Any) -> bool:
    return isinstance(entry, Mapping) and str(entry.get("note", "")).startswith(MARK)


def answer(state: State, question: Question, given: Any) -> State:
    """The state after an answer: a value or entry as a case file writes it, or LEAVE."""
    form = dict(state.form)
    if question.fact:
        _answer_fact(form, question.key, given)
    elif question.key in HEADER:
        _answer_header(form, question.key, given)
    else:
        kept = [_confirmed(given) if f"votes.{i}" == question.key else v for i, v in enumerate(form["votes"])]
        form["votes"] = [vote for vote in kept if vote is not LEAVE]
    if form.get("draft") and not unconfirmed(form) and not any(map(_is_marked, form.get("votes", ()))):
        del form["draft"]
    return State(_ordered(form), state.asked | {question.key}, state)


def _answer_fact(form: Plain, name: str, given: Any) -> None:
    facts, notes = dict(form.get("facts", {})), dict(form.get("notes", {}))
    if given is LEAVE:
        facts.pop(name, None)
        notes[name] = LEFT_OUT
    else:
        facts[name] = _confirmed(given)
        notes.pop(name, None)
    form["facts"], form["notes"] = facts, notes
    if not notes:
        del form["notes"]


def _confirmed(entry: Any) -> Any:
    """An entry without the mark of a draft: its words stay as its note."""
    if isinstance(entry, Mapping):
        return {key: _confirmed(value) for key, value in entry.items()}
    if isinstance(entry, list):
        return [_confirmed(part) for part in entry]
    if isinstance(entry, str) and entry.startswith(MARK):
        return CONFIRMED + entry.removeprefix(MARK)
    return entry


def _answer_header(form: Plain, key: str, given: Any) -> None:
    if given is LEAVE:
        form.pop(key, None)
    else:
        form[key] = given
    if key == TITLE:
        form.setdefault("id", id_of(form.setdefault(TITLE, UNTITLED)))


def _ordered(form: Plain) -> Plain:
    """The keys of a case file in their usual order."""
    usual = ("casecli", "id", TITLE, "draft", "period", DATE, "as_of", DOMAIN, "topic", "region", "summary", "facts")
    return {k: form[k] for k in (*usual, *form) if k in form}


def went_back(state: State) -> State:
    """The state before the last answer; the same where there was none."""
    return state.before or state


def answer_all(rulebook: Rulebook, state: State, answers: Mapping[str, Any]) -> State:
    """The interview answered from a mapping of facts and keys of the case file.

    A question on which it is silent is left out; a fact that has no presumption is then unknown, and what a draft
    suggests is dropped.
    """
    while question := next_question(rulebook, state):
        state = answer(state, question, answers.get(question.key, silence(question)))
    return state


def silence(question: Question) -> Any:
    """The answer that says nothing: `unknown` for a fact without a presumption, else to leave it out."""
    return "unknown" if question.fact and question.fact.presumed is None and question.given is None else LEAVE
