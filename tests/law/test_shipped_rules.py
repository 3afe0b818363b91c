"""The shipped rulebook under the tools of its authors."""

from pathlib import Path

import pytest

from casecli.loading.pattern_files import read_patterns
from casecli.loading.rule_places import spots
from casecli.loading.rulebook import rule_files
from casecli.questions.coverage import coverage
from casecli.questions.lint import lint
from casecli.questions.mutants import SECTIONS
from casecli.questions.mutate import mutate
from casecli.questions.trials import case_trials, examples
from casecli.reports.rules import spot_of

TABLE = Path(__file__).with_name("patterns.yaml")
LAW = ("criteria", "every_basis", "bases", "contested")


@pytest.fixture(scope="module")
def trials(library, law):
    cases = [library.case(name, law.facts) for name in library.case_ids]
    return [*examples(law), *read_patterns([TABLE], law), *case_trials(cases)]


def test_lint_finds_neither_error_nor_warning(law):
    found = lint(law)
    assert found.of("error") == found.of("warning") == ()


def test_everything_that_lint_says_has_its_place_in_a_file(law, library):
    where = spots((file, file.name) for file in rule_files(library.folder))
    flaws = lint(law).flaws
    assert len(flaws) > 50
    for flaw in flaws:
        spot = spot_of(flaw, where)
        line = (library.folder / spot.file).read_text(encoding="utf-8").splitlines()[spot.line - 1]
        name = flaw.at.split(" and ")[0].split(": ")[-1]
        assert line[spot.column - 1 :].startswith(name), (flaw, spot)


def test_everything_is_seen_met_not_met_and_unknown(law, trials):
    found = coverage(law, trials)
    assert found.failed == ()
    assert [x for x in found.covered if x.missing] == []


@pytest.mark.parametrize("section", ["law", "the rest"])
def test_mistakes_are_noticed(library, law, trials, section, record_property):
    """A sample: `casecli rules mutate --tests tests/law/patterns.yaml` tries them all."""
    chosen = LAW if section == "law" else [x for x in SECTIONS if x not in LAW]
    found = mutate(library.plain, law, trials, chosen, limit=60, seed=1)
    assert found.tried == 60
    said = f"mutants of {section}: {found.percent} in 100 noticed, of {found.made:,} a sample of 60"
    record_property("measured", said)
    assert found.percent >= 95, found.survivors
