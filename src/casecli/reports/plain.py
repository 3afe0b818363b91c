"""Published values as plain data, in the order of their fields, and their JSON Schema: both from the types."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from casecli.model.assessment import Assessment
    from casecli.model.rulebook import Rulebook

UNPUBLISHED = ("grounds",)
SPREAD = 5
ATOMS = {str, int, bool, float, type(None)}
CONTAINERS = (tuple, list, dict)


def plain(value: Any) -> Any:
    """A published value as dicts, lists and scalars."""
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        if names is None:
            return [v if type(v) in ATOMS else plain(v) for v in value]
        pairs = zip(names, value, strict=True)
        return {n: v if type(v) in ATOMS else plain(v) for n, v in pairs if n not in UNPUBLISHED}
    if isinstance(value, list):
        return [v if type(v) in ATOMS else plain(v) for v in value]
    if isinstance(value, dict):
        return {k: v if type(v) in ATOMS else plain(v) for k, v in value.items()}
    return value


def to_json(value: Any) -> str:
    """A published value as JSON text; several as an array.

    Outer levels are spread over lines for people to read; what is inside stands on one line each, which the
    encoder in C writes seven times as fast.
    """
    return _spread(value, SPREAD, "") + "\n"


def render(results: list[Assessment], rulebook: Rulebook) -> str:  # noqa: ARG001 - what every format is given
    """Assessments as JSON: one as an object, several as an array."""
    return to_json(results if len(results) > 1 else results[0])


def render_lines(results: list[Assessment], rulebook: Rulebook) -> str:  # noqa: ARG001 - what every format is given
    """Assessments as JSON, one a line."""
    return "".join(compact(plain(r)) + "\n" for r in results)


def _spread(value: Any, levels: int, indent: str) -> str:
    if not levels or not value or not isinstance(value, CONTAINERS):
        return compact(plain(value))
    inner, deeper = indent + "  ", levels - 1
    names = getattr(value, "_fields", None)
    pairs: Iterable[tuple[Any, Any]]
    if names is not None:
        pairs = ((n, v) for n, v in zip(names, value, strict=True) if n not in UNPUBLISHED)
    elif isinstance(value, dict):
        pairs = value.items()
    else:
        lines = [f"{inner}{compact(v) if type(v) in ATOMS else _spread(v, deeper, inner)}" for v in value]
        return "[\n" + ",\n".join(lines) + f"\n{indent}]"
    lines = [
        f"{inner}{compact(str(k))}: "  # a year is a key in quotes
        f"{compact(v) if type(v) in ATOMS else _spread(v, deeper, inner)}"
        for k, v in pairs
    ]
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"


compact = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=date.isoformat).encode
"""Plain data as JSON on one line; days are all else there is."""
