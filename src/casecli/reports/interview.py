"""The pages of an interview: a question with why it is asked and what it means, the answers so far, and the end."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from casecli.loading.case_shape import DOMAINS
from casecli.loading.faults import spelled
from casecli.model.assessment import OptionAssessment
from casecli.model.facts import Fact
from casecli.model.rulebook import Rulebook
from casecli.questions.drafted import MARK
from casecli.questions.interview import DATE, DOMAIN, LEFT_OUT, REGION, RESPONSE, TITLE, TOPIC, Question
from casecli.reports.sheet import Segment, Sheet
from casecli.reports.words import both, status_words, words
from casecli.reports.yaml_text import flow

HEADS = {
    TITLE: ("A short name for the case", "It becomes the title, and the id of the file."),
    DATE: (
        "The day of the response",
        "Such as 2026-02-10. It chooses the law; left out, that of the rulebook's own day.",
    ),
    DOMAIN: (
        "Which domains does the case belong to?",
        "Numbers or names, with commas between. They choose what is asked.",
    ),
    TOPIC: (
        "Which topic of the Security Council is it?",
        "Such as Syria, as the record of vetoes names it: `casecli vetoes --count topic`. Enter leaves it out.",
    ),
    REGION: (
        "Which region is it about?",
        "The record tells how often each permanent member stopped drafts there. Enter leaves it out.",
    ),
    RESPONSE: (
        "Is there another response to compare with?",
        "Its name, such as Sanctions; what is known of the crisis holds for it too. Enter: no.",
    ),
}
COMMANDS = "back, review and stop are always possible; what is written so far stays in the file"
SECTIONS = {"legal": "legality", "r2p": "R2P", "veto_risk": "veto risk"}
MOST_TITLES = 4


def write_question(question: Question, sheet: Sheet) -> None:
    """One question: what is asked, why, what it means, and how it can be answered."""
    sheet.rule()
    if question.fact:
        _write_fact(question, question.fact, sheet)
    elif question.key in HEADS:
        head, says = HEADS[question.key]
        sheet.wrapped(head, 1, "bold")
        sheet.wrapped(says, 1)
        for why in _why(question):
            sheet.wrapped(why, 1)
        if question.key == REGION:
            sheet.wrapped(f"On record: {' · '.join(question.known)}", 3)
        if question.key == DOMAIN:
            sheet.wrapped(_numbered(DOMAINS), 3)
        if question.given is not None:
            sheet.wrapped(f"Enter keeps {flow(question.given)}", 1)
    else:
        sheet.wrapped("Keep this vote? y or n", 1, "bold")
        sheet.wrapped(flow(question.given), 3)


def _write_fact(question: Question, fact: Fact, sheet: Sheet) -> None:
    if question.named:
        sheet.wrapped(f"For the response: {question.named}", 1, "bright_black")
    sheet.pair(Segment(fact.title, "bold"), fact.id)
    sheet.wrapped(fact.question, 1)
    if fact.note:
        sheet.wrapped(fact.note, 3, "bright_black")
    for says in (*_why(question), *_suggested(question)):
        sheet.wrapped(says, 1)
    choices = "a number, or 2000..5000, or 2000.. for at least" if fact.kind == "number" else _numbered(fact.values)
    sheet.wrapped(f"{choices} · unknown · a|b where sources disagree", 3)
    sheet.wrapped(_on_enter(question, fact), 3)


def _numbered(values: tuple[Any, ...]) -> str:
    return " · ".join(f"{i} {spelled(value)}" for i, value in enumerate(values, 1))


def _why(question: Question) -> Iterator[str]:
    """Why it is asked: what the answer can change, and what rests on it."""
    if question.sections:
        parts = both([SECTIONS.get(s, words(s)) for s in question.sections])
        others = f", as can {question.left - 1} more" if question.left > 1 else ""
        yield f"Why: it can still change {parts}{others}."
    if question.asked_by:
        shown = list(question.asked_by[:MOST_TITLES])
        more = len(question.asked_by) - len(shown)
        yield f"Asked for by: {'; '.join(shown)}{f' and {more} more' if more else ''}."


def _suggested(question: Question) -> Iterator[str]:
    """What a draft suggests, with the words of the text."""
    if isinstance(question.given, Mapping):
        yield f"The text suggests: {flow(_bare(question.given))}"
        yield f"Its words: {question.given.get('note', '').removeprefix(MARK)}"


def _bare(given: Any) -> Any:
    """What an entry says, without where it comes from."""
    if not isinstance(given, Mapping):
        return given
    value = {k: v for k, v in given.items() if k in ("value", "any_of", "from", "to")}
    return value["value"] if list(value) == ["value"] else value


def _on_enter(question: Question, fact: Fact) -> str:
    """What an empty answer does."""
    if question.given is not None:
        return "Enter keeps the suggestion; drop leaves the fact out"
    if question.first is not None:
        return f"Enter: as for the first response, {flow(_bare(question.first))}"
    if fact.presumed is None:
        return "Enter: unknown"
    return f"Enter leaves it out: taken as {spelled(fact.presumed)}. {fact.presumed_why or ''}".rstrip()


def write_review(form: Mapping[str, Any], rulebook: Rulebook, sheet: Sheet) -> None:
    """The answers so far."""
    sheet.rule()
    for key in (TITLE, DATE, DOMAIN, TOPIC, REGION):
        if key in form:
            sheet.wrapped(f"{key}: {flow(form[key], key)}", 1, hang=2)
    _write_facts(form.get("facts", {}), rulebook, sheet)
    for response in form.get("options", ()):
        sheet.wrapped(f"the response {response.get('title', response['id'])}", 1, "bold")
        _write_facts(response.get("facts", {}), rulebook, sheet)
    left = [name for name, note in form.get("notes", {}).items() if note == LEFT_OUT]
    if left:
        sheet.wrapped(f"left out: {', '.join(left)}", 1, hang=2)


def _write_facts(facts: Mapping[str, Any], rulebook: Rulebook, sheet: Sheet) -> None:
    for name, given in facts.items():
        sheet.wrapped(f"{rulebook.facts[name].title} ({name}): {flow(_bare(given))}", 1, hang=2)


def write_end(results: Sequence[OptionAssessment], left: int, file: str, sheet: Sheet) -> None:
    """Where the interview ended: each result in a line, how much is left to ask, and the file that holds the case."""
    sheet.rule()
    for result in results:
        legal = result.legal
        named = f" of {result.title}" if len(results) > 1 else ""
        said = status_words(legal.status, legal.lean, legal.possible)
        sheet.wrapped(f"Legality{named}: {said}.", 1, "bold")
    if left:
        sheet.wrapped(f"{left} facts that were not asked could still change the result: casecli new {file}", 1)
    else:
        sheet.wrapped("No other answer can change the result.", 1)
    sheet.wrapped(f"The case is in {file}; the whole report: casecli assess {file}", 1)
