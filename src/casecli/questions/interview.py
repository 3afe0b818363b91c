"""The interview: from what a case says so far to the next question, and from an answer to the case that follows.

Only what can still change the result is asked, the most decisive first. Pure: a state and an answer give a state.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
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
TOPIC, REGION = "topic", "region"
ON_RECORD = {"vetoes_on_topic": TOPIC, "share_on_region": REGION}
"""What follows from the record of vetoes, by what the record is looked up with."""
RESPONSE, FIRST, SHARED = "response", "first", "crisis"
"""The question for another response, the id of the first, and the scope of the facts that all responses share."""
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

    ``key`` is a key of the case file, the id of a fact, the number of a vote, or `response`; ``sections`` are the parts
    of the report that the answer can change, ``asked_by`` the titles of what rests on it, ``given`` what a draft
    suggests, ``left`` how many facts can still change the result. ``of`` is the number of the response meant, ``named``
    its title where there are several, ``first`` what was answered for the first one, ``known`` what the record of
    vetoes can be looked up with, ``shared`` the facts that all responses share.
    """

    key: str
    fact: Fact | None = None
    sections: tuple[str, ...] = ()
    asked_by: tuple[str, ...] = ()
    given: Any = None
    left: int = 0
    of: int = 0
    named: str | None = None
    first: Any = None
    known: tuple[str, ...] = ()
    shared: frozenset[str] = frozenset()


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
    for of in range(len(responses(state.form))):
        if question := _on_response(rulebook, state, of):
            return question
    if RESPONSE in state.asked:
        return None
    shared = frozenset(name for name, fact in rulebook.facts.items() if fact.scope == SHARED)
    return Question(RESPONSE, shared=shared)


def _on_response(rulebook: Rulebook, state: State, of: int) -> Question | None:
    """What is asked next about one response."""
    found = open_facts(rulebook, state.form, of)
    for name, bearing in found.items():
        fact = rulebook.facts[name]
        key = ON_RECORD.get(fact.derived.of) if fact.derived else None
        if key and key not in state.form and key not in state.asked:
            return Question(
                key, sections=bearing.sections, known=tuple(sorted({getattr(v, key) for v in rulebook.vetoes}))
            )
        every = responses(state.form)
        return Question(
            name,
            fact,
            bearing.sections,
            bearing.asked_by,
            left=len(found),
            of=of,
            named=every[of].get("title", every[of]["id"]) if len(every) > 1 else None,
            first=every[0].get("facts", {}).get(name) if of else None,
        )
    return None


def responses(form: Plain) -> list[Plain]:
    """The responses of a case as it says them; one that it does not name is the case itself."""
    return list(form.get("options") or [{"id": RESPONSE, "facts": {}}])


def open_facts(rulebook: Rulebook, form: Plain, of: int = 0) -> dict[str, Any]:
    """The facts that could still change the result of one response of a case, the most decisive first.

    What follows from the case's votes, mandates, topic and region is known.
    """
    blank = {"id": "new", "title": UNTITLED} | form
    case = build(blank, rulebook.facts, None)
    option = case.options[of]
    known = answered(rulebook, form, of) | complete(rulebook, case, option).derived.keys()
    known |= {f.id for f in rulebook.derived if f.derived and form.get(ON_RECORD.get(f.derived.of, ""))}
    silent = {name: unknown(fact) for name, fact in rulebook.facts.items() if name not in known}
    return bearings(rulebook, complete(rulebook, case, option, silent), known)


def answered(rulebook: Rulebook, form: Plain, of: int = 0) -> set[str]:
    """The facts that need no question about a response: given in the case or for it, or asked and left out."""
    response = responses(form)[of]
    noted = {name for name, note in form.get("notes", {}).items() if note == LEFT_OUT}
    left = {name for name in rulebook.facts if _note_of(rulebook.facts[name], response, of) in noted}
    return {*form.get("facts", {}), *response.get("facts", {})} | left


def _note_of(fact: Fact, response: Plain, of: int) -> str:
    """The key of the note on a fact: of a further response it names that."""
    return f"{response['id']}.{fact.id}" if of and fact.scope != SHARED else fact.id


def unconfirmed(form: Plain) -> list[str]:
    """The facts of a draft that nobody has confirmed."""
    return [name for name, entry in form.get("facts", {}).items() if _is_marked(entry)]


