"""`mark` and `quiz` as people use them: files, pipes, a terminal, and wrong input."""

import json
import os
import pty
import select
import signal
import sys
import time
from pathlib import Path

import jsonschema
import pytest

PAPER = """\
casecli_answers: 1
case: case-kosovo-1999
option: air-campaign
status: contested
answers:
  - {criterion: peace_threatened, finding: met, facts: [council_determination], authority: [SC Res 1199]}
  - {criterion: authorised, finding: met, facts: [council_determination], authority: [SC Res 1203]}
  - {criterion: attack, finding: not_met, facts: [cross_border_effects]}
  - {criterion: consent_given, finding: not_met, authority: ["[bold red]\\u202eGray"]}
statements: [m07]
"""


@pytest.fixture
def paper(tmp_path):
    (tmp_path / "paper.yaml").write_text(PAPER, encoding="utf-8")
    return "paper.yaml"


def test_a_paper_is_marked_on_a_page_of_eighty_columns(casecli, paper):
    ran = casecli("mark", "case-kosovo-1999", paper)
    said = ran.stdout.decode()
    assert ran.returncode == 0, ran.stderr
    assert "right: threat to the peace determined" in said
    assert "wrong: authorised by the Council" in said
    assert "right for the wrong reason: armed attack" in said
    assert "Misconception: Chapter VII means force [m03]" in said
    assert "abstention or absence as a veto" in said
    assert "The other way: " in said
    assert all(len(line) <= 80 for line in said.splitlines())
    assert said == casecli("mark", "case-kosovo-1999", paper).stdout.decode()


def test_what_a_learner_writes_stays_text(casecli, paper):
    said = casecli("mark", "case-kosovo-1999", paper).stdout.decode()
    assert "[bold red]" in said
    assert not {"\u202e", "\x07", "\x1b"} & set(said)


def test_a_marking_in_json_has_the_same_marks(casecli, paper):
    found = json.loads(casecli("mark", "case-kosovo-1999", paper, "-f", "json").stdout)
    assert found["schema"] == "casecli.marking/1"
    assert [a["mark"] for a in found["answers"]] == ["right", "wrong", "wrong_reason", "right"]
    assert found["status"] == {
        "mark": "right",
        "status": "contested",
        "found": "contested",
        "lean": "unlawful",
        "possible": [],
        "under_own": None,
        "right_under": [],
    }
    assert sum(found["tally"].values()) == len(found["answers"]) + len(found["missing"]) + 1
    assert [m["id"] for m in found["misconceptions"]] == ["m03", "m07"]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("marking", ("mark", "case-kosovo-1999")), ("quiz", ("quiz", "case-kosovo-1999", "--answers"))],
)
def test_what_is_written_fits_its_published_schema(casecli, paper, name, arguments):
    schema = json.loads(casecli("schema", name).stdout)
    found = json.loads(casecli(*arguments, paper, "-f", "json").stdout)
    jsonschema.Draft7Validator(schema).validate(found)


