"""Where the criteria of a plain rulebook stand: one walk for all who need to find them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from casecli.loading.faults import Path
from casecli.model.council import state_names
from casecli.model.later import Later
from casecli.nouns import NamedTuple

NOTES = (
    "sources",
    "tensions",
    "glossary",
    "standards",
    "factors",
    "voting",
    "states",
    "vetoes",
    "mandates",
    "reminders",
    "word_classes",
    "cues",
    "misconceptions",
    "worked_examples",
)
"""Sections that no evaluator reads: the fast form keeps each as a file of its own, read when first looked at."""
NAMES = "names"
"""A section of the fast form alone: every plain name of a state with its id, so that a start need not work them out."""

Plain = dict[str, Any]


class Packed(Later[Plain]):
    """Forms of criteria kept as JSON text until one of them is read; their ids are known."""

    __slots__ = ("ids",)

    def __init__(self, ids: Sequence[str], read: Callable[[], str | bytes]) -> None:
        super().__init__(lambda: json.loads(read()))
        self.ids = ids


class Place(NamedTuple):
    """A criterion's form: which of some forms it is, where those stand, and the group they belong to."""

    forms: Sequence[Plain]
    number: int
    within: Path
    group: str | None

    @property
    def form(self) -> Plain:
        """The form itself."""
        return self.forms[self.number]

    @property
    def path(self) -> Path:
        """Where it stands."""
        return (*self.within, self.number)


class GroupPlace(NamedTuple):
    """A group of a score or taxonomy: its form, where it stands, whose it is, and the key that holds its criteria."""

    form: Plain
    path: Path
    of: str
    key: str = "items"


def score_groups(plain: Plain) -> Iterator[GroupPlace]:
    """The groups of every score: those written inside it, then the checklists that name it."""
    for i, score in enumerate(plain.get("scores", ())):
        for g, group in enumerate(score["groups"]):
            yield GroupPlace(group, ("scores", i, "groups", g), score["id"])
    for i, group in enumerate(plain.get("checklists", ())):
        yield GroupPlace(group, ("checklists", i), group["score"])


def classes(plain: Plain) -> Iterator[GroupPlace]:
    """The classes of every taxonomy."""
    for i, taxonomy in enumerate(plain.get("taxonomies", ())):
        for j, form in enumerate(taxonomy["classes"]):
            yield GroupPlace(form, ("taxonomies", i, "classes", j), taxonomy["id"], "indicators")


def groups(plain: Plain) -> Iterator[GroupPlace]:
    """Every group but the bases."""
    yield from score_groups(plain)
    yield from classes(plain)


def law_places(plain: Plain) -> Iterator[tuple[str, Place]]:
    """The criteria that stand alone and those of bases, by id."""
    for section in ("criteria", "every_basis", "routes"):
        yield from _places(plain.get(section, ()), (section,), None)
    for i, basis in enumerate(plain.get("bases", ())):
        yield from _places(basis["elements"], ("bases", i, "elements"), basis["id"])


def criteria_places(plain: Plain) -> Iterator[tuple[str, Place]]:
    """Every criterion, element, item and indicator, by its id."""
    yield from law_places(plain)
    for group in groups(plain):
        yield from _places(group.form[group.key], (*group.path, group.key), group.form["id"])


def ids_of(forms: Sequence[Plain]) -> Sequence[str]:
    """The ids of some forms, without reading those that are packed."""
    return forms.ids if isinstance(forms, Packed) else [form["id"] for form in forms]


def _places(forms: Sequence[Plain], within: Path, group: str | None) -> Iterator[tuple[str, Place]]:
    for i, name in enumerate(ids_of(forms)):
        yield name, Place(forms, i, within, group)


class Parts(NamedTuple):
    """A plain rulebook with ids for the criteria of groups, these criteria by group, and the sections set apart."""

    plain: Plain
    criteria: list[list[Plain]]
    notes: dict[str, list[Any]]


def pack(plain: Plain) -> Parts:
    """The parts of a rulebook, to be kept each by itself."""
    packed: Plain = json.loads(json.dumps(plain))
    notes = {section: packed.pop(section, []) for section in NOTES}
    notes[NAMES] = list(state_names(notes["states"]).items())
    criteria = []
    for group in groups(packed):
        criteria.append(group.form[group.key])
        group.form[group.key] = ids_of(criteria[-1])
    return Parts(packed, criteria, notes)


def unpack(plain: Plain, criteria: Sequence[bytes], note: Callable[[str], bytes]) -> Plain:
    """What `pack` made, as JSON: with sequences that are read when first looked at, a section by ``note``."""
    rest = iter(criteria)
    for group in groups(plain):
        group.form[group.key] = Packed(group.form[group.key], partial(bytes, next(rest)))
    return plain | {section: Packed((), partial(note, section)) for section in (*NOTES, NAMES)}


def whole(plain: Plain) -> Plain:
    """An unpacked rulebook with plain lists everywhere."""
    for group in groups(plain):
        group.form[group.key] = list(group.form[group.key])
    sections = {section: list(plain[section]) for section in NOTES}
    return {section: form for section, form in plain.items() if section != NAMES} | sections
