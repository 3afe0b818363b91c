"""Every cell of the truth tables, and that planes of any width follow them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecli.logic import FALSE, OPEN, TRUE, both, either, negation

T, F, U = TRUE, FALSE, OPEN
AND = {
    (T, T): T, (T, F): F, (T, U): U,
    (F, T): F, (F, F): F, (F, U): F,
    (U, T): U, (U, F): F, (U, U): U,
}  # fmt: skip
OR = {
    (T, T): T, (T, F): T, (T, U): T,
    (F, T): T, (F, F): F, (F, U): U,
    (U, T): T, (U, F): U, (U, U): U,
}  # fmt: skip
NOT = {T: F, F: T, U: U}


@pytest.mark.parametrize(("pair", "result"), AND.items())
def test_every_cell_of_and(pair, result):
    assert both(*pair) == result


@pytest.mark.parametrize(("pair", "result"), OR.items())
def test_every_cell_of_or(pair, result):
    assert either(*pair) == result


@pytest.mark.parametrize(("truth", "result"), NOT.items())
def test_every_cell_of_not(truth, result):
    assert negation(truth) == result


@given(st.lists(st.tuples(st.sampled_from([T, F, U]), st.sampled_from([T, F, U])), min_size=1, max_size=200))
def test_wide_planes_follow_the_same_tables(pairs):
    a, b = (tuple(sum(p[side][k] << i for i, p in enumerate(pairs)) for k in (0, 1)) for side in (0, 1))
    for wide, narrow in ((both, AND), (either, OR)):
        can, cannot = wide(a, b)
        for i, pair in enumerate(pairs):
            assert (can >> i & 1, cannot >> i & 1) == narrow[pair]
