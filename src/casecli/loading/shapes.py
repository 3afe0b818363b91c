"""Shapes of data: one table checks a file, names its problems and yields its JSON Schema.

A shape has ``check(value, path, faults)``, which notes every fault, and ``schema()``, which gives draft-07.
The two are held equal by a property test.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from casecli.loading.days import BIG, day
from casecli.loading.faults import Faults, Path, did_you_mean, listed, spelled
from casecli.nouns import NamedTuple

ID = r"^[a-z][a-z0-9_-]{0,79}(?!\n)$"
LONG = 20_000


class Shape(Protocol):
    """What every shape does."""

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """Note every fault of the value."""

    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema draft-07."""


class Anything(NamedTuple):
    """Any value: an annotation that nothing reads."""

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """Nothing to find."""

    def schema(self) -> dict[str, Any]:
        """An empty schema."""
        return {}


class Text(NamedTuple):
    """A string, perhaps of a pattern; ``what`` names it in messages."""

    pattern: str | None = None
    what: str = "text"

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """A string that fits the pattern and is not empty."""
        if not isinstance(value, str):
            hint = "put it in quotes" if isinstance(value, int | float | date) else None
            faults.add(path, "wrong-type", f"expected {self.what}, found {spelled(value)}", hint)
        elif not value.strip():
            faults.add(path, "empty-text", f"expected {self.what}, found an empty text")
        elif self.pattern and not re.fullmatch(self.pattern, value):
            made = re.sub(r"[^a-z0-9_]+", "-", value.lower()).strip("-_") if self.pattern == ID else ""
            hint = f"such as {made}" if made and re.fullmatch(ID, made) else None
            faults.add(path, "bad-text", f"{spelled(value)!r} is not {self.what}", hint)

    def schema(self) -> dict[str, Any]:
        """A string."""
        return {"type": "string", "pattern": self.pattern or r"\S"}


IDENTIFIER = Text(ID, "an id (lower-case letters, digits, - and _)")


