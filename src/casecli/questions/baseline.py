"""Baselines: the results of cases kept as plain data, and what has drifted from them since.

A check passes where a new baseline of the same cases would say the same; another version of the rulebook is said, but
only results are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from casecli.model.assessment import Assessment, GroupScore, Legitimacy, OptionAssessment, Readiness
from casecli.model.problems import Problem
from casecli.nouns import NamedTuple

SCHEMA = "casecli.baseline/1"
Plain = dict[str, Any]


class Drift(NamedTuple):
    """A result that differs: what the baseline has at a path, and what is found now.

    For a case or response on one side only the path is empty, and ``before`` and ``now`` say whether it is there.
    """

    case: str
    option: str | None
    path: str
    before: Any
    now: Any


def snapshot(assessments: Sequence[Assessment], rulebook: Plain) -> Plain:
    """The results as a baseline; ``rulebook`` names the rules that judged: id, version, digest."""
    cases = {a.case.id: {o.id: _results(o) for o in a.options} for a in assessments}
    return {"schema": SCHEMA, "rulebook": rulebook, "cases": dict(sorted(cases.items()))}


def _results(option: OptionAssessment) -> Plain:
    legal, r2p, risk = option.legal, option.r2p, option.veto_risk
    fair, ready = option.legitimacy, option.readiness
    return {
        "legal": {
            "status": legal.status,
            "lean": legal.lean,
            "possible": list(legal.possible),
            "readings": {name: list(found.basis) or found.outcome for name, found in legal.readings.items()},
            "qualifiers": list(legal.qualifiers),
        },
        "r2p": {"threshold": r2p.threshold, "pillar": r2p.pillar} if r2p else None,
        "veto_risk": {name: found.level for name, found in risk.by.items()} if risk else None,
        "legitimacy": _score(fair),
        "readiness": _score(ready),
        "classes": {name: list(found.best) for name, found in option.classification.items()},
        "verdicts": {e.id: e.verdict for b in legal.bases for e in b.elements}
        | _verdicts(fair.groups if fair else ())
        | _verdicts(ready.checklists if ready else ())
        | {route.id: route.verdict for route in option.routes},
    }


def _score(found: Legitimacy | Readiness | None) -> Plain | None:
    if found is None:
        return None
    blockers = [b.item for b in found.blockers if b.certain]
    return {"low": found.score.low, "high": found.score.high, "band": found.band, "blockers": blockers}


def _verdicts(groups: Iterable[GroupScore]) -> dict[str, str]:
    return {i.id: i.verdict for g in groups for i in g.items}


def twins(assessments: Sequence[Assessment]) -> list[Problem]:
    """Cases that share an id: a baseline could not tell them apart."""
    first: dict[str, str | None] = {}
    problems = []
    for a in assessments:
        if a.case.id in first:
            message = f"two cases have the id {a.case.id!r}: {first[a.case.id] or 'in the library'} and here"
            problems.append(Problem("error", "duplicate-id", message, a.case.file, hint="give each case its own id"))
        first.setdefault(a.case.id, a.case.file)
    return problems


def drift(before: Plain, now: Plain) -> list[Drift]:
    """What differs between two baselines, case by case; order within lists of ids does not count."""
    found: list[Drift] = []
    for case in sorted(before["cases"].keys() | now["cases"].keys()):
        old, new = before["cases"].get(case), now["cases"].get(case)
        if old is None or new is None:
            found.append(Drift(case, None, "", old is not None, new is not None))
            continue
        for option in [*old, *(o for o in new if o not in old)]:
            a, b = old.get(option), new.get(option)
            if a is None or b is None:
                found.append(Drift(case, option, "", a is not None, b is not None))
            else:
                found += [Drift(case, option, *difference) for difference in _differences(a, b, "")]
    return found


def _differences(before: Any, now: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(before, dict) and isinstance(now, dict):
        for key in [*before, *(k for k in now if k not in before)]:
            yield from _differences(before.get(key), now.get(key), f"{path}.{key}" if path else key)
    elif isinstance(before, list) and isinstance(now, list):
        if sorted(map(str, before)) != sorted(map(str, now)):
            yield path, before, now
    elif before != now:
        yield path, before, now
