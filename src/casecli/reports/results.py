"""Results in words, for the formats that machines read: said once here, placed by SARIF, JUnit and GitHub alike."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from types import MappingProxyType

from casecli.engine.legal import UNDETERMINED
from casecli.loading.arguments import STDIN_NAME
from casecli.model.assessment import Assessment, Range
from casecli.model.case import Lines
from casecli.model.explanation import Finding, Verdict
from casecli.model.facts import PRESUMED, Fact, FactState
from casecli.model.policy import AGE, NO_POLICY, SCORES, SOURCES, STATUS, Suppression
from casecli.model.problems import Problem
from casecli.model.rulebook import Criterion, Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.gates import FACTS, Gated, gate
from casecli.questions.results import FAIL, INFORMATIONAL, LEGAL, NOT_APPLICABLE, OPEN, PASS, REVIEW, Result, deciding
from casecli.reports.grounds import cite, spell, told
from casecli.reports.sheet import clean
from casecli.reports.wording import Wording
from casecli.reports.words import both, words

MOST_FACTS = 3
ERROR, WARNING, NOTE = "error", "warning", "note"


class Run(NamedTuple):
    """What a run knows besides the assessments.

    ``problems`` are those of its files, ``gated`` the results under its policy (None: without gates), ``lines`` finds a
    line in a file, ``root`` is the folder to which paths are relative; ``everything`` asks for what is in order too.
    """

    problems: Sequence[Problem] = ()
    gated: Gated | None = None
    lines: Lines = MappingProxyType({})
    root: str = ""
    everything: bool = False

    def results(self, assessments: Sequence[Assessment], rulebook: Rulebook) -> Gated:
        """The results, gated or as they are."""
        return self.gated if self.gated is not None else gate(assessments, rulebook, NO_POLICY)

    def relative(self, file: str) -> str:
        """A file's path relative to the root, with forward slashes: never the path of a machine."""
        path = file.replace("\\", "/") if "\\" in self.root else file
        inside = posixpath.relpath(path, self.root) if posixpath.isabs(path) and self.root else path
        return posixpath.normpath(inside)


class Place(NamedTuple):
    """A file and a line in it."""

    file: str
    line: int | None


class RuleWords(NamedTuple):
    """A rule as a reader looks it up: its question, and by what authority it is asked."""

    id: str
    title: str
    question: str
    details: tuple[str, ...]
    authorities: tuple[str, ...]
    url: str | None
    tags: tuple[str, ...]


NOT_ONE_CRITERION = {
    STATUS: ("legal status", "Is the force that the response threatens or uses lawful?"),
    SCORES["legitimacy"]: ("legitimacy at least as asked", "Does the low end of legitimacy reach the limit asked for?"),
    SCORES["readiness"]: ("readiness at least as asked", "Does the low end of readiness reach the limit asked for?"),
    SOURCES: ("deciding facts have a source", "Does every fact that decides a result name its source?"),
    AGE: (
        "facts are recent enough",
        "Is every dated fact recent enough, against the day up to which the case is known?",
    ),
}


def rule_words(rule: str, rulebook: Rulebook) -> RuleWords:
    """What a rule asks, why, and by what authority."""
    if rule in NOT_ONE_CRITERION:
        title, question = NOT_ONE_CRITERION[rule]
        return RuleWords(rule, title, question, (), (), None, (rule.split(".", maxsplit=1)[0],))
    x = rulebook.criteria[rule]
    details = [f"Why: {x.why}"] if x.why else []
    details += [f"Good practice: {x.good}"] if x.good else []
    authorities = [f"{cite(rulebook, ref)} [{rulebook.sources[ref.id].status}]" for ref in x.sources]
    urls = (rulebook.sources[ref.id].url for ref in x.sources)
    tags = [t for t in (x.group, x.phase, "critical" if x.critical else None) if t]
    return RuleWords(
        rule, x.title, x.question, tuple(details), tuple(authorities), next((u for u in urls if u), None), tuple(tags)
    )


def level(result: Result) -> str:
    """How grave a problem is: error where a gate fails, the law or a critical item does; note where it is open."""
    if result.kind == FAIL:
        return ERROR if result.gate or result.grave else WARNING
    return WARNING if result.kind == REVIEW else NOTE


def name_of(result: Result) -> str:
    """The response that a result speaks of, by ids."""
    return f"{result.case.id}/{result.option.id}"


def place_of(result: Result, run: Run) -> Place | None:
    """Where the fact stands that decides a result, else the response; None for a case that is in no file."""
    file = result.case.file
    if file is None or file == STDIN_NAME:
        return None
    find = run.lines.get(file)
    if find is None:
        return Place(run.relative(file), None)
    paths = [s.path for s in deciding(result) if s.path]
    paths += [o.path for o in result.case.options if o.id == result.option.id]
    return Place(run.relative(file), next((line for path in paths if (line := find(path))), None))


def message(result: Result, rulebook: Rulebook) -> str:
    """A result in a sentence or two, as one line of text."""
    said = [_found(result, rulebook), _decided(result, rulebook)]
    said += [f"Set aside: {set_aside(result.suppressed)}"] if result.suppressed else []
    return clean(f"{name_of(result)}: {' '.join(x for x in said if x)}")


def _found(result: Result, rulebook: Rulebook) -> str:
    if result.rule == STATUS:
        wording = Wording(result.option, rulebook)
        return f"{words(wording.status())}. {wording.why('casecli explain')}"
    if result.rule in SCORES.values():
        return _score(result)
    if result.section == FACTS:
        return _fact(result, rulebook)
    if result.kind == INFORMATIONAL:
        return f"{_beside(result, rulebook.criteria[result.rule])}{_basis(result, rulebook)}."
    return f"{_criterion(result, rulebook.criteria[result.rule])}{_basis(result, rulebook)}."


