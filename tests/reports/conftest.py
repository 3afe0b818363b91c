"""Results and pages that the tests of reports share."""

import pytest
from hostile import NAMES, hostile_result

from casecli.engine.assess import assess
from casecli.reports import html


@pytest.fixture(scope="session")
def results(law, library):
    return {name: assess(law, library.case(name, law.facts)) for name in NAMES}


@pytest.fixture(scope="session")
def pages(law, results):
    """Every kind of page: one case, several, contents, and one that is hostile throughout."""
    made = {name: html.render([result], law) for name, result in results.items()}
    made["several"] = html.render(list(results.values()), law)
    made["contents"] = html.contents([(f"{name}.html", result) for name, result in results.items()], law)
    made["hostile"] = html.render([hostile_result(law)], law)
    return made
