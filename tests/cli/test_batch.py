"""`batch` as a process: every kind of table, what is wrong with rows and files, and results whole or absent."""

import json

import pyarrow as pa
import pyarrow.parquet
import pytest

from casecli.cli import batch
from casecli.model.problems import Unusable

HEAD = "id,date,uses_force,council_authorization,consent\n"
GOOD = HEAD + "a,2011-03-19,true,explicit,\nb,1999-03-24,true,none,none\n"


def run(casecli, tmp_path, text, name="t.csv", to="o.jsonl", **more):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    ran = casecli("batch", str(path), "-o", str(tmp_path / to), **more)
    out = tmp_path / to
    return ran, out.read_text() if out.exists() and out.suffix != ".parquet" else None


def test_the_three_formats_say_the_same(casecli, tmp_path):
    lines = [dict(zip(HEAD.strip().split(","), row.split(","), strict=True)) for row in GOOD.splitlines()[1:]]
    table = pa.table({name: [line[name] or None for line in lines] for name in lines[0]})
    pyarrow.parquet.write_table(table, tmp_path / "t.parquet")
    jsonl = "".join(json.dumps({k: v for k, v in line.items() if v}) + "\n" for line in lines)
    _, from_csv = run(casecli, tmp_path, GOOD)
    _, from_jsonl = run(casecli, tmp_path, jsonl, "t.jsonl")
    _, from_parquet = run(casecli, tmp_path, (tmp_path / "t.parquet").read_bytes(), "t.parquet")
    found = [[json.loads(line) for line in text.splitlines()] for text in (from_csv, from_jsonl, from_parquet)]
    for rows in found:
        for row in rows:
            del row["line"]
    assert found[0] == found[1] == found[2]
    assert [row["status"] for row in found[0]] == ["lawful", "undetermined"]
    for to in ("o.csv", "o.parquet"):
        ran, _ = run(casecli, tmp_path, GOOD, to=to)
        assert ran.returncode == 0
    written = pyarrow.parquet.read_table(tmp_path / "o.parquet").to_pylist()
    assert [{k: v for k, v in row.items() if k != "line"} for row in written] == found[0]


def test_plain_types_of_a_parquet_file_are_read_as_words(casecli, tmp_path):
    table = pa.table(
        {"uses_force": [True, False], "displaced_people": [1000, 2000], "date": pa.array([0, 0], pa.date32())}
    )
    pyarrow.parquet.write_table(table, tmp_path / "t.parquet")
    ran, said = run(casecli, tmp_path, (tmp_path / "t.parquet").read_bytes(), "t.parquet")
    assert ran.returncode == 0, ran.stderr
    assert [json.loads(line)["problem"] for line in said.splitlines()] == [None, None]


def test_rows_that_are_wrong_are_said_with_their_line_and_stop_no_other(casecli, tmp_path):
    text = GOOD + "c,,maybe,none,\nd,2020-13-01,true,none,\ne,true\nf,,false,,\n"
    ran, said = run(casecli, tmp_path, text)
    assert ran.returncode == 2
    told = ran.stderr.decode()
    for line, what in ((4, "uses_force takes"), (5, "2020-13-01"), (6, "2 cells, where the head has 5")):
        assert f"t.csv:{line}: error: " in told
        assert what in told
    assert "3 rows have problems" in told
    rows = [json.loads(line) for line in said.splitlines()]
    assert [(row["line"], row["id"], row["status"]) for row in rows] == [
        (2, "a", "lawful"),
        (3, "b", "undetermined"),
        (4, "c", None),
        (5, "d", None),
        (7, "f", "not_engaged"),
    ]


def test_lines_of_json_that_are_wrong_are_said_with_their_number(casecli, tmp_path):
    text = '{"uses_force": true}\n\n{"uses_force": \n[1]\n{"consent": {"any_of": ["none"]}}\n{"uses_force": "false"}\n'
    ran, said = run(casecli, tmp_path, text, "t.jsonl")
    assert ran.returncode == 2
    for line in (3, 4, 5):
        assert f"t.jsonl:{line}: error" in ran.stderr.decode()
    assert [json.loads(line)["line"] for line in said.splitlines()] == [1, 6]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("t.xlsx", GOOD, "a table is one of"),
        ("t.csv", "", "the table is empty"),
        ("t.csv", HEAD, "holds no row"),
        ("t.csv", "consent,uses_force\nnone\n", "holds no row"),
        ("t.jsonl", "", "holds no row"),
        ("t.csv", "id,consent,consent\n", "names consent twice"),
        ("t.csv", "id,consnt\na,none\n", "did you mean consent"),
        ("t.csv", HEAD.encode() + b"\xff\xfe,,true,none,\n", "no table that can be read"),
        ("t.parquet", GOOD, "no table that can be read"),
        ("t.jsonl", '{"consnt": "none"}\n', "did you mean consent"),
        ("t.csv", b"\x00\x01\x02", "no table that can be read"),
        ("t.jsonl", b"\xff\xff\n", "no table that can be read"),
    ],
)
def test_a_table_that_cannot_be_used_ends_with_a_sentence_and_no_output(casecli, tmp_path, name, text, says):
    ran, said = run(casecli, tmp_path, text, name)
    assert ran.returncode == 2, ran.stderr
    assert says in ran.stderr.decode()
    assert "Traceback" not in ran.stderr.decode()
    assert said is None
    assert [x.name for x in tmp_path.iterdir()] == [name]


def test_a_file_that_is_missing_or_a_place_that_cannot_be_written_is_said(casecli, tmp_path):
    ran = casecli("batch", str(tmp_path / "none.csv"), "-o", str(tmp_path / "o.csv"))
    assert ran.returncode == 2
    assert "cannot read the table" in ran.stderr.decode()
    (tmp_path / "t.csv").write_text(GOOD)
    ran = casecli("batch", str(tmp_path / "t.csv"), "-o", str(tmp_path / "no" / "o.csv"))
    assert ran.returncode == 2
    assert "cannot write" in ran.stderr.decode()
    ran = casecli("batch", str(tmp_path / "t.csv"), "-o", str(tmp_path / "o.txt"))
    assert ran.returncode == 2


def test_text_of_a_table_is_never_live_in_a_spreadsheet(casecli, tmp_path):
    text = HEAD + "=1+1,,true,none,\n\x1b[31mred,,true,none,\n@x,,=cmd,none,\n"
    run(casecli, tmp_path, text, to="o.csv")
    said = (tmp_path / "o.csv").read_text()
    assert "'=1+1" in said
    assert "'@x" in said
    assert "\x1b" not in said
    assert not any(
        cell.startswith(("=", "@")) for line in said.splitlines() for cell in line.replace('"', "").split(",")
    )


def test_names_that_begin_with_a_line_are_passed_over(casecli, tmp_path):
    ran, _ = run(casecli, tmp_path, "_who,uses_force\nme,true\n")
    assert ran.returncode == 0


def test_without_the_extra_one_sentence_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(batch, "find_spec", lambda name: None if name == "pyarrow" else object())
    with pytest.raises(Unusable, match="batch needs pyarrow") as found:
        batch._check_extra()
    assert "casecli[batch]" in found.value.problems[0].hint
