"""Expectations: whether an assessment says at each path what its author wrote.

Paths are those of the published JSON of a response (`legal.status`, `veto_risk.by.china.level`); an entry of a list is
found by its place or its name (`legal.bases.consent.outcome`). A list is expected as a set; entries count by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from casecli.engine.assess import Request, assess
from casecli.loading.faults import did_you_mean, listed
from casecli.model.assessment import Grounds, OptionAssessment
from casecli.model.case import Case, Lines
from casecli.model.problems import Problem
from casecli.model.rulebook import Rulebook
from casecli.model.trials import Trial
from casecli.nouns import NamedTuple


class NoSuchPlace(NamedTuple):
    """Why a path leads nowhere: the step that fails, and what stands there instead."""

    step: str
    known: tuple[str, ...]


class Tried(NamedTuple):
    """One expectation, what was found, and the response that it speaks of.

    ``says`` is the sentence of a test, None for an option's own `expect`; ``place`` where it is written. ``found`` is a
    NoSuchPlace where no assessment has that path: a mistake of the author, not a failure.
    """

    case: Case
    option: OptionAssessment
    says: str | None
    file: str | None
    place: tuple[str | int, ...]
    path: str
    expected: Any
    found: Any
    holds: bool


def try_cases(rulebook: Rulebook, cases: Iterable[Case]) -> Iterator[Tried]:
    """The `expect` of every option of some cases. Cases without any are not assessed."""
    for case in cases:
        expected = {o.id: o for o in case.options if o.expect}
        if not expected:
            continue
        for result in assess(rulebook, case, Request(options=tuple(expected))).options:
            option = expected[result.id]
            yield from _try(case, result, option.expect, None, case.file, option.path)


def try_trials(rulebook: Rulebook, trials: Iterable[Trial]) -> Iterator[Tried]:
    """The tests beside a rulebook."""
    for trial in trials:
        request = Request(trial.facts, trial.points, trial.as_of, None, trial.options)
        for result in assess(rulebook, trial.case, request).options:
            yield from _try(trial.case, result, trial.expect, trial.says, trial.file, trial.path)


def _try(  # noqa: PLR0913, PLR0917 - where an expectation stands
    case: Case,
    result: OptionAssessment,
    expect: Mapping[str, Any],
    says: str | None,
    file: str | None,
    place: tuple[str | int, ...],
) -> Iterator[Tried]:
    for path, expected in expect.items():
        found = look_up(result, path)
        holds = not isinstance(found, NoSuchPlace) and fits(found, expected)
        yield Tried(case, result, says, file, (*place, "expect", path), path, expected, found, holds)


def look_up(result: OptionAssessment, path: str) -> Any:
    """What stands at a path, or NoSuchPlace. Below a part that is not asked of a case (null) there is nothing: None."""
    found: Any = result
    for step in path.split("."):
        if found is None:
            return None
        known = _parts(found)
        if step not in known:
            return NoSuchPlace(step, tuple(known))
        found = known[step]
    return found


def _parts(value: Any) -> dict[str, Any]:
    """What is one step below a value, by the name of the step."""
    if isinstance(value, dict):
        return value
    if hasattr(value, "_fields"):
        return {k: v for k, v in zip(value._fields, value, strict=True) if not isinstance(v, Grounds)}
    if isinstance(value, tuple):
        return {str(i): v for i, v in enumerate(value)} | {str(name_of(v)): v for v in value}
    return {}


def name_of(entry: Any) -> Any:
    """What an entry of a list is called: itself, or the id with which it begins."""
    return entry[0] if hasattr(entry, "_fields") else entry


def fits(found: Any, expected: Any) -> bool:
    """Whether what was found is what was expected."""
    if isinstance(expected, dict):
        return all(COMPARISONS[name](found, value) for name, value in expected.items())
    if isinstance(expected, list):
        names = _names(found)
        return names is not None and _same_set(names, expected)
    return _same(found, expected)


def _names(found: Any) -> list[Any] | None:
    """The names in a list; None where it is none."""
    if isinstance(found, dict):
        return list(found)
    return [name_of(x) for x in found] if isinstance(found, tuple) and not hasattr(found, "_fields") else None


def _same(one: Any, other: Any) -> bool:
    """Equal, and of one kind: true is not 1."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _same_set(some: list[Any], others: list[Any]) -> bool:
    return all(_among(x, others) for x in some) and all(_among(x, some) for x in others)


def _among(one: Any, many: Iterable[Any]) -> bool:
    return any(_same(one, x) for x in many)


def _contains(found: Any, wanted: Any) -> bool:
    names = _names(found) or []
    return all(_among(x, names) for x in (wanted if isinstance(wanted, list) else [wanted]))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "at_least": lambda found, limit: _is_number(found) and found >= limit,
    "at_most": lambda found, limit: _is_number(found) and found <= limit,
    "above": lambda found, limit: _is_number(found) and found > limit,
    "below": lambda found, limit: _is_number(found) and found < limit,
    "one_of": _among,
    "contains": _contains,
}


def astray(tried: Iterable[Tried], lines: Lines) -> list[Problem]:
    """The expectations whose path no assessment has, as problems of their files."""
    return [_astray(t, t.found, lines) for t in tried if isinstance(t.found, NoSuchPlace)]


def _astray(tried: Tried, nowhere: NoSuchPlace, lines: Lines) -> Problem:
    find = lines.get(tried.file or "")
    message = f"{tried.path}: an assessment has no {nowhere.step!r} here"
    hint = did_you_mean(nowhere.step, nowhere.known) or f"there is {listed(nowhere.known)}"
    return Problem("error", "no-such-path", message, tried.file, find(tried.place) if find else None, None, hint)
