"""The results of a table of cases as a table: CSV, JSON Lines or Parquet, written while it is worked out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from casecli.model.table import CaseTable
from casecli.reports.rows import LIVE, cell
from casecli.reports.sheet import HIDDEN

WORDS = pa.dictionary(pa.int32(), pa.string())
LINE, ID, PROBLEM = "line", "id", "problem"
UNSAFE = f"^[ \n]*[{''.join(LIVE)}]|[\n\t]|{HIDDEN.pattern}".replace("[=+-", r"[=+\-")
"""What a cell of a spreadsheet must not hold as it is (see `rows.cell`)."""


def batch_of(table: CaseTable, results: Mapping[str, Any]) -> Any:
    """The results of some rows as a record batch, in their order; rows that are wrong say why, and nothing else.

    A result is a pair, for each row the place of its word, and the words; or whole numbers, below 0 for none.
    """
    judged = pa.array([row not in table.wrong for row in range(len(table.lines))]) if table.wrong else None
    columns: dict[str, Any] = {
        LINE: pa.array(table.lines, pa.int64()),
        ID: pa.array(table.ids, pa.string()),
    }
    for name, found in results.items():
        columns[name] = _words(*found) if isinstance(found, tuple) else _numbers(pa.array(found))
    if judged is not None:
        columns |= {name: _only(judged, x) for name, x in columns.items() if name not in (LINE, ID)}
    columns[PROBLEM] = pa.array([table.wrong.get(row) for row in range(len(table.lines))], pa.string())
    return pa.record_batch(columns)


def _words(codes: Any, said: Sequence[str | None]) -> Any:
    known = [place for place, word in enumerate(said) if word is not None]
    moved = pa.array([known.index(p) if p in known else None for p in range(len(said))], pa.int32())
    words = pa.array([said[place] for place in known], pa.string())
    return pa.DictionaryArray.from_arrays(moved.take(pa.array(codes)), words)


def _numbers(found: Any) -> Any:
    return pc.if_else(pc.less(found, 0), None, found)


def _only(judged: Any, column: Any) -> Any:
    """A column without what is said of rows that are wrong."""
    places = pc.if_else(judged, pa.array(range(len(column)), pa.int64()), None)
    return column.take(places)


class Writer:
    """Writes batches to a file in a format of `FORMATS`; the first decides which columns there are."""

    def __init__(self, path: Path, kind: str) -> None:
        self.path, self.kind = path, kind
        self.rows = 0
        self._sink: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        if self._sink is not None:
            self._sink.close()

    def write(self, batch: Any) -> None:
        """Add some rows."""
        if self.kind == "csv":
            batch = _for_spreadsheets(batch)
        if self._sink is None:
            self._sink = FORMATS[self.kind](self.path, batch.schema)
        self._sink.write_batch(batch)
        self.rows += batch.num_rows


class _JsonLines:
    """JSON Lines, as the other writers are used."""

    def __init__(self, path: Path, _: Any) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")

    def write_batch(self, batch: Any) -> None:
        """Add some rows."""
        encode = json.JSONEncoder(ensure_ascii=False).encode
        self._file.writelines(encode(row) + "\n" for row in batch.to_pylist())

    def close(self) -> None:
        """End the file."""
        self._file.close()


def _csv(path: Path, schema: Any) -> Any:
    options = pyarrow.csv.WriteOptions(quoting_style="needed")
    return pyarrow.csv.CSVWriter(str(path), schema, write_options=options)


FORMATS: dict[str, Callable[[Path, Any], Any]] = {
    "csv": _csv,
    "jsonl": _JsonLines,
    "parquet": lambda path, schema: pyarrow.parquet.ParquetWriter(str(path), schema, compression="zstd"),
}


def _for_spreadsheets(batch: Any) -> Any:
    """A batch as plain text and numbers, nothing of which a spreadsheet would compute."""
    columns = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        text = column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
        if name in (ID, PROBLEM) and pc.any(pc.match_substring_regex(text, UNSAFE)).as_py():
            text = pa.array([None if t is None else cell(t) for t in text.to_pylist()], pa.string())
        columns[name] = text
    return pa.record_batch(columns)
