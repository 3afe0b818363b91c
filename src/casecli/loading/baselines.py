"""Baseline files: JSON that `casecli baseline create` wrote."""

import json
from pathlib import Path
from typing import Any

from casecli.loading.faults import Faults, dotted
from casecli.loading.shapes import Anything, Choice, Field, MapOf, Record, Text
from casecli.model.problems import Problem, Unusable

MAX_BYTES = 100_000_000
NAMES = Record({name: Field(Text(), required=True) for name in ("id", "version", "digest")}, "rulebook's name")
OPTION = MapOf(Anything())


def read_baseline(path: Path, schema: str) -> dict[str, Any]:
    """A baseline of this schema. Raises Unusable where the file is none."""
    try:
        with path.open("rb") as file:
            text = file.read(MAX_BYTES + 1)
        if len(text) > MAX_BYTES:
            raise Unusable([_problem(path, "too-large", f"it has more than {MAX_BYTES:,} bytes")])
        found: dict[str, Any] = json.loads(text)
    except OSError as error:
        raise Unusable([_problem(path, "not-found", f"it cannot be read: {error.strerror}")]) from error
    except (ValueError, RecursionError) as error:
        raise Unusable([_problem(path, "bad-json", "it is not JSON")]) from error
    faults = Faults()
    shape = {"schema": Choice((schema,)), "rulebook": NAMES, "cases": MapOf(MapOf(OPTION))}
    Record({k: Field(v, required=True) for k, v in shape.items()}, "baseline").check(found, (), faults)
    if faults:
        raise Unusable([_problem(path, f.code, f"{dotted(f.path) or 'it'}: {f.message}") for f in faults])
    return found


def _problem(path: Path, code: str, message: str) -> Problem:
    hint = "make one: casecli baseline create FILE... -o PATH"
    return Problem("error", code, f"{path} is no baseline: {message}", path.as_posix(), hint=hint)
