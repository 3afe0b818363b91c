"""Formats of `assess`: which are asked for, where they go, and files that are whole or not there."""

import csv
import io
import json

import pytest

from casecli.cli.options import Wanted, formats_asked
from casecli.engine.assess import assess
from casecli.model.problems import Unusable
from casecli.reports import formats
from helpers import case_of

LIBYA = "case-libya-2011"


@pytest.mark.parametrize(
    ("asked", "output", "wanted"),
    [
        (None, None, [Wanted("text")]),
        (["json"], None, [Wanted("json")]),
        (["json=-"], None, [Wanted("json")]),
        (None, "a.md", [Wanted("markdown", "a.md")]),
        (None, "A.HTML", [Wanted("html", "A.HTML")]),
        (None, "report", [Wanted("text", "report")]),
        (["text"], "a.json", [Wanted("text", "a.json")]),
        (["html=a.html", "json"], None, [Wanted("html", "a.html"), Wanted("json")]),
        (["html=a.html"], "b.csv", [Wanted("html", "a.html"), Wanted("csv", "b.csv")]),
        (["html", "json"], "out/", [Wanted("html", "out/", folder=True), Wanted("json", "out/", folder=True)]),
        (["json=a=b.json"], None, [Wanted("json", "a=b.json")]),
    ],
)
def test_a_command_line_stands_for_formats_and_places(asked, output, wanted):
    assert formats_asked(asked, output) == wanted


@pytest.mark.parametrize(
    ("asked", "output", "codes"),
    [
        (["json", "html"], None, ["two-formats"]),
        (["json", "html=-"], None, ["two-formats"]),
        (["json", "html"], "a.json", ["two-formats"]),
        (["json=a", "html=./a"], None, ["two-formats"]),
        (["json=a"], "a", ["two-formats"]),
        (["jsn", "htm"], None, ["bad-format", "bad-format", "two-formats"]),
        (None, "a.docx", ["bad-format"]),
    ],
)
def test_what_cannot_be_meant_is_said_all_at_once(asked, output, codes):
    with pytest.raises(Unusable) as caught:
        formats_asked(asked, output)
    assert [p.code for p in caught.value.problems] == codes


@pytest.mark.parametrize("name", formats.FORMATS)
def test_every_format_renders_and_its_endings_are_its_own(law, library, name):
    results = [assess(law, library.case(case, law.facts)) for case in (LIBYA, "case-camp-david")]
    assert "Libya" in formats.render(name, results, law) or name == "csv"
    ending = formats.FORMATS[name].endings[0]
    assert formats.format_of(f"x.{ending}") == name
    files = formats.render_folder(name, [*results, results[0]], law)
    cases = [f"{LIBYA}.{ending}", f"case-camp-david.{ending}", f"{LIBYA}-2.{ending}"]
    assert list(files) == cases + (["index.html"] if formats.FORMATS[name].contents else [])


@pytest.mark.parametrize("name", formats.FORMATS)
def test_every_format_renders_another_rulebook_and_a_case_of_which_nothing_is_known(mini, name):
    said = formats.render(name, [assess(mini, case_of(mini, {}))], mini)
    assert "undetermined" in said.lower()


def test_the_longest_ending_decides(monkeypatch):
    monkeypatch.setitem(formats.FORMATS, "other", formats.Format(("other.json",), "plain:render"))
    assert formats.format_of("a.other.json") == "other"
    assert formats.format_of("a.json") == "json"
    assert formats.format_of("json") is None


def test_one_run_writes_several_formats(casecli, tmp_path):
    ran = casecli("assess", LIBYA, "-f", "json", "-f", "html=a.html", "-f", "markdown=b.md", "-f", "csv=c.csv")
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert "<title>Libya - casecli</title>" in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert (tmp_path / "b.md").read_text(encoding="utf-8").startswith("# Libya\n")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "c.csv").read_text(encoding="utf-8"))))
    assert [r["option"] for r in rows] == [o["id"] for o in found["options"]]


def test_a_folder_gets_a_page_for_each_case_and_an_index(casecli, tmp_path):
    ran = casecli("assess", LIBYA, "case-camp-david", "-f", "html", "-o", "out/")
    assert (ran.returncode, ran.stdout) == (0, b"")
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    for page in (f"{LIBYA}.html", "case-camp-david.html"):
        assert f'href="{page}"' in index
        assert (tmp_path / "out" / page).is_file()


def test_nothing_is_written_where_something_cannot_be(casecli, tmp_path):
    ran = casecli("assess", LIBYA, "-f", "json=a.json", "-f", "html=no/such/b.html", "-f", "csv")
    assert ran.returncode == 2
    assert b"[cannot-write]" in ran.stderr
    assert ran.stdout == b""
    assert list(tmp_path.iterdir()) == []


def test_a_device_keeps_its_name(casecli, tmp_path):
    import os  # noqa: PLC0415

    pipe = tmp_path / "null"
    pipe.symlink_to(os.devnull)
    assert casecli("assess", LIBYA, "-f", "json", "-o", "null").returncode == 0
    assert pipe.is_symlink()


def test_what_is_doubtful_goes_with_every_format(casecli, tmp_path):
    (tmp_path / "bad.yaml").write_text("casecli: [")
    ran = casecli("assess", "bad.yaml", LIBYA, "-f", "html")
    assert ran.returncode == 2
    assert b"About the input" in ran.stdout
