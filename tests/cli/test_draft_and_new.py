"""`draft` and `new` as people and scripts use them."""

import json
import os
import pty
import select
import sys
import time

import jsonschema
import pytest

TEXT = """# A war

On 24 March 1999 NATO began air strikes on Yugoslavia. There was no authorisation by the Security Council.
Some 5,000 civilians had been killed. The draft S/1 was vetoed by Russia by 13-1-1.
"""
ANSWERS = "title: My case\ndate: 1999-03-24\ndomain: [intervention]\nuses_force: false\nsupport_to_armed_groups: none\n"


def test_a_draft_checks_and_is_not_judged(casecli, tmp_path):
    (tmp_path / "text.md").write_text(TEXT)
    made = casecli("draft", "text.md", "-o", "case.yaml")
    assert made.returncode == 0
    assert b"casecli new --draft case.yaml" in made.stderr
    written = (tmp_path / "case.yaml").read_text()
    assert written.startswith("# yaml-language-server: $schema=case.schema.json\n")
    assert "draft: true\n" in written
    assert casecli("check", "case.yaml").stdout == b"1 right, 0 errors\n"
    for verb in ("assess", "explain", "compare", "classify"):
        ran = casecli(verb, "case.yaml")
        assert ran.returncode == 2
        assert b"is a draft" in ran.stderr
        assert b"new --draft" in ran.stderr
        assert not ran.stdout
    (tmp_path / "case.yaml").write_text(written.replace("draft: true\n", ""))
    assert casecli("assess", "case.yaml").returncode == 0


def test_a_draft_beside_a_case_does_not_hide_it(casecli, tmp_path):
    (tmp_path / "d.yaml").write_text("casecli: 1\nid: d\ntitle: D\ndraft: true\n")
    ran = casecli("assess", "d.yaml", "case-kosovo-1999", "--option", "air-campaign")
    assert ran.returncode == 2
    assert b"Kosovo" in ran.stdout


def test_suggestions_as_json_have_their_words_and_place(casecli):
    found = json.loads(casecli("draft", "-", "-f", "json", given=TEXT.encode()).stdout)
    jsonschema.Draft7Validator(json.loads(casecli("schema", "draft").stdout)).validate(found)
    assert found["schema"] == "casecli.draft/1"
    for suggestion in found["suggestions"]:
        assert list(suggestion) == ["fact", "value", "span", "line", "column", "cue", "hedged", "negated"]
        assert TEXT.splitlines()[suggestion["line"] - 1][suggestion["column"] - 1 :].startswith(suggestion["span"])
    assert found["votes"][0]["vetoed_by"] == ["russia"]
    assert [p["name"] for p in found["parties"]] == ["NATO", "Yugoslavia", "Russia"]
    assert found["case"]["facts"]["civilian_deaths"]["value"] == 5000


def test_the_same_text_gives_the_same_bytes(casecli):
    first, second = (casecli("draft", "-", given=TEXT.encode()).stdout for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    "given", [b"", b"\n", b"\x00\x07 \xe2\x80\xa8 NATO bombed Serbia.", b"x" * 100_000, b"a. " * 20_000]
)
def test_odd_texts_give_a_case_that_checks(casecli, given):
    made = casecli("draft", "-", given=given)
    assert made.returncode == 0
    assert casecli("check", "-", given=made.stdout).returncode == 0