def _fact(result: Result, rulebook: Rulebook) -> str:
    """What is wrong with a fact: a result of a gate on facts."""
    if not result.first:
        return "every fact that decides a result has a source." if result.rule == SOURCES else "no fact is too old."
    [name] = result.first
    said = given(rulebook.facts[name], result.option.grounds.situation.facts[name])
    if result.rule == SOURCES:
        return f"{said}: the fact decides a result and names no source."
    day = "the day up to which the case is known"
    return f"{said}: its date is {result.measured} days before {day}, and at most {result.limit} are accepted."


def _beside(result: Result, criterion: Criterion) -> str:
    """An element of a basis on which the result does not rest."""
    finding = result.nodes[0]
    unknown = isinstance(finding, Finding) and finding.verdict == Verdict.UNKNOWN
    if result.option.legal.basis:
        return f"not needed, since another basis is met: {criterion.title}"
    said = f"not known: {criterion.title}" if unknown else criterion.lacks or f"not {criterion.title}"
    rest = "may yet be met" if result.option.legal.status == UNDETERMINED else "is nearer"
    return f"{said}, and another basis {rest}"


def _score(result: Result) -> str:
    found = result.option.legitimacy if result.section == "legitimacy" else result.option.readiness
    score: Range | None = found.score if found else None
    if score is None or score.low is None:
        return f"{result.section} is not asked of this case."
    numbers = f"{score.low}" if score.low == score.high else f"{score.low} to {score.high}"
    return f"{result.section} is {numbers} of 100, and the low end must reach {result.limit}."


def _criterion(result: Result, criterion: Criterion) -> str:
    good = result.section == LEGAL or criterion.polarity != "risk"
    title = criterion.title
    return {
        PASS: title if good else f"not {title}",
        FAIL: criterion.lacks or (f"not {title}" if good else title),
        OPEN: f"not known: {title}",
        REVIEW: f"lawyers divide; on the reading followed {criterion.lacks or f'not {title}'}",
        NOT_APPLICABLE: f"not asked here: {title}",
    }[result.kind]


def _basis(result: Result, rulebook: Rulebook) -> str:
    """Where a criterion belongs: the bases or the group that ask for it."""
    if result.section == LEGAL:
        titles = [b.title for b in rulebook.bases if any(x.id == result.rule for x in b.criteria)]
        return f" ({both(titles)})" if len(titles) == 1 else " (every basis)"
    group = rulebook.criteria[result.rule].group
    titles = [g.title for g in rulebook.scores[result.section].groups if g.id == group]
    return f" ({result.section}, {titles[0]})" if titles else f" ({result.section})"


def _decided(result: Result, rulebook: Rulebook) -> str:
    """The facts that decide, as the case gives them; the sentences on a status and on a fact have named them."""
    told_already = result.rule == STATUS or result.section == FACTS or result.kind == INFORMATIONAL
    states = [] if told_already else deciding(result)
    said = [given(rulebook.facts[s.fact], s) for s in states[:MOST_FACTS]]
    more = len(states) - len(said)
    said += [f"{more} more"] if more > 0 else []
    return f"Decided by {'; '.join(said)}." if said else ""


def given(fact: Fact, state: FactState) -> str:
    """A fact as the case gives it, with its source; a presumption in one word."""
    said = f"{spell(state.value)} (presumed)" if state.state == PRESUMED else told(fact, state)
    return f"{fact.title}: {said}"


def set_aside(suppression: Suppression) -> str:
    """Why a result is set aside, by whom and until when."""
    by = f" ({suppression.by})" if suppression.by else ""
    until = f", until {suppression.expires}" if suppression.expires else ""
    return f"{suppression.reason}{by}{until}"


def notices(gated: Gated) -> list[Problem]:
    """The suppressions that set nothing aside, as problems of their file."""
    said = [(s, "suppression-expired", f"ended on {s.expires}, so it sets nothing aside") for s in gated.expired]
    said += [(s, "suppression-unused", "sets nothing aside: nothing fails there") for s in gated.unused]
    return [
        Problem(WARNING, code, f"the suppression of {s.criterion} in {s.case} {what}", s.file, s.line)
        for s, code, what in said
    ]


class Breach(NamedTuple):
    """A result on which a gate fails, as it is said: ``suppressed`` tells why it is set aside, where it is."""

    gate: str
    case: str
    option: str
    rule: str
    subject: str
    file: str | None
    line: int | None
    message: str
    suppressed: str | None


def breaches(run: Run, rulebook: Rulebook) -> list[Breach]:
    """The results on which a gate fails, each with its place, set aside or not."""
    found = []
    for result in run.gated.findings if run.gated else ():
        file, line = place_of(result, run) or (None, None)
        aside = set_aside(result.suppressed) if result.suppressed else None
        names = str(result.gate), result.case.id, result.option.id, result.rule, result.subject
        found.append(Breach(*names, file, line, message(result, rulebook), aside))
    return found


def as_problem(breach: Breach) -> Problem:
    """A breach as it is said among the problems of files: an error, or a note where it is set aside."""
    return Problem(
        NOTE if breach.suppressed else ERROR, f"gate-{breach.gate}", breach.message, breach.file, breach.line
    )


def problem_place(problem: Problem, run: Run) -> Place | None:
    """Where a problem stands."""
    named = problem.file is not None and problem.file != STDIN_NAME
    return Place(run.relative(str(problem.file)), problem.line) if named else None
