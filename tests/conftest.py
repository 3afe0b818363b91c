"""What tests share: the shipped library, a small rulebook of no real law, and a way to write cases as text."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from casecli.loading.library import Library
from casecli.loading.rulebook import read_rulebook

settings.register_profile("suite", max_examples=60, deadline=None)
settings.load_profile("suite")
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def library():
    return Library()


@pytest.fixture(scope="session")
def law(library):
    """The shipped rulebook."""
    return library.rulebook


@pytest.fixture(scope="session")
def mini():
    """A rulebook small enough to reason about by hand."""
    return read_rulebook(ROOT / "tests" / "data" / "mini.yaml")[1]


# Processes keep what they compile, as on a user's machine: else each of hundreds compiles everything anew.
COMPILED = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


@pytest.fixture
def casecli(tmp_path, library):  # noqa: ARG001 - makes the fast form fresh first
    """Runs casecli as a process, as people and pipelines do."""

    def run(*arguments, given=None, **environment):
        return subprocess.run(
            [sys.executable, "-m", "casecli", *arguments],
            capture_output=True,
            input=given,
            cwd=tmp_path,
            env={**COMPILED, **environment},
            timeout=60,
            check=False,
        )

    return run


def pytest_terminal_summary(terminalreporter):
    """What tests measured, at the end of a run: they hand it over with `record_property("measured", text)`."""
    for report in terminalreporter.stats.get("passed", ()):
        for name, text in report.user_properties:
            if name == "measured":
                terminalreporter.write_line(text)
