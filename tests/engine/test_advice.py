"""What to fix first: gains are credit earned, never questions no longer asked."""

from books import compiled, item, spoiled
from helpers import result_of


def with_a_part_of_its_own(plain):
    """A second part of the plan that is asked only of a response that has care."""
    part = {"id": "part", "title": "part", "applies_when": {"care": True}, "items": [item("gentle", {"harm": "none"})]}
    plain["scores"][0]["groups"].append(part)
    plain["scores"][0]["groups"][0]["items"] = [item("request_made", {"asked": True})]


def advised(**facts):
    found = result_of(compiled(spoiled(with_a_part_of_its_own)), {"force": True, **facts})
    return {(a.fact, a.to) for a in found.advice}


def test_a_gap_that_can_be_closed_is_advised():
    assert ("harm", "none") in advised(care=True, harm="grave", asked=True)


def test_to_drop_the_part_that_goes_badly_is_no_advice():
    assert not [a for a in advised(care=True, harm="grave", asked=True) if a[0] == "care"]


def test_nor_is_it_where_the_part_may_or_may_not_be_there():
    assert not [a for a in advised(care="unknown", harm="grave", asked=True) if a[0] == "care"]
