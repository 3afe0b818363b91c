"""What results rest on as text, against golden files, on a page with signs and on a plain one."""

import re

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from casecli.engine.assess import Request
from casecli.loading.arguments import read_settings
from casecli.questions.sensitivity import sensitivity
from casecli.reports.sensitivity import write_sensitivity
from casecli.reports.sheet import Sheet

UNKNOWN = ("council_authorization=unknown", "consent=none|given", "mandate_compliance=unknown")


class Page(SingleFileSnapshotExtension):
    """A page as a text file of its own."""

    file_extension = "txt"
    _write_mode = WriteMode.TEXT


def page_of(law, library, name, settings, sheet):
    case = library.case(name, law.facts)
    request = Request(read_settings(settings, law).facts)
    write_sensitivity(sensitivity(law, case, case.options[0], request), law, sheet)
    return sheet.text()


@pytest.mark.parametrize(("name", "settings"), [("case-libya-2011", ()), ("case-kosovo-1999", UNKNOWN)])
def test_the_page_is_as_it_was_read_and_kept(law, library, snapshot, name, settings):
    assert page_of(law, library, name, settings, Sheet(80)) == snapshot(extension_class=Page)


def test_a_plain_page_says_the_same_in_plain_signs(law, library):
    fancy, plain = (page_of(law, library, "case-libya-2011", (), Sheet(80, fancy=f)) for f in (True, False))
    assert plain.isascii()
    assert "weightings" in plain
    assert plain == fancy.translate(str.maketrans("█│·", "#|."))
    assert re.search(r"now \|, and where the band stays #", plain)
