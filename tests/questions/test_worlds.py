"""Worlds are numbered as they say."""

from hypothesis import given
from hypothesis import strategies as st

from casecli.questions import worlds as w


@given(st.integers(1, 9), st.integers(2, 4), st.integers(0, 3), st.integers(0, 99), st.integers(1, 99))
def test_a_digit_plane_is_the_digit_of_each_world(stride, base, digit, start, width):
    plane = w.digit_plane(stride, base, digit % base, start, width)
    assert [plane >> i & 1 for i in range(width)] == [
        (start + i) // stride % base == digit % base for i in range(width)
    ]