def test_a_paper_can_come_from_a_case_file(casecli, tmp_path):
    (tmp_path / "mine.yaml").write_text("casecli: 1\nid: mine\ntitle: Mine\nfacts: {uses_force: false}\n")
    (tmp_path / "paper.yaml").write_text("casecli_answers: 1\ncase: mine\nstatus: not_engaged\n")
    ran = casecli("mark", "mine.yaml", "paper.yaml")
    assert ran.returncode == 0, ran.stderr
    assert "right: not engaged" in ran.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("mark", "case-kosovo-1999", "missing.yaml"), "not-found"),
        (("mark", "case-libya-2011", "paper.yaml"), "other-case"),
        (("mark", "case-kosovo", "paper.yaml"), "no-case"),
        (("mark", "case-kosovo-1999", "paper.yaml", "-f", "html"), "bad-format"),
        (("quiz", "case-kosovo-1999"), "no-terminal"),
        (("quiz", "case-kosovo-1999", "-f", "json"), "no-terminal"),
        (("quiz", "case-kosovo-1999", "--answers", "paper.yaml", "--option", "ground-invasion"), "other-option"),
        (("quiz", "case-kosovo-1999", "--answers", "paper.yaml", "--about", "self_defense"), "unknown-criterion"),
        (("quiz", "case-kosovo-1999", "--answers", "paper.yaml", "--scores", "paper.yaml"), "not-scores"),
        (("quiz", "case-kosovo-1999", "--answers", "paper.yaml", "--scores", "no/such/folder"), "cannot-write"),
        (("quiz", ".", "--answers", "paper.yaml"), "unknown-key"),
    ],
)
def test_wrong_input_ends_in_a_sentence_and_code_2(casecli, paper, arguments, code):  # noqa: ARG001 - the file is there
    ran = casecli(*arguments)
    said = ran.stderr.decode()
    assert ran.returncode == 2, said
    assert f"[{code}]" in said
    assert "Traceback" not in said


def test_a_quiz_from_a_file_asks_first_and_shows_after(casecli, paper, law):
    page = casecli("quiz", "case-kosovo-1999", "--answers", paper).stdout.decode()
    assert all(len(line) <= 80 for line in page.splitlines())
    said = " ".join(page.split())
    asked = said.index(law.criteria["authorised"].question)
    answered = said.index("Answer: met, on council_determination", asked)
    assert asked < answered < said.index("wrong: authorised by the Council")
    assert "as known on 1999-03-24" in said


def test_a_quiz_in_json_has_its_turns_and_the_marking(casecli, paper):
    found = json.loads(casecli("quiz", "case-kosovo-1999", "--answers", paper, "-f", "json").stdout)
    turns = {t["question"]: t for t in found["turns"]}
    assert turns["authorised"]["marked"]["mark"] == "wrong"
    assert turns["force_or_threat"]["answer"] is None
    assert [m["criterion"] for m in found["marking"]["missing"]] == [k for k, t in turns.items() if t["answer"] is None]


def test_a_quiz_knows_nothing_later_than_its_day(casecli, tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "casecli: 1\nid: mine\ntitle: Mine\ndate: 1999-03-24\n"
        "facts:\n  uses_force: true\n  primary_purpose: civilian_protection\n"
        "  court_found_unlawful: {value: true, date: 2005-01-01}\n"
        "  consent: {value: given, date: 1999-03-01}\n  consent_authority: effective_government\n"
    )
    (tmp_path / "paper.yaml").write_text(
        "casecli_answers: 1\ncase: mine\nstatus: lawful\n"
        "answers: [{criterion: no_judgment_against, finding: met, facts: [court_found_unlawful]}]\n"
    )
    then = json.loads(casecli("quiz", "mine.yaml", "--answers", "paper.yaml", "-f", "json").stdout)["marking"]
    later = ("--as-of", "2006-01-01", "-f", "json")
    now = json.loads(casecli("quiz", "mine.yaml", "--answers", "paper.yaml", *later).stdout)["marking"]
    assert [m["answers"][0]["mark"] for m in (then, now)] == ["right", "wrong"]
    assert [m["status"]["mark"] for m in (then, now)] == ["right", "wrong"]
    assert now["answers"][0]["rests_on"] == [{"fact": "court_found_unlawful", "value": "true", "presumed": False}]


def test_scores_are_kept_only_where_asked_and_added_to(casecli, paper, tmp_path):
    quiz = ("quiz", "case-kosovo-1999", "--answers", paper)
    casecli(*quiz)
    assert [p.name for p in tmp_path.iterdir()] == ["paper.yaml"]
    for _ in range(2):
        assert casecli(*quiz, "--scores", "scores.jsonl").returncode == 0
    first, second = [json.loads(line) for line in (tmp_path / "scores.jsonl").read_text().splitlines()]
    assert first == second
    assert (first["schema"], first["wrong"], first["misconceptions"]) == ("casecli.score/1", 1, ["m03", "m07"])


