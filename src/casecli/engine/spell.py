"""States of facts and values of levels in the words of a case file."""

from __future__ import annotations

from typing import Any

from casecli.model.facts import DISPUTED, Fact, FactState, values_in
from casecli.model.rulebook import Level


def level_value(level: Level, mask: int) -> tuple[Any, tuple[Any, ...]]:
    """(value, `open` or None where none holds; the values still possible where it is open)."""
    values = tuple(v for i, v in enumerate(level.values) if mask >> i + 1 & 1)
    if mask & (mask - 1):
        return "open", values
    return (values[0] if values else None), ()


def spell_state(fact: Fact, state: FactState) -> str:
    """A fact's answer in a word: its value, `disputed`, or `unknown`."""
    if state.state == DISPUTED:
        return "disputed"
    if state.open & (state.open - 1):
        return "unknown"
    return spell_cell(fact, state.open.bit_length() - 1)


def spell_cell(fact: Fact, cell: int) -> str:
    """A cell of a fact as a case file spells it; for a number the bound or gap that it stands for."""
    if fact.kind != "number":
        [value] = values_in(fact, 1 << cell)
        return str(value).lower() if isinstance(value, bool) else str(value)
    at = cell // 2
    if cell % 2:
        return f"{fact.bounds[at]:g}"
    if at == 0:
        return f"below {fact.bounds[0]:g}" if fact.bounds else "any"
    return (
        f"above {fact.bounds[at - 1]:g}"
        if at == len(fact.bounds)
        else f"{fact.bounds[at - 1]:g} to {fact.bounds[at]:g}"
    )
