"""A rulebook over the one that it extends: parts taken out, parts replaced, parts added.

Ids stand in spaces: facts, levels and points share one, and criteria with the groups that hold them another; every
further section has its own. What is replaced or removed is taken out of its space wherever it stands, and what kept
annotations and remarks said about it goes with it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from casecli.loading.faults import Faults, did_you_mean, listed
from casecli.loading.references import POINTING, TO_ANYTHING
from casecli.loading.rulebook_shape import LISTS, SINGLES
from casecli.nouns import NamedTuple

Plain = dict[str, Any]
INSIDE = ("elements", "groups", "items", "classes", "indicators", "entries")
ANSWERS = ("facts", "levels", "contested")
CUES = "cues"
"""Cues have no id of their own: they go with their fact, and who replaces a fact brings its cues."""
MISCONCEPTIONS = "misconceptions"
"""They go with what they speak of, and with a fact that is replaced: their fixtures may not fit another."""
RULES = ("criteria", "every_basis", "routes", "bases", "scores", "checklists", "taxonomies")
WORKED = "worked_examples"
"""They go with what they are about, and where that is no longer as it was reckoned."""
POINTED_AT = (*ANSWERS, *RULES, "glossary")
MADE = ("number_bounds", "digest")
"""Keys of the extended rulebook that are worked out anew."""


class Extended(NamedTuple):
    """The merged rulebook.

    ``first`` says where a section's own parts begin, ``lost`` by which entry of `removes` an id was lost.
    """

    plain: Plain
    first: dict[str, int]
    lost: dict[str, int]


def extend(base: Plain, own: Plain, faults: Faults) -> Extended:
    """``own`` over ``base``. Notes what names nothing, or more than one thing."""
    gone = _removed(base, own, faults)
    for section in LISTS:
        for i, entry in enumerate(own.get(section, ())):
            if entry.get("replaces"):
                if not any(entry["id"] in _ids(base.get(s, ())) for s in _space(section)):
                    message = f"nothing to replace has the id {entry['id']!r}"
                    faults.add((section, i), "unknown-criterion", message, did_you_mean(entry["id"], _all(base)))
                for other in (*_space(section), *([CUES] if section == "facts" else [])):
                    gone.setdefault(other, set()).add(entry["id"])
    merged = {k: v for k, v in base.items() if k not in MADE}
    kept = {section: _without(base.get(section, []), gone.get(section, set())) for section in LISTS}
    added = {section: own.get(section, []) for section in LISTS}
    kept = _freed(base, kept, added)
    unlike = _lost(base, kept, added) | gone.get("facts", set())
    kept[MISCONCEPTIONS] = [m for m in kept[MISCONCEPTIONS] if not _mentions(m, unlike)]
    changed = unlike | (_unlike(base, kept) if gone else set())
    kept[WORKED] = [w for w in kept[WORKED] if not _mentions(w, changed)]
    merged |= {section: kept[section] + added[section] for section in LISTS}
    merged |= {key: own[key] for key in SINGLES if key in own}
    lost = {x: i for i, name in enumerate(own.get("removes", ())) for x in _lost_with(base, name.rpartition("/")[2])}
    return Extended(merged, {section: len(kept[section]) for section in LISTS}, lost)


def _lost_with(form: Any, name: str) -> Iterator[str]:
    """An id, and those of everything inside what bears it."""
    if isinstance(form, list):
        for part in form:
            if isinstance(part, dict) and part.get("id") == name:
                yield from _ids([part])
            else:
                yield from _lost_with(part, name)
    elif isinstance(form, dict):
        for part in form.values():
            yield from _lost_with(part, name)


def _space(section: str) -> tuple[str, ...]:
    """The sections that share their ids with one."""
    return next((space for space in (ANSWERS, RULES) if section in space), (section,))


def _removed(base: Plain, own: Plain, faults: Faults) -> dict[str, set[str]]:
    """What `removes` takes out, by section: an id that only one space has, or SECTION/ID."""
    gone: dict[str, set[str]] = {}
    for i, name in enumerate(own.get("removes", ())):
        section, _, bare = name.rpartition("/")
        found = [s for s in ([section] if section else LISTS) if bare in _ids(base.get(s, ()))]
        if not found:
            hint = did_you_mean(bare, _all(base))
            faults.add(("removes", i), "unknown-criterion", f"nothing to remove has the id {name!r}", hint)
        elif len({_space(s) for s in found}) > 1:
            choices = listed([f"{s}/{bare}" for s in found])
            faults.add(("removes", i), "ambiguous-id", f"{bare!r} is the id of more than one thing", f"write {choices}")
        for place in (*found, *([CUES] if "facts" in found else [])):
            gone.setdefault(place, set()).add(bare)
    return gone


def _ids(entries: Iterable[Plain]) -> Iterator[str]:
    """The ids of entries and of the elements, groups and items inside them."""
    for entry in entries:
        if "id" in entry:
            yield entry["id"]
        for inner in INSIDE:
            yield from _ids(entry.get(inner, ()))


def _all(plain: Plain) -> set[str]:
    return {name for section in LISTS for name in _ids(plain.get(section, ()))}


def _without(entries: list[Plain], names: set[str]) -> list[Plain]:
    """The entries, and what is inside them, that do not bear one of these ids."""
    if not names:
        return list(entries)
    kept = (entry for entry in entries if entry.get("id", entry.get("fact")) not in names)
    return [entry | {k: _without(entry[k], names) for k in INSIDE if k in entry} for entry in kept]


def _freed(base: Plain, kept: dict[str, list[Plain]], added: dict[str, list[Plain]]) -> dict[str, list[Plain]]:
    """What is kept, without mention of what is gone; a remark on a basis that is gone goes with it."""
    left = {section: {*_ids(kept[section]), *_ids(added[section])} for section in LISTS}
    lost = _lost(base, kept, added)
    entries = {*_ids(base.get("standards", ()))} - left["standards"]
    bases = {b["id"] for b in base.get("bases", ())} - {b["id"] for b in (*kept["bases"], *added["bases"])}
    freed = {section: [_free(x, "standards", entries) for x in kept[section]] for section in LISTS}
    for section in POINTING:
        for key in TO_ANYTHING:
            freed[section] = [_free(entry, key, lost) for entry in freed[section]]
    remarks = [_free(q, "of", bases) for q in freed["qualifiers"]]
    freed["qualifiers"] = [q for q in remarks if q.get("of") != []]
    freed["factors"] = [_free(x, "of", {*_ids(base.get("factors", ()))} - left["factors"]) for x in freed["factors"]]
    return freed


def _unlike(base: Plain, kept: dict[str, list[Plain]]) -> set[str]:
    """The ids of rules of the base that are not kept as they were, or not at all."""
    before, after = ({x["id"]: x for s in RULES for x in _forms(of.get(s, ()))} for of in (base, kept))
    return {name for name, form in before.items() if after.get(name) != form}


def _forms(entries: Iterable[Plain]) -> Iterator[Plain]:
    """Entries and everything with an id inside them."""
    for entry in entries:
        yield entry
        for inner in INSIDE:
            yield from _forms(entry.get(inner, ()))


def _mentions(form: Any, names: set[str]) -> bool:
    """Whether some plain data names one of these ids anywhere."""
    if isinstance(form, dict):
        return any(key in names or _mentions(value, names) for key, value in form.items())
    if isinstance(form, list):
        return any(_mentions(part, names) for part in form)
    return isinstance(form, str) and form in names


def _lost(base: Plain, kept: dict[str, list[Plain]], added: dict[str, list[Plain]]) -> set[str]:
    """The ids of facts, rules and terms of the base that are neither kept nor brought back."""
    return {x for s in POINTED_AT for x in _ids(base.get(s, ()))} - {
        x for s in POINTED_AT for x in _ids([*kept[s], *added[s]])
    }


def _free(form: Any, key: str, lost: set[str]) -> Any:
    """Some plain data without what a list under a key, however deep, says of lost things."""
    if not lost:
        return form
    if isinstance(form, list):
        return [_free(part, key, lost) for part in form]
    if not isinstance(form, dict):
        return form
    return {
        k: [x for x in v if (x["id"] if isinstance(x, dict) else x) not in lost] if k == key else _free(v, key, lost)
        for k, v in form.items()
    }
