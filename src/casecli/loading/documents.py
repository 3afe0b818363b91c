"""Files as checked plain data that can still say where each part stood."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path as FilePath
from typing import Any

from casecli.loading import nodes
from casecli.loading.faults import Fault, Faults, Path
from casecli.model.problems import Problem, Unusable
from casecli.nouns import NamedTuple


class Document(NamedTuple):
    """One YAML file: its plain data (dates as ISO text), and the tree with its lines."""

    name: str
    plain: Any
    read: nodes.Read

    def problem(self, fault: Fault, path: Path | None = None) -> Problem:
        """A fault with the line and column where it stands, and that line."""
        node = nodes.at(self.read.node, fault.path if path is None else path, key=fault.on_key)
        return Problem(
            level=fault.level,
            code=fault.code,
            message=fault.message,
            file=self.name,
            line=node.line,
            column=node.column,
            hint=fault.hint,
            excerpt=nodes.excerpt(self.read.lines[node.line - 1], node.column) if self.read.lines else None,
        )


def read_document(path: FilePath, name: str) -> Document:
    """A file as a document. Raises Unusable with every problem of its text."""
    return document(nodes.read_file(path, name), name)


def document(read: nodes.Read, name: str) -> Document:
    """What was read as a document. Raises Unusable where its text has problems."""
    if read.node is None or read.problems:
        raise Unusable(read.problems)
    return Document(name, iso(nodes.plain(read.node)), read)


def line_finder(document: Document) -> Callable[[Sequence[str | int]], int | None]:
    """What finds the line of the part at a path, that of its key where it has one; None where there is no such part.

    It keeps the tree of the file, not its text.
    """
    return partial(_line_of, document.read.node)


def _line_of(root: nodes.Node | None, path: Sequence[str | int]) -> int | None:
    if root is None:
        return None
    node, line = root, root.line
    for part in path:
        if node.kind == "mapping" and part in node.value:
            key, node = node.value[part]
            line = key.line
        elif node.kind == "sequence" and isinstance(part, int) and 0 <= part < len(node.value):
            node = node.value[part]
            line = node.line
        else:
            return None
    return line


def iso(value: Any) -> Any:
    """Plain data with every date as ISO text, so that it is the same from YAML and from JSON."""
    if isinstance(value, dict):
        return {k: iso(v) for k, v in value.items()}
    if isinstance(value, list):
        return [iso(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def place(faults: Iterable[Fault], document: Document) -> list[Problem]:
    """The faults of one document as problems, in the order of its lines."""
    problems = [document.problem(f) for f in faults]
    return sorted(problems, key=lambda p: (p.line or 0, p.column or 0))


def insist(faults: Faults, document: Document) -> list[Problem]:
    """The warnings among the faults; raises Unusable where one is an error."""
    problems = place(faults, document)
    if any(p.level == "error" for p in problems):
        raise Unusable(problems)
    return problems
