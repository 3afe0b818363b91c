"""Random text and random near-cases never raise anything but Unusable."""

from hypothesis import given
from hypothesis import strategies as st

from casecli.engine.assess import assess
from casecli.loading import nodes
from casecli.loading.case_files import cases_in
from casecli.loading.documents import document
from casecli.loading.library import Library
from casecli.model.problems import Unusable

LAW = Library().rulebook
WORDS = [
    "casecli: 1",
    "id: a",
    "title: T",
    "facts:",
    "  uses_force: true",
    "  uses_force: disputed",
    "options:",
    "- id: b",
]
WORDS += [
    "  armed_attack: {any_of: [none, feared]}",
    "date: 2020-01-01",
    "\t",
    "'",
    "{",
    "]",
    "  civilian_deaths: {from: 1}",
    "#",
]


def read(data):
    """The cases in some bytes, or the problems that make them unusable."""
    try:
        return cases_in(document(nodes.read(data, "x"), "x"), LAW.facts)[0], ()
    except Unusable as unusable:
        return [], unusable.problems


def tried(data):
    cases, problems = read(data)
    assert bool(cases) != bool(problems)
    assert all(p.message for p in problems)
    for case in cases:
        assess(LAW, case)


@given(st.binary(max_size=400))
def test_bytes(data):
    tried(data)


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=12), max_size=14))
def test_near_cases(lines):
    tried("\n".join(lines).encode("utf-8", "surrogatepass"))
