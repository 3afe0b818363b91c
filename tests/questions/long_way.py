"""Random case bases, and what they settle worked out the long way: sets, values and every completion in turn."""

from itertools import combinations, product

from hypothesis import strategies as st

from casecli.model.factors import Dimension, Factor
from casecli.model.precedents import CaseBase, Ground, PastCase, Place, Profile

A, B = SIDES = ("a", "b")
STEPS = ("low", "middle", "high")


def other(side):
    return B if side == A else A


@st.composite
def profiles(draw, factors, dimensions, *, known):
    shown = [draw(st.sampled_from(["no", "yes"] if known else ["no", "yes", "open"])) for _ in factors]
    places = {}
    for d in dimensions:
        if draw(st.integers(0, 4)):
            ends = st.integers(0, 2) if d.values else st.integers(0, 6)
            low = draw(ends)
            high = low if known else draw(ends.filter(lambda x, low=low: x >= low))
            places[d.id] = Place(float(low), float(high), known or draw(st.booleans()))
    return Profile(
        frozenset(f.id for f, x in zip(factors, shown, strict=True) if x == "yes"),
        frozenset(f.id for f, x in zip(factors, shown, strict=True) if x == "open"),
        places,
    )


@st.composite
def reasons(draw, factors, dimensions, profile, side):
    """Some of what speaks for a side in a profile; a dimension with the place that was held to suffice, or without."""
    found = [Ground(f.id) for f in factors if f.favours == side and f.id in profile.holds and draw(st.booleans())]
    for d in dimensions:
        if d.id in profile.places and draw(st.booleans()):
            own = int(profile.places[d.id].low)
            reached = range(own + 1) if d.high == side else range(own, 3 if d.values else 7)
            found.append(Ground(d.id, draw(st.none() | st.sampled_from([float(x) for x in reached]))))
    return tuple(found)


@st.composite
def case_bases(draw, *, most=(5, 2, 4), known=True, stated=True):
    """(case base, a profile to be decided); ``most`` factors, dimensions and cases."""
    most_factors, most_dimensions, most_cases = most
    sides = st.sampled_from(SIDES)
    factors = tuple(Factor(f"f{i}", f"factor {i}", draw(sides)) for i in range(draw(st.integers(1, most_factors))))
    dimensions = tuple(
        Dimension(f"d{i}", f"dimension {i}", draw(sides), draw(st.sampled_from([STEPS, ()])))
        for i in range(draw(st.integers(0, most_dimensions)))
    )
    cases = []
    for i in range(draw(st.integers(0, most_cases))):
        profile = draw(profiles(factors, dimensions, known=known))
        side = draw(st.sampled_from([A, B, A, B, None]))
        given_reason = (
            draw(reasons(factors, dimensions, profile, side)) if stated and side and draw(st.booleans()) else None
        )
        cases.append(
            PastCase(f"c{i}", f"c{i}", "x", f"case {i}", profile, side, side or "contested", reason=given_reason)
        )
    base = CaseBase("random", "", SIDES, factors, dimensions, (), tuple(cases))
    return base, draw(profiles(factors, dimensions, known=known))


def speaking(base, profile, side):
    return {f.id for f in base.factors if f.favours == side and f.id in profile.holds}


def at_least_as_strong(dimension, side, here, there):
    """Whether one place is at least as strong for a side as another; a place that only one has is a difference,
    unless it says nothing for that side (there) or against it (here)."""
    upwards = dimension.high == side
    if there is None and here is None:
        return True
    if there is None:
        return bool(dimension.values) and here == (2 if upwards else 0)
    if here is None:
        return bool(dimension.values) and there == (0 if upwards else 2)
    return here >= there if upwards else here <= there


def place(profile, dimension):
    found = profile.places.get(dimension.id)
    return found.low if found else None


def forces_by_result(base, past, here):
    """A fortiori, as the result model is defined."""
    side = past.outcome
    return (
        speaking(base, past.profile, side) <= speaking(base, here, side)
        and speaking(base, here, other(side)) <= speaking(base, past.profile, other(side))
        and all(at_least_as_strong(d, side, place(here, d), place(past.profile, d)) for d in base.dimensions)
    )


def forces_by_reason(base, past, here):
    """The stated reason is there, and nothing more speaks against it: on a dimension that the reason leaves out, a case
    that has a place is no weaker; on one that it names with a place, that place is enough."""
    if past.reason is None:
        return forces_by_result(base, past, here)
    side = past.outcome
    named = {g.id: g for g in past.reason}
    if not speaking(base, here, other(side)) <= speaking(base, past.profile, other(side)):
        return False
    if not {f.id for f in base.factors if f.id in named} <= here.holds:
        return False
    for d in base.dimensions:
        least = place(past.profile, d)
        if d.id in named and named[d.id].at is not None:
            least = named[d.id].at
        left_out = d.id not in named and place(here, d) is None
        if not left_out and not at_least_as_strong(d, side, place(here, d), least):
            return False
    return True


def completions(profile):
    """Every profile in which nothing is open that was."""
    for chosen in product([False, True], repeat=len(profile.open)):
        more = {name for name, there in zip(sorted(profile.open), chosen, strict=True) if there}
        spans = [[*range(int(p.low), int(p.high) + 1), *([] if p.sure else [None])] for p in profile.places.values()]
        for places in product(*spans):
            stands = zip(profile.places, places, strict=True)
            exact = {d: Place(float(x), float(x)) for d, x in stands if x is not None}
            yield Profile(profile.holds | more, frozenset(), exact)


def subsets(items):
    items = sorted(items)
    return [frozenset(x) for n in range(len(items) + 1) for x in combinations(items, n)]


def ranked(base, past, reason=None):
    """Every (better, worse) that a decided case ranks, as the reason model defines it; plain factors only."""
    side = past.outcome
    reason = speaking(base, past.profile, side) if reason is None else reason
    better = [u for u in subsets(f.id for f in base.factors if f.favours == side) if reason <= u]
    return {(u, v) for u in better for v in subsets(speaking(base, past.profile, other(side)))}


def stated_reason(past):
    return None if past.reason is None else {g.id for g in past.reason}


def decided(profile, side):
    """A profile as a past case, decided for a side."""
    return PastCase("new", "new", "x", "new", profile, side, side)


class Names:
    """A renaming of factors, dimensions and cases."""

    def __init__(self, names):
        self.names = names

    def of(self, value):
        """A value with every id in it renamed."""
        if isinstance(value, str):
            return self.names.get(value, value)
        if isinstance(value, dict):
            return {self.of(k): self.of(v) for k, v in value.items()}
        if isinstance(value, frozenset):
            return frozenset(self.of(v) for v in value)
        if isinstance(value, tuple):
            parts = (self.of(v) for v in value)
            return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
        return value


def renamed(base, here, random):
    """(case base, profile, renaming): the same under ids whose alphabetical order is another."""
    ids = [x.id for x in (*base.factors, *base.dimensions, *base.cases)]
    new = [f"n{i:02}" for i in range(len(ids))]
    random.shuffle(new)
    names = Names(dict(zip(ids, new, strict=True)))
    return names.of(base), names.of(here), names
