"""Plain data as YAML: what is written is read back, and comments stay comments."""

from hypothesis import given
from hypothesis import strategies as st

from casecli.loading import nodes
from casecli.loading.documents import iso
from casecli.reports.case_file import case_file, comments
from casecli.reports.yaml_text import BARRED, entry

ANY = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=30)
TEXT = ANY.filter(lambda text: not BARRED.search(text))
SCALARS = st.one_of(TEXT, st.booleans(), st.integers(-(10**12), 10**12), st.floats(0, 1e9, allow_nan=False))
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT.filter(bool), inner, max_size=4)),
    max_leaves=12,
)
TRICKY = ["no", "1999-03-24", "~", "null", "a: b", "# x", "- x", "'", '"', "\u2028", "\x85", "1e3", " x", "{a}", "*a"]


def read(text):
    found = nodes.read(text.encode(), "x")
    assert not found.problems, (text, found.problems)
    return iso(nodes.plain(found.node))


@given(st.dictionaries(st.one_of(TEXT.filter(bool), st.sampled_from(TRICKY)), DATA, min_size=1, max_size=4))
def test_what_is_written_is_read_back(data):
    assert read("\n".join(line for key, value in data.items() for line in entry(key, value))) == data


@given(st.dictionaries(st.sampled_from(["a", "date", "note"]), st.sampled_from(TRICKY), min_size=1))
def test_words_that_yaml_would_take_for_something_else_stay_text(data):
    assert read("\n".join(line for key, value in data.items() for line in entry(key, value))) == data


@given(ANY)
def test_what_cannot_stand_in_a_file_is_marked(text):
    assert read("\n".join(entry("a", text))) == {"a": BARRED.sub("\ufffd", text)}


@given(st.lists(ANY, max_size=3))
def test_comments_stay_comments(paragraphs):
    assert all(line.startswith("#") for line in comments(paragraphs))
    assert read("\n".join([*comments(paragraphs), "a: b"])) == {"a": "b"}


def test_a_case_file_is_read_back_with_its_facts(law):
    form = {
        "casecli": 1,
        "id": "a",
        "title": "A: b",
        "date": "1999-03-24",
        "facts": {"uses_force": True, "civilian_deaths": {"from": 5, "note": "x\ny"}},
        "votes": [{"draft": "S/1", "for": 9, "against": ["russia"], "abstain": 0}],
        "options": [{"id": "x", "facts": {"consent": "none"}, "action": {"means": ["a, b"], "from": "1999-03-24"}}],
    }
    assert read(case_file(form, law, ("One", "Two"), ("Three",))) == form
