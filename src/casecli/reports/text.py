"""The report that a reader sees first: the verdict and why, what it turns on, what is weak, what to fix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casecli.model import assessment as a
from casecli.model.facts import SourceRef
from casecli.model.rulebook import Rulebook, Score
from casecli.reports.classes import best_words
from casecli.reports.grounds import cite, stated
from casecli.reports.sheet import INDENT, Segment, Sheet, bar, gauge, width_of
from casecli.reports.wording import THRESHOLDS, Wording, band_words, member_level, member_name
from casecli.reports.words import BANDS, FINDINGS, LEVELS, STATUSES, Look, both, status_words, words

SHOWN = 3
MOST_CLASSES = 5
GROUP_INDENT = 3
GAUGE = 26
BAR = 10


def render(results: list[a.Assessment], rulebook: Rulebook) -> str:
    """Reports as plain text of 80 columns."""
    page = Sheet()
    for result in results:
        report(result, rulebook, page)
    return page.text()


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
        self.say = Wording(option, rulebook)

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
        sheet.labelled("LEGALITY", Segment(self.say.status(), f"bold {look.colour}"))
        sheet.wrapped(self.say.why("NOT KNOWN"))
        if legal.status == "not_engaged":
            self._remarks()
            return
        sheet.blank()
        self._readings()
        self._bases()
        self._remarks()
        if nearest := self.say.nearest():
            sheet.wrapped(nearest, hang=2)
        sheet.blank()

    def _readings(self) -> None:
        """What each reading finds: on one line where there is room, else one below the other."""
        rows = []
        for name, found in self.option.legal.readings.items():
            rows.append((Segment(name), self.sign(FINDINGS[found.outcome]), Segment(self.say.reading(found))))
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
        for basis in self.say.bases():
            said = f"{basis.reason} ({self._cite(basis.sources)})" if basis.sources else basis.reason
            rows.append((Segment(basis.title), self.sign(FINDINGS[basis.outcome]), Segment(said)))
        self.sheet.table(rows, indent=GROUP_INDENT)

    def _cite(self, refs: Iterable[SourceRef], most: int = 1) -> str:
        """The first authorities in short form."""
        return "; ".join(cite(self.rulebook, ref) for ref in list(refs)[:most])

    def _remarks(self) -> None:
        for said in self.say.remarks():
            self.sheet.wrapped(f"But: {said}", style="yellow", hang=5)
        for said in self.say.asides():
            self.sheet.wrapped(said, hang=2)
        if without := self.say.without():
            self.sheet.wrapped(without, hang=2)

    def _r2p(self) -> None:
        r2p = self.option.r2p
        if r2p is None:
            return
        pillar = f" · {said}" if (said := self.say.pillar()) else ""
        self.sheet.labelled("R2P", Segment(THRESHOLDS[r2p.threshold] + pillar))
        self.sheet.wrapped(" · ".join(f"{title} {found}" for title, found in self.say.crimes()))

    def _veto_risk(self) -> None:
        risk = self.option.veto_risk
        if risk is None or risk.level is None:
            return
        level = self.rulebook.levels["veto_risk"]
        style = LEVELS[level.values.index(risk.level)] if risk.level in level.values else "yellow"
        self.sheet.labelled("VETO RISK", Segment(self.say.veto_level(), style))
        by_level: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for member, found in risk.by.items():
            by_level.setdefault((member_level(found), self.say.because(found)), []).append(member_name(member))
        for (said, because), members in by_level.items():
            grounds = f" ({'; '.join(because)})" if because else ""
            self.sheet.wrapped(f"{both(members)}: {said}{grounds}", hang=2)
        if vetoed := self.say.past_vetoes():
            self.sheet.wrapped(vetoed, hang=2 if risk.record else 0)
        for eased in self.say.eases():
            self.sheet.wrapped(eased, hang=2)
        if routes := self.say.routes():
            first = next((r.id for r in self.option.routes if r.verdict == "met"), self.option.routes[0].id)
            self.sheet.wrapped(f"{routes} What each can do: casecli criteria {first}", hang=2)
        self.sheet.blank()

    def _score(self, score: Score, found: a.Legitimacy | a.Readiness, groups: tuple[a.GroupScore, ...]) -> None:
        sheet, measured = self.sheet, found.score
        if measured.low is None:
            return
        names = [name for name, _ in score.bands]
        band = band_words(found)
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
        for blocker in self.say.blockers(score, found):
            sheet.wrapped(blocker.said, style="red" if blocker.certain else "yellow", hang=2)
        sheet.blank()

    def _groups(self, score: Score, groups: tuple[a.GroupScore, ...]) -> None:
        titles = {g.id: g.title for g in score.groups}
        asked = [g for g in groups if g.score.low is not None]
        full = [titles[g.id] for g in asked if g.score.low == 100]  # noqa: PLR2004 - percent
        rows = []
        for group in sorted(asked, key=lambda g: (g.score.low or 0, g.score.high or 0)):
            if group.score.low == 100:  # noqa: PLR2004 - percent
                continue
            rows.append(
                (
                    Segment(titles[group.id]),
                    Segment(span(group.score)),
                    Segment(bar(group.score.low, group.score.high, BAR, fancy=self.sheet.fancy)),
                    Segment(self.say.worst(group.items), "bright_black"),
                )
            )
        self.sheet.table(rows, indent=GROUP_INDENT)
        if full:
            self.sheet.wrapped(f"100 each: {both(full)}", hang=2)

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
            rows.append((Segment(str(i)), Segment(stated(fact, entry.to)), Segment(self.say.gains(entry))))
        self._section("FIX FIRST", rows)

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
