"""Settings of files and the environment as the defaults of a verb's options."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from casecli.loading.configuration import Configuration, configuration, settings
from casecli.reports.formats import FORMATS

GATED = ("assess", "check")
"""The verbs that gate, and that take several formats."""
TALKS = ("quiz",)
"""Verbs that hold a conversation unless told otherwise: a format would end it."""
OUTPUT = ("-o", "--output")


def configured(files: Sequence[str]) -> Configuration:
    """The settings in force here."""
    return configuration(files, os.environ, tuple(FORMATS))


def defaults(found: Configuration, verb: str, known: Sequence[str], arguments: Sequence[str]) -> dict[str, Any]:
    """The defaults of a verb's options, by parameter; ``known`` are its formats.

    A format that the verb does not have is left out, and so is any where the ending of `-o` chooses it.
    """
    gates = {name for name, x in settings(tuple(FORMATS)).items() if x.gate}
    values = {k: g.value for k, g in found.given.items() if verb in GATED or k not in gates}
    named = any(a.startswith(OUTPUT) for a in arguments)
    if named or verb in TALKS or values.get("format") not in known:
        values.pop("format", None)
    elif verb in GATED:
        values["format"] = [values["format"]]
    if "fail_under" in values:
        values["fail_under"] = [f"{score}={limit}" for score, limit in values["fail_under"].items()]
    return values
