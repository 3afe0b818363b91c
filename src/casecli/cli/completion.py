"""What a shell offers when the tab key is pressed: verbs, options, ids of cases and facts, and the values of facts.

Typer speaks with the shell; here stands what there is to offer. Nothing of this is imported otherwise. A name that a
shell might obey (a script of Typer's hands it to `eval`) is never offered, and what is wrong offers nothing.
"""

import os
import re
import shlex
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import typer

from casecli.engine.legal import STATUSES
from casecli.engine.readings import NESTED
from casecli.loading.arguments import find_cases, find_rulebook
from casecli.loading.faults import spelled
from casecli.loading.library import Library
from casecli.model.policy import FAIL_ON, SCORES
from casecli.model.problems import Unusable
from casecli.model.rulebook import Rulebook
from casecli.reports.formats import FORMATS

BASH, OTHERS = ("COMP_WORDS", "COMP_CWORD"), "_TYPER_COMPLETE_ARGS"
OPEN = ("unknown", "disputed")
ENDINGS = (".yaml", ".yml")
Offer = Iterable[str]
_SAFE = re.compile(r"[\w./=@%+,:|-]+")
# A process completes one word, and Typer does not hand on what stands before an option without a value.
_typed: list[str] = []
_before = ""


def words() -> list[str]:
    """The words typed after `casecli`, as the shell hands them over.

    Bash cuts `FACT=VALUE` at the sign and replaces only what follows it. So what stands before is kept aside, and
    the words are handed on as though the value stood alone.
    """
    global _before
    os.environ["COLUMNS"] = "1000"  # a help text that Typer wraps would be two things to choose from
    if BASH[0] not in os.environ:
        _typed.extend(_split(os.environ.get(OTHERS, ""))[1:])
        return _typed
    typed = _split(os.environ[BASH[0]])
    try:
        at = int(os.environ.get(BASH[1], ""))
    except ValueError:
        at = len(typed)
    joined, _before = _joined([*typed[:at], typed[at] if at < len(typed) else ""])
    os.environ[BASH[0]], os.environ[BASH[1]] = shlex.join(joined), str(len(joined) - 1)
    _typed.extend(joined[1:])
    return _typed


def _split(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # a quotation that is still open
        return text.split()


def _joined(typed: Sequence[str]) -> tuple[list[str], str]:
    """(words with what `=` cut put together, what stands before the last sign of the word being typed)."""
    out: list[str] = []
    glued = False
    for word in typed:
        if out and (word.startswith("=") or glued):
            out[-1] += word
        else:
            out.append(word)
        glued = word == "="
    name, sign, value = out[-1].rpartition("=")
    if not sign:
        return out, ""
    option, both, name = name.partition("=") if name.startswith("--") else ("", "", name)
    return [*out[:-1], *([option] if option else []), value], f"{name}=" if name and (both or not option) else ""


def _offered(offer: Callable[[typer.Context, str], Offer]) -> Callable[[typer.Context, str], list[str]]:
    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        try:
            found = [text for text in offer(ctx, incomplete) if _SAFE.fullmatch(text)]
        except (Unusable, OSError):
            return []
        return list(dict.fromkeys(found))

    return complete


def _rulebook(ctx: typer.Context) -> Rulebook:
    after = [value for option, value in pairwise(_typed) if option == "--rules"]
    glued = [word.removeprefix("--rules=") for word in _typed if word.startswith("--rules=")]
    return find_rulebook(next(iter(after + glued), ctx.lookup_default("rules")), Library())


def _files(incomplete: str) -> Offer:
    """The case files and folders that a path begins."""
    folder, _, start = incomplete.rpartition("/")
    with os.scandir(f"{folder}/" if folder or incomplete.startswith("/") else ".") as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            if entry.name.startswith(start) and (start.startswith(".") or not entry.name.startswith(".")):
                path = incomplete[: len(incomplete) - len(start)] + entry.name
                if entry.is_dir():
                    yield f"{path}/"
                elif Path(path).suffix in ENDINGS:
                    yield path


@_offered
def cases(_: typer.Context, incomplete: str) -> Offer:
    """Cases of the library, case files and folders."""
    known = [] if incomplete.startswith((".", "/")) else Library().case_ids
    return [*(x for x in known if x.startswith(incomplete)), *_files(incomplete)]


@_offered
def library_cases(_: typer.Context, __: str) -> Offer:
    """Cases of the library."""
    return Library().case_ids


@_offered
def facts(ctx: typer.Context, _: str) -> Offer:
    """Facts."""
    return _rulebook(ctx).facts


@_offered
def criteria(ctx: typer.Context, _: str) -> Offer:
    """Elements, items and contested points."""
    rulebook = _rulebook(ctx)
    return [*rulebook.criteria, *rulebook.points]


@_offered
def grounds(ctx: typer.Context, _: str) -> Offer:
    """Bases, elements and items."""
    rulebook = _rulebook(ctx)
    return [*(b.id for b in rulebook.bases), *rulebook.criteria]


@_offered
def sources(ctx: typer.Context, _: str) -> Offer:
    """Sources."""
    return _rulebook(ctx).sources


@_offered
def settings(ctx: typer.Context, incomplete: str) -> Offer:
    """FACT=VALUE and POINT=POSITION: first the names; the values where one name is left, or stands there already."""
    rulebook = _rulebook(ctx)
    name, sign, _ = (_before + incomplete).partition("=")
    names = [n for n in (*rulebook.facts, *rulebook.points) if n.startswith(name)]
    if not sign and len(names) != 1 and name not in names:
        return [f"{n}=" for n in names]
    chosen = name if sign or name in names else names[0]
    start = "" if _before else f"{chosen}="
    return [start + value for value in _values(rulebook, chosen)]


def _values(rulebook: Rulebook, name: str) -> Offer:
    if name in rulebook.points:
        return [p.id for p in rulebook.points[name].positions]
    fact = rulebook.facts.get(name)
    return [*map(spelled, fact.values), *OPEN] if fact else []


@_offered
def options(ctx: typer.Context, _: str) -> Offer:
    """The responses of the cases that stand there already."""
    library = Library()
    wanted = [word for word in _typed[1:-1] if word in library.case_ids or Path(word).is_file()]
    found = find_cases(wanted, library, _rulebook(ctx).facts)
    return [option.id for case in found.cases for option in case.options]


@_offered
def formats(_: typer.Context, __: str) -> Offer:
    """Formats."""
    return [] if _before else FORMATS


@_offered
def readings(ctx: typer.Context, _: str) -> Offer:
    """Readings."""
    return [*NESTED, *_rulebook(ctx).readings]


@_offered
def gates(_: typer.Context, __: str) -> Offer:
    """What a gate fails on."""
    return FAIL_ON


@_offered
def scores(_: typer.Context, __: str) -> Offer:
    """Scores with a limit to come."""
    return [] if _before else [f"{name}=" for name in SCORES]


@_offered
def targets(ctx: typer.Context, _: str) -> Offer:
    """Statuses, and scores with their bands."""
    found = _rulebook(ctx).scores.values()
    bands = [(s.id, band) for s in found for band, _ in s.bands]
    return [b for s, b in bands if f"{s}=" == _before] if _before else [*STATUSES, *(f"{s}={b}" for s, b in bands)]


@_offered
def schemas(_: typer.Context, __: str) -> Offer:
    """What there is a schema of."""
    from casecli.reports.schemas import NAMES  # noqa: PLC0415 - asked for by one verb

    return NAMES
