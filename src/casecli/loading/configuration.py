"""Settings that stand in files and in the environment: read, checked, and each with the place that gives it."""

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from os.path import relpath
from pathlib import Path
from typing import Any

from casecli.loading.config_files import MAX_BYTES, OWN, PREFIX, is_set
from casecli.loading.faults import Faults, did_you_mean, listed
from casecli.loading.shapes import Choice, Day, Field, Flag, ListOf, Number, Record, Text
from casecli.model.policy import FAIL_ON, SCORES
from casecli.model.problems import Problem
from casecli.nouns import NamedTuple

TABLE = "tool.casecli"
LIMIT = Number(0, 100, whole=True)
WORDS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
Plain = dict[str, Any]


def _words(text: str) -> list[str]:
    return [word for part in text.split(",") if (word := part.strip())]


def _whole(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else text  # noqa: PLR2004 - a safe int


def _limits(text: str) -> Plain:
    pairs = (word.partition("=") for word in _words(text))
    return {name.strip(): _whole(limit.strip()) for name, _, limit in pairs}


def _flag(text: str) -> bool | str:
    return WORDS.get(text.lower(), text)


def _as_is(text: str) -> str:
    return text


class Setting(NamedTuple):
    """A setting: the shape of its value in a file, how the environment spells it, and what it stands for."""

    shape: Any
    spelled: Callable[[str], Any]
    says: str
    gate: bool = False
    path: bool = False


def settings(formats: Sequence[str]) -> dict[str, Setting]:
    """The settings there are, by name, where there are these formats."""
    return {
        "format": Setting(Choice(tuple(formats)), _as_is, "the format of verbs that have it; -o and -f go first"),
        "rules": Setting(Text(), _as_is, "a rulebook file or folder", path=True),
        "reading": Setting(Text(), _as_is, "the reading under which bases and scores are shown"),
        "as_of": Setting(Day(), _as_is, "what was known by this day"),
        "quiet": Setting(Flag(), _flag, "only what is wrong is said"),
        "no_color": Setting(Flag(), _flag, "no colour on a terminal"),
        "fail_on": Setting(ListOf(Choice(FAIL_ON)), _words, "what a gate fails on", gate=True),
        "fail_under": Setting(
            Record({name: Field(LIMIT) for name in SCORES}, "setting"),
            _limits,
            "the least low end of a score",
            gate=True,
        ),
        "require_sources": Setting(Flag(), _flag, "deciding facts need a source", gate=True),
        "max_age": Setting(Number(0, 1_000_000, whole=True), _whole, "the most days that a fact may be old", gate=True),
        "suppressions": Setting(Text(), _as_is, "a file of results that are set aside", gate=True, path=True),
        "today": Setting(Day(), _as_is, "the day for the expiry of suppressions", gate=True),
        "exit_zero": Setting(Flag(), _flag, "what fails is said and does not fail", gate=True),
        "all_results": Setting(Flag(), _flag, "in SARIF, also what is in order or not asked", gate=True),
    }


def config_shape(formats: Sequence[str]) -> Record:
    """The table of a file of settings."""
    return Record({name: Field(x.shape, says=x.says) for name, x in settings(formats).items()}, "configuration")


class Given(NamedTuple):
    """A value and what gives it: a file with its line, or a variable of the environment."""

    value: Any
    by: str
    line: int | None = None


class Configuration(NamedTuple):
    """The settings in force by name, the files read, and everything wrong."""

    given: dict[str, Given]
    files: tuple[str, ...]
    problems: list[Problem]


def configuration(files: Sequence[str], environment: Mapping[str, str], formats: Sequence[str]) -> Configuration:
    """The settings of some files (the first goes first) under those of the environment. Never raises."""
    found = Configuration({}, tuple(relpath(f) for f in files), [])
    for path in reversed(files):
        found.given.update(_of_file(path, formats, found.problems))
    found.given.update(_of_environment(environment, formats, found.problems))
    return found


def _of_environment(
    environment: Mapping[str, str], formats: Sequence[str], problems: list[Problem]
) -> dict[str, Given]:
    known = settings(formats)
    variables = {PREFIX + name.upper(): name for name in known}
    given: dict[str, Given] = {}
    for variable in sorted(v for v in environment if is_set(v) and environment[v].strip()):
        name = variables.get(variable)
        if name is None:
            hint = did_you_mean(variable, variables) or f"known: {listed(variables, len(variables))}"
            problems.append(
                Problem("error", "unknown-key", f"no setting is called {variable}", "environment", hint=hint)
            )
            continue
        value = known[name].spelled(environment[variable].strip())
        faults = Faults()
        known[name].shape.check(value, (), faults)
        problems += [Problem("error", f.code, f"{variable}: {f.message}", "environment", hint=f.hint) for f in faults]
        given |= {} if faults else {name: Given(value, variable)}
    return given


def _of_file(path: str, formats: Sequence[str], problems: list[Problem]) -> dict[str, Given]:
    shown, wrong = relpath(path), len(problems)
    text = _text(path, shown, problems)
    form = _table(text, shown, own=path.endswith(OWN), problems=problems)
    table = None if path.endswith(OWN) else TABLE
    faults = Faults()
    if form is not None:
        config_shape(formats).check(form, (), faults)
        _check_paths(form, path, formats, faults)
    lines = text.splitlines()
    for f in faults:
        line = _line(lines, table, f.path)
        problems.append(Problem("error", f.code, f.message, shown, line, hint=f.hint))
    if form is None or len(problems) > wrong:
        return {}
    known = settings(formats)
    return {
        name: Given(_from_here(value, path) if known[name].path else value, shown, _line(lines, table, (name,)))
        for name, value in form.items()
    }


def _text(path: str, shown: str, problems: list[Problem]) -> str:
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            message = f"at most {MAX_BYTES:,} bytes of settings are read"
            problems.append(Problem("error", "too-large", message, shown))
            return ""
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.append(Problem("error", "not-utf8", "the file is not UTF-8", shown))
    except OSError as error:
        problems.append(Problem("error", "cannot-read", f"cannot read it: {error.strerror}", shown))
    return ""


def _table(text: str, shown: str, *, own: bool, problems: list[Problem]) -> Plain | None:
    """The settings of a file as plain data; None where it is not TOML."""
    try:
        found: Any = tomllib.loads(text)
    except RecursionError:
        problems.append(Problem("error", "too-deep", "the file is nested too deeply", shown))
        return None
    except ValueError as error:  # a fault of the form, or a number too long to be one
        at = AT.search(str(error))
        line, column = (int(at[1]), int(at[2])) if at and at[1] else (None, None)
        message = f"this is not TOML: {AT.sub('', str(error))}"
        problems.append(Problem("error", "toml-syntax", message, shown, line, column))
        return None
    for name in () if own else TABLE.split("."):
        found = found.get(name, {}) if isinstance(found, dict) else {}
    if not isinstance(found, dict):
        problems.append(Problem("error", "wrong-type", f"[{TABLE}] must be a table", shown))
        return None
    return {k: _plain(v) for k, v in found.items()}


def _plain(value: Any) -> Any:
    """A day, or a moment, as its text; the rest as it is."""
    return value.isoformat() if isinstance(value, dt.date) else value


def _check_paths(form: Plain, path: str, formats: Sequence[str], faults: Faults) -> None:
    """A file of settings names files beside it or below: whose folder it comes with has a say there, nowhere else."""
    folder = Path(path).parent.resolve()
    for name, setting in settings(formats).items():
        value = form.get(name)
        if not setting.path or not isinstance(value, str):
            continue
        try:
            inside = (folder / value).resolve().is_relative_to(folder)
        except (OSError, ValueError):
            inside = False
        if not inside:
            message = f"{name} must lie in the folder of this file or below; found {value!r}"
            faults.add((name,), "outside", message, f"a path elsewhere is for --{name} or {PREFIX}{name.upper()}")


def _from_here(value: str, path: str) -> str:
    return relpath(Path(path).parent / value)


def _line(lines: Sequence[str], table: str | None, path: Sequence[str | int]) -> int | None:
    """The line on which a key most likely stands: TOML's own reader does not say."""
    inside = table is None
    for number, line in enumerate(lines, 1):
        header = re.match(r"\s*\[\s*([^\]]+?)\s*\]", line)
        if header:
            name = re.sub(r"[\s\"']", "", header[1])
            inside = table is None or name == table or name.startswith(f"{table}.")
            if path and name == ".".join(filter(None, (table, str(path[0])))):
                return number
        elif inside and path and re.match(rf"""\s*["']?{re.escape(str(path[0]))}["']?\s*[=.]""", line):
            return number
    return None
