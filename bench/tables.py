"""What many cases cost end to end: a table as Parquet and as CSV, and an exact sweep, each a whole process."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from casecli.engine.spell import spell_cell
from casecli.loading.library import Library
from peer_engines.cases import random_columns
from peer_engines.translate import rules_of

ROWS, FACTS, SWEPT = 1_000_000, 60, 20
CASE, OPTION = "case-kosovo-1999", "air-campaign"
CASECLI = str(Path(sys.executable).with_name("casecli"))


def main():
    """Make the tables, run, and print."""
    rulebook = Library().rulebook
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"cases.{ending}") for ending in ("parquet", "csv")]
        subprocess.run([sys.executable, __file__, *map(str, paths)], check=True)  # so that this process stays small
        for path in paths:
            seconds, peak = whole(CASECLI, "batch", str(path), "-o", str(path.with_stem("results")))
            size = path.stat().st_size / 1e6
            print(
                f"batch, {ROWS:,} rows of {FACTS} facts, {path.suffix[1:]:<8}{size:6.0f} MB "
                f"{seconds:6.1f} s {ROWS / seconds:11,.0f} rows/s  peak {peak:4.0f} MB"
            )
    swept = [f.id for f in rulebook.facts.values() if f.kind == "boolean" and f.scope == "response"][:SWEPT]
    seconds, peak = whole(CASECLI, "sweep", CASE, "--option", OPTION, "--vary", ",".join(swept))
    print(f"sweep of {SWEPT} facts, {1 << SWEPT:,} combinations, with scores  {seconds:5.2f} s  peak {peak:4.0f} MB")


def write_tables(paths):
    """The same random cases in both formats."""
    library = Library()
    rulebook = library.rulebook
    columns = random_columns(library, ROWS)
    asked = rules_of(rulebook, "intervention", scored=True).facts
    names = [name for name in asked if rulebook.facts[name].kind != "number"][:FACTS]
    data = {}
    for name in names:
        fact = rulebook.facts[name]
        words = pa.array([spell_cell(fact, cell) for cell in range(fact.cells)])
        codes = pa.array(list(columns[name]), pa.int32())
        data[name] = pa.DictionaryArray.from_arrays(codes, words).cast(pa.string())
    table = pa.table(data)
    for path in paths:
        write = pyarrow.parquet.write_table if path.suffix == ".parquet" else pyarrow.csv.write_csv
        write(table, str(path))


def whole(*command):
    """(seconds, peak of memory in MB) of a process."""
    compiled = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=compiled) as running:
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        sys.exit(f"{' '.join(command)} ended with {running.returncode}")
    return time.perf_counter() - begin, used.ru_maxrss / 1024


if __name__ == "__main__":
    write_tables([Path(x) for x in sys.argv[1:]]) if sys.argv[1:] else main()
