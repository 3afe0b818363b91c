"""Tables of cases, one case a row: CSV, JSON Lines or Parquet, read a bounded number of rows at a time.

Columns are facts (with values as `--set` takes them; an empty cell leaves the fact out), and `id`, `date`, `as_of`,
`domain`, `topic` and `region` as in a case file. Names that begin with `_` are passed over. Needs pyarrow.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from casecli.loading.case_shape import DOMAINS
from casecli.loading.days import day
from casecli.loading.faults import Faults, did_you_mean, listed
from casecli.loading.values import read_setting
from casecli.model.facts import Fact
from casecli.model.problems import Problem, Unusable
from casecli.model.table import Answers, CaseTable, Frame
from casecli.nouns import NamedTuple

ID, PASSED_OVER = "id", "_"
ROWS = 1 << 16
BLOCK = 1 << 22  # bytes; the reader holds some thirty of them
LINE = 1 << 20
WORDS = pa.dictionary(pa.int32(), pa.string())


class Texts(NamedTuple):
    """A column as written: for each row the place of its text, or -1 where it is empty."""

    codes: Any
    words: list[str]


class _Rows(NamedTuple):
    """Some rows as written, with their lines, and (line, what is wrong) of those that could not be read."""

    columns: dict[str, Texts]
    lines: Sequence[int]
    skipped: Sequence[tuple[int, str]]


Reader = Callable[[Path], Iterator[_Rows]]


def read_table(path: Path, facts: dict[str, Fact]) -> Iterator[CaseTable]:
    """The rows of a table, some at a time. Raises Unusable where the file, or its head, cannot be used."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise _unusable(path, "bad-format", f"a table is one of {listed(READERS)}; found {path.name!r}")
    columns = _Columns(facts, path)
    with _said(path):
        for rows in reader(path):
            yield columns.read(rows)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """What the system or the library says of a file, as a problem with it."""
    try:
        yield
    except OSError as error:
        raise _unusable(path, "not-found", f"cannot read the table: {error.strerror or error}") from error
    except (pa.ArrowException, UnicodeDecodeError, csv.Error) as error:
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise _unusable(path, "bad-table", f"this is no table that can be read: {first}") from error


def _unusable(path: Path, code: str, message: str, hint: str | None = None, line: int | None = None) -> Unusable:
    return Unusable([Problem("error", code, message, str(path), line, hint=hint)])


def _parquet(path: Path) -> Iterator[_Rows]:
    row = 1
    schema = pyarrow.parquet.read_schema(path)
    _check_names(path, schema.names, None)
    texts = [field.name for field in schema if pa.types.is_string(field.type) and field.name != ID]
    file = pyarrow.parquet.ParquetFile(path, read_dictionary=texts)
    for batch in file.iter_batches(batch_size=ROWS):
        columns = {name: _texts(path, name, batch.column(i)) for i, name in enumerate(batch.schema.names)}
        yield _Rows(columns, range(row, row + batch.num_rows), ())
        row += batch.num_rows


def _csv(path: Path) -> Iterator[_Rows]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        names = next(csv.reader(file), [])
    _check_names(path, names, 1)
    wrong: list[tuple[int, str]] = []

    def skip(row: Any) -> str:
        wrong.append((row.number, f"{row.actual_columns} cells, where the head has {row.expected_columns}"))
        return "skip"

    read = pyarrow.csv.open_csv(
        path,
        read_options=pyarrow.csv.ReadOptions(use_threads=False, block_size=BLOCK),  # rows are numbered on one thread
        parse_options=pyarrow.csv.ParseOptions(invalid_row_handler=skip, newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(names, WORDS), null_values=[""], strings_can_be_null=True
        ),
    )
    line = 2
    for batch in read:
        lines, line = _numbered(line, batch.num_rows, [number for number, _ in wrong])
        columns = {name: _texts(path, name, batch.column(i)) for i, name in enumerate(batch.schema.names)}
        yield _Rows(columns, lines, tuple(wrong))
        wrong.clear()
    if wrong:
        yield _Rows({name: Texts((), []) for name in names}, (), tuple(wrong))


def _numbered(first: int, count: int, skipped: Iterable[int]) -> tuple[Sequence[int], int]:
    """(the lines of so many rows from ``first`` on, without those skipped; the next line)."""
    without = {number for number in skipped if number >= first}
    if not without:
        return range(first, first + count), first + count
    lines = list(islice((n for n in range(first, first + count + len(without)) if n not in without), count))
    return lines, first + count + len(without)


def _json_lines(path: Path) -> Iterator[_Rows]:
    names: list[str] = []
    with path.open(encoding="utf-8-sig") as file:
        numbered = enumerate(iter(lambda: file.readline(LINE), ""), 1)
        while chunk := list(islice(numbered, ROWS)):
            rows, lines, skipped = [], [], []
            for number, text in chunk:
                row, said = _object(text)
                if said:
                    skipped.append((number, said))
                elif row is not None:
                    rows.append(row)
                    lines.append(number)
            new = [name for name in dict.fromkeys(k for row in rows for k in row) if name not in names]
            names += new
            _check_names(path, names, lines[0] if lines else None)
            yield _Rows({name: _words([row.get(name) for row in rows]) for name in names}, lines, skipped)


