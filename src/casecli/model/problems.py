"""What is wrong with an input, as a value: gathered, never thrown."""

from __future__ import annotations

from collections.abc import Iterable

from casecli.nouns import NamedTuple


class Problem(NamedTuple):
    """One thing wrong, with its place where there is one.

    ``level`` is error, warning or note; ``code`` a stable kebab-case word; ``line`` and ``column`` count from 1;
    ``excerpt`` is the source line with a caret under it.
    """

    level: str
    code: str
    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    hint: str | None = None
    excerpt: str | None = None


class Unusable(Exception):  # noqa: N818 - it says what the input is, and no fault of casecli's
    """An input that cannot be used; carries every problem found in it. Ends in exit code 2."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(p.message for p in self.problems))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those of the problems that make an input unusable."""
    return [p for p in problems if p.level == "error"]
