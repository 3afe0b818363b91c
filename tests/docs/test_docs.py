"""What the docs name exists, and what exists is named: verbs, options, exit codes, paths, pages, settings, formats."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import html5lib
import pytest
from typer.main import get_command

from casecli.cli.main import FAULT, INTERRUPTED, VERBS, build
from casecli.cli.output import WRONG
from casecli.loading.configuration import settings
from casecli.reports.formats import FORMATS
from casecli.reports.schemas import NAMES

ROOT = Path(__file__).resolve().parents[2]
PAGES = {p.relative_to(ROOT).as_posix(): p.read_text(encoding="utf-8") for p in (ROOT / "docs").glob("*.md")}
PAGES["README.md"] = (ROOT / "README.md").read_text(encoding="utf-8")
WRITTEN = {name: text for name, text in PAGES.items() if name != "docs/commands.md"}
page = pytest.mark.parametrize("name", WRITTEN)


def options_of(command):
    names = {name for x in command.params for name in (*x.opts, *x.secondary_opts)}
    return {name for name in names if name.startswith("-")} | {"-h", "--help"}


def commands():
    """Every command by its words, with its options."""
    found = {"": options_of(get_command(build([])))}
    for verb in VERBS:
        command = get_command(build([verb])).commands[verb]
        inside = getattr(command, "commands", {})
        found[verb] = options_of(command).union(*map(options_of, inside.values()))
        found |= {f"{verb} {name}": options_of(c) for name, c in inside.items()}
    return found


COMMANDS = commands()


def command_lines(text):
    """The words of each `casecli ...` in a page, up to the end of its line, code or sentence."""
    for start in re.finditer(r"(?<![\w/.-])casecli (?=[a-z-])", text):
        line = text[start.end() :].split("\n")[0]
        yield re.split(r"`|\s#|\)|;", line)[0].split()


@page
def test_every_command_that_a_page_shows_exists_with_its_options(name):
    for words in command_lines(WRITTEN[name]):
        verb = next((w for w in words if not w.startswith("-")), "")
        if verb not in VERBS:  # prose, such as "casecli knows", or options of the root
            assert {w for w in words if w.startswith("--")} <= COMMANDS[""], (name, words)
            continue
        known = COMMANDS[""] | COMMANDS.get(" ".join(words[:2]), COMMANDS[verb])
        for word in words:
            if word.startswith("-") and word != "-":
                assert word.split("=")[0].rstrip(",.") in known, (name, words, word)


@page
def test_every_option_that_a_page_names_belongs_to_some_verb(name):
    known = set().union(*COMMANDS.values())
    for option in re.findall(r"`(--[a-z][a-z-]*)", WRITTEN[name]):
        assert option in known, (name, option)


@page
def test_every_path_and_page_that_is_named_exists(name):
    text = WRITTEN[name]
    for path in re.findall(r"`((?:docs|data|examples|tests|src|schemas|bench)/[^`<>* ]*)`", text):
        assert (ROOT / path).exists(), (name, path)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("http"):
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.exists(), (name, target)
        headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE) if anchor else ()
        assert anchor in {"", *(re.sub(r"[^a-z0-9]+", "-", h.lower()).strip("-") for h in headings)}, (name, target)


def test_every_verb_is_in_the_readme():
    shown = set(re.findall(r"`([a-z]+)", PAGES["README.md"]))
    assert set(VERBS) <= shown


def test_every_setting_format_and_schema_is_documented():
    for setting in settings(tuple(FORMATS)):
        assert f"`{setting}`" in PAGES["docs/pipelines.md"], setting
    for format_ in FORMATS:
        assert f"`{format_}`" in PAGES["README.md"], format_
    schemas = next(line for line in PAGES["README.md"].splitlines() if line.startswith("| `schema"))
    assert set(re.findall(r"[a-z-]+", schemas)) >= set(NAMES)
    assert {p.name.removesuffix(".schema.json") for p in (ROOT / "schemas").iterdir()} == set(NAMES)


def test_exit_codes_are_those_of_the_program():
    table = {int(x) for x in re.findall(r"^\| (\d+) \|", PAGES["docs/commands.md"], re.MULTILINE)}
    assert table == {0, 1, WRONG, FAULT, INTERRUPTED}
    for name, text in PAGES.items():
        codes = re.findall(r"(?:[Cc]ode|ends in) (\d+)\b", text)
        assert {int(c) for c in codes} <= table, name


def test_the_page_of_commands_is_what_help_prints():
    spec = importlib.util.spec_from_file_location("reference", ROOT / ".ci" / "reference.py")
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    assert reference.page() == PAGES["docs/commands.md"], "run `make reference`"


def test_every_page_is_in_the_site_and_the_site_asks_no_network(tmp_path):
    built = tmp_path / "site"
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "-d", built], cwd=ROOT, check=True)
    pages = {p.stem for p in built.glob("*.html")} - {"404"}
    assert pages == {Path(name).stem for name in PAGES if name != "README.md"}
    for file in built.rglob("*.html"):
        for element in html5lib.parse(file.read_bytes(), namespaceHTMLElements=False).iter():
            loads = element.get("src") or (element.get("href") if element.tag == "link" else "") or ""
            assert "//" not in loads, (file.name, loads)
    for file in built.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", file.read_text(encoding="utf-8")), file.name


def test_what_the_first_page_promises_comes_true(casecli, tmp_path):
    """From an empty folder to a gate that fails, by the commands of the page."""
    (tmp_path / ".git").mkdir()
    first, last = re.findall(r"```\n(.*?)```", PAGES["docs/index.md"], re.DOTALL)
    for words in map(str.split, re.sub(r"\s#.*", "", first).splitlines()):
        if words[0] == "casecli":
            assert casecli(*words[1:]).returncode == 0, words
    case = tmp_path / "cases" / "border.yaml"
    old, new = re.search(r"Change `([^`]+)` in the case to `([^`]+)`", PAGES["docs/index.md"]).groups()
    assert old in case.read_text()
    case.write_text(case.read_text().replace(old, old.split(":")[0] + f": {new}"))
    ran = casecli(*last.split()[1:])
    assert (ran.returncode, b"border/raid: unlawful" in ran.stderr) == (1, True), ran.stderr
    assert json.loads(casecli("check", "cases", "-f", "json").stdout)["gates"]["failed"] == 1
