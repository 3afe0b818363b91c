"""Parts of a result by their published path, such as `legal.status`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def part(value: Any, path: str) -> Any:
    """The part of a published value at a dotted path; None where it leads nowhere."""
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else getattr(value, name, None)
    return value


def flat(value: Any, paths: Iterable[str]) -> dict[str, Any]:
    """Some parts of a published value, by path."""
    return {path: part(value, path) for path in paths}
