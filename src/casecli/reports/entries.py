"""Entries of the rulebook and library as people look them up: plain views, and their text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casecli.engine.trace import facts_of_level
from casecli.model import conditions as c
from casecli.model.case import Case
from casecli.model.facts import Fact, SourceRef, values_in
from casecli.model.rulebook import Criterion, Group, Point, Rulebook, Score, Source
from casecli.nouns import NamedTuple
from casecli.reports.grounds import asked, cite, tension_words
from casecli.reports.sheet import Segment, Sheet
from casecli.reports.words import either, words


class Entry(NamedTuple):
    """Something to look up: an id, its kind and title, and labelled details."""

    id: str
    kind: str
    title: str
    details: dict[str, Any]


def fact_entry(rulebook: Rulebook, fact: Fact) -> Entry:
    """A fact with its question, presumption, and values as a case file writes them."""
    return Entry(
        fact.id,
        f"{fact.scope} fact",
        fact.title,
        _kept(
            question=fact.question,
            values=[str(v).lower() if fact.kind == "boolean" else str(v) for v in fact.values]
            if fact.kind != "number"
            else f"a number of {fact.unit or 'things'}",
            order="weakest first" if fact.kind == "scale" else None,
            how_it_is_decided=fact.note,
            if_left_out=f"presumed {str(fact.presumed).lower()}: {fact.presumed_why}"
            if fact.presumed is not None
            else "unknown",
            authority=[cite(rulebook, r) for r in fact.presumed_sources],
            can_be_changed_by=words(fact.changed_by),
            never_advised=", ".join(_short(v) for v in values_in(fact, fact.never_advised)) or None,
            moves="nothing: it is recorded for the reader, and no rule asks for it" if fact.background else None,
            asked_by=asking(rulebook, fact.id) or "nothing: it is kept for the record",
            where_the_documents_are_at_odds=tensions_at(rulebook, fact.id),
            sources=[cite(rulebook, r) for r in fact.sources],
        ),
    )


def asking(rulebook: Rulebook, fact: str) -> list[str]:
    """The criteria, groups and levels that ask for a fact directly."""
    asked: dict[str, tuple[c.Condition | None, ...]] = {
        x.id: (x.met_when, x.unless, x.applies_when) for x in rulebook.criteria.values()
    }
    for group in (*rulebook.bases, *(g for s in rulebook.scores.values() for g in s.groups)):
        asked[group.id] = (group.applies_when,)
    named = [name for name, conditions in asked.items() if any(fact in _tests(x) for x in conditions if x)]
    return named + [x.id for x in rulebook.levels.values() if fact in facts_of_level(x)]


def _tests(condition: c.Condition) -> set[str]:
    if isinstance(condition, c.Test):
        return {condition.fact}
    return set().union(*(_tests(part) for part in c.parts(condition)))


def criterion_entry(rulebook: Rulebook, criterion: Criterion) -> Entry:
    """A criterion with its question, rule, authority and examples."""
    kind = "item" if criterion.weight else "element" if criterion.group else "criterion"
    return Entry(
        criterion.id,
        kind if not criterion.group else f"{kind} of {criterion.group}",
        criterion.title,
        _kept(
            question=criterion.question,
            met_when=rule(rulebook, criterion.met_when),
            unless=rule(rulebook, criterion.unless) if criterion.unless else None,
            asked_only_where=rule(rulebook, criterion.applies_when) if criterion.applies_when else None,
            in_force=_period(criterion),
            weight=criterion.weight or None,
            critical="yes" if criterion.critical else None,
            polarity=criterion.polarity if criterion.weight else None,
            phase=criterion.phase,
            why=criterion.why,
            good_practice=criterion.good,
            it_can=criterion.can,
            it_cannot=criterion.cannot,
            authority=[f"{cite(rulebook, r)} [{rulebook.sources[r.id].status}]" for r in criterion.sources],
            professional_lists=[f"{r.id}{f' ({r.note})' if r.note else ''}" for r in criterion.standards],
            where_the_documents_are_at_odds=tensions_at(rulebook, criterion.id),
            examples={
                words(kind): ", ".join(f"{k}: {_short(v)}" for k, v in given.items())
                for kind, given in criterion.examples.items()
            },
            worked_examples=worked_at(rulebook, criterion.id),
        ),
    )


def worked_at(rulebook: Rulebook, name: str) -> list[str]:
    """The worked examples of a criterion, group or class, each with what comes of it."""
    return [
        f"{form['says']} [{', '.join(_come_of(form))}]"
        for form in rulebook.notes.get("worked_examples", ())
        if form["of"] == name
    ]


def _come_of(form: dict[str, Any]) -> Iterable[str]:
    if "finds" in form:
        yield words(form["finds"])
    if "asked" in form:
        yield f"{form['earns']} of {form['asked']}"


def _short(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _period(criterion: Criterion) -> str | None:
    since, until = criterion.in_force
    said = [f"from {since}"] if since else []
    return " ".join(said + ([f"until {until}"] if until else [])) or None


def rule(rulebook: Rulebook, condition: c.Condition) -> str:  # noqa: PLR0911 - a case a kind
    """A condition in one sentence."""
    match condition:
        case c.Test():
            return asked(rulebook.facts[condition.fact], condition.mask)
        case c.LevelTest():
            values = [words(v) for i, v in enumerate(condition.level.values) if condition.mask >> i + 1 & 1]
            return f"{condition.level.title}: {either(values)}"
        case c.Met():
            return f"{condition.target.title} [{condition.target.id}]"
        case c.Not():
            return f"not ({rule(rulebook, condition.child)})"
        case c.By():
            point = rulebook.points[condition.point]
            branches = [f"{point.positions[i].title}: {rule(rulebook, x)}" for i, x in condition.branches]
            return f"by position on {point.title} [{' | '.join(branches)}]"
        case c.InDomain():
            return f"a case of {either([words(d) for d in condition.domains])}"
        case c.Always():
            return "always"
        case c.Count():
            return f"at least {condition.at_least} of ({'; '.join(rule(rulebook, x) for x in condition.children)})"
    joined = f" {'and' if isinstance(condition, c.All) else 'or'} ".join(rule(rulebook, x) for x in condition.children)
    return f"({joined})"


def point_entry(rulebook: Rulebook, point: Point) -> Entry:
    """A contested point with its positions, support and authorities on both sides."""
    positions = {}
    for position in point.positions:
        support = ", ".join(degree + (f" from {since}" if since else "") for degree, since in position.support)
        sides = [f"for: {'; '.join(cite(rulebook, r) for r in position.sources)}"] if position.sources else []
        sides += [f"against: {'; '.join(cite(rulebook, r) for r in position.against)}"] if position.against else []
        needs = [f"open only where {rule(rulebook, position.needs)}"] if position.needs else []
        positions[position.id] = f"{position.title} ({support}): {position.says} {'. '.join(sides + needs)}"
    return Entry(point.id, "contested point", point.title, {"question": point.question, "positions": positions})


def source_entry(rulebook: Rulebook, source: Source) -> Entry:
    """A source with its weight and who cites it."""
    cited = [x.id for x in rulebook.criteria.values() if any(r.id == source.id for r in x.sources)]
    cited += [
        p.id
        for p in rulebook.points.values()
        if any(r.id == source.id for q in p.positions for r in (*q.sources, *q.against))
    ]
    return Entry(
        source.id,
        f"{words(source.status)} source",
        source.title,
        _kept(
            cited_as=source.short, date=source.date.isoformat() if source.date else None, url=source.url, cited_by=cited
        ),
    )


def group_entry(rulebook: Rulebook, score: Score, group: Group) -> Entry:
    """A checklist or legitimacy group: where it applies, and what it asks."""
    whole = sum(x.weight for x in group.criteria)
    cap = group.blocked_at or score.blocked_at
    return Entry(
        group.id,
        f"{words(score.id)} group",
        group.title,
        _kept(
            asked_where=rule(rulebook, group.applies_when) if group.applies_when else None,
            caps_the_band_at=words(cap) if cap else None,
            asks={
                x.id: f"{x.question} (weight {x.weight} of {whole}{', critical' if x.critical else ''}, {x.polarity})"
                for x in group.criteria
            },
            sources=[cite(rulebook, r) for r in group.sources],
            worked_examples=worked_at(rulebook, group.id),
        ),
    )


def standard_entry(rulebook: Rulebook, standard: dict[str, Any]) -> Entry:
    """A professional list: its status, its entries, and the criteria that ask the same."""
    asking_it: dict[str, list[str]] = {}
    for criterion in rulebook.criteria.values():
        for ref in criterion.standards:
            asking_it.setdefault(ref.id, []).append(f"{criterion.id}{f' ({ref.note})' if ref.note else ''}")
    return Entry(
        standard["id"],
        f"{words(standard['status'])} list",
        standard["title"],
        _kept(
            note=standard.get("note"),
            entries={
                e["id"]: e["title"]
                + (f" ({e['note']})" if "note" in e else "")
                + (f"; asked by {', '.join(asking_it[e['id']])}" if e["id"] in asking_it else "")
                for e in standard["entries"]
            },
            sources=[_cited(rulebook, r) for r in standard["sources"]],
        ),
    )


def term_entry(rulebook: Rulebook, term: dict[str, Any]) -> Entry:
    """A term of the glossary."""
    sides = {
        f"side {i}": side["says"] + "".join(f" ({_cited(rulebook, r)})" for r in side.get("sources", []))
        for i, side in enumerate(term.get("sides", ()), 1)
    }
    return Entry(
        term["id"],
        "contested term" if sides else "term",
        term["title"],
        _kept(
            means=term["says"],
            lawyers_divide=sides,
            is_not=term.get("not"),
            see=term.get("see"),
            sources=[_cited(rulebook, r) for r in term.get("sources", ())],
        ),
    )


def misconception_entry(rulebook: Rulebook, form: dict[str, Any]) -> Entry:
    """A wrong belief and what is right."""
    return Entry(
        form["id"],
        "misconception",
        form["title"],
        _kept(
            the_belief=form["says"],
            but=form["but"],
            see=form.get("see"),
            sources=[_cited(rulebook, r) for r in form["sources"]],
        ),
    )


def _cited(rulebook: Rulebook, ref: dict[str, Any]) -> str:
    return cite(rulebook, SourceRef(ref["id"], ref.get("at"), ref.get("note")))


def tensions_at(rulebook: Rulebook, name: str, case: str | None = None) -> list[str]:
    """Where the documents contradict themselves, each other, the record or the law on something, or on a case.

    With ``case`` only what is said of every case, or of this one.
    """
    return [
        tension_words(t)
        for t in rulebook.notes["tensions"]
        if name in (*t.get("at", ()), *t.get("cases", ())) and (case is None or case in t.get("cases", (case,)))
    ]


def case_entry(rulebook: Rulebook, case: Case) -> Entry:
    """A library case: what it is about and its options."""
    return Entry(
        case.id,
        ", ".join(words(d) for d in case.domain),
        case.title,
        _kept(
            period=case.period,
            date=case.date.isoformat() if case.date else None,
            about=", ".join(words(d) for d in case.domain),
            region=case.region,
            summary=case.summary,
            options={o.id: f"{o.title}{f' ({o.kind})' if o.kind else ''}" for o in case.options},
            the_documents_label=case.record.get("labels"),
            lessons=case.record.get("lessons"),
            corrections=[f"{x.get('stated')} -> {x.get('record')}" for x in case.record.get("corrections", [])],
            where_the_documents_are_at_odds=tensions_at(rulebook, case.id),
        ),
    )


def _kept(**details: Any) -> dict[str, Any]:
    return {k: v for k, v in details.items() if v not in (None, [], {}, ())}


def write_list(entries: Iterable[Entry], sheet: Sheet) -> None:
    """Entries as a list, one a line."""
    sheet.table([(Segment(e.id, "bold"), Segment(e.kind, "bright_black"), Segment(e.title)) for e in entries], indent=1)


def write_entry(entry: Entry, sheet: Sheet) -> None:
    """One entry in full."""
    sheet.pair(Segment(f"{entry.title} · {entry.id}", "bold"), entry.kind)
    sheet.rule()
    for label, detail in entry.details.items():
        said = label.replace("_", " ")
        if isinstance(detail, dict):
            sheet.line(Segment(said, "bold"), indent=1)
            for name, value in detail.items():
                sheet.wrapped(f"{name}: {value}", 3, hang=2)
        elif isinstance(detail, list):
            sheet.wrapped(f"{said}: {'; '.join(str(d) for d in detail)}", 1, hang=2)
        else:
            sheet.wrapped(f"{said}: {detail}", 1, hang=2)
