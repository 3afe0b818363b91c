"""Misconceptions: from checked plain data to the nouns, with every id looked up and every phrase taken apart."""

from collections.abc import Callable, Iterable
from typing import Any

from casecli.loading.answers import check_once, paper_fields
from casecli.loading.case_shape import DOMAINS, Answers
from casecli.loading.faults import Faults, Path, did_you_mean, listed, spelled
from casecli.loading.shapes import Choice, Record
from casecli.model import conditions as c
from casecli.model.facts import Fact, SourceRef
from casecli.model.learning import Misconception, Pattern, Phrase
from casecli.model.rulebook import Point, Rulebook
from casecli.nouns import NamedTuple

Plain = dict[str, Any]


class Ids(NamedTuple):
    """What a pattern may name, and how its conditions are read."""

    rules: Iterable[str]
    groups: Iterable[str]
    facts: dict[str, Fact]
    points: dict[str, Point]
    sources: Iterable[str]
    condition: Callable[[Any, Path], c.Condition]


def read_misconceptions(forms: Iterable[Plain], ids: Ids, faults: Faults) -> Iterable[Misconception]:
    """The misconceptions of a rulebook; what does not fit is noted."""
    for i, form in enumerate(forms):
        path: Path = ("misconceptions", i)
        patterns = [_pattern(p, (*path, "when", j), ids, faults) for j, p in enumerate(form["when"])]
        yield Misconception(
            id=form["id"],
            title=form["title"],
            says=form["says"],
            but=form["but"],
            sources=tuple(SourceRef(s["id"], s.get("at"), s.get("note")) for s in form["sources"]),
            see=tuple(form.get("see", ())),
            patterns=tuple(patterns),
        )


def _pattern(form: Plain, path: Path, ids: Ids, faults: Faults) -> Pattern:
    known = {
        "criterion": ("criterion", ids.rules),
        "within": ("group", ids.groups),
        "without": ("fact", ids.facts),
        "authority": ("source", ids.sources),
        "no_position_on": ("point", ids.points),
    }
    for key, (what, names) in known.items():
        for name in _several(form.get(key)):
            if name not in names:
                hint = did_you_mean(name, names)
                faults.add((*path, key), f"unknown-{what}", f"no {what} has the id {name!r}", hint)
    if form.keys() <= {"facts", "no_position_on", "found_status"}:
        faults.add(path, "bad-pattern", "a pattern looks at an answer, a status or a statement")
    return Pattern(
        criteria=_several(form.get("criterion")),
        within=_several(form.get("within")),
        findings=_several(form.get("finding")),
        relies_on=tuple(
            _relied(x, (*path, "relies_on", i), ids, faults) for i, x in enumerate(form.get("relies_on", ()))
        ),
        without=_several(form.get("without")),
        authority=_several(form.get("authority")),
        statuses=_several(form.get("status")),
        found_statuses=_several(form.get("found_status")),
        facts=ids.condition(form["facts"], (*path, "facts")) if "facts" in form else None,
        no_position_on=_several(form.get("no_position_on")),
        partly=form.get("partly_met"),
        phrases=tuple(_phrase(x, (*path, "statement", i), faults) for i, x in enumerate(form.get("statement", ()))),
    )


def _relied(form: Any, path: Path, ids: Ids, faults: Faults) -> tuple[str, int]:
    """A fact with the values that it has where it is relied on: any, or those that pass a test."""
    if isinstance(form, str):
        if form not in ids.facts:
            faults.add(path, "unknown-fact", f"no fact has the id {form!r}", did_you_mean(form, ids.facts))
            return form, 0
        return form, ids.facts[form].anything
    condition = ids.condition(form, path)
    if not isinstance(condition, c.Test):
        faults.add(path, "bad-pattern", "relies_on takes facts, or a fact with a test of its value")
        return "", 0
    return condition.fact, condition.mask


def _phrase(text: str, path: Path, faults: Faults) -> Phrase:
    """Groups joined by +, alternatives by |."""
    groups = tuple(tuple(" ".join(x.split()) for x in group.split("|")) for group in text.split("+"))
    if not all(x.strip("* ") for group in groups for x in group):
        faults.add(path, "bad-phrase", f"a group or alternative is empty in {spelled(text)!r}", "a | b* + c")
    return groups


def check_fixtures(rulebook: Rulebook, plain: Plain, faults: Faults) -> None:
    """What the table of the rulebook cannot say of fixtures: known facts with fitting values, known criteria."""
    answers = Record(paper_fields(rulebook), "fixture")
    facts, domain = Answers(rulebook.facts), Choice(DOMAINS)
    for i, form in enumerate(plain.get("misconceptions", ())):
        for j, fixture in enumerate(form["fixtures"]):
            path: Path = ("misconceptions", i, "fixtures", j)
            facts.check(fixture.get("facts", {}), (*path, "facts"), faults)
            for k, name in enumerate(fixture.get("domain", ())):
                domain.check(name, (*path, "domain", k), faults)
            answers.check({k: v for k, v in fixture.items() if k in answers.fields}, path, faults)
            check_once(fixture.get("answers"), (*path, "answers"), faults)
            if not fixture.keys() & {"answers", "status", "statements"}:
                faults.add(path, "empty-fixture", f"a fixture gives {listed(answers.fields)}")


def _several(value: Any) -> tuple[str, ...]:
    return () if value is None else tuple(value) if isinstance(value, list) else (value,)
