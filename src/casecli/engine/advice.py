"""What is missing and what to fix first: every change of one fact, as `changes` tried it, weighed for the reader."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

from casecli.engine.changes import Changes
from casecli.engine.legal import CONTESTED, LAWFUL, NOT_ENGAGED, UNDETERMINED, UNLAWFUL, standing_of
from casecli.engine.trace import facts_of
from casecli.model import assessment as out
from casecli.model.case import Situation
from casecli.model.facts import PRESUMED, UNKNOWN, Fact
from casecli.model.rulebook import Rulebook


def missing(
    situation: Situation, changes: Changes, presumed: tuple[str, ...], sections: Mapping[str, str]
) -> tuple[out.Missing, ...]:
    """The open facts that could change a result, and the presumed ones that carry one; most decisive first.

    ``sections`` maps a level's id to the section of the report that shows it.
    """
    moves: dict[str, dict[str, int]] = {v.fact: {} for v in changes.variants}
    by_kind = {column: _moved(changes, column, sections) for column in set(changes.touched.values())}
    for column, kind in changes.touched.items():
        moved = moves[changes.variants[column - 1].fact]
        for section, size in by_kind[kind].items():
            moved[section] = max(moved.get(section, 0), size)
    ranked = []
    for place, (name, moved) in enumerate(moves.items()):
        state = situation.facts[name]
        is_presumed = state.state == PRESUMED
        if (is_presumed and name not in presumed) or not (moved or is_presumed):
            continue
        if not is_presumed and not state.open & (state.open - 1):
            continue
        order = (is_presumed, "legal" not in moved, -sum(moved.values()), place)
        shown = str(state.value).lower() if isinstance(state.value, bool) else str(state.value)
        ranked.append((order, out.Missing(name, shown if is_presumed else None, tuple(moved))))
    return tuple(entry for _, entry in sorted(ranked, key=lambda pair: pair[0]))


def _moved(changes: Changes, column: int, sections: Mapping[str, str]) -> dict[str, int]:
    """The sections of the report that a column changes, and by how much (points for scores)."""
    moved: dict[str, int] = {}
    if column in changes.statuses.others or column in changes.leans.others:
        moved["legal"] = 100
    for name, section in sections.items():
        if name in changes.levels and column in changes.levels[name].others:
            moved[section] = 10
    for name, score in changes.scores.items():
        if column in score.others:
            there, here = score.others[column], score.first
            size = max(abs(there.low - here.low), abs(there.high - here.high))
            if size or there.bands != here.bands:
                moved[name] = max(size, 1)
    return moved


def advice(
    rulebook: Rulebook,
    situation: Situation,
    changes: Changes,
    base: tuple[str, str | None],
    spell: Callable[[Fact, int], str],
) -> tuple[out.Advice, ...]:
    """Changes of one fact that improve the result and worsen nothing; the best value of each fact, best first.

    Crisis facts and findings already made are not for anyone to change, nor is what a fact marks as never advised, and
    a response that would no longer be one of force is another response, not a better one. Gaps that the file states
    come before what it leaves open, which `missing` asks for. ``base`` is the status and lean now.
    """
    best: dict[str, tuple[tuple[int, ...], out.Advice]] = {}
    before = standing_of(*base)
    sources = _sources(rulebook, changes.asked)
    by_kind = {column: _gains(changes, column, base, before) for column in set(changes.touched.values())}
    for column, kind in changes.touched.items():
        variant, gains = changes.variants[column - 1], by_kind[kind]
        fact, state = rulebook.facts[variant.fact], situation.facts[variant.fact]
        if gains is None or not is_for_change(fact) or fact.never_advised >> variant.cell & 1:
            continue
        status_gain = standing_of(gains.status, gains.lean) - before if gains.status else 0
        points = gains.legitimacy + gains.readiness
        known = state.state not in (UNKNOWN, PRESUMED)
        order = (-len(gains.lifts), -status_gain, not known, fact.changed_by != "acting_party", -points)
        entry = out.Advice(fact.id, spell(fact, variant.cell), gains, fact.changed_by, sources.get(fact.id))
        if state.state == PRESUMED and not (status_gain or gains.lifts):
            continue
        if variant.fact not in best or order < best[variant.fact][0]:
            best[variant.fact] = (order, entry)
    return tuple(entry for _, entry in sorted(best.values(), key=lambda pair: pair[0]))


def is_for_change(fact: Fact) -> bool:
    """Whether advice may name a fact: not the crisis, nor a finding made, nor what makes it another response."""
    return not (fact.scope == "crisis" or fact.authoritative or fact.changed_by == "nobody" or fact.kind == "choice")


def _gains(changes: Changes, column: int, base: tuple[str, str | None], before: int) -> out.Gains | None:
    """What a column gains over the situation; None where it gains nothing or worsens anything.

    A score that rises only because less is asked has gained nothing: to drop a part is no better plan for it.
    """
    statuses = changes.statuses.at(column)
    status = statuses[0] if len(statuses) == 1 else UNDETERMINED
    if NOT_ENGAGED in statuses and base[0] != NOT_ENGAGED:
        return None
    points, lifts = {}, []
    for name, score in changes.scores.items():
        there, here = score.at(column), score.first
        points[name] = there.low - here.low
        if points[name] < 0 or there.high < here.high or set(there.blocked) - set(here.blocked):
            return None
        lifted = [b for b in here.blocked if b not in there.blocked]
        if (points[name] or lifted) and there.credited <= here.credited:
            return None
        lifts += lifted
    leans_lawful = changes.leans.at(column)
    same = column not in changes.statuses.others and column not in changes.leans.others
    lean = LAWFUL if leans_lawful else UNLAWFUL
    after = before if same or base[0] == NOT_ENGAGED else standing_of(status, lean)
    if after < before or not (after > before or lifts or any(points.values())):
        return None
    improved = after > before
    return out.Gains(
        points.get("legitimacy", 0),
        points.get("readiness", 0),
        tuple(lifts),
        status if improved else None,  # type: ignore[arg-type]
        lean if improved and status == CONTESTED else None,  # type: ignore[arg-type]
    )


def _sources(rulebook: Rulebook, asked: Container[str]) -> dict[str, str]:
    """For each fact the source of the first item that asks for it, in the groups ``asked``."""
    found: dict[str, str] = {}
    for score in rulebook.scores.values():
        for item in (x for group in score.groups if group.id in asked for x in group.criteria):
            for fact in facts_of(item.met_when):
                if item.sources and fact not in found:
                    found[fact] = item.sources[0].id
    return found
