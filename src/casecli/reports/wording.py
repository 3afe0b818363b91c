"""One option's result in sentences: said once here, shown by the text, HTML and Markdown reports alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casecli.engine.evaluate import Evaluator
from casecli.engine.legal import LAWFUL
from casecli.engine.scores import bands_of
from casecli.engine.trace import decisive, facts_behind
from casecli.model import assessment as a
from casecli.model.explanation import Explanation, Finding, GroupFinding
from casecli.model.facts import DERIVED, SourceRef
from casecli.model.rulebook import Criterion, Rulebook, Score
from casecli.nouns import NamedTuple
from casecli.reports.grounds import stated
from casecli.reports.words import both, either, status_words, words

NESTED = ("restrictive", "mainstream", "expansive")
MOST_OPEN = MOST_VETOES = 3
WHO = {
    "acting_party": "the acting party",
    "territorial_state": "the territorial state",
    "council": "the Council",
    "others": "others",
}
THRESHOLDS = {
    "met": "threshold met (political; no legal basis for force)",
    "not_met": "threshold not met",
    "unknown": "threshold not settled",
    "not_applicable": "threshold not judged: the commitment is younger than the case",
}


SECTIONS = {"legal": "legality", "r2p": "R2P"}


class BasisWords(NamedTuple):
    """A basis, its outcome, why it is or is not met in few words, and the authorities for that."""

    id: str
    title: str
    outcome: str
    reason: str
    sources: tuple[SourceRef, ...]


class BlockerWords(NamedTuple):
    """What caps a band: surely, or only if it fails."""

    certain: bool
    said: str


class Wording:
    """Says what is found on one option."""

    def __init__(self, option: a.OptionAssessment, rulebook: Rulebook) -> None:
        self.option, self.rulebook = option, rulebook
        self.titles = {b.id: b.title for b in rulebook.bases}

    def status(self) -> str:
        """The status with its lean, or with what is still possible."""
        legal = self.option.legal
        return status_words(legal.status, legal.lean, legal.possible)

    def why(self, not_known: str) -> str:
        """The reason for the status in a sentence or two; ``not_known`` is the label of the section on open facts."""
        legal = self.option.legal
        if legal.status == "not_engaged":
            begins = min((b.in_force.since for b in self.rulebook.bases if b.in_force.since), default=None)
            if begins and self.option.grounds.situation.law_day < begins:
                return f"The law applied here begins on {begins}; earlier law is not judged."
            return "No threat or use of force is described, so the prohibition of force is not in question."
        if legal.status == "undetermined":
            return f"Facts that are not known decide it; see {not_known}. {self._met_sentence()}"
        if legal.turns_on.facts:
            facts = both([self.rulebook.facts[f].title for f in legal.turns_on.facts])
            return f"Sources disagree about {facts}, and the answer decides. {self._met_sentence()}"
        if legal.status == "contested":
            points = both([self.rulebook.points[p].title for p in legal.turns_on.points])
            return f"{self._met_sentence()} Lawyers divide on: {points}."
        return self._met_sentence()

    def _met_sentence(self) -> str:
        outcomes = [(name, self.option.legal.readings[name]) for name in NESTED]
        met = [(name, found) for name, found in outcomes if found.outcome == "met"]
        if not met:
            sure = all(found.outcome == "not_met" for _, found in outcomes)
            return "No basis is complete under any reading." if sure else "As far as is known, no basis is complete."
        narrowest, found = met[0]
        titles, any_ = both([self.titles[b] for b in found.basis]), "one" if len(found.basis) == 1 else "any"
        if narrowest == NESTED[0]:
            return f"Even the restrictive reading finds a complete basis: {titles}."
        narrower = outcomes[NESTED.index(narrowest) - 1]
        if narrower[1].outcome != "not_met":
            found_by = f"The {narrowest} reading finds a complete basis: {titles}."
            return f"{found_by} Whether the {narrower[0]} does is not known."
        if narrowest == NESTED[1]:
            return f"The mainstream reading finds a complete basis, the restrictive does not: {titles}."
        return f"No basis is complete on the mainstream reading. Only the expansive reading finds {any_}: {titles}."

    def reading(self, found: a.ReadingOutcome) -> str:
        """The bases that a reading finds complete."""
        if found.basis:
            return both([self.titles[b] for b in found.basis])
        return "none" if found.outcome == "not_met" else "not known"

    def bases(self) -> list[BasisWords]:
        """Each basis with why it is met or not; those with least against them first."""
        outcomes = {b.id: b.outcome for b in self.option.legal.bases}
        return [
            BasisWords(x.group.id, x.group.title, outcomes[x.group.id], *_reason(x))
            for x in sorted(self.option.grounds.bases, key=_against)
        ]

    def remarks(self) -> list[str]:
        """What qualifies the bases relied on."""
        by_id = {q.id: q for q in self.rulebook.qualifiers}
        return [by_id[name].says for name in self.option.legal.qualifiers]

    def asides(self) -> list[str]:
        """What stands beside the result: the pleas, the positions that the user fixed, and the rulebook's reminders."""
        grounds, said = self.option.grounds, []
        if pleas := [self.titles.get(p, words(p)) for p in grounds.situation.pleas]:
            said.append(f"Pleaded: {both(pleas)}.")
        for name, chosen in grounds.fixed.items():
            point = self.rulebook.points[name]
            position = next(p for p in point.positions if p.id == chosen)
            support = position.support_on(grounds.situation.law_day)
            said.append(f"Fixed by you in every reading: {point.title}, {position.title} ({support} support).")
        if self.option.legal.status != "not_engaged":
            said += [reminder["says"] for reminder in self.rulebook.notes["reminders"]]
        return said

    def without(self) -> str | None:
        """The result leaving aside authoritative findings, where there are any."""
        without = self.option.legal.without
        if without is None:
            return None
        facts = both([self.rulebook.facts[f].title for f in without.facts])
        return f"Leaving aside {facts}: {status_words(without.status, without.lean)}."

    def nearest(self) -> str | None:
        """The basis that is closest to being met and what it lacks, where none is met."""
        nearest = self.option.legal.nearest
        if nearest is None:
            return None
        said = f"Nearest: {self.titles[nearest.basis]}"
        parts = [self.lacks(x) for x in nearest.lacks]
        said += f": {both(parts)}" if parts else ""
        if nearest.unknown:
            said += f"; not known: {both([self.criterion(x).title for x in nearest.unknown])}"
        return f"{said}."

    def criterion(self, name: str) -> Criterion:
        """A criterion by its id."""
        return self.rulebook.criteria[name]

    def lacks(self, name: str) -> str:
        """What is missing where an element fails."""
        criterion = self.criterion(name)
        return criterion.lacks or criterion.title

    def gap(self, name: str) -> str:
        """What is wrong where an item earns nothing."""
        criterion = self.criterion(name)
        return criterion.lacks or f"not {criterion.title}"

    def worst(self, items: Iterable[a.ItemVerdict]) -> str:
        """The weightiest gap of a group in few words; empty where it has none."""
        gaps = [i for i in items if i.credit in ("no", "open")]
        first = sorted(gaps, key=lambda i: (i.credit == "open", not i.critical, -i.weight))[:1]
        return "".join(
            self.gap(i.id) if i.credit == "no" else f"not known: {self.criterion(i.id).title}" for i in first
        )

    def veto_level(self) -> str:
        """The veto risk of the whole Council in words; empty where it is not asked."""
        risk = self.option.veto_risk
        if risk is None or risk.level is None:
            return ""
        return self._level(risk)

    def member_level(self, risk: a.MemberRisk) -> str:
        """A member's veto risk in a word, or those still possible."""
        return self._level(risk)

    def _level(self, risk: a.VetoRisk | a.MemberRisk) -> str:
        if not risk.possible:
            return str(risk.level)
        every = len(risk.possible) == len(self.rulebook.levels["veto_risk"].values)
        return "not known" if every else either([str(p) for p in risk.possible])

    def threshold(self) -> str:
        """Whether the threshold of R2P is met, with the elements that are lacking or not known."""
        r2p, rules, grounds = self.option.r2p, self.rulebook.r2p, self.option.grounds
        if r2p is None or rules is None:
            return ""
        said = THRESHOLDS[r2p.threshold]
        if r2p.threshold not in ("not_met", "unknown"):
            return said
        finding = Evaluator(self.rulebook, grounds.situation, grounds.reading).finding(rules.threshold)
        elements = [x.finding for x in decisive(finding.met) if isinstance(x, Explanation) and x.finding]
        found = [x.criterion for x in elements if isinstance(x, Finding)]
        if not found:
            return said
        if r2p.threshold == "not_met":
            return f"{said}: {both([x.lacks or f'not {x.title}' for x in found])}"
        return f"{said}; not known: {both([x.title for x in found])}"

    def pillar(self) -> str:
        """The pillar of R2P in words, or those still possible; empty where none is judged."""
        r2p = self.option.r2p
        if r2p is None or r2p.pillar is None:
            return ""
        return f"pillar {either([str(p) for p in r2p.possible]) or r2p.pillar}"

    def because(self, risk: a.MemberRisk) -> tuple[str, ...]:
        """The facts on which a member's veto risk rests; what is derived is told by what it follows from."""
        facts, states = self.rulebook.facts, self.option.grounds.situation.facts
        found = [(facts[name], states[name]) for name in risk.because]
        return tuple(s.source or f.id if s.state == DERIVED else stated(f, s.value) for f, s in found)

    def eases(self) -> list[str]:
        """What would lower the veto risk of some members."""
        eased: dict[tuple[str, str], list[str]] = {}
        for member, found in self.option.veto_risk.by.items() if self.option.veto_risk else ():
            if found.eases:
                eased.setdefault((found.eases.to, found.eases.level), []).append(member_name(member))
        said = []
        for (to, level), members in eased.items():
            risk = "could be lower" if level == "open" else f"would be {level}"
            their = "their positions were" if len(members) > 1 else "its position were"
            said.append(f"{both(members)}: the risk {risk} if {their}: {words(to)}.")
        return said

    def past_vetoes(self) -> str | None:
        """The vetoes on the topic, latest first, those after the response apart; nothing where no topic is named."""
        risk = self.option.veto_risk
        if risk is None or not (risk.record or risk.topic):
            return None
        if not risk.record:
            return f"No veto on {risk.topic} stands in the record; a draft never put to a vote has none."
        day = self.option.grounds.situation.law_day.isoformat()
        before, later = ([v for v in risk.record if (v.date > day) == after] for after in (False, True))
        said = (
            f"Vetoed on this topic: {_listed(before)}." if before else "No veto on this topic stood in the record then."
        )
        return f"{said} Vetoed later: {_listed(later)}." if later else said

    def routes(self) -> str | None:
        """What is open if the Council is blocked, in a sentence; nothing where the risk is low or no route needed."""
        risk, routes = self.option.veto_risk, self.option.routes
        if (
            risk is None
            or not routes
            or self.option.legal.status == LAWFUL
            or risk.level == self.rulebook.levels["veto_risk"].values[0]
        ):
            return None
        open_ones = [self.criterion(r.id).title for r in routes if r.verdict == "met"]
        perhaps = [self.criterion(r.id).title for r in routes if r.verdict == "unknown"]
        said = f"If the Council is blocked: {both(open_ones) or 'no route is known to be open'}"
        return said + (f"; perhaps {both(perhaps)}" if perhaps else "") + "."

    def crimes(self) -> list[tuple[str, str]]:
        """The crimes of the responsibility to protect, each with what is found."""
        crimes = self.option.r2p.crimes if self.option.r2p else {}
        return [(self.rulebook.facts[name].title, words(value)) for name, value in crimes.items()]

    def blockers(self, score: Score, found: a.Legitimacy | a.Readiness) -> list[BlockerWords]:
        """What caps the band of a score, or may cap it."""
        plain = [words(b) for b in bands_of(score, found.score, [])]
        uncapped = f" (without the cap: {plain[0]}{f' to {plain[-1]}' if len(plain) > 1 else ''})"
        said = []
        for certain, start, end in ((True, "capped by", uncapped), (False, "would be capped if found", "")):
            names = [self.gap(b.item) for b in found.blockers if b.certain is certain]
            if names:
                said.append(BlockerWords(certain, f"{start}: {'; '.join(names)}{end}"))
        return said

    def sections(self, entry: a.Missing) -> str:
        """The parts of the result that a fact could change, by their names in the report."""
        return both([SECTIONS.get(x, words(x)) for x in entry.could_change])

    def gains(self, entry: a.Advice) -> str:
        """What a change would bring, and by whom it can be made where not by the acting party."""
        gains = entry.gains
        said = [f"{n} +{v}" for n, v in (("readiness", gains.readiness), ("legitimacy", gains.legitimacy)) if v > 0]
        said += ["lifts a cap"] if gains.lifts else []
        said += [f"the status would become {status_words(gains.status, gains.lean)}"] if gains.status else []
        by = "" if entry.by == "acting_party" else f" (for {WHO.get(entry.by, words(entry.by))} to change)"
        return ", ".join(said) + by


