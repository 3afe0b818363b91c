"""What lint, coverage and mutation find, as text and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from casecli.loading.rule_places import ANSWERS, RULES, Spot, Spots
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.coverage import Coverage, Covered, Share
from casecli.questions.flaws import Flaw
from casecli.questions.lint import Lint
from casecli.questions.mutate import Mutation, Tally, Tested, percent_of
from casecli.questions.rule_worlds import DOMAIN, YES
from casecli.questions.trials import Difference, Run
from casecli.reports.entries import rule
from casecli.reports.grounds import asked
from casecli.reports.sheet import Segment, Sheet
from casecli.reports.words import words

OF_ANSWERS = frozenset(("fact-nobody-asks", "background-fact-asked", "presumption-without-source", "two-way-fact"))
"""Flaws of facts: an id may be that of a fact and of a rule."""
COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
MOST_LISTED, MOST_OF_A_WORLD = 40, 6


class Told(NamedTuple):
    """A flaw as published: ``part`` the condition meant, ``example`` a world that shows it, both in words.

    ``file``, ``line`` and ``column`` say where the rule stands; None where its files do not tell.
    """

    level: str
    code: str
    at: str
    says: str
    part: str | None
    example: tuple[str, ...]
    file: str | None
    line: int | None
    column: int | None


class LintReport(NamedTuple):
    """What lint finds, as published: how many criteria were tried, and the flaws of each level, counted and told."""

    criteria: int
    error: int
    warning: int
    note: int
    flaws: tuple[Told, ...]


def told(flaw: Flaw, rulebook: Rulebook, where: Spots) -> Told:
    """A flaw in words, and where it stands."""
    part = rule(rulebook, flaw.part) if flaw.part is not None else None
    spot = spot_of(flaw, where) or (None, None, None)
    return Told(flaw.level, flaw.code, flaw.at, flaw.says, part, tuple(_answers(flaw, rulebook)), *spot)


def spot_of(flaw: Flaw, where: Spots) -> Spot | None:
    """Where the rule stands that a flaw is in: of two the first."""
    names = (flaw.at, flaw.at.split(" and ")[0])
    spaces = (ANSWERS, RULES) if flaw.code in OF_ANSWERS else (RULES, ANSWERS)
    return next((where[space, name] for name in names for space in spaces if (space, name) in where), None)


def _answers(flaw: Flaw, rulebook: Rulebook) -> Iterable[str]:
    for name, mask in flaw.example:
        if name.startswith(DOMAIN):
            yield f"{'' if mask == YES else 'no '}case of {words(name.removeprefix(DOMAIN))}"
        else:
            yield asked(rulebook.facts[name], mask)


def lint_values(found: Lint, rulebook: Rulebook, where: Spots) -> LintReport:
    """Everything that lint finds, notes included."""
    error, warning, note = (len(found.of(level)) for level in COLOURS)
    return LintReport(found.criteria, error, warning, note, tuple(told(x, rulebook, where) for x in found.flaws))


def write_lint(found: Lint, rulebook: Rulebook, where: Spots, sheet: Sheet, levels: Sequence[str]) -> None:
    """The flaws of some levels, gravest first, each kind together; the others are counted."""
    _head(f"{found.criteria:,} criteria, each tried in every world", rulebook, sheet)
    for level, colour in COLOURS.items():
        flaws = [told(x, rulebook, where) for x in found.of(level)]
        sheet.line(Segment(f"{words(level)}s: {len(flaws):,}", colour if flaws else ""), indent=1)
        if level in levels:
            for code in dict.fromkeys(x.code for x in flaws):
                sheet.line(Segment(words(code), "bold"), indent=3)
                for flaw in flaws:
                    if flaw.code == code:
                        _write_flaw(flaw, sheet)
    hidden = [level for level in COLOURS if level not in levels and found.of(level)]
    if hidden:
        sheet.wrapped(f"`--level {hidden[-1]}` shows them all.", 1)


def _write_flaw(flaw: Told, sheet: Sheet) -> None:
    place = f"{flaw.file}:{flaw.line}:{flaw.column}: " if flaw.file else ""
    sheet.wrapped(f"{place}{flaw.at}: {flaw.says}", 5, hang=2)
    if flaw.part:
        sheet.wrapped(f"the part: {flaw.part}", 7, hang=2)
    if flaw.example:
        more = len(flaw.example) - MOST_OF_A_WORLD
        answers = [*flaw.example[:MOST_OF_A_WORLD], *([f"and {more} more"] if more > 0 else [])]
        sheet.wrapped("; ".join(answers), 7, hang=2)


def _head(says: str, rulebook: Rulebook, sheet: Sheet) -> None:
    sheet.pair(Segment(f"{rulebook.id} {rulebook.version}", "bold"), says)
    sheet.rule()


class Failed(NamedTuple):
    """A trial that does not come out as it says, and in what it differs."""

    trial: str
    kind: str
    differs: tuple[Difference, ...]


def _failed(runs: Iterable[Run]) -> tuple[Failed, ...]:
    return tuple(Failed(r.trial.name, r.trial.kind, r.differences) for r in runs)


def _write_failed(runs: Sequence[Run], sheet: Sheet) -> None:
    """Trials that do not come out as they say: nothing can be concluded from them."""
    if not runs:
        return
    sheet.line(Segment(f"do not come out as they say, and were left out: {len(runs):,}", "red"), indent=1)
    for one in runs:
        for x in one.differences:
            sheet.wrapped(f"{one.trial.name}: {x.path} is {_said(x.found)}, and should be {_said(x.wanted)}", 3, hang=2)


def _said(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(_said(x) for x in value) or "nothing"
    return "nothing" if value is None else str(value)


class CoverageReport(NamedTuple):
    """Coverage as published: how many trials of each kind, shares by kind of rule, and every rule."""

    percent: int
    trials: dict[str, int]
    shares: tuple[Share, ...]
    covered: tuple[Covered, ...]
    failed: tuple[Failed, ...]


def coverage_values(found: Coverage) -> CoverageReport:
    """What is covered, in full."""
    return CoverageReport(found.percent, found.trials, found.shares, found.covered, _failed(found.failed))


def write_coverage(found: Coverage, rulebook: Rulebook, sheet: Sheet) -> None:
    """How much is covered of each kind, and what no test brings about."""
    said = ", ".join(f"{number:,} {kind}s" for kind, number in found.trials.items())
    _head(said, rulebook, sheet)
    heads = ("of a kind", "there are", "wholly seen", "verdicts seen")
    rows = [tuple(Segment(x, "bold") for x in heads)]
    for x in found.shares:
        cells = (x.kind, f"{x.number:,}", f"{x.whole:,}", f"{x.seen:,} of {x.possible:,}")
        rows.append(tuple(Segment(cell) for cell in cells))
    sheet.table(rows, indent=1)
    sheet.wrapped(f"{found.percent} in 100 of the verdicts that some case can bring about were seen.", 1)
    sheet.blank()
    _write_failed(found.failed, sheet)
    for share in found.shares:
        missing = [x for x in found.covered if x.kind == share.kind and x.missing]
        if missing:
            sheet.line(Segment(f"no test brings about, of {share.kind}s:", "bold"), indent=1)
            _listed([_uncovered(x) for x in missing], sheet)


def _uncovered(row: Covered) -> str:
    place = f" ({row.of})" if row.of else ""
    return f"{row.id}{place}: {', '.join(words(x) for x in row.missing)}"


def _listed(lines: Sequence[str], sheet: Sheet) -> None:
    for line in lines[:MOST_LISTED]:
        sheet.wrapped(line, 3, hang=2)
    if len(lines) > MOST_LISTED:
        sheet.wrapped(f"{len(lines) - MOST_LISTED:,} more: -f json lists them all", 3)


class MutationReport(NamedTuple):
    """Mutation as published: of ``made`` mutants how many were tried, tallies, and those that nobody notices."""

    percent: int
    made: int
    tried: int
    sections: tuple[Tally, ...]
    kinds: tuple[Tally, ...]
    survivors: tuple[Tested, ...]
    failed: tuple[Failed, ...]


def mutation_values(found: Mutation) -> MutationReport:
    """What mutation finds, in full."""
    counts = (found.percent, found.made, found.tried)
    return MutationReport(*counts, found.sections, found.kinds, found.survivors, _failed(found.failed))


def write_mutation(found: Mutation, rulebook: Rulebook, sheet: Sheet) -> None:
    """How many mutants are noticed, by section and by kind of mistake, and those that are not."""
    tried = "all of them tried" if found.tried == found.made else f"{found.tried:,} of them drawn"
    _head(f"{found.made:,} mutants, {tried}", rulebook, sheet)
    _tallies("section", found.sections, sheet)
    sheet.blank()
    _tallies("mistake", found.kinds, sheet)
    sheet.blank()
    noticed = f"{found.percent} in 100 mutants are noticed. The same: no case can tell them from the rulebook."
    sheet.wrapped(f"{noticed} Refused: the loader names the mistake. Neither counts.", 1)
    sheet.blank()
    _write_failed(found.failed, sheet)
    for section in dict.fromkeys(x.section for x in found.survivors):
        sheet.line(Segment(f"nobody notices, in {words(section)}:", "bold"), indent=1)
        _listed([_survivor(x) for x in found.survivors if x.section == section], sheet)


def _tallies(what: str, tallies: Sequence[Tally], sheet: Sheet) -> None:
    heads = (what, "noticed", "survived", "the same", "refused", "score")
    rows = [tuple(Segment(x, "bold") for x in heads)]
    for x in tallies:
        counts = (x.noticed, x.survived, x.same, x.refused)
        score = f"{percent_of([x])} in 100" if x.noticed + x.survived else "-"
        rows.append((Segment(words(x.name)), *(Segment(f"{n:,}") for n in counts), Segment(score)))
    sheet.table(rows, indent=1)


def _survivor(mutant: Tested) -> str:
    return f"{mutant.at}: {mutant.says}"
