"""Cues in a rulebook: read, expanded for each of some classes, and gone with their fact."""

from casecli.loading.cues import cues_of
from casecli.loading.rulebook import read_rulebook

BASE = """
casecli_rules: 1
id: base
version: 1.0.0
as_of: 2026-01-01
engaged_when: {force: true}
facts:
  - {id: force, title: force, kind: boolean, scope: response, question: Is force used?, changed_by: acting_party}
  - {id: a_view, title: a, kind: boolean, scope: crisis, question: Does A agree?, changed_by: nobody}
  - {id: b_view, title: b, kind: boolean, scope: crisis, question: Does B agree?, changed_by: nobody}
word_classes:
  - {id: a, role: party, words: [alpha]}
  - {id: b, role: party, words: [beta]}
cues:
  - {each: [a, b], fact: "*_view", value: true, phrases: [<*> agreed with <party>]}
  - {fact: force, value: true, phrases: [struck]}
"""


def rulebook(tmp_path, text, shipped=None):
    (tmp_path / "r.yaml").write_text(text)
    return read_rulebook(tmp_path / "r.yaml", shipped)


def test_a_cue_for_each_class_speaks_of_the_fact_of_that_class(tmp_path):
    found = cues_of(rulebook(tmp_path, BASE)[1])
    assert [cue.fact for cue in found] == ["a_view", "b_view", "force"]
    assert found[0].phrases[0].text == "<a> agreed with <party>"
    assert next(found[1].phrases[0].find(("beta", "agreed", "with", "alpha"))) == (0, 1, 2, 3)


def test_cues_go_with_a_fact_that_is_removed(tmp_path):
    plain, _ = rulebook(tmp_path, BASE)
    extension = "casecli_rules: 1\nid: mine\nversion: 1.0.0\nextends: base\nremoves: [b_view]\n"
    assert [cue.fact for cue in cues_of(rulebook(tmp_path, extension, plain)[1])] == ["a_view", "force"]
    replaced = extension.replace(
        "removes: [b_view]", "facts:\n  - {id: force, replaces: true, title: force, kind: boolean, "
    )
    replaced += "scope: response, question: Is force used?, changed_by: acting_party}\n"
    assert "force" not in {cue.fact for cue in cues_of(rulebook(tmp_path, replaced, plain)[1])}