class Flag(NamedTuple):
    """true or false."""

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """A boolean."""
        if not isinstance(value, bool):
            faults.add(path, "wrong-type", f"expected true or false, found {spelled(value)}")

    def schema(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean"}


class Number(NamedTuple):
    """A finite number within limits; ``whole`` asks for an integer."""

    low: float = -BIG
    high: float = BIG
    whole: bool = False

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """A finite number in range."""
        if isinstance(value, bool) or not isinstance(value, int if self.whole else int | float):
            kind = "a whole number" if self.whole else "a number"
            faults.add(path, "wrong-type", f"expected {kind}, found {spelled(value)}")
        elif not math.isfinite(value) or not self.low <= value <= self.high:
            faults.add(path, "out-of-range", f"{spelled(value)} is not from {self.low:g} to {self.high:g}")

    def schema(self) -> dict[str, Any]:
        """A number with its limits."""
        return {"type": "integer" if self.whole else "number", "minimum": self.low, "maximum": self.high}


class Day(NamedTuple):
    """A calendar day."""

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """A date, or its ISO text."""
        if day(value) is None:
            faults.add(path, "bad-date", f"expected a date such as 2026-02-10, found {spelled(value)}")

    def schema(self) -> dict[str, Any]:
        """An ISO date."""
        return {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\n)$"}


class Choice(NamedTuple):
    """One of some words (or numbers)."""

    words: tuple[Any, ...]

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """One of the words, of the same type."""
        if not any(value == w and type(value) is type(w) for w in self.words):
            message = f"expected {listed(self.words)}, found {spelled(value)}"
            faults.add(path, "bad-value", message, did_you_mean(value, self.words))

    def schema(self) -> dict[str, Any]:
        """An enumeration."""
        return {"enum": list(self.words)}


class ListOf(NamedTuple):
    """A list of things of one shape."""

    shape: Any
    least: int = 0

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """A list whose every part fits."""
        if not isinstance(value, list):
            faults.add(path, "wrong-type", f"expected a list, found {spelled(value)}", self._as_list(value))
            return
        if len(value) < self.least:
            faults.add(path, "too-few", f"expected at least {self.least} in this list")
        for i, part in enumerate(value):
            self.shape.check(part, (*path, i), faults)

    def _as_list(self, value: Any) -> str | None:
        """How a single value is written as a list; with what is near, where it cannot stand there."""
        if not is_plain(value):
            return None
        inner = Faults()
        self.shape.check(value, (), inner)
        if not inner:
            return f"write [{spelled(value)}]"
        return f"write it in brackets; {inner[0].hint or inner[0].message}"

    def schema(self) -> dict[str, Any]:
        """An array."""
        return {"type": "array", "items": self.shape.schema(), **({"minItems": self.least} if self.least else {})}


class MapOf(NamedTuple):
    """A mapping from free keys to things of one shape."""

    shape: Any
    key: str | None = None
    least: int = 0

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """A mapping whose every value fits."""
        if not isinstance(value, dict):
            faults.add(path, "wrong-type", f"expected a mapping, found {spelled(value)}")
            return
        if len(value) < self.least:
            faults.add(path, "too-few", f"expected at least {self.least} in this mapping")
        for key, part in value.items():
            if self.key and not re.fullmatch(self.key, key):
                faults.add((*path, key), "bad-key", f"{spelled(key)!r} cannot stand here", on_key=True)
            self.shape.check(part, (*path, key), faults)

    def schema(self) -> dict[str, Any]:
        """An object with free keys."""
        keys = {"propertyNames": {"pattern": self.key}} if self.key else {}
        least = {"minProperties": self.least} if self.least else {}
        return {"type": "object", "additionalProperties": self.shape.schema(), **keys, **least}


class Field(NamedTuple):
    """A key of a record."""

    shape: Any
    required: bool = False
    says: str | None = None


class Record(NamedTuple):
    """A mapping with known keys; any other key is an error."""

    fields: Mapping[str, Field]
    what: str = "entry"
    one_of: Sequence[Sequence[str]] = ()

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """Known keys only, all required ones, every value fitting."""
        if not isinstance(value, dict):
            faults.add(path, "wrong-type", f"expected a mapping for this {self.what}, found {spelled(value)}")
            return
        for key, part in value.items():
            field = self.fields.get(key)
            if field is None:
                hint = did_you_mean(key, self.fields) or f"known here: {listed(self.fields)}"
                message = f"unknown key {spelled(key)!r} in this {self.what}"
                faults.add((*path, key), "unknown-key", message, hint, on_key=True)
            else:
                field.shape.check(part, (*path, key), faults)
        for key, field in self.fields.items():
            if field.required and key not in value:
                faults.add(path, "missing-key", f"this {self.what} has no {key!r}", field.says)
        for keys in self.one_of:
            if sum(k in value for k in keys) != 1:
                faults.add(path, "one-of", f"this {self.what} needs exactly one of {listed(keys)}")

    def schema(self) -> dict[str, Any]:
        """An object with named properties."""
        properties = {k: f.shape.schema() | ({"description": f.says} if f.says else {}) for k, f in self.fields.items()}
        out: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
        if needed := [k for k, f in self.fields.items() if f.required]:
            out["required"] = needed
        if self.one_of:
            out["allOf"] = [{"oneOf": [{"required": [k]} for k in keys]} for keys in self.one_of]
        return out


class Either(NamedTuple):
    """One shape or another, told apart by the kind of value: ``cases`` are (test, shape)."""

    cases: tuple[tuple[Callable[[Any], bool], Any], ...]
    what: str

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """The first shape whose test accepts the value."""
        for accepts, shape in self.cases:
            if accepts(value):
                shape.check(value, path, faults)
                return
        faults.add(path, "wrong-type", f"expected {self.what}, found {spelled(value)}")

    def schema(self) -> dict[str, Any]:
        """Any of the shapes."""
        return {"anyOf": [shape.schema() for _, shape in self.cases]}


def is_mapping(value: Any) -> bool:
    """For `Either`: a mapping."""
    return isinstance(value, dict)


def is_list(value: Any) -> bool:
    """For `Either`: a list."""
    return isinstance(value, list)


def is_plain(value: Any) -> bool:
    """For `Either`: a scalar."""
    return not isinstance(value, dict | list)