def test_a_quiz_on_talks_asks_the_checklists_and_no_status(casecli, tmp_path):
    (tmp_path / "paper.yaml").write_text("casecli_answers: 1\ncase: case-camp-david\n")
    found = json.loads(casecli("quiz", "case-camp-david", "--answers", "paper.yaml", "-f", "json").stdout)
    assert len(found["turns"]) == 12
    assert found["marking"]["status"]["mark"] is None


def test_a_quiz_can_be_about_one_thing(casecli, paper):
    found = json.loads(
        casecli("quiz", "case-kosovo-1999", "--answers", paper, "--about", "consent", "-f", "json").stdout
    )
    asked = [t["question"] for t in found["turns"]]
    assert asked[0] == "consent_given"
    assert "authorised" in asked  # the paper speaks of it


def test_misconceptions_can_be_looked_up(casecli):
    found = json.loads(casecli("define", "--kind", "misconception", "-f", "json").stdout)
    assert len(found) == 35
    assert "The belief" in casecli("define", "m02").stdout.decode().replace("the belief", "The belief")


def on_terminal(cwd, arguments, typed):
    """(exit code, what is shown) on a terminal where these lines are typed ahead."""
    child, screen = pty.fork()
    if child == 0:
        os.chdir(cwd)
        os.execve(sys.executable, [sys.executable, "-m", "casecli", *arguments], {**os.environ, "NO_COLOR": "1"})
    os.write(screen, "".join(line + "\n" for line in typed).encode())
    shown, end = b"", time.monotonic() + 50
    while time.monotonic() < end:
        if not select.select([screen], [], [], 1)[0]:
            continue
        try:
            more = os.read(screen, 65536)
        except OSError:  # the other end is closed
            break
        if not more:
            break
        shown += more
    else:
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode()


def test_a_terminal_asks_gives_hints_and_shows(tmp_path, law):
    quiz = ["quiz", "case-kosovo-1999", "--option", "air-campaign", "--most", "2", "--scores", "s.jsonl"]
    typed = ["hint", "hint", "perhaps", "met", "use_force", "uses_force", "Charter 2(4)"]
    typed += ["not_met", "council_determination", "", "liberal", "restrictive", "contested"]
    code, shown = on_terminal(tmp_path, quiz, typed)
    assert code == 0, shown
    flat = " ".join(shown.split())
    question = law.criteria["force_or_threat"].question
    steps = [question, "Hint: met when", "Hint: it asks about", "right: threat or use of force"]
    assert sorted(map(flat.index, steps)) == list(map(flat.index, steps))
    assert "did you mean uses_force?" in flat
    assert "no reading 'liberal'" in flat
    assert flat.index("right: threat or use of force") < flat.index("wrong: threat to the peace")
    assert "2 right, 1 wrong." in flat
    score = json.loads((tmp_path / "s.jsonl").read_text())
    assert (score["right"], score["wrong"], score["hints"]) == (2, 1, 2)


def test_a_learner_can_stop_and_sees_what_was_answered(tmp_path, library):  # noqa: ARG001 - as above
    quiz = ["quiz", "case-kosovo-1999", "--option", "air-campaign", "--most", "3"]
    code, shown = on_terminal(tmp_path, quiz, ["met", "uses_force", "", "pass", "stop"])
    assert code == 0, shown
    assert "1 right" in " ".join(shown.split())


def test_the_answers_file_of_the_manual_can_be_marked(casecli, tmp_path):
    manual = (Path(__file__).resolve().parents[2] / "docs" / "learning.md").read_text(encoding="utf-8")
    (tmp_path / "paper.yaml").write_text(manual.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    found = json.loads(casecli("mark", "case-kosovo-1999", "paper.yaml", "-f", "json").stdout)
    assert [a["mark"] for a in found["answers"]] == ["right"]
    assert [m["id"] for m in found["misconceptions"]] == ["m02", "m07"]
