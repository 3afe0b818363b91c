"""The law on patterns of facts: what the readings must give, and the misconceptions that they must not."""

from pathlib import Path

import pytest
import yaml

from casecli.engine.assess import assess
from casecli.engine.legal import NESTED
from helpers import result_of

TABLE = Path(__file__).with_name("patterns.yaml")


def patterns():
    """The patterns, each with all its facts."""
    found = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    named = {p["name"]: p["facts"] for p in found if "name" in p}
    return [p | {"facts": named.get(p.get("like"), {}) | p["facts"]} for p in found]


@pytest.mark.parametrize("pattern", patterns(), ids=lambda p: p["says"])
def test_pattern(law, pattern):
    found = result_of(law, pattern["facts"]).legal
    lines = {b.id: [(e.id, e.verdict) for e in b.elements] for b in found.bases}
    assert found.status == pattern["status"], lines
    assert found.lean == pattern.get("lean"), found.readings
    assert set(pattern.get("qualifiers", ())) <= set(found.qualifiers)
    if "basis" in pattern:
        assert list(found.basis) == pattern["basis"]
    if "points" in pattern:
        assert list(found.turns_on.points) == pattern["points"]


@pytest.mark.parametrize("pattern", patterns(), ids=lambda p: p["says"])
def test_the_three_readings_nest_on_every_pattern(law, pattern):
    found = result_of(law, pattern["facts"]).legal.readings
    met = [set(found[name].basis) for name in NESTED]
    assert met[0] <= met[1] <= met[2]


MOVES_NOTHING = {
    "a veto cast": {"russia_position": "vetoed", "china_position": "vetoed"},
    "R2P invoked": {"r2p_invoked_by_council": True},
    "the Council silent": {"council_determination": "none"},
    "refugees": {"cross_border_effects": "refugee_flows"},
    "support at home": {"affected_population_supports": True, "selectivity_concern": False},
    "the region in favour": {"regional_support": True, "coalition_breadth": "broad"},
    "good prospects": {"prospects_of_success": "good", "post_conflict_plan": "full", "exit_strategy": "full"},
    "a right recognised without an attack": {"self_defence_claimed": True},
}


@pytest.mark.parametrize("given", MOVES_NOTHING.values(), ids=MOVES_NOTHING)
def test_what_never_gives_ground(law, given):
    facts = {"uses_force": True, "primary_purpose": "enforcement_of_norms"}
    assert result_of(law, facts | given).legal.status == "unlawful"


@pytest.mark.parametrize("given", MOVES_NOTHING.values(), ids=MOVES_NOTHING)
def test_what_never_takes_ground_away(law, given):
    facts = {"uses_force": True, "primary_purpose": "civilian_protection", "council_authorization": "explicit"}
    assert result_of(law, facts | given).legal.status == "lawful"


def test_names_move_nothing(law, library):
    """The status is the same whatever the case, its actors and its text are called."""
    for name in library.case_ids:
        case = library.case(name, law.facts)
        other = case._replace(
            id="x", title="X", summary=None, topic=None, region=None, period=None, record={}, notes={},
            facts={k: s._replace(source=None, note=None) for k, s in case.facts.items()},
            options=tuple(
                o._replace(title="X", facts={k: s._replace(source=None, note=None) for k, s in o.facts.items()})
                for o in case.options
            ),
        )  # fmt: skip
        for a, b in zip(assess(law, case).options, assess(law, other).options, strict=True):
            assert (a.legal, a.legitimacy, a.readiness, a.r2p) == (b.legal, b.legitimacy, b.readiness, b.r2p)
