"""A thousand case files and one that is broken, checked in seconds."""

import json
import os
import pty
import random
import subprocess
import sys
import time

from junitparser import JUnitXml


def texts(law, count):
    """Case files with some facts each, the same at every run."""
    draw = random.Random(7)
    facts = [f for f in law.facts.values() if f.kind != "number"]
    for i in range(count):
        lines = ["casecli: 1", f"id: case-{i}", f"title: Case {i}", "facts:", "  uses_force: true"]
        for fact in draw.sample(facts, 12):
            value = draw.choice(fact.values)
            if fact.id != "uses_force":
                lines.append(f"  {fact.id}: {str(value).lower() if isinstance(value, bool) else value}")
        yield "\n".join(lines) + "\n"


def test_a_thousand_files_are_gated_in_seconds(casecli, tmp_path, law):
    for i, text in enumerate(texts(law, 1000)):
        (tmp_path / f"case-{i}.yaml").write_text(text)
    (tmp_path / "broken.yaml").write_text("casecli: 1\nid: b\ntitle: B\nfacts:\n  use_force: true\n")
    begin = time.perf_counter()
    ran = casecli("check", ".", "--fail-on", "unlawful", "--fail-under", "readiness=10")
    assert time.perf_counter() - begin < 60  # some six seconds of work; the bound allows for a busy machine
    assert ran.returncode == 2
    assert ran.stdout.startswith(b"1000 right, 1 errors; gates: ")
    assert ran.stderr.count(b"[unknown-fact]") == 1
    assert ran.stderr.count(b"[gate-readiness]") > 900


def on_a_terminal(arguments, cwd):
    """(code, standard output, what a terminal as standard error was shown)."""
    shown, end = pty.openpty()
    command = [sys.executable, "-m", "casecli", *arguments]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=end, env=environment) as process:
        os.close(end)
        said = b""
        while True:
            try:
                part = os.read(shown, 65_536)
            except OSError:  # so Linux says that the other end is closed
                break
            if not part:
                break
            said += part
        out = process.stdout.read()
    os.close(shown)
    return process.returncode, out, said


def test_a_person_sees_how_far_it_came_and_a_pipe_does_not(casecli, tmp_path, law):
    for i, text in enumerate(texts(law, 60)):
        (tmp_path / f"case-{i}.yaml").write_text(text)
    gate = ("check", ".", "--fail-on", "undetermined", "--exit-zero")
    code, out, said = on_a_terminal(gate, tmp_path)
    assert code == 0
    assert b"cases" in said
    assert b"100%" in said
    quiet = on_a_terminal((*gate, "--quiet"), tmp_path)
    assert b"100%" not in quiet[2]
    piped = casecli(*gate)
    assert piped.stdout == out
    assert b"100%" not in piped.stderr
    assert b"\x1b" not in piped.stderr


def test_the_order_is_that_of_names_and_a_broken_file_stands_with_its_line_in_every_format(casecli, tmp_path, law):
    made = list(enumerate(texts(law, 30)))
    random.Random(1).shuffle(made)
    for i, text in made:
        (tmp_path / f"case-{i:02}.yaml").write_text(text)
    (tmp_path / "case-15b.yaml").write_text("casecli: 1\nid: b\ntitle: B\nfacts:\n  use_force: true\n")
    runs = [casecli("check", ".", "-f", "sarif=x.sarif", "-f", "junit=x.xml", "-f", "github") for _ in range(2)]
    assert [r.returncode for r in runs] == [2, 2]
    assert runs[0].stdout == runs[1].stdout
    assert b"file=case-15b.yaml,line=5" in runs[0].stdout
    log = json.loads((tmp_path / "x.sarif").read_text())["runs"][0]
    [note] = log["invocations"][0]["toolExecutionNotifications"]
    place = note["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("case-15b.yaml", 5)
    files = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in log["results"]]
    assert list(dict.fromkeys(files)) == [f"case-{i:02}.yaml" for i in range(30)]
    suites = [s.name for s in JUnitXml.fromstring((tmp_path / "x.xml").read_bytes())]
    assert [s for s in suites if s != "case-15b.yaml"] == [f"case-{i}" for i in range(30)]
    assert "case-15b.yaml" in suites
