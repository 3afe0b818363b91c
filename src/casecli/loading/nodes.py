"""YAML text as a tree of nodes that know their line: bounded, and with every problem gathered instead of thrown."""

import datetime as dt
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, islice
from math import isfinite
from pathlib import Path
from typing import Any, Literal
from unicodedata import combining, east_asian_width

import yaml

from casecli.model.problems import Problem
from casecli.nouns import NamedTuple

MAX_BYTES = 5_000_000
MAX_DEPTH = 32
MAX_NODES = 200_000
MAX_TEXT = 20_000
MAX_WHOLE = 10**15
MAX_PROBLEMS = 50
# Only a guard for the parser, so far above MAX_DEPTH that brackets and dashes inside texts do not meet it.
RAW_DEPTH = 1000
WIDTH = 100
_UNBLOCKED = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # each missing on some system

PARSERS: dict[str, Any] = {"python": yaml.SafeLoader}
if hasattr(yaml, "CSafeLoader"):
    PARSERS["libyaml"] = yaml.CSafeLoader
FASTEST = next(reversed(PARSERS))

# The breaks that both parsers count, so that their line numbers fit our lines.
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
# All but what YAML calls printable; the byte order mark too, which the two parsers skip in different places.
_CONTROL = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_HIDDEN = "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
_STAIRS = rf"(?m)^(?: {{{RAW_DEPTH + 1}}}| *+(?:[-?:][ \t]++){{{RAW_DEPTH + 1}}})"
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class Node(NamedTuple):
    """A part of a file and where it begins, counted from 1.

    ``value`` is a list of nodes, a dict from key text to (key node, value node), or for a scalar the plain value;
    ``text`` is the scalar as written, without its quotes.
    """

    kind: Literal["mapping", "sequence", "scalar"]
    value: Any
    line: int
    column: int
    text: str = ""


class Read(NamedTuple):
    """What a file gave: the tree (None where there is none to trust), the problems in file order, the source lines."""

    node: Node | None
    problems: list[Problem]
    lines: tuple[str, ...] = ()


def read_file(path: Path, name: str | None = None, parser: str = FASTEST) -> Read:
    """Read the file at ``path``; problems call it ``name``. Never raises: what the system refuses is a problem too."""
    log = _Log(name or str(path))
    data = _given(path, log)
    return Read(None, log.problems) if data is None else read(data, log.name, parser)


def read_text(source: Path | bytes, name: str) -> tuple[str | None, list[Problem]]:
    """The text of a file, or of bytes, that need not be YAML, and what is wrong with it. Never raises.

    The text is None where there is a problem.
    """
    log = _Log(name)
    data = source if isinstance(source, bytes) else _given(source, log)
    if data is not None and len(data) > MAX_BYTES:
        log.too_large(len(data))
        data = None
    text = None if data is None else _decoded(data, log)
    return text, log.problems


def read(data: bytes, name: str, parser: str = FASTEST) -> Read:
    """The tree of a YAML (or JSON) text with everything wrong in it; ``parser`` is a key of PARSERS. Never raises.

    The node is None where the text could not be read to its end; a node beside problems is not for use.
    """
    log = _Log(name)
    if len(data) > MAX_BYTES:
        log.too_large(len(data))
        return Read(None, log.problems)
    text = _decoded(data, log)
    if text is None:
        return Read(None, log.problems)
    log.lines = tuple(_BREAK.split(text))
    node = None
    try:
        _screen(text, log)
        node = _Tree(log).build(_events(text, parser, log))
    except _StoppedError:
        pass
    return Read(node, log.problems, log.lines)


def plain(node: Node) -> Any:
    """The data alone: dicts, lists and scalars."""
    if node.kind == "mapping":
        return {key: plain(value) for key, (_, value) in node.value.items()}
    return [plain(part) for part in node.value] if node.kind == "sequence" else node.value


def at(node: Node | None, path: Sequence[str | int], *, key: bool = False) -> Node:
    """The node at a path from ``node``, or the nearest above it that exists; with ``key`` its key where it has one."""
    found = node or Node("scalar", None, 1, 1)
    for depth, part in enumerate(path, 1):
        if found.kind == "mapping" and part in found.value:
            found = found.value[part][0 if key and depth == len(path) else 1]
        elif found.kind == "sequence" and isinstance(part, int) and 0 <= part < len(found.value):
            found = found.value[part]
        else:
            break
    return found


