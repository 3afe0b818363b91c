"""Quick named tuples behave as those of the standard library do."""

import pickle
from collections import namedtuple
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecli.nouns import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path as OnlyForTypes


class Pair(NamedTuple):
    """Two of a kind."""

    left: int
    right: "OnlyForTypes | None" = None

    @property
    def both(self) -> tuple:
        """Both."""
        return (self.left, self.right)


names = st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1, max_size=26, unique=True)


def made(fields: list[str], defaults: list[int]) -> type:
    """A noun as its class statement would make it."""
    given_values = dict(zip(fields[len(fields) - len(defaults) :], defaults, strict=True))
    return type(NamedTuple)(
        "Made", (NamedTuple,), {"__module__": __name__, "__annotations__": dict.fromkeys(fields, int)} | given_values
    )


@given(names, st.data())
def test_it_is_made_read_and_changed_like_a_named_tuple(fields, data):
    defaults = data.draw(st.lists(st.integers(), max_size=len(fields)))
    ours, theirs = made(fields, defaults), namedtuple("Made", fields, defaults=defaults)  # noqa: PYI024
    values = data.draw(st.lists(st.integers(), min_size=len(fields) - len(defaults), max_size=len(fields)))
    mine, other = ours(*values), theirs(*values)
    assert (tuple(mine), mine._asdict(), repr(mine)) == (tuple(other), other._asdict(), repr(other))
    assert (ours._fields, ours._field_defaults, ours.__match_args__) == (
        theirs._fields,
        theirs._field_defaults,
        theirs._fields,
    )
    assert [getattr(mine, x) for x in fields] == list(other)
    changed = data.draw(st.dictionaries(st.sampled_from(fields), st.integers()))
    assert mine._replace(**changed) == other._replace(**changed)
    assert type(mine._replace(**changed)) is ours
    assert ours(**other._asdict()) == ours._make(other) == mine


def test_it_keeps_what_its_class_says():
    pair = Pair(1)
    assert (pair.both, Pair.__doc__, Pair.__name__, Pair.__module__) == ((1, None), "Two of a kind.", "Pair", __name__)
    assert pickle.loads(pickle.dumps(pair)) == pair
    match pair:
        case Pair(left, None):
            assert left == 1


@pytest.mark.parametrize(
    "wrong",
    [
        Pair,
        lambda: Pair(1, 2, 3),
        lambda: Pair(1, middle=2),
        lambda: Pair._make([1]),
        lambda: Pair(1)._replace(middle=2),
        lambda: made(["a", "b"], []) and type(NamedTuple)("X", (), {"__annotations__": {"a": int, "b": int}, "a": 1}),
    ],
)
def test_what_does_not_fit_is_a_type_error(wrong):
    with pytest.raises(TypeError):
        wrong()


def test_two_kinds_with_equally_many_fields_do_not_share_names():
    first, second = made(["a", "b"], []), made(["c", "d"], [])
    assert (first(a=1, b=2).a, second(c=3, d=4).c) == (1, 3)
    with pytest.raises(TypeError):
        first(c=1, d=2)