def band_words(found: a.Legitimacy | a.Readiness) -> str:
    """A band in words; where it is open, the lowest and highest still possible."""
    if found.band == "open":
        return f"{words(found.possible[0])} to {words(found.possible[-1])}"
    return words(found.band)


def member_name(member: str) -> str:
    """A permanent member's id as a name."""
    return member.upper() if len(member) < 3 else member.title()  # noqa: PLR2004 - UK, US


def _against(group: GroupFinding) -> tuple[bool, int]:
    """Order of bases: met first, then by how many elements fail."""
    failing = sum(f.holds == (0, 1) for f in group.findings)
    return group.truth != (1, 0), failing if failing < len(group.findings) else 99


def _listed(vetoes: Sequence[a.PastVeto]) -> str:
    """The latest of some vetoes, and how many more there are."""
    shown = [f"{v.date} {v.draft} ({both([member_name(m) for m in v.by])})" for v in reversed(vetoes)]
    more = f" and {len(shown) - MOST_VETOES} more" if len(shown) > MOST_VETOES else ""
    return f"{', '.join(shown[:MOST_VETOES])}{more}"


def _reason(group: GroupFinding) -> tuple[str, tuple[SourceRef, ...]]:
    """Why a basis is met or not, in few words, with the authorities of the element that decides."""
    if group.applies == (0, 1):
        return "not yet law on that day", group.group.sources
    failing = sorted((f for f in group.findings if f.holds == (0, 1)), key=_rests_on_facts)
    open_ones = [f for f in group.findings if f.holds == (1, 1)]
    if failing:
        return _say(failing), failing[0].criterion.sources
    if open_ones:
        return "not known: " + both([f.criterion.title for f in open_ones[:MOST_OPEN]]), ()
    return "every element is met", group.group.sources


def _rests_on_facts(finding: Finding) -> bool:
    """Whether other facts could make an element hold: what the law denies whatever the facts is said first."""
    return bool(facts_behind([finding]))


def _say(failing: list[Finding]) -> str:
    first = failing[0].criterion
    more = len(failing) - 1
    return (first.lacks or f"not {first.title}") + (f", and {more} more" if more else "")
