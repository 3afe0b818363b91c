"""The house: floors, doors, and no law in Python."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from casecli.model.assessment import Legal, R2PResult

SRC = Path(__file__).resolve().parent.parent / "src" / "casecli"
MODULES = sorted(SRC.rglob("*.py"))
FLOORS = {"logic": 0, "model": 1, "loading": 2, "engine": 2, "questions": 3, "reports": 4, "cli": 5, "__main__": 6}
DOORS = {
    "yaml": ("loading",),
    "typer": ("cli",),
    "rich": ("cli", "reports"),
    "hypothesis": (),
    "jsonschema": (),
    "numpy": ("engine",),  # only where many cases are judged
    "pyarrow": ("loading", "reports"),  # only where tables are read and written
    "jinja2": ("reports",),
    "markupsafe": ("reports",),
    "html5lib": (),
}
SECTIONS = {"legal", "r2p", "veto_risk", "legitimacy", "readiness"}


def room(path):
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{a.name}" for a in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_imports_point_down_and_rooms_on_one_floor_do_not_know_each_other(path):
    own = room(path)
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "casecli" and len(parts) > 1 and parts[1] in FLOORS and own in FLOORS:
            other = parts[1]
            assert other == own or FLOORS[other] < FLOORS[own], f"{own} imports {other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_libraries_come_in_by_their_own_doors(path):
    for name in imports(path):
        top = name.split(".")[0]
        assert top not in DOORS or room(path) in DOORS[top], f"{room(path)} imports {top}"


def strings(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {
        id(n.body[0].value)
        for n in ast.walk(tree)
        if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)
        and n.body
        and isinstance(n.body[0], ast.Expr)
        and isinstance(n.body[0].value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.value


def test_python_knows_no_data_id(law, library):
    ids = {*law.facts, *law.criteria, *law.points, *law.levels, *law.sources, *(b.id for b in law.bases)}
    ids |= {q.id for q in law.qualifiers} | {p.id for x in law.points.values() for p in x.positions}
    ids |= {m for rule in law.council for m in rule.permanent} | set(library.case_ids)
    ids |= {g.id for s in law.scores.values() for g in s.groups} | {f.id for f in law.factors}
    published = SECTIONS | set(Legal._fields) | set(R2PResult._fields)
    for path in MODULES:
        for text in strings(path):
            assert text not in ids - published - WORDS_OF_THE_HOUSE, f"{path}: {text!r} is a data id"


# Who can change a fact is published by the format (`changed_by`); one of its words is
# also a fact. Whether an item earns its weight is yes or no; one position is called no.
WORDS_OF_THE_HOUSE = {"acting_party", "no"}


def test_a_plain_assess_loads_no_more_than_it_needs(library):  # noqa: ARG001 - makes the fast form fresh
    code = (
        "import sys; sys.argv = ['casecli', 'assess', 'case-kosovo-1999', '-f', 'json'];"
        "from casecli.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stderr.split())
    unwanted = {"hashlib", "yaml", "rich", "numpy", "pydantic", "jinja2", "casecli.loading.nodes"}
    assert not loaded & unwanted
    assert {m for m in loaded if m.startswith("casecli.cli.")} <= {
        "casecli.cli.main",
        "casecli.cli.assess",
        "casecli.cli.options",
        "casecli.cli.output",
    }
