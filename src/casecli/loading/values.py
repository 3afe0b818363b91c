"""Answers to facts: from what a case file or the command line says to a `FactState`."""

import re
from collections.abc import Iterable
from typing import Any

from casecli.loading.days import BIG, day
from casecli.loading.faults import Faults, Path, did_you_mean, listed, spelled
from casecli.model.facts import (
    DISPUTED,
    KNOWN,
    UNKNOWN,
    Claim,
    Fact,
    FactState,
    Value,
    cell_of,
    span,
)

LONG_FORM = (
    "value", "from", "to", "any_of", "claims", "source", "date", "confidence", "likelihood", "note"
)  # fmt: skip
CLAIM_FORM = ("value", "from", "to", "any_of", "source", "date", "note")
CONFIDENCE = ("low", "medium", "high")


def unknown(fact: Fact, path: Path = ()) -> FactState:
    """A fact of which nothing is known."""
    return FactState(fact.id, fact.anything, UNKNOWN, path=path)


def read_value(fact: Fact, value: Any, path: Path, faults: Faults) -> Value | None:
    """A single value of the fact, or None and a fault."""
    if fact.kind == "number":
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= BIG:
            return value
        message = f"{fact.id} is a number of {fact.unit or 'things'}, from 0; found {spelled(value)}"
        faults.add(path, "bad-value", message, _number_hint(value))
        return None
    for known in fact.values:
        if value == known and type(value) is type(known):
            return known
    message = f"{fact.id} takes {listed(fact.values)}; found {spelled(value)}"
    hint = _plain_yes_or_no(fact, value) or did_you_mean(_as_id(value), (*fact.values, "unknown", "disputed"))
    faults.add(path, "bad-value", message, hint or "unknown leaves it open; see `casecli facts " + fact.id + "`")
    return None


LONGEST_NUMBER = 60
YES, NO = ("yes", "y", "on"), ("no", "n", "off")


def _plain_yes_or_no(fact: Fact, value: Any) -> str | None:
    """What to write for another word, or number, of yes or no."""
    if fact.kind != "boolean":
        return None
    word = str(value).strip().lower()
    return "write true" if word in (*YES, "1", "true") else "write false" if word in (*NO, "0", "false") else None


def _number_hint(value: Any) -> str | None:
    """The number that a text with signs between its digits stands for; a range where it has two."""
    if not isinstance(value, str) or len(value) > LONGEST_NUMBER:
        return None
    bare = re.sub(r"(?<=[0-9])[,_' ](?=[0-9]{3}(?![0-9]))", "", value.strip())
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", bare):
        return f"write {bare}"
    ends = re.fullmatch(r"([0-9]+) *(?:-|to|\.\.|\u2013) *([0-9]+)", bare)
    return (
        f"write {{from: {ends[1]}, to: {ends[2]}}}"
        if ends
        else "digits alone, such as 12000; a range is `{from: 10000, to: 15000}`"
    )


def _as_id(value: Any) -> Any:
    """A word as ids are written."""
    return value.strip().lower().replace(" ", "_").replace("-", "_") if isinstance(value, str) else value


def read_state(fact: Fact, entry: Any, path: Path, faults: Faults) -> FactState:
    """The state of a fact from its entry in a case file: short form or long form."""
    if isinstance(entry, dict):
        return _long(fact, entry, path, faults)
    if isinstance(entry, list):
        faults.add(path, "wrong-type", f"{fact.id} takes one value", "several possible values: `{any_of: [a, b]}`")
        return unknown(fact, path)
    if entry == "unknown":
        return unknown(fact, path)
    if entry == "disputed":
        return _disputed(fact, {}, path, faults)
    value = read_value(fact, entry, path, faults)
    if value is None:
        return unknown(fact, path)
    return FactState(fact.id, cell_of(fact, value), KNOWN, value, path=path)


