"""Where the parts of a rulebook stand in its files, by their ids: for those who mend what a tool found in it."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from casecli.loading import nodes
from casecli.loading.rulebook_shape import RULEBOOK
from casecli.nouns import NamedTuple

ANSWERS, RULES = "answers", "rules"
"""The two spaces of ids: facts, levels and points share one; all the rest stands in the other."""
SECTIONS_OF_ANSWERS = ("facts", "levels", "contested")


class Spot(NamedTuple):
    """A place in a file, counted from 1."""

    file: str
    line: int
    column: int


Spots = Mapping[tuple[str, str], Spot]


def spots(files: Iterable[tuple[Path, str]]) -> Spots:
    """Where each id stands, by its space and itself, in files with the names to call them by; the first one counts.

    A position is called `point: position`. What cannot be read is passed over: it has been reported by who loaded it.
    """
    found: dict[tuple[str, str], Spot] = {}
    for path, name in files:
        root = nodes.read_file(path, name).node
        if root is None or root.kind != "mapping":
            continue
        for section, (_, part) in root.value.items():
            if section in RULEBOOK.fields:
                space = ANSWERS if section in SECTIONS_OF_ANSWERS else RULES
                for called, node in (*_ids(part, ""), *(_own(section, root))):
                    found.setdefault((space, called), Spot(name, node.line, node.column))
    return found


def _own(section: str, root: nodes.Node) -> Iterator[tuple[str, nodes.Node]]:
    """A section that is one rule, as `engaged_when`, goes by its name."""
    key, value = root.value[section]
    if value.kind == "mapping":
        yield section, key


def _ids(node: nodes.Node, within: str) -> Iterator[tuple[str, nodes.Node]]:
    """Every id under a node with the node that bears it; what stands in `positions` is called by its point too."""
    if node.kind == "sequence":
        for part in node.value:
            yield from _ids(part, within)
    elif node.kind == "mapping":
        own = node.value["id"][1] if "id" in node.value else None
        called = str(own.value) if own else ""
        if own:
            yield f"{within}: {called}" if within else called, own
        for key, (_, part) in node.value.items():
            if part.kind == "sequence" and key != "sources":
                yield from _ids(part, called if key == "positions" else "")
