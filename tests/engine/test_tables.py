"""A table of cases gives for every row what `assess` gives for the same case in a file of its own."""

import random
from collections import Counter

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

from casecli.engine import batch
from casecli.engine.assess import Request
from casecli.engine.batch import Judge
from casecli.engine.spell import spell_cell
from casecli.loading.arguments import read_settings
from casecli.loading.compile import compile_rulebook
from casecli.loading.faults import Faults
from casecli.loading.tables import read_table
from casecli.reports.tables import batch_of
from helpers import result_of
from rows import row_of

SEED = 5
DATES = ("1956-10-29", "1986-06-27", "1999-03-24", "2005-09-16", "2011-03-19", "2024-01-01", None)
DOMAINS = ("intervention", "negotiation", "mediation neutrality", None)


def rows_of(law, dice, count, *, record, disputes):
    """Random rows: some facts given, each by a word as `--set` takes it; the rest is left out."""
    topics = [(v.topic, v.region) for v in law.vetoes]
    rows = []
    for number in range(count):
        row = {"id": f"r{number}", "date": dice.choice(DATES), "domain": dice.choice(DOMAINS)}
        if record:
            row["topic"], row["region"] = dice.choice([*topics, (None, None)])
            row["as_of"] = dice.choice((None, None, "2000-01-01"))
        for fact in law.facts.values():
            if dice.random() < 0.5:
                continue
            words = [spell_cell(fact, i) for i in range(fact.cells)] if fact.kind != "number" else ["0", "50", "100000"]
            row[fact.id] = dice.choice([*words, "unknown"])
            if disputes and fact.kind != "number" and dice.random() < 0.03:
                row[fact.id] = "|".join(dice.sample(words, 2))
        rows.append(row)
    return rows


def written(rows, path):
    """The rows as a file, by its ending."""
    names = list(dict.fromkeys(k for row in rows for k in row))
    table = pa.table({n: pa.array([row.get(n) for row in rows], pa.string()) for n in names})
    if path.suffix == ".parquet":
        pyarrow.parquet.write_table(table, path)
    else:
        pyarrow.csv.write_csv(table, path)
    return path


def judged(law, path):
    judge = Judge(law, classes=True)
    return [row for rows in read_table(path, law.facts) for row in batch_of(rows, judge.judge(rows)).to_pylist()]


def alone(law, row):
    """The same case in a file of its own."""
    about = {k: row[k] for k in ("date", "as_of", "topic", "region") if row.get(k)}
    if row.get("domain"):
        about["domain"] = row["domain"].split()
    words = [f"{k}={v}" for k, v in row.items() if k in law.facts]
    request = Request(facts=read_settings(words, law).facts, changes=False)
    result = result_of(law, {}, request, **about)
    best = {f"class_{name}": None for name in law.taxonomies}
    best |= {f"class_{name}": "; ".join(x.best) or None for name, x in result.classification.items()}
    return row_of(result) | best


@pytest.mark.parametrize(
    ("record", "disputes", "file"),
    [(False, False, "t.csv"), (True, False, "t.parquet"), (False, True, "t.parquet"), (True, True, "t.csv")],
)
def test_rows_are_what_assess_says(law, tmp_path, file, record, disputes):
    dice = random.Random(f"{SEED}{record}{disputes}")
    count = 16 if record or disputes else 40
    rows = rows_of(law, dice, count, record=record, disputes=disputes)
    found = judged(law, written(rows, tmp_path / file))
    assert [x["id"] for x in found] == [x["id"] for x in rows]
    for given, got in zip(rows, found, strict=True):
        assert got["problem"] is None
        expected = alone(law, given)
        assert {name: got[name] for name in expected} == expected, given["id"]
    assert any(row[f"class_{name}"] for row in found for name in law.taxonomies)
    wanted = {"undetermined"} if record or disputes else {"undetermined", "unlawful", "not_engaged"}
    assert {row["status"] for row in found} > wanted


def test_rows_by_days_of_one_law_are_judged_together(law, tmp_path, monkeypatch):
    made = []
    real = batch.Columns
    monkeypatch.setattr(batch, "Columns", lambda *a: made.append(a) or real(*a))
    days = [f"2024-0{month}-{day:02}" for month in (1, 2, 3) for day in range(1, 29)]
    path = written([{"date": day, "uses_force": "true"} for day in days], tmp_path / "t.csv")
    assert len(judged(law, path)) == len(days)
    assert len(made) == 1


def test_a_fact_that_follows_unless_a_row_says_otherwise_may_be_open_there(library, tmp_path):
    """By rules that presume nothing, a row whose stand keeps the record from being counted leaves it open."""
    plain = library.plain
    for form in (x for x in plain["facts"] if "derived" in x):
        for key in ("presumed", "presumed_why", "presumed_sources"):
            form.pop(key, None)
    law = compile_rulebook(plain, Faults())
    counts = [f for f in law.derived if f.derived.unless and f.kind == "number"]
    steered = {f.id: f.derived.unless for f in counts}
    vetoed = Counter((v.topic, v.region) for v in law.vetoes).most_common(1)[0][0]
    about = {"date": "2024-01-01", "domain": "intervention", "uses_force": "true"}
    about |= dict(zip(("topic", "region"), vetoed, strict=True))
    calm = {steering: str(values[0]) for steering, values in steered.values()}
    opposed = dict.fromkeys(calm, "opposes")
    rows = [about | opposed | dict.fromkeys(steered, "5"), about | calm, about | opposed]
    rows = [row | {"id": f"r{number}"} for number, row in enumerate(rows)]
    found = judged(law, written(rows, tmp_path / "cases.csv"))
    for row, got in zip(rows, found, strict=True):
        expected = alone(law, row)
        assert {name: got[name] for name in expected} == expected
    assert found[1]["veto_risk"] == "open"