def _long(fact: Fact, entry: dict[str, Any], path: Path, faults: Faults) -> FactState:
    _known_keys(entry, LONG_FORM, fact, path, faults)
    about = _about(entry, path, faults)
    if "confidence" in entry and entry["confidence"] not in CONFIDENCE:
        faults.add((*path, "confidence"), "bad-value", f"confidence is {listed(CONFIDENCE)}")
    about["confidence"] = entry["confidence"] if entry.get("confidence") in CONFIDENCE else None
    shares = (fact, entry["likelihood"], (*path, "likelihood"), faults) if "likelihood" in entry else None
    about["likelihood"] = _likelihood(*shares) if shares else ()
    if entry.get("value") == "disputed" or "claims" in entry:
        return _disputed(fact, entry, path, faults)._replace(**about)
    if entry.get("value") == "unknown" and _ways(entry) == ["value"]:
        return unknown(fact, path)._replace(**about)
    found = _open(fact, entry, path, faults)
    if found is None:
        return unknown(fact, path)._replace(**about)
    mask, value = found
    state = UNKNOWN if mask & (mask - 1) else KNOWN
    return FactState(fact.id, mask, state, value, path=path)._replace(**about)


def _known_keys(entry: dict[str, Any], known: Iterable[str], fact: Fact, path: Path, faults: Faults) -> None:
    for key in entry:
        if key not in known:
            hint = did_you_mean(key, known) or f"known here: {listed(known)}"
            message = f"unknown key {spelled(key)!r} in the entry of {fact.id}"
            faults.add((*path, key), "unknown-key", message, hint, on_key=True)


def _about(entry: dict[str, Any], path: Path, faults: Faults) -> dict[str, Any]:
    """Source, date and note of an entry."""
    about: dict[str, Any] = {}
    for key in ("source", "note"):
        text = entry.get(key)
        if text is not None and not isinstance(text, str):
            faults.add((*path, key), "wrong-type", f"{key} is a text; found {spelled(text)}")
        about[key] = text if isinstance(text, str) else None
    when = entry.get("date")
    about["date"] = day(when)
    if when is not None and about["date"] is None:
        faults.add((*path, "date"), "bad-date", f"expected a date such as 2026-02-10, found {spelled(when)}")
    return about


def _ways(entry: dict[str, Any]) -> list[str]:
    """The ways in which an entry says what a fact is; one is right."""
    return [k for k in ("value", "any_of") if k in entry] + (["from"] if {"from", "to"} & entry.keys() else [])


def _open(fact: Fact, entry: dict[str, Any], path: Path, faults: Faults) -> tuple[int, Any] | None:
    """(mask, value as written) of an entry that is neither unknown nor disputed."""
    given = _ways(entry)
    if len(given) != 1:
        faults.add(path, "one-of", f"the entry of {fact.id} needs exactly one of value, any_of, from and to")
        return None
    if given == ["value"]:
        value = read_value(fact, entry["value"], (*path, "value"), faults)
        return None if value is None else (cell_of(fact, value), value)
    if given == ["from"]:
        return _span(fact, entry, path, faults)
    choices = entry["any_of"]
    if not isinstance(choices, list) or not choices:
        faults.add((*path, "any_of"), "wrong-type", "any_of takes a list of values")
        return None
    values = [read_value(fact, v, (*path, "any_of", i), faults) for i, v in enumerate(choices)]
    kept = [v for v in values if v is not None]
    mask = 0
    for value in kept:
        mask |= cell_of(fact, value)
    return (mask, tuple(kept)) if len(kept) == len(values) else None


def _span(fact: Fact, entry: dict[str, Any], path: Path, faults: Faults) -> tuple[int, Any] | None:
    if fact.kind != "number":
        faults.add(path, "wrong-type", f"from and to are for numbers; {fact.id} takes {listed(fact.values)}")
        return None
    ends = [read_value(fact, entry.get(k, d), (*path, k), faults) for k, d in (("from", 0), ("to", BIG))]
    low, high = ends
    if low is None or high is None:
        return None
    if float(low) > float(high):
        faults.add(path, "bad-range", f"from {spelled(low)} is above to {spelled(high)}")
        return None
    return span(fact, float(low), float(high)), (low, high)


