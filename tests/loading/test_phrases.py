"""Phrase patterns: what they find, what they refuse, and that no text upsets them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecli.loading.lines import line_of
from casecli.loading.phrases import Language
from casecli.loading.prose import read_prose

LANGUAGE = Language({"council": ["security council", "council"], "party": ["united states", "france", "us"]})


def found(pattern, text):
    """The words that a pattern takes in the first sentence of a text."""
    line = line_of(read_prose(text).sentences[0])
    own = next(line.find(LANGUAGE.phrase(pattern)), None)
    return own and [line.norms[i] for i in own]


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("kill* civilians", "They were killing civilians.", ["killing", "civilians"]),
        ("(dead|lost lives)", "Many lost their lives or lost lives.", ["lost", "lives"]),
        ("peace treaty?", "There was peace.", ["peace"]),
        (
            "<council> .. authorised",
            "The Security Council on Friday authorised it.",
            ["security", "council", "authorised"],
        ),
        ("(<party>|rebels) attacked", "The United States attacked.", ["united", "states", "attacked"]),
        ("council ... force", "the council, after two days, met; force", None),
        ("council .. force", "council one two three four force", None),
        ("council ... force", "council one two three four force", ["council", "force"]),
        ("<number> killed", "Some 5,000 killed.", ["#0", "killed"]),
        ("<number> killed", "Resolution 1973 killed it.", None),
        ("self defence", "in the state's self-defence", ["self", "defence"]),
        ("not attack", "They didn't attack.", ["not", "attack"]),
        ("us troops", "It told us troops had come.", ["us", "troops"]),
        ("usa troops", "US troops had come.", ["usa", "troops"]),
    ],
)
def test_a_pattern_finds(pattern, text, words):
    assert found(pattern, text) == words


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("", "begins and ends"),
        (".. killed", "begins and ends"),
        ("killed ..", "begins and ends"),
        ("x? y?", "begins and ends"),
        ("<nobody> killed", "no class of words"),
        ("(a||b) c", "empty choice"),
        ("(a|b", "cannot read"),
        ("a.*b", "cannot read"),
        ("x? " * 6 + "y", "at most"),
        ("x " * 30, "at most"),
        ("x" * 500, "at most"),
        ("<number> of <number>", "one <number>"),
    ],
)
def test_a_pattern_without_bounds_or_sense_is_refused(pattern, why):
    with pytest.raises(ValueError, match=why):
        LANGUAGE.phrase(pattern)


@given(st.text(max_size=200), st.sampled_from(["<council> ... authoris*", "<number> .. killed", "(u|b c)? x .. y"]))
def test_no_text_upsets_a_pattern(text, pattern):
    phrase = LANGUAGE.phrase(pattern)
    for sentence in read_prose(text).sentences:
        line = line_of(sentence)
        for own in line.find(phrase):
            assert list(own) == sorted(set(own))
            assert own[-1] < len(line.words)


@given(st.lists(st.sampled_from(["x", "y", "z", "w"]), max_size=12))
def test_a_gap_is_as_wide_as_it_says(words):
    line = line_of(read_prose(" ".join(["start", *words, "end"])).sentences[0])
    assert line.holds(LANGUAGE.phrase("start .. end")) == (len(words) <= 3)
    assert line.holds(LANGUAGE.phrase("start ... end")) == (len(words) <= 6)
