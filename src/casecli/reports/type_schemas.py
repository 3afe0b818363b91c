"""The JSON Schema of a published type: what `plain` makes of its values."""

from __future__ import annotations

import datetime as dt
import types
import typing
from typing import Any

from casecli.reports.plain import UNPUBLISHED

SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    dt.date: {"type": "string", "format": "date"},
    type(None): {"type": "null"},
    Any: {},
}


def of_type(hint: Any, around: tuple[Any, ...] = ()) -> dict[str, Any]:
    """The schema of a published type; one that holds its own kind refers to the definition of its name."""
    if hint in SCALARS or hint in around:
        return SCALARS.get(hint) or ({} if hint is Any else {"$ref": f"#/definitions/{hint.__name__}"})
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return {"enum": list(inside)}
    if origin is None:
        hints = typing.get_type_hints(hint)
        return record({k: of_type(hints[k], (*around, hint)) for k in hint._fields if k not in UNPUBLISHED})
    parts = [of_type(x, around) for x in inside if x is not ...]
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": parts}
    return list_of(parts[0]) if origin in (tuple, list) else {"type": "object", "additionalProperties": parts[1]}


def record(fields: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """An object with these keys and no others, all there but for the ``optional``."""
    needed = [k for k in fields if k not in optional]
    return {"type": "object", "properties": fields, "required": needed, "additionalProperties": False}


def list_of(schema: dict[str, Any]) -> dict[str, Any]:
    """An array."""
    return {"type": "array", "items": schema}


def by_response(key: str, schema: dict[str, Any]) -> dict[str, Any]:
    """What several verbs print: for each response of a case what was asked, under a key."""
    return list_of(record({"case": SCALARS[str], "option": SCALARS[str], key: schema}))
