"""The report that a reader sees first: the verdict and why, what it turns on, what is weak, what to fix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casecli.engine.scores import bands_of
from casecli.model import assessment as a
from casecli.model.explanation import Finding, GroupFinding
from casecli.model.facts import DERIVED, SourceRef
from casecli.model.rulebook import Criterion, Rulebook, Score
from casecli.reports.classes import best_words
from casecli.reports.grounds import cite, stated
from casecli.reports.sheet import INDENT, Segment, Sheet, bar, gauge, width_of
from casecli.reports.words import BANDS, FINDINGS, LEVELS, STATUSES, Look, both, either, status_words, words

NESTED = ("restrictive", "mainstream", "expansive")
SHOWN = 3
MOST_CLASSES = 5
GROUP_INDENT = 3
GAUGE = 26
BAR = 10


def report(assessment: a.Assessment, rulebook: Rulebook, sheet: Sheet) -> Sheet:
    """The report of a case on a sheet: an overview where it has several options, then each option."""
    if len(assessment.options) > 1:
        _overview(assessment, sheet)
    for option in assessment.options:
        _Report(assessment, option, rulebook, sheet).write()
    for operation in assessment.operations:
        sheet.labelled("OPERATION", Segment(f"{operation.id}: {STATUSES[operation.status].word}", "bold"))
        sheet.wrapped(f"The status of its worst part, {operation.worst}.")
    return sheet


def _overview(assessment: a.Assessment, sheet: Sheet) -> None:
    sheet.pair(Segment(assessment.case.title, "bold"), f"{len(assessment.options)} options")
    rows = [tuple(Segment(x, "bright_black") for x in ("option", "legality", "legitimacy", "readiness"))]
    for option in assessment.options:
        look = STATUSES[option.legal.status]
        said = status_words(option.legal.status, option.legal.lean, option.legal.possible)
        scores = [Segment(span(x.score) if x else "-") for x in (option.legitimacy, option.readiness)]
        rows.append((Segment(option.id), Segment(said, look.colour), *scores))
    sheet.table(rows, indent=1)
    sheet.blank()


def span(score: a.Range) -> str:
    """A range in numbers."""
    if score.low is None:
        return "-"
    return f"{score.low}" if score.low == score.high else f"{score.low}-{score.high}"


class _Report:
    """Writes one option's report."""

    def __init__(self, assessment: a.Assessment, option: a.OptionAssessment, rulebook: Rulebook, sheet: Sheet) -> None:
        self.assessment, self.option, self.rulebook, self.sheet = assessment, option, rulebook, sheet
        self.titles = {b.id: b.title for b in rulebook.bases}

    def write(self) -> None:
        """All sections, in the order that every format keeps."""
        self._head()
        self._legality()
        self._r2p()
        self._veto_risk()
        for name, found in (("legitimacy", self.option.legitimacy), ("readiness", self.option.readiness)):
            if found:
                groups = found.groups if isinstance(found, a.Legitimacy) else found.checklists
                self._score(self.rulebook.scores[name], found, groups)
        self._classes()
        self._advice()
        self._missing()
        self._presumed()
        self._foot()

    def sign(self, look: Look) -> Segment:
        """The sign of a finding in its colour."""
        return Segment(look.sign if self.sheet.fancy else look.plain, look.colour)

    def _head(self) -> None:
        option, case = self.option, self.assessment.case
        kind = f" ({option.kind})" if option.kind else ""
        day = option.grounds.situation.law_day.isoformat()
        self.sheet.pair(Segment(case.title, "bold"), f"assessed by the law of {day}")
        rules = f"{self.assessment.rulebook.id} rules {self.assessment.rulebook.version}"
        title = option.title if option.title != case.title else "the response described"
        self.sheet.pair(Segment(f"{title}{kind}"), rules)
        self.sheet.rule()

    def _legality(self) -> None:
        legal, sheet = self.option.legal, self.sheet
        look = STATUSES[legal.status]
        said = status_words(legal.status, legal.lean, legal.possible)
        sheet.labelled("LEGALITY", Segment(said, f"bold {look.colour}"))
        sheet.wrapped(self._why())
        if legal.status == "not_engaged":
            self._remarks()
            return
        sheet.blank()
        self._readings()
        self._bases()
        self._remarks()
        if legal.nearest:
            self._nearest(legal.nearest)
        sheet.blank()

    def _why(self) -> str:
        """The reason for the status in a sentence or two."""
        legal = self.option.legal
        if legal.status == "not_engaged":
            return "No threat or use of force is described, so the prohibition of force is not in question."
        if legal.status == "undetermined":
            return f"Facts that are not known decide it; see NOT KNOWN. {self._met_sentence()}"
        if legal.turns_on.facts:
            facts = both([self.rulebook.facts[f].title for f in legal.turns_on.facts])
            return f"Sources disagree about {facts}, and the answer decides. {self._met_sentence()}"
        if legal.status == "contested":
            points = both([self.rulebook.points[p].title for p in legal.turns_on.points])
            return f"{self._met_sentence()} Lawyers divide on: {points}."
        return self._met_sentence()

    def _met_sentence(self) -> str:
        legal = self.option.legal
        outcomes = [(name, legal.readings[name]) for name in NESTED]
        met = [(name, found) for name, found in outcomes if found.outcome == "met"]
        if not met:
            sure = all(found.outcome == "not_met" for _, found in outcomes)
            return "No basis is complete under any reading." if sure else "No basis is surely complete."
        narrowest, found = met[0]
        titles = both([self.titles[b] for b in found.basis])
        if narrowest == NESTED[0]:
            return f"Even the restrictive reading finds a complete basis: {titles}."
        if narrowest == NESTED[1]:
            return f"The mainstream reading finds a complete basis, the restrictive does not: {titles}."
        return f"No basis is complete on the mainstream reading. Only the expansive reading finds one: {titles}."

    def _readings(self) -> None:
        """What each reading finds: on one line where there is room, else one below the other."""
        rows = []
        for name, found in self.option.legal.readings.items():
            none = "none" if found.outcome == "not_met" else "open"
            said = both([self.titles[b] for b in found.basis]) if found.basis else none
            rows.append((Segment(name), self.sign(FINDINGS[found.outcome]), Segment(said)))
        gap = Segment("   ")
        line = [part for name, sign, said in rows for part in (name, Segment(" "), sign, Segment(" "), said, gap)][:-1]
        if INDENT + sum(width_of(part.text) for part in line) <= self.sheet.width:
            self.sheet.line(*line)
        else:
            self.sheet.table(rows)
        self.sheet.blank()

    def _bases(self) -> None:
        """Each basis with what it lacks and by what authority; those with least against them first."""
        rows = []
        for group in sorted(self.option.grounds.bases, key=_against):
            outcome = next(b.outcome for b in self.option.legal.bases if b.id == group.group.id)
            reason, refs = _reason(group)
            rows.append(
                (
                    Segment(group.group.title),
                    self.sign(FINDINGS[outcome]),
                    Segment(f"{reason} ({self._cite(refs)})" if refs else reason),
                )
            )
        self.sheet.table(rows, indent=GROUP_INDENT)

    def _cite(self, refs: Iterable[SourceRef], most: int = 1) -> str:
        """The first authorities in short form."""
        return "; ".join(cite(self.rulebook, ref) for ref in list(refs)[:most])

    def _remarks(self) -> None:
        by_id = {q.id: q for q in self.rulebook.qualifiers}
        for name in self.option.legal.qualifiers:
            self.sheet.wrapped(f"But: {by_id[name].says}", style="yellow", hang=5)
        without = self.option.legal.without
        if without:
            facts = both([self.rulebook.facts[f].title for f in without.facts])
            said = status_words(without.status, without.lean)
            self.sheet.wrapped(f"Leaving aside {facts}: {said}.", hang=2)

    def _nearest(self, nearest: a.Nearest) -> None:
        parts = [self._lacks(x) for x in nearest.lacks]
        said = f"Nearest: {self.titles[nearest.basis]}"
        said += f": {both(parts)}" if parts else ""
        if nearest.unknown:
            said += f"; not known: {both([self._criterion(x).title for x in nearest.unknown])}"
        self.sheet.wrapped(f"{said}.", hang=2)

    def _criterion(self, name: str) -> Criterion:
        return self.rulebook.criteria[name]

    def _lacks(self, name: str) -> str:
        criterion = self._criterion(name)
        return criterion.lacks or criterion.title

    def _r2p(self) -> None:
        r2p, rules = self.option.r2p, self.rulebook.r2p
        if r2p is None or rules is None:
            return
        said = {
            "met": "threshold met (political; no legal basis for force)",
            "not_met": "threshold not met",
            "unknown": "threshold open",
            "not_applicable": "threshold not judged: the commitment is younger than the case",
        }[r2p.threshold]
        pillar = f" · pillar {either([str(p) for p in r2p.possible]) or r2p.pillar}" if r2p.pillar is not None else ""
        self.sheet.labelled("R2P", Segment(said + pillar))
        crimes = [f"{self.rulebook.facts[c].title} {words(v)}" for c, v in r2p.crimes.items()]
        self.sheet.wrapped(" · ".join(crimes))

    def _veto_risk(self) -> None:
        risk = self.option.veto_risk
        if risk is None or risk.level is None:
            return
        level = self.rulebook.levels["veto_risk"]
        style = LEVELS[level.values.index(risk.level)] if risk.level in level.values else "yellow"
        said = "open" + f" ({either([str(p) for p in risk.possible])})" if risk.level == "open" else str(risk.level)
        self.sheet.labelled("VETO RISK", Segment(said, style))
        by_level: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for member, found in risk.by.items():
            said = either([str(p) for p in found.possible]) if found.possible else str(found.level)
            because = tuple(self._stated(f) for f in found.because)
            by_level.setdefault((said, because), []).append(member_name(member))
        for (said, because), members in by_level.items():
            grounds = f" ({'; '.join(because)})" if because else ""
            self.sheet.wrapped(f"{both(members)}: {said}{grounds}", hang=2)
        self._record(risk)
        eased: dict[tuple[str, str], list[str]] = {}
        for member, found in risk.by.items():
            if found.eases:
                eased.setdefault((found.eases.to, found.eases.level), []).append(member_name(member))
        for (to, lower), members in eased.items():
            self.sheet.wrapped(f"{both(members)}: {lower} with a stand of {words(to)}.", hang=2)
        self._routes()
        self.sheet.blank()

    def _stated(self, fact: str) -> str:
        state = self.option.grounds.situation.facts[fact]
        return state.source or fact if state.state == DERIVED else stated(self.rulebook.facts[fact], state.value)

    def _record(self, risk: a.VetoRisk) -> None:
        """The vetoes on the topic, latest first; a word where there is none."""
        if not risk.record:
            if risk.topic:
                self.sheet.wrapped(
                    f"No veto on {risk.topic} stands in the record; a draft never put to a vote has none."
                )
            return
        shown = [f"{v.date} {v.draft} ({both([member_name(m) for m in v.by])})" for v in reversed(risk.record)]
        more = f" and {len(shown) - SHOWN} more" if len(shown) > SHOWN else ""
        self.sheet.wrapped(f"Vetoed on this topic: {', '.join(shown[:SHOWN])}{more}.", hang=2)

    def _routes(self) -> None:
        """What is open beside the Council, where the risk is not low."""
        risk, routes = self.option.veto_risk, self.option.routes
        if risk is None or not routes or risk.level == self.rulebook.levels["veto_risk"].values[0]:
            return
        open_ones = [self._criterion(r.id).title for r in routes if r.verdict == "met"]
        perhaps = [self._criterion(r.id).title for r in routes if r.verdict == "unknown"]
        said = f"If the Council is blocked: {both(open_ones) or 'no route is surely open'}"
        said += f"; perhaps {both(perhaps)}" if perhaps else ""
        first = next((r.id for r in routes if r.verdict == "met"), None)
        self.sheet.wrapped(f"{said}. What each can do: casecli criteria {first or routes[0].id}", hang=2)

    def _score(self, score: Score, found: a.Legitimacy | a.Readiness, groups: tuple[a.GroupScore, ...]) -> None:
        sheet, measured = self.sheet, found.score
        if measured.low is None:
            return
        names = [name for name, _ in score.bands]
        band = (
            words(found.band) if found.band != "open" else f"{words(found.possible[0])} to {words(found.possible[-1])}"
        )
        colour = BANDS[score.id][names.index(found.band)] if found.band in names else "yellow"
        numbers = f"{span(measured).replace('-', ' to ')} of 100"
        limits = [limit for _, limit in score.bands]
        scale = gauge(measured.low, measured.high, limits, GAUGE, fancy=sheet.fancy)
        said = Segment(f"{numbers:<17} "), Segment(f"{band:<18} ", f"bold {colour}")
        fits = len(band) <= 18 and sheet.width >= 80  # noqa: PLR2004 - the columns of this line
        sheet.labelled(score.title.upper(), *said, *([Segment(scale)] if fits else []))
        if not fits:
            sheet.line(Segment(scale))
        self._groups(score, groups)
        self._blockers(score, found)
        sheet.blank()

    def _groups(self, score: Score, groups: tuple[a.GroupScore, ...]) -> None:
        titles = {g.id: g.title for g in score.groups}
        asked = [g for g in groups if g.score.low is not None]
        full = [titles[g.id] for g in asked if g.score.low == 100]  # noqa: PLR2004 - percent
        rows = []
        for group in sorted(asked, key=lambda g: (g.score.low or 0, g.score.high or 0)):
            if group.score.low == 100:  # noqa: PLR2004 - percent
                continue
            gaps = [i for i in group.items if i.credit in ("no", "open")]
            worst = sorted(gaps, key=lambda i: (i.credit == "open", not i.critical, -i.weight))[:1]
            reason = "; ".join(f"{self._gap(i.id)}{'' if i.credit == 'no' else ' (open)'}" for i in worst)
            rows.append(
                (
                    Segment(titles[group.id]),
                    Segment(span(group.score)),
                    Segment(bar(group.score.low, group.score.high, BAR, fancy=self.sheet.fancy)),
                    Segment(reason, "bright_black"),
                )
            )
        self.sheet.table(rows, indent=GROUP_INDENT)
        if full:
            self.sheet.wrapped(f"100 each: {both(full)}", hang=2)

    def _gap(self, name: str) -> str:
        criterion = self._criterion(name)
        return criterion.lacks or f"not {criterion.title}"

    def _blockers(self, score: Score, found: a.Legitimacy | a.Readiness) -> None:
        plain = [words(b) for b in bands_of(score, found.score, [])]
        numbers = f" ({plain[0]}{f' to {plain[-1]}' if len(plain) > 1 else ''} by its numbers)"
        for certain, said in ((True, f"capped{numbers} by"), (False, "may be capped by")):
            names = [self._gap(b.item) for b in found.blockers if b.certain is certain]
            if names:
                self.sheet.wrapped(f"{said}: {'; '.join(names)}", style="red" if certain else "yellow", hang=2)

    def _classes(self) -> None:
        """The classes that fit best, for the taxonomies in which any does."""
        rows = []
        for name, found in self.option.classification.items():
            taxonomy = self.rulebook.taxonomies[name]
            if said := best_words(taxonomy, found):
                rows.append((Segment(taxonomy.title), Segment(said)))
        more = len(rows) - MOST_CLASSES
        self._section("CLASSES", rows[:MOST_CLASSES])
        if more > 0:
            self.sheet.wrapped(f"{more} more: casecli classify {self.assessment.case.file or self.assessment.case.id}")
        if rows:
            self.sheet.blank()

    def _advice(self) -> None:
        rows = []
        for i, entry in enumerate(self.option.advice[:SHOWN], 1):
            fact = self.rulebook.facts[entry.fact]
            rows.append((Segment(str(i)), Segment(stated(fact, entry.to)), Segment(self._gains(entry))))
        self._section("FIX FIRST", rows)

    def _gains(self, entry: a.Advice) -> str:
        gains = entry.gains
        said = [f"{n} +{v}" for n, v in (("readiness", gains.readiness), ("legitimacy", gains.legitimacy)) if v > 0]
        said += ["lifts a cap"] if gains.lifts else []
        said += [status_words(gains.status, gains.lean)] if gains.status else []
        by = "" if entry.by == "acting_party" else f" (by {'the ' if entry.by != 'others' else ''}{words(entry.by)})"
        return ", ".join(said) + by

    def _missing(self) -> None:
        rows = []
        for entry in [m for m in self.option.missing if m.presumed is None][:SHOWN]:
            fact = self.rulebook.facts[entry.fact]
            rows.append((Segment(fact.title), Segment(f"could change {both([words(c) for c in entry.could_change])}")))
        self._section("NOT KNOWN", rows)

    def _section(self, label: str, rows: Sequence[tuple[Segment, ...]]) -> None:
        if not rows:
            return
        before = len(self.sheet.lines)
        self.sheet.table(rows)
        first = self.sheet.lines[before]
        self.sheet.lines[before] = (Segment(f" {label}".ljust(len(first[0].text)), "bold"), *first[1:])

    def _presumed(self) -> None:
        presumed = self.option.legal.presumed
        if presumed:
            facts = [self.rulebook.facts[f] for f in presumed]
            states = self.option.grounds.situation.facts
            said = [stated(f, states[f.id].value) for f in facts[: SHOWN * 2]]
            more = len(facts) - len(said)
            said += [f"{more} more"] if more > 0 else []
            before = len(self.sheet.lines)
            self.sheet.wrapped("; ".join(said))
            first = self.sheet.lines[before]
            self.sheet.lines[before] = (Segment(" PRESUMED".ljust(len(first[0].text)), "bold"), *first[1:])

    def _foot(self) -> None:
        self.sheet.blank()
        case = self.assessment.case
        name = case.file or case.id
        group = self.option.legal.nearest.basis if self.option.legal.nearest else None
        which = f" --option {self.option.id}" if len(self.assessment.options) > 1 else ""
        basis = group or (self.option.legal.basis[0] if self.option.legal.basis else "")
        self.sheet.wrapped(f"Why? casecli explain {name} {basis}{which}".replace("  ", " "), 1, "bright_black")
        self.sheet.blank()


def member_name(member: str) -> str:
    """A permanent member's name as reports print it."""
    return member.upper() if len(member) < 3 else member.title()  # noqa: PLR2004 - UK, US


def _against(group: GroupFinding) -> tuple[bool, int]:
    """Order of bases: met first, then by how many elements fail."""
    failing = sum(f.holds == (0, 1) for f in group.findings)
    return group.truth != (1, 0), failing if failing < len(group.findings) else 99


def _reason(group: GroupFinding) -> tuple[str, tuple[SourceRef, ...]]:
    """Why a basis is met or not, in few words, with the authorities of the element that decides."""
    if group.applies == (0, 1):
        return "not yet law on that day", group.group.sources
    failing = [f for f in group.findings if f.holds == (0, 1)]
    open_ones = [f for f in group.findings if f.holds == (1, 1)]
    if failing:
        return _say(failing), failing[0].criterion.sources
    if open_ones:
        return "not known: " + both([f.criterion.title for f in open_ones[:SHOWN]]), ()
    return "every element is met", group.group.sources


def _say(failing: list[Finding]) -> str:
    first = failing[0].criterion
    more = len(failing) - 1
    return (first.lacks or f"not {first.title}") + (f", and {more} more" if more else "")
