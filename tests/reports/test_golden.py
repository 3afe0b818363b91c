"""Whole reports against golden files; `pytest --snapshot-update` writes them anew, to be read before they are kept."""

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from casecli.engine.assess import assess
from casecli.reports.sheet import Sheet
from casecli.reports.text import report

CASES = ["case-kosovo-1999", "case-libya-2011", "case-sudan-2023", "case-balochistan", "case-camp-david", "case-oslo"]


class Page(SingleFileSnapshotExtension):
    """A report as a text file of its own."""

    file_extension = "txt"
    _write_mode = WriteMode.TEXT


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("width", [80, 120])
def test_the_report_is_as_it_was_read_and_kept(law, library, snapshot, name, width):
    page = report(assess(law, library.case(name, law.facts)), law, Sheet(width))
    assert page.text() == snapshot(extension_class=Page)


def test_a_plain_terminal_gets_plain_signs(law, library, snapshot):
    page = report(assess(law, library.case("case-libya-2011", law.facts)), law, Sheet(80, fancy=False))
    assert page.text().isascii() or not any(sign in page.text() for sign in "✓✗█▒│─")
    assert page.text() == snapshot(extension_class=Page)