def _is_marked(entry: Any) -> bool:
    return isinstance(entry, Mapping) and str(entry.get("note", "")).startswith(MARK)


def answer(state: State, question: Question, given: Any) -> State:
    """The state after an answer: a value or entry as a case file writes it, or LEAVE."""
    form = dict(state.form)
    asked = state.asked | {question.key}
    if question.fact:
        _answer_fact(form, question, given)
    elif question.key == RESPONSE:
        asked = asked if given is LEAVE else state.asked
        if given is not LEAVE:
            _add_response(form, given, question.shared)
    elif question.key in (*HEADER, TOPIC, REGION):
        _answer_header(form, question.key, given)
    else:
        kept = [_confirmed(given) if f"votes.{i}" == question.key else v for i, v in enumerate(form["votes"])]
        form["votes"] = [vote for vote in kept if vote is not LEAVE]
    if form.get("draft") and not unconfirmed(form) and not any(map(_is_marked, form.get("votes", ()))):
        del form["draft"]
    return State(_ordered(form), asked, state)


def _answer_fact(form: Plain, question: Question, given: Any) -> None:
    """A fact that the responses share, or that no response is named for, stands in the case; else in the response."""
    fact, options = question.fact, [dict(o) for o in form.get("options", ())]
    if fact is None:
        return
    of_response = bool(options) and fact.scope != SHARED
    home = options[question.of] if of_response else form
    facts, notes = dict(home.get("facts", {})), dict(form.get("notes", {}))
    note = _note_of(fact, responses(form)[question.of], question.of)
    if given is LEAVE:
        facts.pop(fact.id, None)
        notes[note] = LEFT_OUT
    else:
        facts[fact.id] = _confirmed(given)
        notes.pop(note, None)
    home["facts"], form["notes"] = facts, notes
    if of_response:
        form["options"] = options
    if not notes:
        del form["notes"]


def _add_response(form: Plain, title: str, shared: Container[str]) -> None:
    """One more response; with the second, what was answered for the first becomes its own, but for the crisis."""
    if not form.get("options"):
        facts = form.get("facts", {})
        own = {k: v for k, v in facts.items() if k not in shared}
        form["options"] = [{"id": FIRST, "title": form.get(TITLE, UNTITLED), "facts": own}]
        form["facts"] = {k: v for k, v in facts.items() if k in shared}
    taken = {o["id"] for o in form["options"]}
    names = (id_of(title), *(f"{id_of(title)}-{n}" for n in range(2, len(taken) + 3)))
    name = next(n for n in names if n not in taken)
    form["options"] = [*form["options"], {"id": name, "title": title, "facts": {}}]


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
    own = {o["id"]: o.get("facts", {}) for o in answers.get("options", ())}
    while question := next_question(rulebook, state):
        meant = own.get(responses(state.form)[question.of]["id"], {}) if question.fact else {}
        state = answer(state, question, meant.get(question.key, answers.get(question.key, silence(question))))
    return state


def begun_with(rulebook: Rulebook, state: State, answers: Mapping[str, Any]) -> State:
    """The interview with what a file of answers says of the case itself; its facts wait to be asked for.

    Taken at once is what would not be asked for: facts that follow from votes, mandates or the record, where the file
    says otherwise, and what a response says otherwise than all share of the crisis.
    """
    facts = rulebook.facts
    form = {"casecli": 1} | state.form | {k: v for k, v in answers.items() if k not in facts}
    if follow := {k: v for k, v in answers.items() if k in facts and facts[k].derived}:
        form["facts"] = form.get("facts", {}) | follow
    there = {o["id"]: o for o in state.form.get("options", ())}
    for option in answers.get("options", ()):
        before, own = there.get(option["id"], {}), option.get("facts", {})
        at_once = {k: v for k, v in own.items() if facts[k].scope == SHARED or facts[k].derived}
        there[option["id"]] = before | option | {"facts": before.get("facts", {}) | at_once}
    return state._replace(form=form | ({"options": list(there.values())} if there else {}))


def silence(question: Question) -> Any:
    """The answer that says nothing: `unknown` for a fact without a presumption, else to leave it out."""
    return "unknown" if question.fact and question.fact.presumed is None and question.given is None else LEAVE
