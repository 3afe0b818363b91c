"""The law on patterns of facts: what the readings must give, and the misconceptions that they must not."""

from pathlib import Path

import pytest

from casecli.engine.assess import Request, assess
from casecli.engine.legal import NESTED
from casecli.loading.library import Library
from casecli.loading.pattern_files import read_patterns
from casecli.questions.trials import run
from helpers import result_of

TABLE = Path(__file__).with_name("patterns.yaml")
PATTERNS = [pytest.param(p, id=p.name) for p in read_patterns([TABLE], Library().rulebook)]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_pattern(law, pattern):
    assert run(law, pattern).differences == ()


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_three_readings_nest_on_every_pattern(law, pattern):
    request = Request(points=pattern.positions)
    found = assess(law, pattern.case, request).options[0].legal.readings
    met = [set(found[name].basis) for name in NESTED]
    assert met[0] <= met[1] <= met[2]


def test_no_two_patterns_have_the_same_name():
    names = [p.id for p in PATTERNS]
    assert sorted(set(names)) == sorted(names)


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
