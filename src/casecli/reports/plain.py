"""Published values as plain data, in the order of their fields, and their JSON Schema: both from the types."""

from __future__ import annotations

import json
from typing import Any

UNPUBLISHED = ("grounds",)


def plain(value: Any) -> Any:
    """A published value as dicts, lists and scalars."""
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        if names is None:
            return [plain(v) for v in value]
        return {n: plain(v) for n, v in zip(names, value, strict=True) if n not in UNPUBLISHED}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return value


def to_json(value: Any) -> str:
    """A published value as JSON text; several as an array."""
    return json.dumps(plain(value), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
