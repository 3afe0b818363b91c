"""Narratives: a text or Markdown file, or standard input, as prose."""

import sys
from pathlib import Path

from casecli.loading import nodes
from casecli.loading.arguments import STDIN
from casecli.loading.prose import Prose, read_prose
from casecli.model.problems import Unusable


def read_narrative(argument: str) -> Prose:
    """The narrative that an argument names: a file, or `-`. Raises Unusable where it cannot be read as text."""
    if argument == STDIN:
        text, problems = nodes.read_text(sys.stdin.buffer.read(nodes.MAX_BYTES + 1), "standard input")
    else:
        text, problems = nodes.read_text(Path(argument), argument)
    if text is None:
        raise Unusable(problems)
    return read_prose(text)
