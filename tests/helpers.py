"""Ways to make cases and results in tests."""

from casecli.engine.assess import NOTHING_ELSE, assess
from casecli.loading.case_shape import case_shape
from casecli.loading.cases import build
from casecli.loading.documents import iso
from casecli.loading.faults import Faults


def case_of(rulebook, facts, **keys):
    """A case with these facts, checked as a file would be."""
    form = iso({"casecli": 1, "id": "a-case", "title": "A case", "facts": facts, **keys})
    faults = Faults()
    case_shape(rulebook.facts).check(form, (), faults)
    assert not faults, faults
    return build(form, rulebook.facts, None)


def result_of(rulebook, facts, request=NOTHING_ELSE, **keys):
    """The result for the one response that these facts describe."""
    return assess(rulebook, case_of(rulebook, facts, **keys), request).options[0]
