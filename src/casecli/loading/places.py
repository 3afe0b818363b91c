"""Where the criteria of a plain rulebook stand: one walk for all who need to find them."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from casecli.loading.faults import Path
from casecli.model.later import Later

Plain = dict[str, Any]


class Packed(Later[Plain]):
    """Forms of criteria kept as JSON text until one of them is read; their ids are known."""

    __slots__ = ("ids",)

    def __init__(self, ids: Sequence[str], text: str | bytes) -> None:
        super().__init__(lambda: json.loads(text))
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
    """A group of a score: its form, where it stands, and the score's id."""

    form: Plain
    path: Path
    score: str


def score_groups(plain: Plain) -> Iterator[GroupPlace]:
    """The groups of every score: those written inside it, then the checklists that name it."""
    for i, score in enumerate(plain.get("scores", ())):
        for g, group in enumerate(score["groups"]):
            yield GroupPlace(group, ("scores", i, "groups", g), score["id"])
    for i, group in enumerate(plain.get("checklists", ())):
        yield GroupPlace(group, ("checklists", i), group["score"])


def criteria_places(plain: Plain) -> Iterator[tuple[str, Place]]:
    """Every criterion, element and item, by its id."""
    for section in ("criteria", "every_basis"):
        yield from _places(plain.get(section, ()), (section,), None)
    for i, basis in enumerate(plain.get("bases", ())):
        yield from _places(basis["elements"], ("bases", i, "elements"), basis["id"])
    for group in score_groups(plain):
        yield from _places(group.form["items"], (*group.path, "items"), group.form["id"])


def _places(forms: Sequence[Plain], within: Path, group: str | None) -> Iterator[tuple[str, Place]]:
    ids = forms.ids if isinstance(forms, Packed) else [form["id"] for form in forms]
    for i, name in enumerate(ids):
        yield name, Place(forms, i, within, group)


def pack(plain: Plain) -> tuple[Plain, list[str]]:
    """(the plain rulebook with the ids alone of the items of every group, those items as a line of JSON a group)."""
    lines: list[str] = []

    def packed(group: Plain) -> Plain:
        items = list(group["items"])
        lines.append(json.dumps(items, ensure_ascii=False))
        return group | {"items": [x["id"] for x in items]}

    scores = [s | {"groups": [packed(g) for g in s["groups"]]} for s in plain.get("scores", ())]
    return plain | {"scores": scores, "checklists": [packed(g) for g in plain.get("checklists", ())]}, lines


def unpack(packed: Plain, lines: Sequence[str | bytes]) -> Plain:
    """What `pack` made, with the items as sequences that are read from their line when first looked at."""
    for group, line in zip(score_groups(packed), lines, strict=True):
        group.form["items"] = Packed(group.form["items"], line)
    return packed


def whole(plain: Plain) -> Plain:
    """An unpacked rulebook with plain lists everywhere."""
    scores = [s | {"groups": [g | {"items": list(g["items"])} for g in s["groups"]]} for s in plain["scores"]]
    return plain | {"scores": scores, "checklists": [g | {"items": list(g["items"])} for g in plain["checklists"]]}
