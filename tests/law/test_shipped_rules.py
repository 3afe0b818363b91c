"""The shipped rulebook under the tools of its authors."""

from pathlib import Path

import pytest

from casecli.loading.pattern_files import read_patterns
from casecli.questions.coverage import coverage
from casecli.questions.lint import lint
from casecli.questions.mutate import mutate
from casecli.questions.trials import case_trials, examples

TABLE = Path(__file__).with_name("patterns.yaml")
LAW = ("criteria", "every_basis", "bases", "contested")


@pytest.fixture(scope="module")
def trials(library, law):
    cases = [library.case(name, law.facts) for name in library.case_ids]
    return [*examples(law), *read_patterns([TABLE], law), *case_trials(cases)]


def test_lint_finds_no_error(law):
    assert lint(law).of("error") == ()


def test_nobody_is_left_out_who_is_said_to_support_a_position(law):
    assert [x.at for x in lint(law).of("warning") if x.code in {"uncited", "presumption-without-source"}] == []


def test_every_element_and_position_is_seen_met_not_met_and_unknown(law, trials):
    found = coverage(law, trials)
    assert found.failed == ()
    assert [x for x in found.covered if x.missing and x.kind in {"element", "criterion", "position"}] == []


def test_mistakes_in_the_law_are_noticed(library, law, trials):
    """A sample: `casecli rules mutate --section law --tests tests/law/patterns.yaml` tries them all."""
    found = mutate(library.plain, law, trials, LAW, limit=40, seed=1)
    assert found.tried == 40
    assert found.percent >= 90, found.survivors
