"""The sentence under the status says what each reading finds, and no more."""

import pytest

from casecli.engine.assess import assess
from casecli.engine.readings import NESTED
from casecli.model.assessment import ReadingOutcome
from casecli.reports.wording import Wording

FIRST = "case-libya-2011"


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        (("met", "met", "met"), "Even the restrictive reading finds a complete basis: Consent."),
        (
            ("not_met", "met", "met"),
            "The mainstream reading finds a complete basis, the restrictive does not: Consent.",
        ),
        (
            ("unknown", "met", "met"),
            "The mainstream reading finds a complete basis: Consent. Whether the restrictive does is not known.",
        ),
        (
            ("not_met", "not_met", "met"),
            "No basis is complete on the mainstream reading. Only the expansive reading finds one: Consent.",
        ),
        (
            ("not_met", "unknown", "met"),
            "The expansive reading finds a complete basis: Consent. Whether the mainstream does is not known.",
        ),
        (("not_met", "not_met", "unknown"), "As far as is known, no basis is complete."),
        (("not_met", "not_met", "not_met"), "No basis is complete under any reading."),
    ],
)
def test_what_the_readings_find_is_told_as_it_is(library, outcomes, said):
    option = assess(library.rulebook, library.case(FIRST, library.rulebook.facts)).options[0]
    found = {
        name: ReadingOutcome(outcome, ("consent",) if outcome == "met" else ())
        for name, outcome in zip(NESTED, outcomes, strict=True)
    }
    told = Wording(option._replace(legal=option.legal._replace(status="contested", readings=found)), library.rulebook)
    assert told.why("NOT KNOWN").startswith(said)
