"""A thousand case files and one that is broken, checked in seconds."""

import random
import time


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
