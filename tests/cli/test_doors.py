"""Hostile and clumsy input at every door: exit code 2, a sentence to act on, never a traceback or partial output."""

import json

import pytest

GOOD = b"casecli: 1\nid: mine\ntitle: Mine\nfacts: {uses_force: true, primary_purpose: territorial_gain}\n"
BAD = {
    "duplicate key": (b"casecli: 1\nid: a\nid: b\ntitle: T\n", "duplicate-key"),
    "unknown key": (GOOD + b"fcats: {}\n", "unknown-key"),
    "unknown fact": (GOOD.replace(b"uses_force", b"use_force"), "unknown-fact"),
    "value out of range": (GOOD.replace(b"territorial_gain", b"teritorial_gain"), "bad-value"),
    "wrong type": (GOOD.replace(b"true", b"[1]"), "wrong-type"),
    "NaN": (GOOD.replace(b"uses_force: true", b"civilian_deaths: .nan"), "not-finite"),
    "a huge number": (GOOD.replace(b"uses_force: true", b"civilian_deaths: 1" + b"0" * 40), "number-too-large"),
    "a bad date": (GOOD + b"date: 2026-02-31\n", "bad-date"),
    "not UTF-8": (GOOD.replace(b"Mine", b"\xff\xfe"), "not-utf8"),
    "UTF-16": (GOOD.decode().encode("utf-16"), "not-utf8"),
    "a tab": (b"casecli: 1\nfacts:\n\tuses_force: true\n", "tab"),
    "nothing": (b"", "empty"),
    "only a comment": (b"# nothing\n", "empty"),
    "a list": (b"- casecli\n", "wrong-type"),
    "a tag": (b"casecli: !!python/object:os.system 1\n", "tag"),
    "100,000 brackets": (b"casecli: " + b"[" * 100_000, "too-deep"),
    "aliases": (b"a: &a [x, x]\nb: [*a, *a]\n", "alias"),
    "two documents": (GOOD + b"---\n" + GOOD, "many-documents"),
    "a control character": (GOOD.replace(b"Mine", b"M\x1b[31m"), "control-character"),
    "no format": (GOOD.replace(b"casecli: 1\n", b""), "missing-key"),
    "another format": (GOOD.replace(b"casecli: 1", b"casecli: 2"), "bad-value"),
    "one claim": (GOOD.replace(b"true", b"{value: disputed, claims: [{value: true}]}"), "bad-claims"),
    "likelihoods": (GOOD.replace(b"true", b"{value: unknown, likelihood: {true: 1, false: 1}}"), "bad-likelihood"),
    "a range upside down": (GOOD.replace(b"uses_force: true", b"civilian_deaths: {from: 9, to: 1}"), "bad-range"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code"), BAD.values(), ids=BAD)
def test_a_bad_file_ends_in_a_sentence_and_code_2(casecli, tmp_path, text, code):
    (tmp_path / "bad.yaml").write_bytes(text)
    ran = casecli("assess", "bad.yaml", "-f", "json")
    said = ran.stderr.decode()
    assert ran.returncode == 2, said
    assert f"[{code}]" in said
    assert "bad.yaml" in said
    assert "Traceback" not in said
    assert ran.stdout == b""


def test_a_byte_order_mark_is_no_fault(casecli, tmp_path):
    (tmp_path / "good.yaml").write_bytes(b"\xef\xbb\xbf" + GOOD)
    assert casecli("assess", "good.yaml").returncode == 0


def test_every_problem_is_said_at_once_with_its_line_and_a_caret(casecli, tmp_path):
    (tmp_path / "bad.yaml").write_bytes(GOOD.replace(b"true", b"maybe") + b"colour: red\ndate: soon\n")
    said = casecli("check", "bad.yaml").stderr.decode()
    assert "bad.yaml:4:21: error:" in said
    assert "bad.yaml:5:1: error: unknown key 'colour'" in said
    assert "bad.yaml:6:7: error:" in said
    assert "^" in said


def test_near_words_are_suggested(casecli, tmp_path):
    (tmp_path / "bad.yaml").write_bytes(GOOD.replace(b"uses_force", b"use_force"))
    assert "did you mean uses_force" in casecli("check", "bad.yaml").stderr.decode()
    assert "did you mean case-kosovo-1999" in casecli("assess", "case-kosovo").stderr.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ("assess", "missing.yaml"),
        ("assess", "no-such-case"),
        ("assess", "."),
        ("assess", "*.yaml"),
        ("assess", "case-kosovo-1999", "--option", "none"),
        ("assess", "case-kosovo-1999", "--reading", "liberal"),
        ("assess", "case-kosovo-1999", "--set", "uses_force"),
        ("assess", "case-kosovo-1999", "--set", "uses_force=perhaps"),
        ("assess", "case-kosovo-1999", "--set", "imminence=soon"),
        ("assess", "case-kosovo-1999", "--as-of", "yesterday"),
        ("assess", "case-kosovo-1999", "-f", "pdf"),
        ("assess", "case-kosovo-1999", "--rules", "missing"),
        ("assess", "case-kosovo-1999", "-o", "no/such/folder/x.json"),
        ("explain", "case-kosovo-1999", "no_such_criterion"),
        ("facts", "no_such_fact"),
        ("schema", "nothing"),
        ("assess",),
        ("no-such-verb",),
        ("assess", "\udcff"),
        ("assess", "a" * 5000),
    ],
)
def test_a_wrong_command_line_ends_in_code_2(casecli, arguments):
    ran = casecli(*arguments)
    said = ran.stderr.decode("utf-8", "replace")
    assert ran.returncode == 2, said
    assert said.strip()
    assert "Traceback" not in said


def test_a_large_file_is_refused_by_its_size(casecli, tmp_path):
    with (tmp_path / "large.yaml").open("wb") as file:
        file.truncate(50_000_000)
    ran = casecli("assess", "large.yaml")
    assert (ran.returncode, b"[too-large]" in ran.stderr) == (2, True)


def test_one_broken_file_never_hides_the_rest(casecli, tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"casecli: [")
    (tmp_path / "b.yaml").write_bytes(GOOD)
    ran = casecli("assess", ".", "-f", "json")
    assert ran.returncode == 2
    found = json.loads(ran.stdout)
    assert found["case"]["id"] == "mine"
    assert found["diagnostics"][0]["file"] == "a.yaml"


def test_standard_input_is_a_case(casecli):
    ran = casecli("assess", "-", "-f", "json", given=GOOD)
    assert json.loads(ran.stdout)["options"][0]["legal"]["status"] == "unlawful"


def test_hostile_text_stays_text(casecli, tmp_path):
    title = "[bold red]x[/] \\u202e <script> =1+1"
    (tmp_path / "odd.yaml").write_bytes(GOOD.replace(b"Mine", b'"' + title.encode() + b'"'))
    out = casecli("assess", "odd.yaml").stdout.decode()
    assert "[bold red]x[/]" in out
    assert "\x1b" not in out
    assert "\u202e" not in out