def excerpt(line: str, column: int) -> str:
    """A source line, cut to 100 columns around ``column`` and made safe to print, and a caret line under it."""
    spot = min(max(column - 1, 0), len(line))
    # A first cut keeps the escaping cheap on a line of megabytes.
    before, after = _visible(line[max(0, spot - WIDTH) : spot]), _visible(line[spot : spot + WIDTH])
    start = max(0, min(len(before) - WIDTH // 2, len(before) + len(after) - WIDTH))
    before = before[start:]
    caret = sum(0 if combining(c) else 1 + (east_asian_width(c) in "WF") for c in before)
    return f"{before}{after[: WIDTH - len(before)]}\n{' ' * caret}^"


def _visible(text: str) -> str:
    return re.sub(_HIDDEN, lambda m: m[0].encode("unicode_escape").decode("ascii"), text)


class _StoppedError(Exception):
    """Reading on makes no sense; the reason is in the log."""


class _Log:
    """Gathers the problems of one file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: tuple[str, ...] = ()
        self.problems: list[Problem] = []

    def add(self, code: str, message: str, spot: tuple[int, int] | None = None, hint: str | None = None) -> None:
        """Note an error, at a (line, column) where it has one."""
        line, column = spot or (None, None)
        shown = excerpt(self.lines[line - 1], column) if line and column and self.lines else None
        self.problems.append(Problem("error", code, message, self.name, line, column, hint, shown))
        if len(self.problems) >= MAX_PROBLEMS:
            more = f"reading stopped here, after {MAX_PROBLEMS} problems"
            self.problems.append(Problem("note", "more-problems", more, self.name, line))
            raise _StoppedError

    def too_large(self, size: int) -> None:
        """Note that the file is over the limit."""
        message = f"the file has {size:,} bytes or more; at most {MAX_BYTES:,} are read"
        self.add("too-large", message, hint="split it into smaller files")

    def spot(self, mark: Any) -> tuple[int, int]:
        """A parser's mark as line and column; libyaml puts the end of a file on a line after the last."""
        if mark.line < len(self.lines):
            return mark.line + 1, mark.column + 1
        return len(self.lines), len(self.lines[-1]) + 1


def _given(path: Path, log: _Log) -> bytes | None:
    """What the system gives of a file; what it refuses is noted."""
    try:
        return _bytes_of(path, log)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        log.add("not-found", "there is no such file", hint="check the name, and the folder it is looked for in")
    except PermissionError:
        log.add("no-permission", "the file may not be read", hint="give yourself the right to read it")
    except OSError as error:
        why = error.strerror or type(error).__name__
        log.add("unreadable", f"the system cannot read the file: {why}", hint="copy it to another place and try again")
    return None


def _bytes_of(path: Path, log: _Log) -> bytes | None:
    """The start of a regular file, a byte over the limit at most. Raises what the system raises."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        log.add("is-directory", "this is a folder, not a file", hint="name one file in it")
    elif not stat.S_ISREG(status.st_mode):
        log.add("special-file", "this is a pipe or a device, not a file", hint="save the text to a file first")
    elif status.st_size > MAX_BYTES:
        log.too_large(status.st_size)
    else:
        # Not blocking, and bounded: the path may name something else by now, and some sizes are untrue.
        with os.fdopen(os.open(path, os.O_RDONLY | _UNBLOCKED), "rb") as file:
            return file.read(MAX_BYTES + 1)
    return None


def _decoded(data: bytes, log: _Log) -> str | None:
    # UTF-16 and UTF-32 show in their marks, or in ASCII text by every second byte being zero.
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0\0" in (data[:4:2], data[1:4:2]):
        log.add("not-utf8", "the file is in UTF-16 or UTF-32", hint="save it as UTF-8")
        return None
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = _BREAK.split(data[: error.start].decode("utf-8").removeprefix("\ufeff"))
        rest = data[error.start : error.start + WIDTH].decode("utf-8", "backslashreplace")
        log.lines = (*before[:-1], before[-1] + _BREAK.split(rest)[0])
        message = f"byte {error.start + 1} of the file, 0x{data[error.start]:02x}, is not UTF-8"
        log.add("not-utf8", message, (len(before), len(before[-1]) + 1), "save the file as UTF-8")
        return None


def _screen(text: str, log: _Log) -> None:
    """Refuse what could make a parser crash or crawl, before it sees the text."""
    for found in islice(_controls(text), MAX_PROBLEMS):
        message = f"the character U+{ord(found[0]):04X} cannot stand in a text file"
        log.add("control-character", message, _place_of(text, found.start()), "delete it; this may not be a text file")
    if log.problems:
        raise _StoppedError
    stairs = re.search(_STAIRS, text) if any(len(line) > RAW_DEPTH for line in log.lines) else None
    offset = stairs.start() if stairs else _bracket_over(text)
    if offset is not None:
        _too_deep(log, _place_of(text, offset))


def _controls(text: str) -> Iterator[re.Match[str]]:
    """Every control character; the pattern, slow to compile, is looked for only where something is not printable."""
    plain_text = text.replace("\n", "").isprintable()
    return iter(()) if plain_text else re.finditer(_CONTROL, text)


def _place_of(text: str, offset: int) -> tuple[int, int]:
    before = _BREAK.split(text[:offset])
    return len(before), len(before[-1]) + 1


def _bracket_over(text: str) -> int | None:
    """Where brackets, in or out of quotes, nest deeper than RAW_DEPTH.

    Quoted closing brackets can hide depth from this count; the tree's own limit, met as soon as the parser gets
    there, does not depend on it.
    """
    if text.count("[") + text.count("{") <= RAW_DEPTH:
        return None
    brackets = re.sub(r"[^\[\]{}]+", "", text)
    depths = accumulate(1 if b in "[{" else -1 for b in brackets)
    index = next((i for i, depth in enumerate(depths) if depth > RAW_DEPTH), None)
    return None if index is None else next(islice(re.finditer(r"[\[\]{}]", text), index, None)).start()


def _too_deep(log: _Log, spot: tuple[int, int]) -> None:
    log.add("too-deep", _DEEP, spot, "use fewer levels")
    raise _StoppedError


def _events(text: str, parser: str, log: _Log) -> Iterator[Any]:
    loader = PARSERS[parser]
    try:
        yield from yaml.parse(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        _explain(error, log)
        raise _StoppedError from error
    except Exception as error:  # whatever else a parser trips over, it is the text that set the trap
        message = f"the YAML parser gave up on this file ({type(error).__name__})"
        log.add("yaml-syntax", message, hint="look for unusual escapes, or rewrite it in simpler YAML")
        raise _StoppedError from error


class _Tree:
    """Builds nodes from events, holding the open collections in a list: no recursion."""

    def __init__(self, log: _Log) -> None:
        self.log = log
        self.root: Node | None = None
        self.documents = 0
        self.nodes = 0
        self.open: list[Node] = []
        self.keys: list[Node | None] = []  # for each open collection the key that waits for its value

    def build(self, events: Iterator[Any]) -> Node | None:
        """The tree of one document. Raises _StoppedError where reading on makes no sense."""
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._place(self._scalar(event))
            elif kind is yaml.MappingStartEvent:
                self._begin(Node("mapping", {}, *self.log.spot(event.start_mark)), event.tag)
            elif kind is yaml.SequenceStartEvent:
                self._begin(Node("sequence", [], *self.log.spot(event.start_mark)), event.tag)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.open.pop()
                self.keys.pop()
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.DocumentStartEvent:
                self._document(event)
        root = self.root
        if root is None or (root.kind == "scalar" and not root.text and not self.log.problems):
            self.log.add("empty", "the file is empty", hint="it needs keys with values, such as `title: A case`")
        elif root.kind == "scalar" and not self.log.problems:
            hint = "write `key: value`, with a space after the colon"
            self.log.add("bad-root", "the file holds one single value, not keys with values", root[2:4], hint)
        return root

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            spot = self.log.spot(event.start_mark)
            self.log.add("many-documents", "a second document begins here", spot, "put it into a file of its own")
            raise _StoppedError

    def _begin(self, node: Node, tag: str | None) -> None:
        if len(self.open) >= MAX_DEPTH:
            _too_deep(self.log, node[2:4])
        self._tag(tag, node[2:4])
        if self._at_key():
            hint = "a text that starts with a bracket needs quotes"
            self.log.add("bad-key", "a key must be a plain text, not a list or a mapping", node[2:4], hint)
        self._place(node)
        self.open.append(node)
        self.keys.append(None)

    def _at_key(self) -> bool:
        return bool(self.open) and self.keys[-1] is None and self.open[-1].kind == "mapping"

    def _place(self, node: Node) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            message = f"the file has more than {MAX_NODES:,} values"
            self.log.add("too-many", message, node[2:4], "split it into smaller files")
            raise _StoppedError
        if not self.open:
            self.root = node
        elif self.open[-1].kind == "sequence":
            self.open[-1].value.append(node)
        elif (key := self.keys[-1]) is None:
            self.keys[-1] = node
        else:
            self.keys[-1] = None
            if key.kind == "scalar" and key.value is not None:
                self.open[-1].value.setdefault(key.text, (key, node))

    def _alias(self, event: Any) -> None:
        spot = self.log.spot(event.start_mark)
        message = f"`*{event.anchor}` repeats another part of the file, which is not supported"
        self.log.add("alias", message, spot, "write the value out, or put quotes around a text that starts with `*`")
        self._place(Node("scalar", None, *spot))

    def _tag(self, tag: str | None, spot: tuple[int, int]) -> None:
        if tag is not None:
            hint = "leave it out, or put quotes around a text that starts with `!`"
            self.log.add("tag", "a tag (`!...`) is not supported", spot, hint)

    def _scalar(self, event: Any) -> Node:
        text: str = event.value
        spot = self.log.spot(event.start_mark)
        if event.tag is not None:
            self._tag(event.tag, spot)
        if len(text) > MAX_TEXT:
            message = f"this text has {len(text):,} characters; at most {MAX_TEXT:,} are read"
            self.log.add("too-long", message, spot, "shorten it or split it")
            text = text[:MAX_TEXT]
        if event.style == '"' and (found := next(_controls(text), None)):
            message = f"this text writes the character U+{ord(found[0]):04X} with a backslash; it cannot stand here"
            self.log.add("control-character", message, spot, "leave it out")
        if self._at_key():
            return self._key(Node("scalar", text, *spot, text), plain=not event.style)
        value = text if event.style else _resolved(text)
        if isinstance(value, _Wrong):
            self.log.add(value.code, value.message, spot, value.hint)
            value = None
        return Node("scalar", value, *spot, text)

    def _key(self, node: Node, *, plain: bool) -> Node:
        spot, first = node[2:4], self.open[-1].value.get(node.text)
        if plain and node.text == "<<":
            self.log.add("bad-key", "`<<` merges mappings, which is not supported", spot, "write the entries out")
        elif plain and _WORDS.get(node.text, False) is None:
            self.log.add("bad-key", "a key is missing before this colon, or it is null", spot, "name it or quote it")
        else:
            if first:
                message = f"the key {_visible(node.text[:60])!r} is already in line {first[0].line}"
                self.log.add("duplicate-key", message, spot, "keep one of the two")
            return node
        return node._replace(value=None)


class _Wrong(NamedTuple):
    code: str
    message: str
    hint: str = "put quotes around it if it is a text"


def _resolved(text: str) -> str | float | bool | dt.date | _Wrong | None:
    """A plain scalar by the core schema of YAML 1.2, and dates."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "+-.0123456789":
        for pattern, convert in _FORMS:
            if pattern.fullmatch(text):
                found: float | dt.date | _Wrong = convert(text)
                return found
    return text


def _whole(text: str) -> int | _Wrong:
    base = {"0x": 16, "0o": 8}.get(text[:2], 10)
    digits = text[2:] if base != 10 else text  # noqa: PLR2004 - the decimal system
    # Python refuses to convert thousands of decimal digits, so long numbers are told by their length.
    number = int(digits, base) if len(digits.lstrip("+-0")) <= len(str(MAX_WHOLE)) else MAX_WHOLE + 1
    if abs(number) > MAX_WHOLE:
        return _Wrong("number-too-large", f"this whole number is beyond {MAX_WHOLE:,}")
    return number


def _real(text: str) -> float | _Wrong:
    number = float(text)
    short = text if len(text) <= WIDTH else text[:20] + "..."
    return number if isfinite(number) else _Wrong("not-finite", f"{short} is not a finite number")


def _endless(text: str) -> _Wrong:
    return _Wrong("not-finite", f"{text} is not a finite number")


def _day(text: str) -> dt.date | _Wrong:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return _Wrong("bad-date", f"there is no such day as {text}", "dates are year-month-day, as 2026-02-10")


_FORMS: tuple[tuple[re.Pattern[str], Callable[[str], float | dt.date | _Wrong]], ...] = (
    (re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"), _whole),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"), _real),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"), _endless),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), _day),
)


class _Saying(NamedTuple):
    """How an error of a parser is told; ``opens`` points at where the trouble began."""

    pattern: str
    message: str
    hint: str
    code: str = "yaml-syntax"
    opens: bool = False


_DEEP = f"this is nested more than {MAX_DEPTH} levels deep"
_QUOTE = "a text that starts with a special character needs quotes"
# The first pattern found in "context; problem; after the character before" counts; both parsers' wordings are here.
# fmt: off
_SAYINGS = (
    _Saying("maximum nesting", _DEEP, "use fewer levels", "too-deep"),
    _Saying("quoted scalar.*(end of stream|document)", "the quote opened here is never closed",
            "end the text with the same quote", opens=True),
    _Saying("escape|hexa?decimal|quoted scalar", "this backslash stands before something it has no meaning with",
            "write two backslashes, write the character itself, or use single quotes"),
    _Saying("flow.*expected ',' or", "the bracket opened in line {opened} is not closed, or a comma is missing here",
            "add the closing bracket or the comma; put quotes around texts with brackets in them"),
    _Saying("tab character|tab-indented", "a tab indents this line; only spaces can",
            "replace each tab at the start of a line by spaces", "tab"),
    _Saying("expected '?<document start", "this stands after the end of the data", "delete it, or quote the text as a whole"),
    _Saying("simple key", "this line is neither `key: value` nor `- entry`",
            "put a space after the colon or the dash; a text over several lines needs quotes or `|`", opens=True),
    _Saying("mapping values are not allowed|unexpected ':'", "a colon cannot stand here",
            "quote a text with a colon in it; begin keys in the column of their neighbours, with `: ` after each"),
    _Saying("parsing a block (mapping|collection);.*after ['\"\\]}]$", "nothing can follow the closing quote or bracket here",
            "inside single quotes write an apostrophe twice, or use double quotes"),
    _Saying("parsing a block mapping", "this does not fit the lines above it",
            "begin all keys of a mapping in the same column, and quote texts with special characters"),
    _Saying("parsing a block collection", "an entry of the list above needs `- `", "begin all its entries in the same column"),
    _Saying("sequence entries are not", "a list entry cannot begin here", "put each `- ` on a line of its own"),
    _Saying("mapping keys are not", "`? ` cannot stand here", _QUOTE),
    _Saying("cannot start any token", "a text cannot start with {character}", _QUOTE),
    _Saying("an alias|an anchor", "`*` and `&` cannot start a text", _QUOTE),
    _Saying("a tag|tag handle", "a tag (`!...`) is not supported", _QUOTE, "tag"),
    _Saying("directive|incompatible", "a line that starts with `%` cannot stand here", "delete it, or quote the text"),
    _Saying("block scalar", "only a line end can follow `|` or `>`", "begin the text on the next line, indented"),
    _Saying("node content", "a value is missing before this", "write the value, or delete the comma or bracket"),
    _Saying("", "this is not YAML", "check the quotes, colons and indentation around it"),
)
# fmt: on


def _explain(error: Any, log: _Log) -> None:
    """Note a parser's error in plain words."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        log.add("yaml-syntax", "this is not YAML", hint=_SAYINGS[-1].hint)
        return
    line, column = log.spot(mark)
    source = log.lines[line - 1]
    said = f"{error.context}; {error.problem}"
    if "flow" not in said and "quoted" not in said and re.match(" *\t", source):
        said = "tab-indented"
    said += f"; after {source[: column - 1].rstrip()[-1:]}"
    saying = next(s for s in _SAYINGS if re.search(s.pattern, said))
    opened = log.spot(error.context_mark or mark)
    message = saying.message.format(opened=opened[0], character=f"'{_visible(source[column - 1 : column])}'")
    log.add(saying.code, message, opened if saying.opens else (line, column), saying.hint)
