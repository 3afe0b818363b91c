"""Assessments as a Markdown memo: issue, rule, application, conclusion, contested points, what is missing, sources.

Every text that could come from a file passes `escape`, so it renders as itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casecli.model.assessment import Assessment
from casecli.model.rulebook import Rulebook
from casecli.reports import views as v
from casecli.reports.grounds import Authority, Ground
from casecli.reports.layout import lay_out, leaves, title_of
from casecli.reports.markdown import escape
from casecli.reports.words import FINDINGS, both, day_words, sentence, words

MOST_WEAK, MOST_FIXES, MOST_OPEN = 3, 5, 10


def render(results: list[Assessment], rulebook: Rulebook) -> str:
    """A memo on each case, each of its options in turn."""
    return "\n".join("\n".join(_Memo(result, rulebook).lines()) for result in results)


class _Memo:
    """The memo on one case; it remembers the sources that it cites."""

    def __init__(self, result: Assessment, rulebook: Rulebook) -> None:
        self.result, self.rulebook = result, rulebook
        self.case = result.options[0].grounds.case
        self.options = [lay_out(result, x, rulebook) for x in result.options]
        self.used: set[str] = set()

    def cite(self, sources: Iterable[Authority]) -> str:
        """Authorities with their weight, in brackets; empty where there are none."""
        found = list(sources)
        self.used.update(s.id for s in found)
        said = "; ".join(f"{escape(s.cited)}, {words(s.status)}" for s in found)
        return f" [{said}]" if said else ""

    def lines(self) -> Iterator[str]:
        yield from self.head()
        if len(self.options) > 1:
            yield from self.overview()
        for option in self.options:
            yield from self.option(option)
        yield from self.tensions()
        yield from self.input()
        yield from self.sources()

    def head(self) -> Iterator[str]:
        rules = self.result.rulebook
        about = [escape(x) for x in (self.case.period, self.case.region) if x]
        about.append(f"by the rules {rules.id} {rules.version}")
        yield from (f"# {escape(self.case.title)}", "", " · ".join(about), "")
        if self.case.summary:
            yield from (escape(self.case.summary), "")

    def overview(self) -> Iterator[str]:
        scores = [[x.score(name) for name in ("legitimacy", "readiness")] for x in self.options]
        measured = [[f"{s.span}, {s.band}" if s else "not asked" for s in both_scores] for both_scores in scores]
        rows = [
            (x.title, x.verdict.said, x.veto.level if x.veto else "not asked", *m)
            for x, m in zip(self.options, measured, strict=True)
        ]
        yield from _table(("Response", "Legality", "Veto risk", "Legitimacy", "Readiness"), rows)

    def option(self, option: v.OptionView) -> Iterator[str]:
        kind = f" ({escape(option.kind)})" if option.kind else ""
        yield from (f"## {escape(option.title)}{kind}", "")
        yield from (f"**{escape(sentence(option.verdict.said))}.** {escape(option.verdict.why)}", "")
        yield from ("### Issue", "", _issue(option), "")
        yield from ("### Rule", "", *self.rule(option.legal), "")
        yield from ("### Application", "", *self.application(option))
        yield from ("### Conclusion", "", *_conclusion(option), "")
        if option.legal and (option.legal.points or option.legal.disputed):
            yield from ("### Contested points", "", *self.contested(option.legal), "")
        missing = [*self.missing(option)]
        if missing:
            yield from ("### What is missing", "", *missing)

    def rule(self, legal: v.LegalView | None) -> Iterator[str]:
        if legal is None:
            yield "Only a threat or use of force needs a basis in law."
            return
        yield from (
            "Force is lawful where one basis is complete; a basis needs all its elements. In question here:",
            "",
        )
        for basis in _considered(legal):
            elements = both([escape(title_of(self.rulebook, x)) for x in basis.ground.children])
            yield f"- **{escape(basis.title)}**{self.cite(basis.ground.sources)}: {elements}."

    def application(self, option: v.OptionView) -> Iterator[str]:
        legal = option.legal
        if legal is None:
            yield from (escape(option.verdict.why), "")
            return
        for basis in _considered(legal):
            word = FINDINGS[basis.outcome].word
            yield from (f"**{escape(basis.title)}: {word}** on the {escape(legal.reading)} reading.", "")
            yield from (*(self.element(ground) for ground in basis.ground.children), "")
        others = [(b.title, FINDINGS[b.outcome].word, b.reason) for b in legal.bases if not b.considered]
        if others:
            yield from _table(("Other basis", "Complete", "What decides it"), others)

    def element(self, ground: Ground) -> str:
        """An element: what is found on it, what it asks, and the facts for and against."""
        title, word = escape(title_of(self.rulebook, ground)), FINDINGS[ground.verdict].word
        nothing = "on this reading nothing meets it" if ground.verdict == "not_met" else "nothing further is asked"
        facts = sentence("; ".join(escape(x) for x in leaves(self.rulebook, ground)) or nothing)
        against = f" Against: {escape('; '.join(ground.against))}." if ground.against else ""
        return f"- **{title}: {word}.** {escape(ground.says)} {facts}.{against}{self.cite(ground.sources)}"

    def contested(self, legal: v.LegalView) -> Iterator[str]:
        for point in legal.points:
            yield f"- **{escape(sentence(point.title))}.** {escape(point.question)}"
            for p in point.positions:
                against = self.cite(p.against)
                who = f"{both(list(p.readings))}; support: {p.support}"
                said = f"  - {escape(sentence(p.title))} ({who}): {escape(p.says)}{self.cite(p.sources)}"
                yield said + (f" Against it:{against}" if against else "")
        for fact in legal.disputed:
            yield f"- **Sources disagree on {escape(fact.title)}.** {escape(sentence(fact.found))}."

    def missing(self, option: v.OptionView) -> Iterator[str]:
        if option.missing:
            rows = [(fact.title, fact.id, fact.question, could) for fact, could in option.missing[:MOST_OPEN]]
            yield from _table(("Not known", "Id", "Question", "Could change"), rows)
            if len(option.missing) > MOST_OPEN:
                yield from (f"{len(option.missing) - MOST_OPEN} more facts are not known.", "")
        gaps = [f"- {escape(g.title)}: {escape('; '.join(found))}." for g, found in _gaps(option)]
        if gaps:
            yield from ("Gaps in the checklists:", "", *gaps, "")
        if option.presumed:
            yield from ("Presumed, since the file is silent:", "")
            for p in option.presumed:
                yield f"- {escape(p.said)} ({escape(p.id)}): {escape(p.reason)}{self.cite(p.sources)}"
            yield ""
        if option.advice:
            yield from _table(("Fix first", "As a setting", "What it brings"), option.advice[:MOST_FIXES])

    def tensions(self) -> Iterator[str]:
        said = [
            f"- **{escape(sentence(t.title))}.** The text: {escape(t.says)} Against it: {escape(t.but)} "
            f"Here: {escape(t.handled)}{self.cite(t.sources)}"
            for t in dict.fromkeys(t for x in self.options for t in x.tensions)
        ]
        if said:
            yield from ("## Where the documents are at odds", "", *said, "")

    def input(self) -> Iterator[str]:
        """What is assumed where the file is silent, and what is doubtful in it."""
        said = [(x.message, f" ({escape(x.hint)})" if x.hint else "") for x in self.result.diagnostics]
        if said:
            yield from ("## About the input", "", *(f"- {escape(sentence(m))}{hint}." for m, hint in said), "")

    def sources(self) -> Iterator[str]:
        found = sorted((self.rulebook.sources[x] for x in self.used), key=lambda s: (s.short, s.id))
        if found:
            yield from ("## Sources", "")
        for source in found:
            title = f": {escape(source.title)}" if source.title != source.short else ""
            date = f", {source.date.isoformat()}" if source.date else ""
            yield f"- {escape(source.short)}{title}{date} ({words(source.status)})"
        yield ""


def _issue(option: v.OptionView) -> str:
    asked = "is there a legal basis for this response" if option.legal else "is the prohibition of force in question"
    return f"By the law of {day_words(option.verdict.law_day)}, {asked}?"


def _considered(legal: v.LegalView) -> list[v.BasisView]:
    return [b for b in legal.bases if b.considered]


def _conclusion(option: v.OptionView) -> Iterator[str]:
    verdict, legal = option.verdict, option.legal
    yield f"- Legality: **{escape(verdict.said)}**."
    yield from (f"- But: {escape(said)}" for said in verdict.remarks)
    yield from (f"- {escape(said)}" for said in verdict.asides)
    yield from (f"- {escape(said)}" for said in (verdict.without, legal.nearest if legal else None) if said)
    if option.r2p:
        crimes = "; ".join(f"{title}: {found}" for title, found in option.r2p.crimes)
        yield f"- R2P: {escape(option.r2p.said)} {escape(sentence(crimes))}."
    if option.veto:
        members = "; ".join(f"{m.name}: {m.level}" for m in option.veto.members)
        yield f"- Veto risk, a forecast: {escape(option.veto.level)}. {escape(members)}."
        more = (option.veto.past, *option.veto.eases, option.veto.blocked)
        yield from (f"  - {escape(said)}" for said in more if said)
    for score in option.scores:
        weak = [f"{g.title} {g.span} ({g.worst})" for g in score.groups if g.worst][:MOST_WEAK]
        weakest = f" Weakest: {escape('; '.join(weak))}." if weak else ""
        yield f"- {escape(score.title)}: {score.span} of 100, {escape(score.band)}.{weakest}"
        yield from (f"  - {escape(sentence(b.said))}." for b in score.blockers)


def _gaps(option: v.OptionView) -> Iterator[tuple[v.GroupView, list[str]]]:
    """The groups of all scores in which an item surely earns nothing, with those gaps."""
    for group in (g for score in option.scores for g in score.groups):
        found = [i.lacks or i.title for i in group.items if i.credit == "no"]
        if found:
            yield group, found


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(escape(x) for x in row)} |"
    yield ""
