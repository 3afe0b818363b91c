"""The process itself: where its output goes, how it ends, and what a short run does not import."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from casecli.later_modules import UNUSED, put_off

COMMAND = [sys.executable, "-m", "casecli"]
REPORTS = [["assess", "case-kosovo-1999"], ["assess", "case-kosovo-1999", "-f", "json"], ["cases"]]


@pytest.mark.parametrize("arguments", REPORTS)
def test_a_full_device_is_said_in_a_sentence(arguments):
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run([*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ran.returncode == 2
    assert ran.stderr.startswith("error: cannot write standard output: No space left on device [cannot-write]")


@pytest.mark.parametrize("arguments", [*REPORTS, ["--help"]])
def test_a_closed_output_is_no_fault(arguments):
    closed = " ".join(["exec", *COMMAND, *arguments, ">&-"])
    ran = subprocess.run(["sh", "-c", closed], stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("arguments", REPORTS)
def test_nobody_reading_is_no_fault(arguments):
    read, write = os.pipe()
    os.close(read)
    ran = subprocess.run([*COMMAND, *arguments], stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_quick_end_loses_nothing(casecli):
    whole = casecli("assess", "case-kosovo-1999", "-f", "json")
    watched = "import sys; sys.setprofile(lambda *_: None); from casecli.__main__ import main; main()"
    usual = subprocess.run(
        [sys.executable, "-c", watched, "assess", "case-kosovo-1999", "-f", "json"],
        capture_output=True,
        check=False,
    )
    assert (usual.returncode, usual.stdout) == (whole.returncode, whole.stdout)


def test_a_plain_report_uses_none_of_the_modules_put_off():
    arguments = ["assess", "case-kosovo-1999", "-f", "json"]
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", *COMMAND[1:], *arguments], capture_output=True, text=True, check=True
    )
    imported = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    assert "casecli.engine.assess" in imported
    assert not imported & set(UNUSED)


def test_a_module_put_off_is_the_real_one_when_it_is_used():
    unused = "colorsys"
    assert unused not in sys.modules
    put_off((unused,))
    import colorsys as waiting  # noqa: PLC0415

    found = []
    threads = [threading.Thread(target=lambda: found.append(waiting.rgb_to_hsv(1, 0, 0))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    import colorsys as real  # noqa: PLC0415

    assert found == [real.rgb_to_hsv(1, 0, 0)] * 8
    assert real.__spec__ is not None
    with pytest.raises(AttributeError):
        waiting.nothing_of_this_name  # noqa: B018


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    sweep = [*COMMAND, "sweep", "case-kosovo-1999", "--option", "air-campaign", "--vary", "council_condemned"]
    with subprocess.Popen([*sweep, "-f", "csv", "-o", str(pipe)]) as running:
        text = pipe.read_text()
    assert (running.returncode, len(text.splitlines()), pipe.is_fifo()) == (0, 3, True)


def test_help_on_a_full_device_is_said_too():
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run([*COMMAND, "--help"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, "cannot write standard output" in ran.stderr) == (2, True)
