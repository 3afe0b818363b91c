"""What an entry of a `factors` section may hold: the same three forms in a rulebook and in a case base."""

from collections.abc import Mapping
from typing import Any

from casecli.loading.shapes import Anything, Choice, Either, Field, ListOf, Record, Shape, Text, is_mapping, is_plain

TEXT = Text()
STEP = Either(((is_plain, Anything()),), "a single value")
WHAT = "a factor (with `favours`), a dimension (with `favours_high`) or an intermediate factor"


def factor_entry(name: Shape, side: Shape, condition: Shape, more: Mapping[str, Field], *, of_facts: bool) -> Either:
    """The table of one entry. ``name`` is the shape of an id, ``side`` of a side, ``more`` are the keys of every entry.

    With ``of_facts`` every factor rests on facts; without, a factor or dimension may be one that cases state directly.
    """
    about = {"id": Field(name, required=True), "title": Field(TEXT, required=of_facts), **more}
    factor = Record(
        about
        | {
            "favours": Field(side, required=True, says="the side for which it speaks"),
            "when": Field(condition, required=of_facts, says="the condition over facts under which it is there"),
        },
        "factor",
    )
    own_steps = {
        "values": Field(ListOf(STEP, least=2), says="the steps of a scale, lowest first; without, it is a number"),
        "unit": Field(TEXT, says="what a number counts"),
    }
    dimension = Record(
        about
        | {
            "favours_high": Field(side, required=True, says="the side for which more of it speaks"),
            "fact": Field(name, required=of_facts, says="the scale or number fact that it measures"),
            "applies_when": Field(condition, says="cases have a place on it only where this holds"),
            **({} if of_facts else own_steps),
        },
        "dimension",
    )
    intermediate = Record(
        about
        | {
            "intermediate": Field(Choice((True,)), required=True, says="it explains and constrains nothing"),
            "favours": Field(side),
            "of": Field(ListOf(name, least=1), required=of_facts, says="the factors and dimensions that bear on it"),
        },
        "intermediate factor",
    )
    return Either(((is_intermediate, intermediate), (is_dimension, dimension), (is_mapping, factor)), WHAT)


def is_intermediate(value: Any) -> bool:
    """For `Either`: an entry that explains only."""
    return isinstance(value, dict) and "intermediate" in value


def is_dimension(value: Any) -> bool:
    """For `Either`: an entry on which more speaks for one side."""
    return isinstance(value, dict) and "favours_high" in value
