"""JSON Schemas made short: what one says several times at length stands once, among its definitions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

SCHEMAS_BELOW = (
    *("items", "additionalProperties", "propertyNames"),
    *("anyOf", "allOf", "oneOf", "not", "if", "then", "else"),
)
WORTH_SHARING = 100


def shared(schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema, in which what it says several times at length stands once, among its definitions."""
    seen: dict[str, str] = {}
    repeated: dict[str, str] = {}
    for name, text in _parts(schema, "part", seen):
        if text in seen and len(text) > WORTH_SHARING and text not in repeated:
            repeated[text] = seen[text] if seen[text] not in repeated.values() else f"{name}-{len(repeated)}"
        seen.setdefault(text, name)
    definitions = {name: _referring(json.loads(text), repeated, top=True) for text, name in repeated.items()}
    definitions |= schema.get("definitions", {})
    return _referring(schema, repeated, top=True) | ({"definitions": definitions} if definitions else {})


def _text(part: Any) -> str:
    return json.dumps(part, ensure_ascii=False)


def _parts(schema: dict[str, Any], name: str, seen: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(name, text) of a schema and of those inside it, except inside one seen before.

    The name is the property's, or else that around it.
    """
    text = _text(schema)
    known = text in seen
    yield name, text
    for key, below in () if known else schema.items():
        if key == "properties":
            for inner, part in below.items():
                yield from _parts(part, inner, seen)
        elif key in SCHEMAS_BELOW:
            for part in below if isinstance(below, list) else [below] if isinstance(below, dict) else []:
                yield from _parts(part, name, seen)


def _referring(schema: dict[str, Any], names: dict[str, str], *, top: bool = False) -> dict[str, Any]:
    """The schema with references in the place of what has a name; ``top``: it is the one that has it."""
    if not top and (name := names.get(_text(schema))):
        return {"$ref": f"#/definitions/{name}"}
    out = dict(schema)
    for key, below in schema.items():
        if key == "properties":
            out[key] = {inner: _referring(part, names) for inner, part in below.items()}
        elif key in SCHEMAS_BELOW and isinstance(below, list):
            out[key] = [_referring(part, names) for part in below]
        elif key in SCHEMAS_BELOW and isinstance(below, dict):
            out[key] = _referring(below, names)
    return out
