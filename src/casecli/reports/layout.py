"""Lays a result out for pages. Nothing is judged anew: the findings are those of its own situation and reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from casecli.engine.evaluate import Evaluator
from casecli.engine.readings import readings
from casecli.model import assessment as a
from casecli.model.facts import DERIVED, SourceRef
from casecli.model.rulebook import Group, Rulebook, Score
from casecli.reports import views as v
from casecli.reports.charts import Axis, radar
from casecli.reports.classes import indicator_words
from casecli.reports.grounds import Ground, Teller, advised, stated, told
from casecli.reports.heads import UNTITLED
from casecli.reports.wording import NESTED, Wording, band_words, member_name
from casecli.reports.words import numbers, sentence, words

NOT_KNOWN = "what is not known"
GAPS_FIRST = ("no", "open", "yes", "not_asked")
R2P_WORDS = {
    "met": "threshold met",
    "not_met": "threshold not met",
    "unknown": "threshold not settled",
    "not_applicable": "not judged",
}


def lay_out(assessment: a.Assessment, result: a.OptionAssessment, rulebook: Rulebook) -> v.OptionView:
    """One option of an assessment, section by section."""
    return _Layout(assessment, result, rulebook).option()


class _Layout:
    """The sections of one option."""

    def __init__(self, assessment: a.Assessment, result: a.OptionAssessment, rulebook: Rulebook) -> None:
        self.case, self.result, self.rulebook = assessment.case, result, rulebook
        self.situation = result.grounds.situation
        self.evaluator = Evaluator(rulebook, self.situation, result.grounds.reading)
        self.teller = Teller(rulebook, self.evaluator)
        self.say = Wording(result, rulebook)

    def option(self) -> v.OptionView:
        result = self.result
        return v.OptionView(
            id=result.id,
            title=result.title if result.title != self.case.title else sentence(UNTITLED),
            kind=result.kind,
            verdict=self.verdict(),
            legal=self.legal() if result.legal.status != "not_engaged" else None,
            r2p=self.r2p(),
            veto=self.veto(),
            scores=tuple(self.scores()),
            classes=tuple(self.classes()),
            advice=tuple(self.advice()),
            missing=tuple(self.missing()),
            presumed=tuple(self.presumed()),
            tensions=tuple(self.tensions()),
            facts=tuple(self.fact(n) for n, s in self.situation.facts.items() if s.path or s.state == DERIVED),
        )

    def verdict(self) -> v.VerdictView:
        say, day = self.say, self.situation.law_day.isoformat()
        status = self.result.legal.status
        beside = tuple(say.remarks()), tuple(say.asides()), say.without()
        return v.VerdictView(status, say.status(), say.why(NOT_KNOWN), *beside, day)

    def legal(self) -> v.LegalView:
        legal = self.result.legal
        by_name = legal.readings.items()
        return v.LegalView(
            reading=self.evaluator.reading.id,
            readings=tuple(v.ReadingView(name, x.outcome, self.say.reading(x)) for name, x in by_name),
            points=tuple(self.point(name) for name in legal.turns_on.points),
            disputed=tuple(self.fact(name) for name in legal.turns_on.facts),
            bases=tuple(self.bases()),
            nearest=self.say.nearest(),
        )

    def bases(self) -> Iterator[v.BasisView]:
        """The bases with their grounds."""
        legal = self.result.legal
        met = {name for reading in legal.readings.values() for name in reading.basis}
        near = {*met, *self.situation.pleas, *((legal.nearest.basis,) if legal.nearest else ())}
        grounds = {x.group.id: self.teller.basis(x) for x in self.result.grounds.bases}
        for x in self.say.bases():
            sources = self.teller.authorities(x.sources)
            yield v.BasisView(x.id, x.title, x.outcome, x.reason, sources, grounds[x.id], x.id in near)

    def point(self, name: str) -> v.PointView:
        """A contested point with the positions that the three readings take."""
        point, day = self.rulebook.points[name], self.situation.law_day
        by_name = readings(self.rulebook, day)
        held: dict[int, list[str]] = {}
        for reading in NESTED:
            held.setdefault(by_name[reading].positions[name], []).append(reading)
        positions = [(point.positions[i], who) for i, who in held.items()]
        cite = self.teller.authorities
        return v.PointView(
            point.title,
            point.question,
            tuple(
                v.PositionView(tuple(who), x.title, x.says, x.support_on(day), cite(x.sources), cite(x.against))
                for x, who in positions
            ),
        )

    def r2p(self) -> v.R2PView | None:
        found, rules = self.result.r2p, self.rulebook.r2p
        if found is None or rules is None:
            return None
        pillar = self.say.pillar()
        word = ", ".join(filter(None, (R2P_WORDS[found.threshold], pillar)))
        said = f"{sentence(self.say.threshold())}{f'; {pillar}' if pillar else ''}."
        threshold = self.teller.criterion(self.evaluator.finding(rules.threshold))
        return v.R2PView(word, said, tuple(self.say.crimes()), threshold)

    def veto(self) -> v.VetoView | None:
        risk = self.result.veto_risk
        if risk is None or risk.level is None:
            return None
        members = (
            v.MemberView(member_name(name), self.say.member_level(x), self.say.because(x))
            for name, x in risk.by.items()
        )
        return v.VetoView(
            level=self.say.veto_level(),
            members=tuple(members),
            past=self.say.past_vetoes(),
            eases=tuple(self.say.eases()),
            blocked=self.say.routes(),
            routes=tuple(self.routes()) if self.say.routes() else (),
        )

    def routes(self) -> Iterator[v.RouteView]:
        for route in (r for r in self.result.routes if r.verdict in ("met", "unknown")):
            criterion = self.rulebook.criteria[route.id]
            sources = self.teller.authorities(criterion.sources)
            certain = route.verdict == "met"
            yield v.RouteView(criterion.title, certain, criterion.can, criterion.cannot, sources)

    def scores(self) -> Iterator[v.ScoreView]:
        for name, measured in (("legitimacy", self.result.legitimacy), ("readiness", self.result.readiness)):
            if measured and measured.score.low is not None:
                yield self.score(self.rulebook.scores[name], measured)

    def score(self, score: Score, measured: a.Legitimacy | a.Readiness) -> v.ScoreView:
        by_id = {g.id: g for g in score.groups}
        groups = measured.groups if isinstance(measured, a.Legitimacy) else measured.checklists
        asked = [(g, g.score.low, g.score.high) for g in groups if g.score.low is not None and g.score.high is not None]
        limits = [limit for _, limit in score.bands]
        axes = [Axis(by_id[g.id].title, low, high) for g, low, high in asked]
        return v.ScoreView(
            id=score.id,
            title=score.title,
            score=measured.score,
            span=_span(measured.score),
            band=band_words(measured),
            scale=tuple((words(n), at, end) for (n, at), end in zip(score.bands, [*limits[1:], 100], strict=True)),
            blockers=tuple(self.say.blockers(score, measured)),
            groups=tuple(self.group(by_id[g.id], g) for g, *_ in sorted(asked, key=lambda x: x[1:])),
            radar=radar(axes, limits[1:]) if isinstance(measured, a.Legitimacy) else None,
        )

    def group(self, group: Group, measured: a.GroupScore) -> v.GroupView:
        items = sorted(measured.items, key=lambda i: (GAPS_FIRST.index(i.credit), not i.critical, -i.weight))
        worst = self.say.worst(measured.items)
        span = _span(measured.score)
        return v.GroupView(group.title, measured.score, span, worst, tuple(self.item(i) for i in items))

    def item(self, item: a.ItemVerdict) -> v.ItemView:
        criterion = self.rulebook.criteria[item.id]
        ground = self.teller.criterion(self.evaluator.finding(criterion))
        return v.ItemView(
            title=criterion.title,
            question=criterion.question,
            credit=item.credit,
            lacks=self.say.gap(item.id) if item.credit in ("no", "open") else None,
            critical=item.critical,
            weight=item.weight,
            found=tuple(leaves(self.rulebook, ground)) if item.credit != "not_asked" else (),
            sources=ground.sources,
            at_odds=ground.at_odds,
        )

    def classes(self) -> Iterator[v.TaxonomyView]:
        """The taxonomies in which a class fits, with the best fits."""
        for name, placed in self.result.classification.items():
            taxonomy = self.rulebook.taxonomies[name]
            fits = zip(taxonomy.classes, placed.classes, strict=True)
            best = tuple((group.title, indicator_words(group, fit)) for group, fit in fits if group.id in placed.best)
            if best:
                yield v.TaxonomyView(taxonomy.title, placed.certain, best)

    def advice(self) -> Iterator[v.AdviceView]:
        """The changes that would improve the result, best first."""
        for x in self.result.advice:
            yield v.AdviceView(advised(self.rulebook.facts[x.fact], x.to), f"{x.fact}={x.to}", self.say.gains(x))

    def missing(self) -> Iterator[tuple[v.FactView, str]]:
        """The facts that are not known, with the parts of the result that they could change."""
        for entry in self.result.missing:
            if entry.presumed is None:
                yield self.fact(entry.fact), self.say.sections(entry)

    def presumed(self) -> Iterator[v.PresumedView]:
        for name in self.result.legal.presumed:
            fact = self.rulebook.facts[name]
            said = stated(fact, self.situation.facts[name].value)
            yield v.PresumedView(name, said, fact.presumed_why or "", self.teller.authorities(fact.presumed_sources))

    def fact(self, name: str) -> v.FactView:
        fact, state = self.rulebook.facts[name], self.situation.facts[name]
        return v.FactView(name, fact.title, fact.question, told(fact, state), state.confidence, state.note)

    def tensions(self) -> Iterator[v.TensionView]:
        """Where the documents are at odds, as far as it concerns this case or what its result turns on."""
        concerned = self.concerned()
        for t in self.rulebook.notes["tensions"]:
            cases = t.get("cases", ())
            if self.situation.case in cases or (not cases and concerned & {*t.get("at", ())}):
                sources = self.teller.authorities(_refs(t["sources"]))
                yield v.TensionView(t["title"], t["says"], t["but"], t["handled"], sources)

    def concerned(self) -> set[str]:
        """The ids of what decides the result."""
        legal = self.result.legal
        found = {*legal.turns_on.points, *legal.turns_on.facts, *legal.basis, *legal.presumed}
        found |= {*legal.nearest.lacks, *legal.nearest.unknown} if legal.nearest else set()
        for measured in (self.result.legitimacy, self.result.readiness):
            found |= {b.item for b in measured.blockers} if measured else set()
        return found.union(*(placed.best for placed in self.result.classification.values()))


def leaves(rulebook: Rulebook, ground: Ground) -> dict[str, None]:
    """The facts under a ground as the case tells them; the rules that it refers to by their titles."""
    if ground.kind in ("met", "level"):
        return {f"{title_of(rulebook, ground)}: {words(ground.verdict)}": None}
    if ground.kind == "fact" and ground.id:
        return {f"{rulebook.facts[ground.id].title}: {ground.found}": None}
    return {said: None for child in ground.children for said in leaves(rulebook, child)}


def title_of(rulebook: Rulebook, ground: Ground) -> str:
    """The title of a criterion in a tree of grounds; of anything else what it says."""
    criterion = rulebook.criteria.get(ground.id) if ground.id else None
    return criterion.title if criterion else ground.says


def _span(score: a.Range) -> str:
    return "-" if score.low is None or score.high is None else numbers(score.low, score.high)


def _refs(refs: Iterable[dict[str, Any]]) -> tuple[SourceRef, ...]:
    return tuple(SourceRef(r["id"], r.get("at"), r.get("note")) for r in refs)
