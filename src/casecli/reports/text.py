"""The report that a reader sees first: the verdict and why, what it turns on, what is weak, what to fix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casecli.loading.arguments import STDIN_NAME
from casecli.model import assessment as a
from casecli.model.facts import SourceRef
from casecli.model.rulebook import Rulebook, Score
from casecli.reports.classes import best_words
from casecli.reports.grounds import advised, cite, stated
from casecli.reports.heads import response_title
from casecli.reports.sheet import INDENT, Segment, Sheet, bar, gauge, pad, width_of
from casecli.reports.wording import Wording, band_words, member_name
from casecli.reports.words import BANDS, FINDINGS, LEVELS, STATUSES, Look, both, sentence, status_words

SHOWN = 3
QUIET = "bright_black"
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
    _input(assessment, sheet)
    return sheet


def _input(assessment: a.Assessment, sheet: Sheet) -> None:
    """What is assumed where the file is silent, and what it says for nothing."""
    notes = [x for x in assessment.diagnostics if x.level == "note"]
    if not notes:
        return
    before = len(sheet.lines)
    for note in notes:
        sheet.wrapped(f"{sentence(note.message)}{f' ({note.hint})' if note.hint else ''}.", style=QUIET, hang=2)
    sheet.lines[before] = (Segment(pad(" INPUT", INDENT), "bold"), *sheet.lines[before][1:])
    sheet.blank()


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
        self.sheet.pair(Segment(f"{response_title(case.title, option.title)}{kind}"), rules)
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
        self._labelled("R2P", self.say.threshold() + pillar)
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
            by_level.setdefault((self.say.member_level(found), self.say.because(found)), []).append(member_name(member))
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
            self.sheet.wrapped(f"{more} more: {self._command('classify')}")
        if rows:
            self.sheet.blank()

    def _advice(self) -> None:
        rows: list[tuple[Segment, ...]] = []
        for i, entry in enumerate(self.option.advice[:SHOWN], 1):
            fact = self.rulebook.facts[entry.fact]
            rows.append((Segment(str(i)), Segment(advised(fact, entry.to)), Segment(self.say.gains(entry))))
            rows.append((Segment(""), Segment(f"{entry.fact}={entry.to}", QUIET)))
        self._section("FIX FIRST", rows)

    def _missing(self) -> None:
        rows: list[tuple[Segment, ...]] = []
        for entry in [m for m in self.option.missing if m.presumed is None][:SHOWN]:
            fact = self.rulebook.facts[entry.fact]
            rows.append((Segment(fact.title), Segment(f"could change {self.say.sections(entry)}")))
            rows += [(Segment(fact.id, QUIET),)] if fact.id != fact.title else []
        self._section("NOT KNOWN", rows)

    def _labelled(self, label: str, text: str) -> None:
        """A paragraph whose first line bears a label."""
        before = len(self.sheet.lines)
        self.sheet.wrapped(text)
        self.sheet.lines[before] = (Segment(pad(f" {label}", INDENT), "bold"), *self.sheet.lines[before][1:])

    def _section(self, label: str, rows: Sequence[tuple[Segment, ...]]) -> None:
        if not rows:
            return
        before = len(self.sheet.lines)
        self.sheet.table(rows)
        first = self.sheet.lines[before]
        self.sheet.lines[before] = (Segment(f" {label}".ljust(len(first[0].text)), "bold"), *first[1:])

    def _presumed(self) -> None:
        presumed, states = self.option.legal.presumed, self.option.grounds.situation.facts
        facts = [self.rulebook.facts[f] for f in presumed]
        said = [f"{stated(f, states[f.id].value)} ({f.id})" for f in facts[: SHOWN * 2]]
        more = len(facts) - len(said)
        if said:
            self._labelled("PRESUMED", "; ".join([*said, *([f"{more} more"] if more > 0 else [])]))

    def _foot(self) -> None:
        """What to type next: for the grounds of what weighs most, and to try the first advice."""
        legal = self.option.legal
        basis = legal.nearest.basis if legal.nearest else next(iter(legal.basis), "")
        self.sheet.blank()
        if name := basis if legal.status != "not_engaged" else self._weakest():
            self.sheet.wrapped(f"Why? {self._command('explain', name)}", 1, QUIET, hang=2)
        first = next((x for x in self.option.advice if self.rulebook.facts[x.fact].kind != "number"), None)
        if first:
            setting = f"--set {first.fact}={first.to}"
            self.sheet.wrapped(f"What if? {self._command('whatif', setting)}", 1, QUIET, hang=2)
        self.sheet.blank()

    def _weakest(self) -> str:
        """The group of a score with the lowest range; empty where none is asked."""
        legitimacy, readiness = self.option.legitimacy, self.option.readiness
        groups = (legitimacy.groups if legitimacy else ()) + (readiness.checklists if readiness else ())
        asked = [(g.score.low, g.score.high or 0, g.id) for g in groups if g.score.low is not None]
        return min(asked)[2] if asked else ""

    def _command(self, verb: str, more: str = "") -> str:
        """A command on this response as it can be typed."""
        case = self.assessment.case
        which = f"--option {self.option.id}" if len(self.assessment.options) > 1 and more else ""
        given = "-" if case.file == STDIN_NAME else _typed(case.file) if case.file else case.id
        again = "< FILE" if case.file == STDIN_NAME else ""
        return " ".join(x for x in ("casecli", verb, given, more, which, again) if x)


def _typed(path: str) -> str:
    """A path as a shell takes it."""
    if path.replace("/", "").replace(".", "").replace("-", "").replace("_", "").isalnum():
        return path
    from shlex import quote  # noqa: PLC0415 - seldom needed

    return quote(path)
