"""What the data says of the documents: every pointer exists, every label comes out, every case named is there."""

import re
from pathlib import Path

import pytest
import yaml

from casecli.engine.assess import assess
from casecli.loading.library import data_folder

SECTIONS = yaml.safe_load((Path(__file__).parent.parent / "data" / "documents.yaml").read_text(encoding="utf-8"))
POINTER = re.compile(r"(?P<section>.+?)(?:, paras? (?P<paragraphs>[\d, and-]+))?")
FILES = sorted(data_folder().glob("*.yaml"))


def references(node):
    """Every reference to a document, however deep it stands."""
    if isinstance(node, dict):
        if node.get("id") in SECTIONS and set(node) <= {"id", "at", "note"}:
            yield node
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_every_section_and_paragraph_that_is_cited_exists(file):
    for ref in references(yaml.safe_load(file.read_text(encoding="utf-8"))):
        if "at" not in ref:
            continue
        pointer = POINTER.fullmatch(ref["at"])
        section = SECTIONS[ref["id"]].get(pointer["section"])
        assert section, f"{ref['id']} has no section {pointer['section']!r}"
        numbers = [int(n) for n in re.findall(r"\d+", pointer["paragraphs"] or "1")]
        assert 1 <= min(numbers) <= max(numbers) <= section, ref


def labels_of(case):
    for taxonomy, label in case.record.get("labels", {}).items():
        yield from ((taxonomy, one) for one in ([label] if isinstance(label, str) else label))


def test_classify_reproduces_the_documents_own_labels_or_says_why_not(law, library):
    """A label is among the best of some actual response; a disputed one may stay open, and a tension says so."""
    for name in library.case_ids:
        case = library.case(name, law.facts)
        best, possible = set(), set()
        for option, found in zip(case.options, assess(law, case).options, strict=True):
            if option.kind == "hypothetical":
                continue
            for taxonomy, classified in found.classification.items():
                best |= {(taxonomy, c) for c in classified.best}
                possible |= {(taxonomy, c.id) for c in classified.classes if c.fits == "unknown"}
        explained = {at for t in law.notes["tensions"] if name in t.get("cases", ()) for at in t.get("at", ())}
        for taxonomy, label in labels_of(case):
            open_and_said = (taxonomy, label) in possible and label in explained
            assert (taxonomy, label) in best or open_and_said, f"{name}: {taxonomy} is not {label}"


def test_cases_and_lessons_that_are_named_exist(law, library):
    known = set(library.case_ids)
    for tension in law.notes["tensions"]:
        assert set(tension.get("cases", ())) <= known, tension["id"]
    for file in FILES:
        for taxonomy in yaml.safe_load(file.read_text(encoding="utf-8")).get("taxonomies", ()):
            for one in taxonomy["classes"]:
                assert set(one.get("cases", ())) <= known, one["id"]
    for name in known:
        lessons = library.case(name, law.facts).record.get("lessons", [])
        assert set(lessons) <= set(law.criteria), name


def test_no_rule_names_a_case(library):
    """Classes and items test facts alone, so no id of a case stands in a condition."""
    for file in FILES:
        for line in file.read_text(encoding="utf-8").splitlines():
            if "met_when" in line or "applies_when" in line:
                assert not any(name in line for name in library.case_ids), line
