"""Plain data as YAML that people read and casecli reads back unchanged."""

import json
import re
from collections.abc import Iterator
from typing import Any

PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(?: [A-Za-z0-9_-]+)*")
RESERVED = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"))
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DAYS = ("date", "as_of", "from", "until")
BREAKS = re.compile("[\x85\u2028\u2029]")
"""What JSON leaves as it is and YAML takes for the end of a line."""
BARRED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What cannot stand in a file at all: it is shown as a mark of something unreadable."""
STEP = "  "


def scalar(value: Any, key: str = "") -> str:
    """A scalar as YAML; ``key`` is what it stands under."""
    if not isinstance(value, str):
        return json.dumps(value)
    if key in DAYS and DAY.fullmatch(value):
        return value
    if PLAIN.fullmatch(value) and value.casefold() not in RESERVED:
        return value
    text = json.dumps(BARRED.sub("\ufffd", value), ensure_ascii=False)
    return BREAKS.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def entry(key: str, value: Any, indent: str = "") -> Iterator[str]:
    """The lines of a key with its value."""
    start = f"{indent}{scalar(key)}:"
    if isinstance(value, dict) and value:
        yield start
        for name, inner in value.items():
            yield from entry(name, inner, indent + STEP)
    elif isinstance(value, list) and any(isinstance(part, dict | list) for part in value):
        yield start
        for part in value:
            yield from _item(part, indent + STEP)
    else:
        yield f"{start} {flow(value, key)}"


def _item(value: Any, indent: str) -> Iterator[str]:
    """The lines of a part of a list."""
    if not isinstance(value, dict) or not value:
        yield f"{indent}- {flow(value)}"
        return
    lines = [line for key, inner in value.items() for line in entry(key, inner, indent + STEP)]
    yield f"{indent}- {lines[0].removeprefix(indent + STEP)}"
    yield from lines[1:]


def flow(value: Any, key: str = "") -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(k)}: {flow(v, k)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(part) for part in value) + "]"
    return scalar(value, key)
