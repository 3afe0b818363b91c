"""Narratives as sentences: what is prose, where a sentence ends, and where its words stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecli.loading.prose import read_prose


def sentences(text):
    return [" ".join(t.text for t in s.tokens) for s in read_prose(text).sentences]


@pytest.mark.parametrize(
    "text",
    [
        "# The Council authorised force\n",
        "The Council Authorised Force\n============\n",
        "SECURITY COUNCIL AUTHORISES FORCE\n\nText\n",
        "```\nThe Council authorised force.\n```\n",
        "| The Council | authorised force |\n|---|---|\n",
        "---\ntitle: The Council authorised force\n---\n",
        "<!-- The Council authorised force. -->",
    ],
)
def test_headings_code_tables_and_settings_are_no_prose(text):
    assert not any("force" in s.casefold() for s in sentences(text))


def test_the_first_heading_is_the_title():
    assert read_prose("Some words.\n\n## *Kosovo*, 1999\n\n# Another\n").title == "Kosovo, 1999"
    assert read_prose("5,000 killed\n").title is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The U.S. Army left. It came back.", ["The U.S. Army left", "It came back"]),
        ("Gen. Smith spoke on 3 Jan. 2001. He left.", ["Gen Smith spoke on 3 Jan 2001", "He left"]),
        ("One; two", ["One", "two"]),
        ("- one\n- two\n", ["one", "two"]),
        ("One\n\ntwo", ["One", "two"]),
        ("One line\ngoes on here.", ["One line goes on here"]),
        ("See [the text](http://x.org/a_b) and **this**.", ["See the text and this"]),
        ("Some 1.5 million (5,000 a day) left.", ["Some 1.5 million 5,000 a day left"]),
    ],
)
def test_sentences(text, parts):
    assert sentences(text) == parts


def test_a_question_a_citation_and_speech_are_marked():
    prose = read_prose(
        'Did it stop?\n\n> They came.\n\nHe said: "We have come to stay here for as long as it takes us."'
    )
    assert [s.asks for s in prose.sentences] == [True, False, False]
    assert [s.cited for s in prose.sentences] == [False, True, False]
    assert prose.sentences[2].tokens[-1].quoted
    assert not any(t.quoted for t in read_prose('It said "all necessary means" again.').sentences[0].tokens)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=300))
def test_every_word_stands_where_it_says(text):
    prose = read_prose(text)
    lines = text.split("\n")
    for sentence in prose.sentences:
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
            line, column = prose.place(token.start)
            assert lines[line - 1][column - 1 :].startswith(token.text.split("\n")[0])