def _disputed(fact: Fact, entry: dict[str, Any], path: Path, faults: Faults) -> FactState:
    """A fact on which sources disagree: its claims, or all values where none are given."""
    given = entry.get("claims")
    if entry.get("value", "disputed") != "disputed":
        faults.add((*path, "claims"), "bad-claims", "claims go with `value: disputed`", on_key=True)
    elif _ways(entry) not in ([], ["value"]):
        faults.add(path, "one-of", f"the entry of {fact.id} is disputed: what each side says goes into its claims")
    if "claims" not in entry:
        claims = tuple(Claim(1 << i, None) for i in range(fact.cells))
        return FactState(fact.id, fact.anything, DISPUTED, claims=claims, path=path)
    if not isinstance(given, list) or len(given) < 2:  # noqa: PLR2004 - a dispute has two sides
        faults.add((*path, "claims"), "bad-claims", "claims takes a list of at least two claims")
        return unknown(fact, path)
    found = [c for i, g in enumerate(given) if (c := _claim(fact, g, (*path, "claims", i), faults))]
    mask = 0
    for claim in found:
        mask |= claim.open
    return FactState(fact.id, mask or fact.anything, DISPUTED, claims=tuple(found), path=path)


def _claim(fact: Fact, entry: Any, path: Path, faults: Faults) -> Claim | None:
    if not isinstance(entry, dict):
        faults.add(path, "wrong-type", "a claim is a mapping such as {value: ..., source: ...}")
        return None
    _known_keys(entry, CLAIM_FORM, fact, path, faults)
    about = _about(entry, path, faults)
    found = _open(fact, entry, path, faults)
    return None if found is None else Claim(found[0], found[1], about["source"], about["date"], about["note"])


def _likelihood(fact: Fact, entry: Any, path: Path, faults: Faults) -> tuple[tuple[Value, float], ...]:
    """Stated likelihoods by value; they add up to 1."""
    if not isinstance(entry, dict) or fact.kind == "number":
        faults.add(path, "wrong-type", "likelihood takes a mapping from values (not of a number) to shares of 1")
        return ()
    spellings = {spelled(v): v for v in fact.values}
    out = []
    for key, share in entry.items():
        if key not in spellings:
            faults.add((*path, key), "bad-value", f"{fact.id} takes {listed(fact.values)}", on_key=True)
        elif isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            faults.add((*path, key), "out-of-range", "a likelihood is a number from 0 to 1")
        else:
            out.append((spellings[key], float(share)))
    if len(out) == len(entry) and abs(sum(share for _, share in out) - 1) > 1e-6:  # noqa: PLR2004 - rounding
        faults.add(path, "bad-likelihood", "the likelihoods of a fact add up to 1")
    return tuple(out)


def read_setting(fact: Fact, text: str, faults: Faults) -> FactState:
    """The state of a fact from ``--set FACT=VALUE``: a value, `unknown`, `a|b` (disputed) or `lo..hi`."""
    return read_state(fact, as_written(fact, text), ("--set", fact.id), faults)


def as_written(fact: Fact, text: str) -> Any:
    """What a word on the command line says of a fact, as a case file writes it."""
    if "|" in text:
        return {"value": "disputed", "claims": [{"value": _scalar(fact, part)} for part in text.split("|")]}
    if ".." in text and fact.kind == "number":
        low, high = text.split("..", 1)
        return {k: _scalar(fact, v) for k, v in (("from", low), ("to", high)) if v.strip()}
    return _scalar(fact, text)


def _scalar(fact: Fact, text: str) -> Any:
    """The value that a word on the command line stands for, by the kind of the fact."""
    word = text.strip()
    if fact.kind == "boolean":
        return {"true": True, "false": False}.get(word, word)
    if fact.kind == "number":
        try:
            number = float(word)
        except ValueError:
            return word
        return int(number) if number.is_integer() else number
    return next((v for v in fact.values if spelled(v) == word), word)
