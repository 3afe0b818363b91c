"""What `expect` may hold: paths in the assessment of a response, each with what must stand there."""

from typing import Any

from casecli.loading.faults import Faults, Path, spelled
from casecli.loading.shapes import Either, Field, ListOf, MapOf, Number, Record, is_list, is_mapping, is_plain

STEPS = r"^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$"


class Single:
    """A text, a number, true, false or null."""

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """No list and no mapping."""
        if not is_plain(value):
            faults.add(path, "wrong-type", f"expected a single value, found {spelled(value)}")

    def schema(self) -> dict[str, Any]:
        """Any scalar."""
        return {"type": ["string", "number", "boolean", "null"]}


SINGLE, LIST = Single(), ListOf(Single())
COMPARISON = Record(
    {
        **{bound: Field(Number()) for bound in ("at_least", "at_most", "above", "below")},
        "one_of": Field(ListOf(SINGLE, least=1), says="any of these"),
        "contains": Field(Either(((is_list, LIST), (is_plain, SINGLE)), "a value or a list of values")),
    },
    "expectation",
)


class Comparison:
    """Bounds of a number, `one_of` or `contains`: at least one of them, since an empty one could not fail."""

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """A comparison that something can fail."""
        if value == {}:
            faults.add(path, "empty-expectation", "expected bounds, one_of or contains, found an empty mapping")
        COMPARISON.check(value, path, faults)

    def schema(self) -> dict[str, Any]:
        """An object that is not empty."""
        return COMPARISON.schema() | {"minProperties": 1}


WISH = Either(((is_mapping, Comparison()), (is_list, LIST), (is_plain, SINGLE)), "an expectation")
EXPECT = MapOf(WISH, key=STEPS)
