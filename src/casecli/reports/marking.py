"""A marked paper as text: each answer with its mark and why, what is missing, the wrong beliefs that show."""

from __future__ import annotations

from collections.abc import Iterable

from casecli.model.case import Case, Option
from casecli.model.facts import SourceRef
from casecli.model.rulebook import Rulebook
from casecli.questions.citations import ELSEWHERE, FITS, UNKNOWN
from casecli.questions.findings import rule_title
from casecli.questions.marking import MISSING, RIGHT, WRONG, Marked, MarkedStatus, Marking, Rested
from casecli.questions.misconceptions import STATEMENT, STATUS, Caught
from casecli.questions.otherwise import Other
from casecli.reports.grounds import cite, stated
from casecli.reports.sheet import Segment, Sheet
from casecli.reports.words import FINDINGS, MARKS, STATUSES, Look, both, either, status_words

INSET = 5
OPEN_WORDS = {"unknown": "not known", "disputed": "sources disagree"}
MOST = 4
"""Differences from a case that are named before the rest are counted."""


def write_marking(marking: Marking, case: Case, option: Option, rulebook: Rulebook, sheet: Sheet) -> None:
    """The whole paper."""
    sheet.pair(Segment(case.title, "bold"), f"marked by the law of {marking.law_day}")
    sheet.pair(Segment(option.title), tally_words(marking.tally))
    sheet.rule()
    write_status(marking.status, sheet)
    write_readings(marking, rulebook, sheet)
    sheet.blank()
    for marked in marking.answers:
        write_answer(marked, rulebook, sheet)
    write_closing(marking, rulebook, sheet)


def write_closing(marking: Marking, rulebook: Rulebook, sheet: Sheet) -> None:
    """What is missing, and the wrong beliefs that the paper shows."""
    if marking.missing:
        sheet.line(Segment("NOT ANSWERED", "bold"), indent=1)
        for marked in marking.missing:
            write_answer(marked, rulebook, sheet)
    if marking.misconceptions:
        sheet.line(Segment("MISCONCEPTIONS", "bold"), indent=1)
        for caught in marking.misconceptions:
            write_misconception(caught, rulebook, sheet)


def tally_words(tally: dict[str, int]) -> str:
    """How many answers have each mark."""
    return ", ".join(f"{tally[name]} {look.word}" for name, look in MARKS.items() if tally[name])


def write_status(status: MarkedStatus, sheet: Sheet) -> None:
    """The mark of the status, and why."""
    if status.mark is None:
        return
    found = status_words(status.found, status.lean, status.possible)
    if status.status is None:
        _head(MARKS[MISSING], "status", f"none given; found: {found}", sheet)
        return
    said = STATUSES[status.status].word
    _head(MARKS[status.mark], "status", said if status.mark == RIGHT else f"{said}; found: {found}", sheet)
    if status.mark == RIGHT and status.status != status.found:
        sheet.wrapped(f"Right on the reading that you name. Over all readings: {found}.", INSET)
    if status.mark == WRONG and status.under_own:
        sheet.wrapped(f"On the reading that you name it follows: {STATUSES[status.under_own].word}.", INSET)
    _readings_that_would(status.right_under, sheet)


def write_readings(marking: Marking, rulebook: Rulebook, sheet: Sheet) -> None:
    """The contested points on which the paper takes a position of its own, and those that no reading rests on."""
    if marking.named:
        titles = both([rulebook.points[p].title for p in marking.named])
        sheet.wrapped(f"You take a position of your own on {titles}; the answers are judged by it.", INSET)
    for pair in marking.isolated:
        point, _, name = pair.partition("=")
        position = next(p for p in rulebook.points[point].positions if p.id == name)
        said = f"{position.title} ({pair}) has isolated support only: judged by the mainstream position instead."
        sheet.wrapped(said, INSET)


def write_answer(marked: Marked, rulebook: Rulebook, sheet: Sheet) -> None:
    """One answer with its mark, why, what it rests on, and the nearest case that went the other way."""
    look = MARKS[marked.mark]
    _head(look, marked.criterion, rule_title(rulebook, marked.criterion), sheet)
    for said in (*_findings(marked), *_reasons(marked, rulebook)):
        sheet.wrapped(said, INSET, hang=2)
    _readings_that_would(marked.right_under, sheet)
    if marked.mark != RIGHT:
        _write_grounds(marked, rulebook, sheet)
    for name in marked.misconceptions:
        title = next(m.title for m in rulebook.misconceptions if m.id == name)
        sheet.wrapped(f"Misconception: {title} [{name}]", INSET, "yellow", hang=2)
    if marked.went_the_other_way:
        sheet.wrapped(_other_way(marked.went_the_other_way, rulebook), INSET, hang=2)
    sheet.blank()


def _head(look: Look, name: str, title: str, sheet: Sheet) -> None:
    sign = look.sign if sheet.fancy else look.plain
    sheet.wrapped(f"{sign} {look.word}: {title} [{name}]", 1, look.colour, hang=2)