@pytest.mark.parametrize(("name", "content"), [("none.txt", None), ("text.txt", b"\xff\xfe\x00")])
def test_what_is_no_text_is_refused(casecli, tmp_path, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ran = casecli("draft", name)
    assert ran.returncode == 2
    assert b"error:" in ran.stderr


def test_an_own_rulebook_brings_its_own_cues(casecli, tmp_path):
    siege = "id: siege, title: siege, kind: boolean, scope: crisis, question: 'Is there a siege?', changed_by: nobody"
    (tmp_path / "rules.yaml").write_text(
        "casecli_rules: 1\nid: mine\nversion: 1.0.0\nextends: casecli\n"
        f"facts: [{{{siege}}}]\nword_classes: [{{id: place, words: [the city, town]}}]\n"
        "cues: [{fact: siege, value: true, phrases: [<place> .. besieged]}]\n"
    )
    made = casecli("draft", "-", "-f", "json", "--rules", "rules.yaml", given=b"The town was besieged.")
    assert [(s["fact"], s["value"]) for s in json.loads(made.stdout)["suggestions"]] == [("siege", True)]


@pytest.mark.parametrize(
    ("cue", "why"),
    [
        ("{fact: siege, value: true, phrases: [x]}", b"no fact has the id"),
        ("{fact: uses_force, value: perhaps, phrases: [x]}", b"takes false or true"),
        ("{fact: uses_force, phrases: [x]}", b"no 'value'"),
        ("{fact: uses_force, value: true, phrases: ['<nowhere> x']}", b"no class of words"),
        ("{fact: uses_force, value: true, phrases: ['.. x']}", b"begins and ends with words"),
        ("{fact: civilian_deaths, phrases: [x]}", b"every phrase needs a <number>"),
    ],
)
def test_a_wrong_cue_is_said_with_its_line(casecli, tmp_path, cue, why):
    (tmp_path / "rules.yaml").write_text(
        f"casecli_rules: 1\nid: m\nversion: 1.0.0\nextends: casecli\ncues:\n  - {cue}\n"
    )
    ran = casecli("check", "rules.yaml")
    assert ran.returncode == 2
    assert b"rules.yaml:6:" in ran.stderr
    assert why in ran.stderr


def test_new_from_answers_asks_only_what_counts(casecli, tmp_path):
    (tmp_path / "answers.yaml").write_text(ANSWERS + "host_controls_area: true\n")
    made = casecli("new", "case.yaml", "--answers", "answers.yaml")
    assert made.returncode == 0
    assert b"could change nothing: host_controls_area" in made.stderr
    written = (tmp_path / "case.yaml").read_text()
    assert "host_controls_area" not in written
    assert "# Is armed force used" in written
    report = json.loads(casecli("assess", "case.yaml", "-f", "json").stdout)
    assert report["options"][0]["legal"]["status"] == "not_engaged"


def test_new_without_a_terminal_or_with_a_wrong_file_is_refused(casecli, tmp_path):
    ran = casecli("new", given=b"")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"--answers" in ran.stderr
    (tmp_path / "answers.yaml").write_text("uses_farce: true\n")
    ran = casecli("new", "--answers", "answers.yaml")
    assert ran.returncode == 2
    assert b"did you mean uses_force" in ran.stderr
    (tmp_path / "answers.yaml").write_text(ANSWERS)
    (tmp_path / "two.yaml").write_text("casecli: 1\ncases: [{id: a, title: A}, {id: b, title: B}]\n")
    ran = casecli("new", "two.yaml", "--answers", "answers.yaml")
    assert ran.returncode == 2
    assert b"several cases" in ran.stderr


def test_new_confirms_a_draft_from_answers_and_drops_what_they_pass_over(casecli, tmp_path):
    (tmp_path / "text.md").write_text(TEXT)
    casecli("draft", "text.md", "-o", "draft.yaml")
    (tmp_path / "answers.yaml").write_text("uses_force: true\ncouncil_authorization: none\n")
    assert casecli("new", "case.yaml", "--draft", "draft.yaml", "--answers", "answers.yaml").returncode == 0
    written = (tmp_path / "case.yaml").read_text()
    assert "draft: true" not in written
    assert "uses_force: true" in written
    assert "civilian_deaths: 5000" not in written
    assert casecli("assess", "case.yaml").returncode == 0
    ran = casecli("new", "case.yaml", "--draft", "draft.yaml", "--answers", "answers.yaml")
    assert ran.returncode == 2
    assert b"is there already" in ran.stderr


def converse(folder, arguments, lines):
    """What a person sees who types some lines, and the exit code."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execv(sys.executable, [sys.executable, "-m", "casecli", *arguments])
    seen, waiting = b"", list(lines)
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            seen += os.read(terminal, 65536)
        except OSError:
            break
        if waiting and seen.rstrip().endswith(b"answer:"):
            os.write(terminal, waiting.pop(0).encode() + b"\n")
            seen += b"\n"
    return seen.decode(), os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def test_a_conversation_writes_the_case_after_each_answer(tmp_path, library):  # noqa: ARG001 - makes the fast form fresh
    lines = ["My case", "yesterday", "1999-03-24", "1", "true", "back", "false", "review", "stop"]
    seen, code = converse(tmp_path, ["new"], lines)
    assert code == 0
    assert "bad-answer" in seen
    assert "Why: it can still change" in seen
    assert "(uses_force): false" in " ".join(seen.split())
    written = (tmp_path / "my-case.yaml").read_text()
    assert "uses_force: false\n" in written
    seen, code = converse(tmp_path, ["new", "my-case.yaml"], ["stop"])
    assert code == 0
    assert "A short name" not in seen
    assert (tmp_path / "my-case.yaml").read_text() == written
