"""What people type in an interview: from a line to an answer as a case file writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casecli.loading.case_shape import DOMAINS
from casecli.loading.days import day
from casecli.loading.faults import Faults, did_you_mean, listed
from casecli.loading.values import as_written, read_state
from casecli.model.facts import Fact
from casecli.model.problems import Problem, Unusable
from casecli.questions.interview import DATE, DOMAIN, LEAVE, REGION, RESPONSE, TITLE, TOPIC, Question, silence

DROP = "drop"
YES, NO = ("y", "yes", ""), ("n", "no", DROP)


def reply(question: Question, text: str) -> Any:
    """The answer that a line gives: a value or entry, or LEAVE. Raises Unusable with what is wrong about it."""
    text = text.strip()
    if question.fact:
        return _on_fact(question, question.fact, text)
    if question.key in READ:
        return READ[question.key](question, text)
    if text.casefold() not in YES + NO:
        message = "answer y to keep it or n to drop it"
        raise _wrong(message)
    return question.given if text.casefold() in YES else LEAVE


def _on_fact(question: Question, fact: Fact, text: str) -> Any:
    if not text:
        kept = question.first if question.given is None else question.given
        return silence(question) if kept is None else kept
    if text == DROP:
        return LEAVE
    entry = _numbered(fact, text)
    faults = Faults()
    read_state(fact, entry, (fact.id,), faults)
    if faults:
        raise Unusable([Problem(f.level, f.code, f.message, hint=f.hint) for f in faults])
    note = question.given.get("note") if isinstance(question.given, Mapping) else None
    if note is None:
        return entry
    return (entry if isinstance(entry, dict) else {"value": entry}) | {"note": note}


def _numbered(fact: Fact, text: str) -> Any:
    """The value with the number that was typed, counted from 1, or what was typed as a case file writes it."""
    if fact.kind != "number" and text.isdecimal() and 0 < int(text) <= len(fact.values) and len(text) < 3:  # noqa: PLR2004 - no fact has a hundred values
        return fact.values[int(text) - 1]
    return as_written(fact, text)


def _on_date(question: Question, text: str) -> Any:
    if not text:
        return question.given or LEAVE
    if text == DROP:
        return LEAVE
    found = day(text)
    if found is None:
        message = "a day is written such as 2026-02-10; Enter leaves it out"
        raise _wrong(message)
    return found.isoformat()


def _on_domain(question: Question, text: str) -> Any:
    if not text:
        return question.given or LEAVE
    chosen = []
    for word in text.replace(",", " ").split():
        name = DOMAINS[int(word) - 1] if word.isdecimal() and 0 < int(word) <= len(DOMAINS) else word
        if name not in DOMAINS:
            message = f"no domain {word!r}; there is {listed(DOMAINS)}"
            raise _wrong(message, did_you_mean(word, DOMAINS))
        chosen.append(name)
    return list(dict.fromkeys(chosen))


def _on_record(question: Question, text: str) -> Any:
    """A topic or region: by the name that the record of vetoes gives it, where it knows it, or by any other."""
    if not text:
        return LEAVE
    return next((name for name in question.known if name.casefold() == text.casefold()), text)


def _wrong(message: str, hint: str | None = None) -> Unusable:
    return Unusable([Problem("error", "bad-answer", message, hint=hint)])


def _on_name(_: Question, text: str) -> Any:
    return text or LEAVE


READ = {
    TITLE: _on_name,
    DATE: _on_date,
    DOMAIN: _on_domain,
    TOPIC: _on_record,
    REGION: _on_record,
    RESPONSE: _on_name,
}
