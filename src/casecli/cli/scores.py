"""A file of scores: one line of JSON a quiz, written only where it is asked for."""

import json
from pathlib import Path

from casecli.cli.options import fail
from casecli.cli.output import write
from casecli.questions.quiz import SCORE_SCHEMA, Played, score_of
from casecli.reports.quiz import score_line


def read_scores(path: str | None) -> str:
    """The lines of a file of scores; none where it is not there yet. Raises Unusable where it holds anything else."""
    if path is None or not Path(path).exists():
        return ""
    try:
        text = Path(path).read_text(encoding="utf-8")
        right = all(json.loads(line)["schema"] == SCORE_SCHEMA for line in text.splitlines())
    except (OSError, ValueError, KeyError, TypeError):
        right = False
    if not right:
        raise fail("not-scores", f"{path} is no file of scores, and is left alone", "name another file, or a new one")
    return text if not text or text.endswith("\n") else text + "\n"


def keep_score(played: Played, version: str, path: str | None, before: str) -> None:
    """Add a score to a file, after the lines that were there. Raises Unusable where it cannot be written."""
    if path is not None:
        write(before + score_line(score_of(played, version)), path)
