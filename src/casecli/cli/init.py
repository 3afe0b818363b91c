"""`casecli init`: a first case, rulebook or pipeline, with comments that teach. What is there is never overwritten."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from casecli import __version__
from casecli.cli import options as o
from casecli.cli.output import write_files
from casecli.loading.library import Library, data_folder
from casecli.loading.rulebook import read_rulebook
from casecli.loading.shapes import ID
from casecli.model.rulebook import Rulebook
from casecli.reports.plain import to_json
from casecli.reports.schemas import schema

SCAFFOLDS = "scaffolds"
FILE = Annotated[str, typer.Argument(help="The case file to write; its name gives the id.")]
RULES = Annotated[str, typer.Argument(help="The folder for the rulebook; its name gives the id.")]
ROOT = Annotated[str, typer.Argument(help="The root of the repository.")]
FORCE = Annotated[bool, typer.Option("--force", help="Overwrite what is there.")]

run = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@run.command()
def case(file: FILE = "my-case.yaml", force: FORCE = False) -> None:
    """A case file that shows what can be said, and how."""
    path = Path(file)
    words = {"ID": _id(path.stem), "FILE": path.as_posix()}
    schemas = {path.parent / "case.schema.json": _schema("case")}
    _lay_out({path: _scaffold("case.yaml", words)}, schemas, force=force)


@run.command()
def rules(folder: RULES = "rules", force: FORCE = False) -> None:
    """A rulebook that extends the shipped one by a checklist, with its tests."""
    path = Path(folder)
    words = {"ID": _id(path.absolute().name), "FOLDER": path.as_posix()}
    files = {path / name: _scaffold(name, words) for name in ("rules.yaml", "tests.yaml")}
    written = _read(files[path / "rules.yaml"])  # tests may name its facts
    schemas = {path / f"{name}.schema.json": _schema(name, written) for name in ("rulebook", "tests")}
    _lay_out(files, schemas, force=force)


@run.command()
def ci(root: ROOT = ".", force: FORCE = False) -> None:
    """A workflow for pull requests, a pre-commit hook, and the settings of both."""
    path, words = Path(root), {"VERSION": __version__}
    files = {
        path / "casecli.toml": _scaffold("casecli.toml", words),
        path / ".github" / "workflows" / "casecli.yml": _scaffold("workflow.yml", words),
        path / ".pre-commit-config.yaml": _scaffold("pre-commit.yaml", words),
    }
    _lay_out(files, {path / "casecli.schema.json": _schema("config")}, force=force)


def _id(name: str) -> str:
    """An id from the name of a file or folder. Raises Unusable where there is none in it."""
    found = re.sub(r"[^a-z0-9_]+", "-", name.lower()).strip("-_")
    if not re.match(ID, found):
        hint = "choose a name of letters, digits and hyphens that begins with a letter"
        raise o.fail("bad-name", f"{name!r} gives no id", hint)
    return found


def _scaffold(name: str, words: Mapping[str, str]) -> str:
    """A scaffold with the words of this one filled in: each is an id, a version or a path in a comment."""
    text = (data_folder() / SCAFFOLDS / f"{name}.txt").read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(f"@{word}@", " ".join(value.split()))
    return text


def _read(text: str) -> Rulebook:
    """The rulebook that a text is."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rules.yaml"
        path.write_text(text, encoding="utf-8")
        return read_rulebook(path, Library().plain)[1]


def _schema(name: str, rulebook: Rulebook | None = None) -> str:
    return to_json(schema(name, rulebook or Library().rulebook))


def _lay_out(files: Mapping[Path, str], schemas: Mapping[Path, str], *, force: bool) -> None:
    """Write files, and the schemas that editors read beside them; all or nothing. Raises Unusable."""
    there = [path for path in files if os.path.lexists(path)]
    if there and not force:
        some = ", ".join(path.as_posix() for path in there)
        raise o.fail("exists", f"there already: {some}", "choose another name, or overwrite with --force")
    made = {path: text for path, text in schemas.items() if force or not os.path.lexists(path)}
    for path in (*files, *made):
        _make_folders(path.parent)
    write_files({str(path): text for path, text in {**files, **made}.items()})
    for path in (*files, *made):
        typer.echo(f"wrote {path.as_posix()}", err=True)


def _make_folders(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise o.fail(
            "cannot-write", f"cannot make the folder {path}: {getattr(error, 'strerror', None) or error}"
        ) from error
