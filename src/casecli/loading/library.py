"""The shipped data: where it lies, and its fast form.

The fast form is the checked plain data as JSON in ``fast/`` beside the YAML: the rulebook, the criteria of each
group as a line of their own (read only where the group applies), and a file for each section of notes and each
library case. It is stale where
any YAML file's length or CRC-32, or casecli's version, differs from what it was made of; then it is made again and,
where the folder is writable, written by atomic rename. The wheel carries it ready-made.
"""

import json
import os
from pathlib import Path
from typing import Any
from zlib import crc32

from casecli import __version__
from casecli.loading.cases import build
from casecli.loading.compile import compile_rulebook
from casecli.loading.faults import Faults
from casecli.loading.places import pack, unpack, whole
from casecli.model.case import Case
from casecli.model.facts import Fact
from casecli.model.rulebook import Rulebook

Plain = dict[str, Any]
PACKAGE = Path(__file__).resolve().parent.parent
INDEX, RULEBOOK, CRITERIA = "index.json", "rulebook.json", "criteria.jsonl"
FORM = 4
"""Raised where what stands in the fast form changes, so that one made before is made again."""


def data_folder() -> Path:
    """The folder of the shipped data: beside the package where it was installed, else that of the checkout."""
    installed = PACKAGE / "data"
    return installed if installed.is_dir() else PACKAGE.parent.parent / "data"


def _stamp(folder: Path) -> Plain:
    """What the fast form is made of: casecli's version, its own, and each YAML file's length and CRC-32."""
    files = {}
    for entry in sorted(os.listdir(folder)):  # noqa: PTH208 - quicker than Path.iterdir, at every start
        if entry.endswith(".yaml"):
            content = (folder / entry).read_bytes()
            files[entry] = [len(content), crc32(content)]
    return {"casecli": __version__, "form": FORM, "files": files}


class Library:
    """The shipped rulebook and cases."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data_folder()
        self.fast = self.folder / "fast"
        self._rulebook: Rulebook | None = None
        self._made: dict[str, str] = {}
        self._index = self._fresh_index() or self._make_anew()

    def _fresh_index(self) -> Plain | None:
        """The index of the fast form; None where this is stale."""
        try:
            index = json.loads((self.fast / INDEX).read_bytes())
        except (OSError, ValueError):
            return None
        return index if isinstance(index, dict) and index.get("stamp") == _stamp(self.folder) else None

    def _make_anew(self) -> Plain:
        self._made = make_fast(self.folder)
        write_fast(self.fast, self._made)
        index: Plain = json.loads(self._made[INDEX])
        return index

    def _bytes(self, name: str) -> bytes:
        """A file of the fast form, made anew where it is missing or was cut short."""
        if not self._made:
            try:
                content = (self.fast / name).read_bytes()
            except OSError:
                content = b""
            if len(content) == self._index["sizes"].get(name):
                return content
            self._index = self._make_anew()
        return self._made[name].encode()

    def _read(self, name: str) -> Plain:
        found: Plain = json.loads(self._bytes(name))
        return found

    @property
    def plain(self) -> Plain:
        """The shipped rulebook as checked plain data."""
        return whole(self._packed())

    def _packed(self) -> Plain:
        criteria = self._bytes(CRITERIA).splitlines()
        return unpack(self._read(RULEBOOK), criteria, lambda section: self._bytes(_note(section)))

    @property
    def rulebook(self) -> Rulebook:
        """The shipped rulebook."""
        if self._rulebook is None:
            self._rulebook = compile_rulebook(self._packed(), Faults())
        return self._rulebook

    @property
    def case_ids(self) -> list[str]:
        """The ids of the library's cases, in the order of the file."""
        return list(self._index["cases"])

    def case(self, name: str, facts: dict[str, Fact]) -> Case | None:
        """A library case by its id, read with some facts; None where there is none."""
        if name not in self._index["cases"]:
            return None
        return build(self._read(f"case-{name}.json"), facts, None)


def make_fast(folder: Path) -> dict[str, str]:
    """The fast form of the data in a folder, by file name. Raises Unusable where the data has an error."""
    from casecli.loading.case_files import cases_in  # noqa: PLC0415 - YAML is read only where the fast form is stale
    from casecli.loading.documents import read_document  # noqa: PLC0415
    from casecli.loading.rulebook import read_rulebook  # noqa: PLC0415

    plain, rulebook = read_rulebook(folder)
    parts = pack(plain)
    made = {RULEBOOK: _json(parts.plain), CRITERIA: "\n".join(map(_json, parts.criteria))}
    made |= {_note(section): _json(forms) for section, forms in parts.notes.items()}
    cases: dict[str, str] = {}
    for file in sorted(folder.glob("*.yaml")):
        document = read_document(file, file.name)
        if "cases" in document.plain:
            cases_in(document, rulebook.facts)
            for form in document.plain["cases"]:
                cases[form["id"]] = form["title"]
                made[f"case-{form['id']}.json"] = _json(form)
    sizes = {name: len(text.encode()) for name, text in made.items()}
    made[INDEX] = _json({"stamp": _stamp(folder), "cases": cases, "sizes": sizes})
    return made


def _note(section: str) -> str:
    return f"note-{section}.json"


def _json(plain: Plain | list[Any]) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def write_fast(folder: Path, made: dict[str, str]) -> None:
    """Write the fast form, the index last; silently not where the folder cannot be written."""
    try:
        folder.mkdir(exist_ok=True)
        for name, text in sorted(made.items(), key=lambda pair: pair[0] == INDEX):
            partial = folder / f".{name}.{os.getpid()}"
            partial.write_text(text, encoding="utf-8", newline="\n")
            partial.replace(folder / name)
    except OSError:
        return
