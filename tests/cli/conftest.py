"""Runs casecli as a process, as people and pipelines do."""

import subprocess
import sys

import pytest


@pytest.fixture
def casecli(tmp_path, library):  # noqa: ARG001 - makes the fast form fresh first
    def run(*arguments, given=None, **environment):
        import os  # noqa: PLC0415

        return subprocess.run(
            [sys.executable, "-m", "casecli", *arguments],
            capture_output=True,
            input=given,
            cwd=tmp_path,
            env={**os.environ, **environment},
            timeout=60,
            check=False,
        )

    return run
