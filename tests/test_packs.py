"""The worked packs: they load, are sound, and their own tests notice what is changed in them."""

from pathlib import Path

import pytest

from casecli.engine.assess import assess
from casecli.loading.arguments import find_cases
from casecli.loading.pattern_files import read_patterns
from casecli.loading.rulebook import read_rulebook
from casecli.questions.coverage import coverage
from casecli.questions.lint import lint
from casecli.questions.mutate import mutate
from casecli.questions.trials import case_trials, examples

PACKS = Path(__file__).resolve().parent.parent / "examples" / "packs"
ACCESS = PACKS / "humanitarian-access"


@pytest.fixture(scope="module")
def access():
    return read_rulebook(ACCESS)


@pytest.fixture(scope="module")
def trials(access, library):
    _, rulebook = access
    found = find_cases([str(ACCESS / "cases")], library, rulebook.facts)
    assert found.problems == []
    return [*examples(rulebook), *read_patterns([ACCESS / "patterns.yaml"], rulebook), *case_trials(found.cases)]


@pytest.mark.parametrize("pack", sorted(p.name for p in PACKS.iterdir()))
def test_every_pack_loads_and_lint_finds_no_error(pack, library):
    _, rulebook = read_rulebook(PACKS / pack, library.plain)
    assert lint(rulebook).of("error") == ()


def test_a_field_of_its_own_shares_nothing_with_the_shipped_rulebook(access, law):
    _, rulebook = access
    assert not rulebook.facts.keys() & law.facts.keys()
    assert lint(rulebook).flaws == ()


def test_the_tests_of_the_pack_notice_every_mistake(access, trials):
    plain, rulebook = access
    found = mutate(plain, rulebook, trials)
    assert found.failed == ()
    assert found.survivors == ()
    assert found.tried > 80


def test_the_tests_of_the_pack_cover_every_element_item_and_position(access, trials):
    _, rulebook = access
    assert [x for x in coverage(rulebook, trials).covered if x.missing and x.kind != "indicator"] == []


def test_a_house_checklist_stands_beside_the_shipped_ones(library):
    _, rulebook = read_rulebook(PACKS / "house-checklist", library.plain)
    case = library.case("case-libya-2011", rulebook.facts)
    groups = {g.id: g for g in assess(rulebook, case).options[0].readiness.checklists}
    assert [i.id for i in groups["house-rules"].items] == ["parliament-consulted"]
    assert "fallout-answered" not in {i.id for g in groups.values() for i in g.items}
