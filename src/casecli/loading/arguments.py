"""What people name on the command line: cases, rulebooks and settings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from casecli.loading.faults import Faults, did_you_mean, did_you_mean_one_of, listed
from casecli.loading.library import Library
from casecli.loading.values import read_setting
from casecli.model.case import Case
from casecli.model.facts import Fact, FactState
from casecli.model.problems import Problem, Unusable
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple

STDIN, STDIN_NAME = "-", "standard input"
GLOB = "*?["


class Found(NamedTuple):
    """Cases that can be used, everything wrong or doubtful with the others, and what finds lines in their files."""

    cases: list[Case]
    problems: list[Problem]
    lines: dict[str, Callable[[Sequence[str | int]], int | None]]


def find_cases(arguments: Iterable[str], library: Library, facts: dict[str, Fact], *, to_judge: bool = True) -> Found:
    """The cases that some arguments name: an id of the library, a file, a folder, a glob, or `-`.

    A draft is refused where cases are found ``to_judge`` them.
    """
    found = Found([], [], {})
    for argument in arguments:
        case = library.case(argument, facts)
        if case:
            found.cases.append(case)
        else:
            for name, path in _files(argument, library, found.problems):
                _read(name, path, facts, found)
    return _without_drafts(found) if to_judge else found


def _without_drafts(found: Found) -> Found:
    kept = [case for case in found.cases if not case.draft]
    return found._replace(cases=kept, problems=found.problems + [is_draft(case) for case in found.cases if case.draft])


def is_draft(case: Case, level: str = "error") -> Problem:
    """That a case is a draft, which nothing judges."""
    message = f"{case.id} is a draft: its facts were suggested from a text and nobody has confirmed them"
    hint = "confirm them one by one with `casecli new --draft FILE`, or check every fact and remove `draft: true`"
    return Problem(level, "draft", message, case.file, hint=hint)


def strange_pleas(found: Found, rulebook: Rulebook) -> Iterator[Problem]:
    """The pleas of cases in files that are no basis of a rulebook: shown as they are written, and not judged."""
    bases = [basis.id for basis in rulebook.bases]
    for case in found.cases:
        for option, j, plea in ((x, j, plea) for x in case.options for j, plea in enumerate(x.pleas)):
            if case.file and plea not in bases:
                message = f"no basis goes by the id {plea}: it is shown as it is written, and moves nothing"
                hint = did_you_mean(plea, bases) or f"the bases are {listed(bases)}"
                line = found.lines[case.file]((*option.path, "pleas", j)) if case.file in found.lines else None
                yield Problem("note", "unknown-plea", message, case.file, line, hint=hint)


def _files(argument: str, library: Library, problems: list[Problem]) -> list[tuple[str, Path | None]]:
    """(name as shown, path) of the files that an argument names; None as path: standard input."""
    if argument == STDIN:
        return [(STDIN_NAME, None)]
    path = Path(argument)
    try:
        if path.is_dir():
            return _in_folder(path, problems)
        if any(sign in argument for sign in GLOB) and not path.exists():
            return _matching(argument, problems)
        if not path.exists() and "/" not in argument and not argument.endswith((".yaml", ".yml")):
            hint = did_you_mean(argument, library.case_ids) or "see `casecli cases`; a file is given by its path"
            problems.append(
                Problem(
                    "error", "no-case", f"no library case has the id {argument!r}, and no such file is here", hint=hint
                )
            )
            return []
    except (OSError, ValueError):
        problems.append(Problem("error", "not-found", f"{argument!r} cannot be the name of a file"))
        return []
    return [(argument, path)]


def _in_folder(path: Path, problems: list[Problem]) -> list[tuple[str, Path | None]]:
    files = _of_cases(files_in(str(path)))
    if not files:
        problems.append(Problem("error", "no-case", f"the folder {path} holds no case file", str(path)))
    return files


def _matching(pattern: str, problems: list[Problem]) -> list[tuple[str, Path | None]]:
    files = _of_cases(files_in(pattern))
    if not files:
        problems.append(Problem("error", "no-case", f"no case file matches {pattern!r}"))
    return files


def _of_cases(files: Iterable[Path]) -> list[tuple[str, Path | None]]:
    """Those that bear no mark of another kind of file, each with its name as shown."""
    from casecli.loading.kinds import kind_of  # noqa: PLC0415 - only where a folder or pattern is named

    return [(file.as_posix(), file) for file in files if kind_of(file) is None]


def files_in(argument: str) -> list[Path]:
    """The files that a folder or pattern stands for, by name; none where the argument is neither."""
    import glob  # noqa: PLC0415 - rarely needed

    from casecli.loading.case_files import case_files  # noqa: PLC0415

    path = Path(argument)
    try:
        if path.is_dir():
            return list(case_files(path))
        if any(sign in argument for sign in GLOB) and not path.exists():
            found = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 - patterns may be absolute
            return [file for name in found if (file := Path(name)).is_file()]
    except (OSError, ValueError):  # a name that cannot be: said where it is read
        return []
    return []


def _read(name: str, path: Path | None, facts: dict[str, Fact], found: Found) -> None:
    from casecli.loading import nodes  # noqa: PLC0415 - YAML only where a file is read
    from casecli.loading.case_files import cases_in  # noqa: PLC0415
    from casecli.loading.documents import document, line_finder, read_document  # noqa: PLC0415

    try:
        if path is None:
            read = document(nodes.read(sys.stdin.buffer.read(nodes.MAX_BYTES + 1), name), name)
        else:
            read = read_document(path, name)
        cases, warnings = cases_in(read, facts)
    except Unusable as unusable:
        found.problems.extend(unusable.problems)
        return
    found.cases.extend(cases)
    found.problems.extend(warnings)
    found.lines[name] = line_finder(read)


def find_rulebook(rules: str | None, library: Library) -> Rulebook:
    """The shipped rulebook, or the one at a path, which may extend it. Raises Unusable."""
    if rules is None:
        return library.rulebook
    from casecli.loading.rulebook import read_rulebook  # noqa: PLC0415

    return read_rulebook(Path(rules), library.plain)[1]


class Settings(NamedTuple):
    """What `--set` fixes: facts, and positions on contested points."""

    facts: dict[str, FactState]
    points: dict[str, str]


def read_settings(words: Sequence[str], rulebook: Rulebook) -> Settings:
    """Settings from words such as FACT=VALUE or POINT=POSITION. Raises Unusable with every problem."""
    settings = Settings({}, {})
    problems: list[Problem] = []
    for word in words:
        name, sign, value = word.partition("=")
        name = name.strip()
        if not sign:
            problems.append(Problem("error", "bad-setting", f"--set takes FACT=VALUE; found {word!r}"))
        elif name in rulebook.facts:
            faults = Faults()
            settings.facts[name] = read_setting(rulebook.facts[name], value, faults)
            problems += [Problem(f.level, f.code, f"--set {word}: {f.message}", hint=f.hint) for f in faults]
        elif name in rulebook.points:
            _set_point(name, value.strip(), rulebook, settings, problems)
        else:
            titles = {x.id: x.title for x in rulebook.facts.values()}
            titles |= {x.id: x.title for x in rulebook.points.values()}
            hint = did_you_mean_one_of(name, titles) or "`casecli facts --search WORD` finds facts"
            message = f"--set {word}: no fact or contested point has the id {name!r}"
            problems.append(Problem("error", "unknown-fact", message, hint=hint))
    if problems:
        raise Unusable(problems)
    return settings


def _set_point(name: str, value: str, rulebook: Rulebook, settings: Settings, problems: list[Problem]) -> None:
    positions = [p.id for p in rulebook.points[name].positions]
    if value in positions:
        settings.points[name] = value
    else:
        message = f"--set {name}={value}: the positions are {', '.join(positions)}"
        problems.append(Problem("error", "bad-value", message, hint=did_you_mean(value, positions)))


def read_varied(words: Sequence[str], rulebook: Rulebook) -> dict[str, tuple[int, ...]]:
    """For each fact to vary the cells to try, from words such as FACT, FACT,FACT or FACT=a|b. Raises Unusable."""
    found: dict[str, tuple[int, ...]] = {}
    problems: list[Problem] = []
    for word in (part.strip() for given in words for part in given.split(",")):
        name, sign, values = (x.strip() for x in word.partition("="))
        fact = rulebook.facts.get(name)
        if fact is None:
            hint = did_you_mean(name, rulebook.facts) or "see `casecli facts`"
            problems.append(Problem("error", "unknown-fact", f"--vary {word}: no fact has the id {name!r}", hint=hint))
            continue
        faults = Faults()
        masks = [read_setting(fact, value, faults).open for value in values.split("|")] if sign else []
        problems += [Problem(f.level, f.code, f"--vary {word}: {f.message}", hint=f.hint) for f in faults]
        if not faults and any(mask & (mask - 1) for mask in masks):
            problems.append(Problem("error", "bad-value", f"--vary {word}: each value is one that the fact takes"))
        cells = [mask.bit_length() - 1 for mask in masks] or list(range(fact.cells))
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), *cells)))
    if problems:
        raise Unusable(problems)
    return found
