"""CSV: a row an option, the published columns, and no cell that a spreadsheet would compute."""

import csv
import io

from hostile import hostile_result
from hypothesis import example, given
from hypothesis import strategies as st

from casecli.engine.assess import assess
from casecli.reports import rows
from casecli.reports.plain import plain


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_rows_say_what_the_json_says(law, library):
    result = assess(law, library.case("case-libya-2011", law.facts))
    found = table(rows.render([result], law))
    assert [r["option"] for r in found] == [o.id for o in result.options]
    for row, option in zip(found, plain(result)["options"], strict=True):
        assert row["status"] == option["legal"]["status"]
        assert row["lean"] == (option["legal"]["lean"] or "")
        assert row["basis"].split("; ") == (option["legal"]["basis"] or [""])
        assert row["veto_risk"] == option["veto_risk"]["level"]
        for score in ("legitimacy", "readiness"):
            for end in ("low", "estimate", "high"):
                assert row[f"{score}_{end}"] == str(option[score]["score"][end])
        assert row["missing_facts"].split("; ") == [m["fact"] for m in option["missing"] if not m["presumed"]]
    assert "post-conflict-plan-full" in found[0]["blockers"]


def test_what_is_not_asked_is_empty(law, library):
    [row] = table(rows.render([assess(law, library.case("case-camp-david", law.facts))], law))
    assert (row["legitimacy_low"], row["legitimacy_band"], row["status"]) == ("", "", "not_engaged")


def test_hostile_titles_keep_their_row_and_their_apostrophe(law):
    result = hostile_result(law)
    found = table(rows.render([result], law))
    assert len(found) == len(result.options)
    assert found[1]["title"] == "'=1+1|cmd"
    assert all(None not in row for row in found)


@given(st.text(st.characters(codec="utf-8")))
@example("=1")
@example(" \n=1")
@example("\t=1")
@example("\r@x")
@example("＝1")  # noqa: RUF001 - that is the point
def test_no_cell_is_a_formula(text):
    found = rows.cell(text)
    assert not found.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))  # noqa: RUF001
    assert "\t" not in found
    assert "\r" not in found
    [[read]] = csv.reader(io.StringIO(_written(found))) or [[""]]
    assert read == found


def _written(text):
    page = io.StringIO()
    csv.writer(page, lineterminator="\n").writerow([text])
    return page.getvalue()
