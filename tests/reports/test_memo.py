"""The Markdown memo: its parts in a lawyer's order, and text from files that renders as itself."""

import pytest
from hostile import STRINGS, hostile_result
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from casecli.engine.assess import assess
from casecli.reports import memo
from casecli.reports.markdown import escape
from casecli.reports.sheet import clean
from helpers import case_of

PARTS = ["Issue", "Rule", "Application", "Conclusion", "Contested points", "What is missing"]
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ACTIVE = {"html_inline", "html_block", "link_open", "image", "code_inline", "fence", "code_block", "s_open", "hr"}


@pytest.fixture(scope="module")
def kosovo(law, library):
    return memo.render([assess(law, library.case("case-kosovo-1999", law.facts))], law)


def tokens(text):
    for token in PARSER.parse(text):
        yield token
        yield from token.children or ()


def inner(tokens_of_a_text):
    return "".join(t.content for t in tokens_of_a_text if t.type == "text")


def test_each_option_is_argued_from_issue_to_what_is_missing(kosovo):
    options = kosovo.split("\n## ")[1:-3]  # then come tensions, what is said of the input, and sources
    assert len(options) == 4
    for option in options:
        heads = [line.removeprefix("### ") for line in option.splitlines() if line.startswith("### ")]
        assert heads == [p for p in PARTS if p in heads]
        assert set(PARTS) - set(heads) <= {"Contested points"}


def test_the_verdict_stands_first_and_the_sources_last(kosovo):
    lines = kosovo.split("\n## ")[1].splitlines()
    assert lines[2].startswith("**Contested, leaning unlawful.** No basis is complete on the mainstream reading.")
    assert "\n## Sources\n" in kosovo
    assert "implied or revived authority" in kosovo.lower()


def test_every_source_cited_is_listed_and_no_other(kosovo):
    body, _, listed = kosovo.partition("\n## Sources\n")
    shorts = [line.removeprefix("- ").partition(":")[0].partition(" (")[0] for line in listed.splitlines() if line]
    assert len(shorts) > 20
    for short in shorts:
        assert short.split(", 1")[0].split(", 2")[0] in body, short


def test_a_case_without_force_asks_no_basis(law, library):
    said = memo.render([assess(law, library.case("case-camp-david", law.facts))], law)
    assert "Only a threat or use of force needs a basis in law." in said
    assert "third party not seen as neutral" in said


def test_an_element_that_rests_on_no_fact_says_so(kosovo):
    assert "Does the law know such a right? On this reading nothing meets it. [" in kosovo


def test_hostile_text_is_text(law):
    said = memo.render([hostile_result(law)], law)
    found = list(tokens(said))
    assert not {t.type for t in found} & ACTIVE
    heads = [t for t in found if t.type == "heading_open"]
    assert {t.tag for t in heads} == {"h1", "h2", "h3"}
    for text in (STRINGS[0], STRINGS[2], STRINGS[12]):
        assert clean(text).strip() in inner(found).replace("\u200b", "")
    assert "\u202e" not in said
    assert "evil.example" in said
    assert "https://" not in said
    assert "www.evil" not in said


@given(st.text(st.characters(codec="utf-8"), min_size=1))
@example("1. x")
@example("a\n\n# b")
@example("- x")
@example("&amp; \\ `a` <!-- -->")
@example("http://x.y www.x.y ftp://a")
@example("    four blanks")
def test_escaped_text_renders_as_itself(text):
    """As one paragraph; blanks at its ends are the renderer's."""
    found = list(tokens(f"x {escape(text)} x\n\n{escape(text)} x"))
    plain = clean(text).strip()
    assert {t.type for t in found} <= {"paragraph_open", "paragraph_close", "inline", "text"}
    assert inner(found).replace("@\u200b", "@") == f"x {plain} x" + f"{plain} x".lstrip(" ")


def test_what_a_reader_must_type_and_what_is_assumed_stand_in_the_memo(law):
    facts = {"uses_force": True, "peaceful_means": "under_way", "power_balance": "even"}
    said = memo.render([assess(law, case_of(law, facts))], law)
    assert "| peaceful means exhausted before force | peaceful\\_means=failed |" in said
    assert "| main purpose | primary\\_purpose |" in said
    assert "- armed attack: none (armed\\_attack):" in said
    _, _, about = said.partition("## About the input")
    assert "No domain is given" in about
    assert "power\\_balance" in about
