"""Random rulebooks and situations for properties."""

from hypothesis import strategies as st

from casecli.loading.compile import compile_rulebook
from casecli.loading.faults import Faults
from casecli.model.facts import KNOWN, UNKNOWN, FactState

SOURCE = [{"id": "s"}]
EXAMPLES = {"met": {}, "not_met": {}}


def fact_forms(count):
    kinds = [
        {"kind": "boolean"},
        {"kind": "choice", "values": ["a", "b", "c"]},
        {"kind": "scale", "values": ["low", "mid", "high"]},
    ]
    return [
        {
            "id": f"f{i}",
            "title": f"f{i}",
            "scope": "response",
            "question": "?",
            "changed_by": "acting_party",
            **kinds[i % 3],
        }
        for i in range(count)
    ]


def tests_of(facts):
    def form(fact):
        if fact["kind"] == "boolean":
            return st.booleans().map(lambda v: {fact["id"]: v})
        one = st.sampled_from(fact["values"])
        several = st.lists(one, min_size=1, max_size=2, unique=True)
        bounds = st.tuples(st.sampled_from(["at_least", "at_most", "above", "below"]), one)
        forms = [one.map(lambda v: {fact["id"]: v}), several.map(lambda v: {fact["id"]: v})]
        if fact["kind"] == "scale":
            forms.append(bounds.map(lambda b: {fact["id"]: {b[0]: b[1]}}))
        return st.one_of(forms)

    return st.sampled_from(facts).flatmap(form)


def conditions(facts, *, by):
    def grow(children):
        several = st.lists(children, min_size=1, max_size=3)
        forms = [several.map(lambda x: {"all": x}), several.map(lambda x: {"any": x})]
        forms.append(
            several.flatmap(lambda x: st.integers(1, len(x)).map(lambda n: {"count": {"at_least": n, "of": x}}))
        )
        if by:
            point = st.sampled_from(["p0", "p1"])
            branches = st.dictionaries(st.sampled_from(["narrow", "middle", "wide"]), children, min_size=1)
            forms.append(st.tuples(point, branches).map(lambda pair: {"by": {pair[0]: pair[1]}}))
        else:
            forms.append(children.map(lambda x: {"not": x}))
        return st.one_of(forms)

    return st.recursive(tests_of(facts) | st.just("always"), grow, max_leaves=6)


def criterion(draw, name, facts, *, by, **more):
    form = {"id": name, "title": name, "question": "?", "sources": SOURCE, "examples": EXAMPLES, **more}
    form["met_when"] = draw(conditions(facts, by=by))
    plain = conditions(facts, by=False)
    for key in ("unless", "applies_when"):
        if draw(st.integers(0, 3)) == 0:
            form[key] = draw(plain)
    if draw(st.integers(0, 7)) == 0:
        form["in_force"] = {"from": "2030-01-01"}
    return form


@st.composite
def rulebooks(draw, most_facts=6, least_facts=2):
    """A small rulebook with two contested points, two bases, a level and a score."""
    facts = fact_forms(draw(st.integers(least_facts, most_facts)))
    plain = conditions(facts, by=False)
    positions = [
        {"id": "narrow", "title": "n", "says": ".", "support": "substantial"},
        {"id": "middle", "title": "m", "says": ".", "support": "prevailing", "needs": draw(plain)},
        {"id": "wide", "title": "w", "says": ".", "support": draw(st.sampled_from(["substantial", "isolated"]))},
    ]
    form = {
        "id": "random",
        "version": "1.0.0",
        "as_of": "2026-01-01",
        "facts": facts,
        "contested": [{"id": p, "title": p, "question": "?", "positions": positions} for p in ("p0", "p1")],
        "engaged_when": draw(plain),
        "every_basis": [criterion(draw, "every", facts, by=True)],
        "bases": [
            {
                "id": f"b{i}",
                "title": f"b{i}",
                "elements": [criterion(draw, f"e{i}{j}", facts, by=True) for j in range(draw(st.integers(1, 2)))],
            }
            for i in range(2)
        ],
        "levels": [{"id": "level", "title": "l", "values": ["x", "y"], "when": {"x": draw(plain), "y": draw(plain)}}],
        "scores": [
            {
                "id": "score",
                "title": "s",
                "bands": {"weak": 0, "fair": 40, "good": 70},
                "blocked_at": "weak",
                "groups": [
                    {
                        "id": f"g{g}",
                        "title": "g",
                        **({"applies_when": draw(plain)} if g else {}),
                        "items": [
                            criterion(
                                draw,
                                f"i{g}{j}",
                                facts,
                                by=False,
                                weight=draw(st.integers(1, 9)),
                                critical=draw(st.booleans()),
                                polarity=draw(st.sampled_from(["safeguard", "risk"])),
                            )
                            for j in range(draw(st.integers(1, 3)))
                        ],
                    }
                    for g in range(2)
                ],
            }
        ],
        "sources": [{"id": "s", "title": "s", "short": "s", "status": "binding"}],
    }
    faults = Faults()
    rulebook = compile_rulebook(form, faults)
    assert not faults, faults
    return rulebook


def facts_known(rulebook):
    """Some of its facts: those of which every one of several cases is to have one value."""
    return st.sets(st.sampled_from(sorted(rulebook.facts))) | st.just(set(rulebook.facts))


def settled_in(rulebook, cases):
    """The facts of which each of some cases has one value."""
    return {name for name in rulebook.facts if all(states[name].open.bit_count() == 1 for states in cases)}


@st.composite
def states_for(draw, rulebook, known=()):
    """A state, more or less open, for every fact; with one value for those ``known``."""
    states = {}
    for name, fact in rulebook.facts.items():
        mask = 1 << draw(st.integers(0, fact.cells - 1)) if name in known else draw(st.integers(1, fact.anything))
        states[name] = FactState(name, mask, UNKNOWN if mask & (mask - 1) else KNOWN)
    return states