def _object(text: str) -> tuple[dict[str, str | None] | None, str | None]:
    """(a row of texts, None for an empty line; what is wrong with it)."""
    if not text.strip():
        return None, None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        return None, f"this is no JSON object: {str(error).splitlines()[0]}"
    if not isinstance(found, dict):
        return None, "this is no JSON object"
    nested = next((k for k, v in found.items() if isinstance(v, dict | list) and not k.startswith(PASSED_OVER)), None)
    if nested is not None:
        return None, f"{nested} is not one value: write a disputed fact as `a|b`, a range as `lo..hi`"
    return {k: _text(v) for k, v in found.items() if not k.startswith(PASSED_OVER)}, None


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


READERS: dict[str, Reader] = {".csv": _csv, ".jsonl": _json_lines, ".ndjson": _json_lines, ".parquet": _parquet}


def _texts(path: Path, name: str, column: Any) -> Texts:
    """A column of any plain type as texts."""
    if name.startswith(PASSED_OVER):
        return Texts((), [])
    if not pa.types.is_dictionary(column.type):
        try:
            column = pc.cast(column, pa.string()).dictionary_encode()
        except pa.ArrowException:
            raise _unusable(path, "bad-table", f"the column {name} holds {column.type}, and no single values") from None
    elif not pa.types.is_string(column.type.value_type):
        column = column.cast(WORDS)
    return Texts(pc.fill_null(column.indices, -1).to_numpy(), column.dictionary.to_pylist())


def _words(texts: list[str | None]) -> Texts:
    column = pa.array(texts, pa.string()).dictionary_encode()
    return Texts(pc.fill_null(column.indices, -1).to_numpy(), column.dictionary.to_pylist())


def _check_names(path: Path, names: Sequence[str], line: int | None) -> None:
    """Raises Unusable where the head names a column twice, or has none."""
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise _unusable(path, "duplicate-key", f"the head names {listed(twice)} twice", line=line)
    if not names:
        raise _unusable(path, "bad-table", "the table is empty", "a head that names facts, then a row for each case")


class _Columns:
    """Reads the texts of columns, each distinct one once."""

    def __init__(self, facts: dict[str, Fact], path: Path) -> None:
        self.facts, self.path = facts, path
        self.known: dict[tuple[str, str], tuple[Any, str | None]] = {}

    def read(self, rows: _Rows) -> CaseTable:
        """Some rows as cases. Raises Unusable where a column is neither a fact nor known."""
        names = [name for name in rows.columns if not name.startswith(PASSED_OVER)]
        self._check(names)
        wrong: dict[int, list[str]] = {}
        about, facts = {}, []
        for name in names:
            texts = rows.columns[name]
            if name == ID:
                continue
            values = [self._value(name, text) for text in texts.words]
            self._note(texts, [said for _, said in values], wrong)
            if name in ABOUT:
                about[name] = Frame(texts.codes, [value for value, _ in values])
            else:
                facts.append(Answers(self.facts[name], texts.codes, [value for value, _ in values]))
        ids = rows.columns.get(ID)
        named = [ids.words[c] if c >= 0 else None for c in ids.codes] if ids else [None] * len(rows.lines)
        return CaseTable(
            rows.lines, named, about, tuple(facts), {i: "; ".join(x) for i, x in wrong.items()}, rows.skipped
        )

    def _check(self, names: Iterable[str]) -> None:
        for name in names:
            if name not in self.facts and name not in ABOUT and name != ID:
                near = did_you_mean(name, (*self.facts, *ABOUT, ID))
                hint = f"{near or 'see `casecli facts`'}; a column whose name begins with _ is passed over"
                raise _unusable(self.path, "unknown-fact", f"the column {name!r} is no fact", hint)

    def _value(self, name: str, text: str) -> tuple[Any, str | None]:
        """(the value that a text stands for, what is wrong with it)."""
        found = self.known.get((name, text))
        if found is None:
            found = self.known[name, text] = ABOUT[name](text) if name in ABOUT else self._state(name, text)
            if len(self.known) > MOST_KNOWN:
                self.known.clear()
        return found

    def _state(self, name: str, text: str) -> tuple[Any, str | None]:
        faults = Faults()
        state = read_setting(self.facts[name], text, faults)
        return state, "; ".join(f.message for f in faults) or None

    @staticmethod
    def _note(texts: Texts, said: Sequence[str | None], wrong: dict[int, list[str]]) -> None:
        """Note for each row what is wrong with its text."""
        bad = {code for code, message in enumerate(said) if message}
        if not bad:
            return
        for row, code in enumerate(texts.codes.tolist()):
            if code in bad:
                wrong.setdefault(row, []).append(str(said[code]))


MOST_KNOWN = 1 << 17


def _a_day(text: str) -> tuple[Any, str | None]:
    found = day(text.strip())
    return found, None if found else f"a day is written 2026-02-10; found {text!r}"


def _domains(text: str) -> tuple[Any, str | None]:
    words = tuple(text.replace(",", " ").replace(";", " ").split())
    unknown = [word for word in words if word not in DOMAINS]
    wrong = f"domain takes {listed(DOMAINS)}; found {text!r}" if unknown or not words else None
    return words, wrong


def _words_as_written(text: str) -> tuple[Any, str | None]:
    return text.strip() or None, None


ABOUT: dict[str, Callable[[str], tuple[Any, str | None]]] = {
    "date": _a_day,
    "as_of": _a_day,
    "domain": _domains,
    "topic": _words_as_written,
    "region": _words_as_written,
}
