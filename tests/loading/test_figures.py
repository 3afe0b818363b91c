"""Figures, days and votes in prose."""

import datetime as dt

import pytest

from casecli.loading.dates import dates
from casecli.loading.lines import line_of
from casecli.loading.prose import read_prose
from casecli.loading.tallies import draft_name, tally_in


def ends(text):
    return [(f.low, f.high) for f in line_of(read_prose(text).sentences[0]).figures]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("5,000 killed", (5000, 5000)),
        ("5 000 people", (5000, 5000)),
        ("some 2.5 million displaced", (2.5e6, 2.5e6)),
        ("2.5m displaced", (2.5e6, 2.5e6)),
        ("between 7,000 and 9,000 civilians", (7000, 9000)),
        ("from 7,000 to 9,000 civilians", (7000, 9000)),
        ("7,000-9,000 civilians", (7000, 9000)),
        ("7,000\u20139,000 civilians", (7000, 9000)),
        ("1.5 to 2 million people", (1.5e6, 2e6)),
        ("hundreds of thousands", (200_000, None)),
        ("tens of thousands", (20_000, None)),
        ("thousands", (2000, None)),
        ("a million people", (1e6, 1e6)),
        ("half a million people", (5e5, 5e5)),
        ("several thousand people", (2000, None)),
        ("a few hundred people", (200, None)),
        ("two hundred thousand people", (200_000, 200_000)),
        ("twenty-five thousand people", (25_000, 25_000)),
        ("at least 300 people", (300, None)),
        ("more than a million people", (1e6, None)),
        ("well over 500 people", (500, None)),
        ("500 or more people", (500, None)),
        ("another 300 people", (300, None)),
        ("up to 800 people", (0, 800)),
        ("as many as 800 people", (0, 800)),
        ("nearly 3,000 people", (3000, 3000)),
        ("an estimated 21.2 million people", (21.2e6, 21.2e6)),
        ("handed over 840 weapons", (840, 840)),
    ],
)
def test_a_figure_is_an_interval(text, figure):
    assert ends(text) == [figure]


@pytest.mark.parametrize(
    "text",
    [
        "in 1999", "from 1998 to 1999", "resolution 1973", "article 51", "40 per cent", "40%", "$5,000", "300 km",
        "78 days", "one man", "two sides", "on 24 March 1999", "1990s", "tens of",
    ],
)  # fmt: skip
def test_years_articles_money_measures_and_small_words_are_no_figures(text):
    assert ends(text) == []


@pytest.mark.parametrize(
    "text",
    ["24 March 1999", "24th of March 1999", "March 24, 1999", "Mar 24th 1999", "1999-03-24", "on 24 March, 1999"],
)
def test_a_day_in_its_usual_forms(text):
    assert [d.day for d in dates(read_prose(text).sentences[0].tokens)] == [dt.date(1999, 3, 24)]


@pytest.mark.parametrize("text", ["March 1999", "31 February 1999", "24 March", "1999", "9999-99-99"])
def test_what_is_less_than_a_day_is_none(text):
    assert dates(read_prose(text).sentences[0].tokens) == []


@pytest.mark.parametrize(
    ("text", "vote"),
    [
        ("by 13-2-0", (13, 2, 0)),
        ("The draft failed 9\u20132\u20134.", (9, 2, 4)),
        ("by 11 votes to 1, with 3 abstentions", (11, 1, 3)),
        ("by ten votes to none with five abstentions", (10, 0, 5)),
        ("12 in favour to 2 against (Cuba and Yemen), with 1 abstention", (12, 2, 1)),
        ("10 votes in favour, none against and 5 abstentions", (10, 0, 5)),
        ("with 9 members for, 3 against and 3 abstaining", (9, 3, 3)),
    ],
)
def test_a_vote_of_the_size_of_the_council(text, vote):
    assert tuple(tally_in(text)) == vote


@pytest.mark.parametrize("text", ["141-5-35", "2-1-0", "won 10 to 2", "between 13 and 15"])
def test_other_scores_are_no_votes_of_the_council(text):
    assert tally_in(text) is None


def test_the_draft_is_named_by_its_symbol_or_number():
    assert draft_name("the draft S/2011/612 and resolution 1973 (2011)") == "S/2011/612"
    assert draft_name("resolution 1973 (2011)") == "resolution 1973 (2011)"
    assert draft_name("a text") is None
