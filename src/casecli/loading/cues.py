"""Cues: the phrases by which a narrative suggests a fact, as the rulebook lists them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from casecli.loading.faults import Faults, Path, did_you_mean
from casecli.loading.phrases import NUMBER, Language, Phrase
from casecli.loading.values import read_value
from casecli.model.facts import Fact, Value
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple

PARTY, GROUP, SOURCE = ROLES = "party", "group", "source"
"""In a phrase `<party>` is any name of a class with that role, and so on; sources are speakers whose findings count."""
MEMBER = "<*>"
PATTERNS = ("phrases", "needs", "not_near")

Plain = dict[str, Any]


class Cue(NamedTuple):
    """Phrases that suggest a value of a fact; ``value`` is None for a number, several values are those possible.

    ``least`` is the smallest figure that counts and ``or_more`` says that it is a part of the total; ``yields_to`` are
    values that do not contradict this one; ``claims`` says that reported speech counts, ``day`` that a day in the
    sentence is that of the response.
    """

    fact: str
    value: Value | tuple[Value, ...] | None
    negated: Value | tuple[Value, ...] | None
    phrases: tuple[Phrase, ...]
    needs: tuple[Phrase, ...]
    not_near: tuple[Phrase, ...]
    yields_to: tuple[Value, ...]
    least: float
    or_more: bool
    claims: bool
    day: bool


def word_classes(entries: Sequence[Plain]) -> dict[str, tuple[str, ...]]:
    """The classes of words by id, and under each role the words of all classes that have it."""
    classes = {entry["id"]: tuple(entry["words"]) for entry in entries}
    return classes | {role: of_role(entries, role) for role in ROLES}


def of_role(entries: Sequence[Plain], role: str) -> tuple[str, ...]:
    """The words of all classes of a role."""
    return tuple(word for entry in entries if entry.get("role") == role for word in entry["words"])


def cues_of(rulebook: Rulebook) -> tuple[Cue, ...]:
    """The cues of a rulebook, ready to search with."""
    language = Language(word_classes(rulebook.notes["word_classes"]))
    return tuple(_cue(form, language) for row in rulebook.notes["cues"] for form in _expanded(row, rulebook.facts))


def _cue(form: Plain, language: Language) -> Cue:
    phrases, needs, not_near = (tuple(language.phrase(p) for p in form.get(key, ())) for key in PATTERNS)
    return Cue(
        fact=form["fact"],
        value=_value(form.get("value")),
        negated=_value(form.get("negated")),
        phrases=phrases,
        needs=needs,
        not_near=not_near,
        yields_to=tuple(form.get("yields_to", ())),
        least=form.get("least", 0),
        or_more=form.get("or_more", False),
        claims=form.get("claims", False),
        day=form.get("day", False),
    )


def _value(given: Any) -> Any:
    """A value, or several as a tuple."""
    return tuple(given) if isinstance(given, list) else given


def _expanded(form: Plain, facts: Mapping[str, Fact]) -> Iterator[Plain]:
    """A cue, or one for each class that it names; those of facts that were taken out are left out."""
    members = form.get("each")
    if members is None:
        yield form
        return
    for member in members:
        name = form["fact"].replace("*", member)
        if name in facts:
            phrases = {k: [p.replace(MEMBER, f"<{member}>") for p in form[k]] for k in PATTERNS if k in form}
            yield form | phrases | {"fact": name}


def check_cues(plain: Plain, facts: Mapping[str, Fact], faults: Faults) -> None:
    """Cues speak of known facts in values that these have, and every phrase can be read."""
    language = Language(word_classes(plain.get("word_classes", ())))
    for i, entry in enumerate(plain.get("word_classes", ())):
        if entry["id"] in (*ROLES, NUMBER):
            faults.add(("word_classes", i, "id"), "bad-text", f"{entry['id']!r} has a meaning of its own in phrases")
    for i, row in enumerate(plain.get("cues", ())):
        path: Path = ("cues", i)
        forms = list(_expanded(row, facts))
        names = {form["fact"] for form in forms}
        if not names or not names <= facts.keys():
            hint = did_you_mean(row["fact"], facts)
            faults.add((*path, "fact"), "unknown-fact", f"no fact has the id {row['fact']!r}", hint)
            continue
        for form in forms:
            _check_values(form, facts[form["fact"]], path, faults)
        _check_phrases(forms[0], language, path, faults)


def _check_values(form: Plain, fact: Fact, path: Path, faults: Faults) -> None:
    if fact.kind == "number":
        if "value" in form or "negated" in form:
            faults.add((*path, "value"), "bad-value", f"{fact.id} is a number: it is read from <number> in the phrase")
        elif not all(f"<{NUMBER}>" in p for p in form["phrases"]):
            faults.add((*path, "phrases"), "bad-text", f"{fact.id} is a number: every phrase needs a <number>")
        return
    if "value" not in form:
        faults.add(path, "missing-key", "this cue has no 'value'", "only cues of numbers go without")
    for key in ("value", "negated", "yields_to"):
        given = form.get(key, [])
        for value in given if isinstance(given, list) else [given]:
            read_value(fact, value, (*path, key), faults)


def _check_phrases(form: Plain, language: Language, path: Path, faults: Faults) -> None:
    for key in PATTERNS:
        for i, phrase in enumerate(form.get(key, ())):
            try:
                language.phrase(phrase)
            except ValueError as error:
                faults.add((*path, key, i), "bad-phrase", f"{phrase!r}: {error}")
