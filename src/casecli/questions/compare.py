"""Compare responses: what is found on each, where they differ, and which dominates which.

One response dominates another where it is no worse in anything (standing in law, veto risk, both ends of legitimacy and
of readiness) and better in something. Ranges are compared by both ends, so an overlap is no advantage.
"""

from __future__ import annotations

from collections.abc import Sequence

from casecli.engine.legal import UNDETERMINED, standing_of
from casecli.engine.spell import spell_state
from casecli.model.assessment import Assessment, Legal, OptionAssessment, Range, VetoRisk
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple

Ends = tuple[int, int]
COLUMNS = ("legal", "veto_risk", "legitimacy", "readiness")


class Compared(NamedTuple):
    """One response in a comparison; ``name`` tells it apart from the others."""

    name: str
    case: str
    option: str
    title: str
    status: str
    lean: str | None
    possible: tuple[str, ...]
    veto_risk: str | None
    legitimacy: Range | None
    legitimacy_band: str | None
    readiness: Range | None
    readiness_band: str | None
    blockers: tuple[str, ...]


class Difference(NamedTuple):
    """A fact or element on which the responses differ, with the answer of each in their order."""

    kind: str
    id: str
    answers: tuple[str, ...]


class Dominance(NamedTuple):
    """One response that is no worse than another in anything, and better in the columns named."""

    better: str
    worse: str
    columns: tuple[str, ...]


class Comparison(NamedTuple):
    """Responses side by side."""

    responses: tuple[Compared, ...]
    best: dict[str, tuple[str, ...]]
    dominance: tuple[Dominance, ...]
    differences: tuple[Difference, ...]


def compare(rulebook: Rulebook, assessments: Sequence[Assessment]) -> Comparison:
    """The responses of some assessments side by side."""
    several = len(assessments) > 1
    named = [(f"{a.case.id}/{x.id}" if several else x.id, a.case.id, x) for a in assessments for x in a.options]
    rows = tuple(_row(name, case, option) for name, case, option in named)
    ends = {name: _ends(rulebook, option) for name, _, option in named}
    return Comparison(rows, _best(ends), _dominance(ends), _differences(rulebook, [option for _, _, option in named]))


def _row(name: str, case: str, option: OptionAssessment) -> Compared:
    legal, fair, ready = option.legal, option.legitimacy, option.readiness
    return Compared(
        name=name,
        case=case,
        option=option.id,
        title=option.title,
        status=legal.status,
        lean=legal.lean,
        possible=legal.possible,
        veto_risk=option.veto_risk.level if option.veto_risk else None,
        legitimacy=fair.score if fair else None,
        legitimacy_band=fair.band if fair else None,
        readiness=ready.score if ready else None,
        readiness_band=ready.band if ready else None,
        blockers=tuple(b.item for b in ready.blockers if b.certain) if ready else (),
    )


def _ends(rulebook: Rulebook, option: OptionAssessment) -> dict[str, Ends | None]:
    """Each column as a range on which higher is better; None where it is not asked."""
    scores = [x.score if x else None for x in (option.legitimacy, option.readiness)]
    both = [(s.low, s.high) if s and s.low is not None and s.high is not None else None for s in scores]
    found = _law(option.legal), _veto(rulebook, option.veto_risk), *both
    return dict(zip(COLUMNS, found, strict=True))


def _law(legal: Legal) -> Ends:
    if legal.status != UNDETERMINED:
        rank = standing_of(legal.status, legal.lean)
        return rank, rank
    ranks = [standing_of(s, lean) for s in legal.possible for lean in ("unlawful", "lawful")]
    return min(ranks), max(ranks)


def _veto(rulebook: Rulebook, risk: VetoRisk | None) -> Ends | None:
    if risk is None or risk.level is None:
        return None
    values = rulebook.levels["veto_risk"].values
    places = [values.index(v) for v in risk.possible or (risk.level,)]
    return -max(places), -min(places)


def _best(ends: dict[str, dict[str, Ends | None]]) -> dict[str, tuple[str, ...]]:
    """For each column the responses that no other beats at either end."""
    best = {}
    for column in COLUMNS:
        asked = {name: e for name, found in ends.items() if (e := found[column]) is not None}
        top = max(asked.values(), default=None)
        kept = [n for n, e in asked.items() if e == top and all(e[1] >= x[1] for x in asked.values())]
        best[column] = tuple(kept) if len(set(asked.values())) > 1 else ()
    return best


def _dominance(ends: dict[str, dict[str, Ends | None]]) -> tuple[Dominance, ...]:
    found = []
    for a, mine in ends.items():
        for b, other in ends.items():
            better = _better(mine, other) if a != b else None
            if better:
                found.append(Dominance(a, b, better))
    return tuple(found)


def _better(mine: dict[str, Ends | None], other: dict[str, Ends | None]) -> tuple[str, ...]:
    """The columns in which one response is better, if it is worse in none; else nothing."""
    better = []
    for column in COLUMNS:
        a, b = mine[column], other[column]
        if a == b:
            continue
        if a is None or b is None or a[0] < b[0] or a[1] < b[1]:
            return ()
        better.append(column)
    return tuple(better)


def _differences(rulebook: Rulebook, options: Sequence[OptionAssessment]) -> tuple[Difference, ...]:
    """Elements of bases first, then facts, in rulebook order."""
    found = []
    lines = [{e.id: e.verdict for b in o.legal.bases for e in b.elements} for o in options]
    for element in dict.fromkeys(name for line in lines for name in line):
        answers = tuple(str(line.get(element, "not_applicable")) for line in lines)
        if len(set(answers)) > 1:
            found.append(Difference("element", element, answers))
    for name, fact in rulebook.facts.items():
        answers = tuple(spell_state(fact, o.grounds.situation.facts[name]) for o in options)
        if len(set(answers)) > 1:
            found.append(Difference("fact", name, answers))
    return tuple(found)
