"""The page on writing rules: what it shows loads, passes its own patterns, and names every flaw that lint finds."""

import re
from pathlib import Path

import pytest

from casecli.loading.pattern_files import read_patterns
from casecli.loading.rulebook import read_rulebook
from casecli.questions.lint import lint
from casecli.questions.mutants import KINDS, SECTIONS
from casecli.questions.trials import examples, run

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "writing-rules.md").read_text(encoding="utf-8")
WHOLE, EXTENDING, WORKED, PATTERNS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def written(tmp_path):
    def write(text, name="x.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


def test_the_small_rulebook_is_sound_and_passes_its_examples_and_patterns(written):
    _, rulebook = read_rulebook(written(WHOLE))
    assert lint(rulebook).flaws == ()
    patterns = read_patterns([written(PATTERNS, "p.yaml")], rulebook)
    trials = [*examples(rulebook), *patterns]
    assert len(trials) == 9
    assert [r for t in trials if (r := run(rulebook, t)).differences] == []


def test_the_extension_loads(written, library):
    plain, rulebook = read_rulebook(written(EXTENDING), library.plain)
    assert rulebook.id == "our-rules"
    assert "rescue_of_nationals" not in {b.id for b in rulebook.bases}
    assert plain["tensions"][-1]["id"] == "our-note"


def test_the_worked_examples_come_out_as_they_say(written, library):
    head = "casecli_rules: 1\nid: ours\nversion: 1.0.0\nextends: casecli\n"
    plain, rulebook = read_rulebook(written(head + WORKED), library.plain)
    said = {form["says"] for form in plain["worked_examples"][-3:]}
    tried = [run(rulebook, t) for t in examples(rulebook) if t.case.title in said]
    assert len(tried) == 3
    assert [r for r in tried if r.differences] == []


def test_every_flaw_that_lint_finds_is_explained_and_no_other():
    source = "".join(p.read_text() for p in (ROOT / "src" / "casecli" / "questions").glob("lint*.py"))
    codes = set(re.findall(r'Flaw\((?:[A-Z]+|[^,()]+), "([a-z-]+)"', source))
    table = PAGE[PAGE.index("| level | what is found |") : PAGE.index("Errors give exit code 1")]
    assert set(re.findall(r"`([a-z-]+-[a-z-]+|[a-z]+)`", table)) == codes
    assert len(codes) > 20


def test_every_path_and_option_that_is_named_exists():
    for path in re.findall(r"`(examples/[^`<>]+)`", PAGE):
        assert (ROOT / path).exists(), path
    for option in re.findall(r"`--section ([a-z_]+)`", PAGE):
        assert option in {"law", *SECTIONS}
    assert len(KINDS) == 8  # as the page counts them out
