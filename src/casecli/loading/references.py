"""Ids of a rulebook: each once in its space, and everything that is referred to is there."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from casecli.loading.faults import Faults, Path, did_you_mean
from casecli.loading.places import criteria_places, groups

Plain = dict[str, Any]
TO_SOURCES = ("sources", "against", "presumed_sources")
POINTING = ("tensions", "glossary")
TO_ANYTHING = ("at", "see")
TO_FACTORS = "of"


def check_references(plain: Plain, faults: Faults) -> None:
    """Every id once in its space; every source, entry of a list and thing pointed at known."""
    answers, rules = dict(_answers(plain)), dict(_rules(plain))
    own = ("sources", "qualifiers", "readings", "tensions", "glossary", "factors", "word_classes")
    for space in (_answers(plain), _rules(plain), _entries(plain), *(_section(plain, s) for s in own)):
        seen: dict[str, Path] = {}
        for name, path in space:
            _once(name, path, seen, faults)
    sources = {name for name, _ in _section(plain, "sources")}
    known = dict.fromkeys(TO_SOURCES, sources) | {"standards": {name for name, _ in _entries(plain)}}
    anything = {*answers, *rules, *(name for name, _ in _section(plain, "glossary"))}
    for section, entries in plain.items():
        if isinstance(entries, list):
            _check(entries, (section,), known, faults)
    for section in POINTING:
        for i, entry in enumerate(plain.get(section, ())):
            for key in TO_ANYTHING:
                for j, name in enumerate(entry.get(key, ())):
                    _known(name, anything, "entry", (section, i, key, j), faults)
    check_concerns(plain.get("factors", ()), faults)


def check_concerns(factors: Sequence[Plain], faults: Faults) -> None:
    """Every intermediate factor rests on factors and dimensions that are there."""
    known = {form["id"] for form in factors if "intermediate" not in form}
    for i, form in enumerate(factors):
        for j, name in enumerate(form.get(TO_FACTORS, ())):
            _known(name, known, "factor", ("factors", i, TO_FACTORS, j), faults)


def _section(plain: Plain, section: str) -> Iterable[tuple[str, Path]]:
    return ((form["id"], (section, i)) for i, form in enumerate(plain.get(section, ())))


def _answers(plain: Plain) -> Iterator[tuple[str, Path]]:
    for section in ("facts", "levels", "contested"):
        yield from _section(plain, section)


def _rules(plain: Plain) -> Iterator[tuple[str, Path]]:
    for section in ("bases", "scores", "taxonomies"):
        yield from _section(plain, section)
    for group in groups(plain):
        yield group.form["id"], group.path
    for name, found in criteria_places(plain):
        yield name, found.path


def _entries(plain: Plain) -> Iterator[tuple[str, Path]]:
    for i, standard in enumerate(plain.get("standards", ())):
        yield standard["id"], ("standards", i)
        for j, entry in enumerate(standard["entries"]):
            yield entry["id"], ("standards", i, "entries", j)


def _once(name: str, path: Path, seen: dict[str, Path], faults: Faults) -> None:
    if name in seen:
        faults.add((*path, "id"), "duplicate-id", f"the id {name!r} is taken already (a {seen[name][0]} entry)")
    seen[name] = path


def _known(name: str, known: set[str], what: str, path: Path, faults: Faults) -> None:
    if name not in known:
        hint = did_you_mean(name, known)
        faults.add(path, f"unknown-{what}", f"no {what} has the id {name!r}", hint)


def _check(form: Any, path: Path, known: dict[str, set[str]], faults: Faults) -> None:
    """Every reference to a source or to an entry of a list, however deep it stands."""
    if isinstance(form, list):
        for i, part in enumerate(form):
            _check(part, (*path, i), known, faults)
    elif isinstance(form, dict):
        for key, value in form.items():
            if key in known:
                for i, ref in enumerate(value):
                    what = "source" if key in TO_SOURCES else "entry"
                    _known(ref["id"], known[key], what, (*path, key, i, "id"), faults)
            else:
                _check(value, (*path, key), known, faults)