def _findings(marked: Marked) -> Iterable[str]:
    found = FINDINGS[marked.found].word
    if marked.finding is None:
        yield f"Found: {found}."
    elif marked.mark == WRONG:
        yield f"You find: {FINDINGS[marked.finding].word}. Found: {found}."
    else:
        yield f"You find: {FINDINGS[marked.finding].word}, and so it is."


def _reasons(marked: Marked, rulebook: Rulebook) -> Iterable[str]:
    titles = {f: rulebook.facts[f].title for f in (*marked.no_bearing, *marked.not_carrying)}
    if marked.no_bearing:
        yield f"Relied on, and without bearing on this question: {both([titles[f] for f in marked.no_bearing])}."
    if marked.not_carrying and marked.mark != RIGHT:
        yield f"Relied on, and not what carries the finding here: {both([titles[f] for f in marked.not_carrying])}."
    said = {fit: [c.said for c in marked.authority if c.fit == fit] for fit in (FITS, ELSEWHERE, UNKNOWN)}
    if said[ELSEWHERE]:
        yield f"Cited, and authority for something else: {'; '.join(said[ELSEWHERE])}."
    if said[UNKNOWN]:
        yield f"Cited, and not known here, so not judged: {'; '.join(said[UNKNOWN])}."
    if marked.not_given and marked.finding is not None:
        yield f"Not given: {both([{'facts': 'the facts relied on'}.get(x, f'the {x}') for x in marked.not_given])}."
    for point in marked.clashes:
        yield f"Not followed through: another answer takes another position on {rulebook.points[point].title}."


def _readings_that_would(names: tuple[str, ...], sheet: Sheet) -> None:
    if names:
        plural = "readings" if len(names) > 1 else "reading"
        said = f"Right only on the {either(list(names))} {plural}: then name it, and follow it through."
        sheet.wrapped(said, INSET, hang=2)


def _write_grounds(marked: Marked, rulebook: Rulebook, sheet: Sheet) -> None:
    if marked.rests_on:
        rests = "; ".join(rested_words(x, rulebook) for x in marked.rests_on)
        sheet.wrapped(f"It rests on: {rests}.", INSET, hang=2)
    elif marked.finding is not None:
        sheet.wrapped("It rests on the law alone, whatever the facts.", INSET)
    sources = dict.fromkeys(cite(rulebook, s) for s in sources_of(rulebook, marked.criterion))
    if sources:
        sheet.wrapped(f"Authority: {'; '.join(sources)}", INSET, "bright_black", hang=2)


def sources_of(rulebook: Rulebook, name: str) -> tuple[SourceRef, ...]:
    """The authority of a criterion or basis."""
    basis = next((b for b in rulebook.bases if b.id == name), None)
    return basis.sources if basis else rulebook.criteria[name].sources


def rested_words(rested: Rested, rulebook: Rulebook) -> str:
    """A fact with the case's answer, in a few words."""
    return f"{fact_words(rulebook, rested.fact, rested.value)}{' (presumed)' if rested.presumed else ''}"


def fact_words(rulebook: Rulebook, name: str, value: str) -> str:
    """A fact with an answer as it is spelled, in a few words."""
    fact = rulebook.facts[name]
    return f"{fact.title}: {OPEN_WORDS[value]}" if value in OPEN_WORDS else stated(fact, value)


def _other_way(other: Other, rulebook: Rulebook) -> str:
    """The nearest case that went the other way and where it differs."""
    imagined = f", {other.kind}" if other.kind and other.kind != "actual" else ""
    differs = [fact_words(rulebook, d.fact, d.there) for d in other.differs[:MOST]]
    if len(other.differs) > MOST:
        differs.append(f"{len(other.differs) - MOST} more")
    shares = f" It shares {len(other.shares)} of the answers that count here." if other.shares else ""
    return (
        f"The other way: {other.title}, {other.option_title}{imagined} [{other.case}/{other.option}]: "
        f"{FINDINGS[other.found].word}. There: {'; '.join(differs)}.{shares}"
    )


def write_misconception(caught: Caught, rulebook: Rulebook, sheet: Sheet) -> None:
    """A wrong belief: where it shows, what it says, and what is right."""
    sheet.line(Segment(f"{caught.title} ", "bold"), Segment(f"[{caught.id}]", "bright_black"), indent=3)
    names = {STATUS: "the status claimed", STATEMENT: "what you say"}
    shown = both([names.get(x) or rule_title(rulebook, x) for x in caught.where])
    sheet.wrapped(f"Shows in: {shown}.", INSET, hang=2)
    sheet.wrapped(f"The belief: {caught.says}", INSET, hang=2)
    sheet.wrapped(f"But: {caught.but}", INSET, hang=2)
    cited = "; ".join(cite(rulebook, s) for s in caught.sources)
    sheet.wrapped(f"Authority: {cited}", INSET, "bright_black", hang=2)
    sheet.blank()
