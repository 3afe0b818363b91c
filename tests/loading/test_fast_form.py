"""The fast form heals: a file of it that is missing or was cut short is made anew."""

import shutil

import pytest

from casecli.loading.library import Library, data_folder

FILES = ("rulebook.json", "criteria.jsonl", "note-vetoes.json", "case-case-libya-2011.json", "index.json")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    for file in data_folder().glob("*.yaml"):
        shutil.copy(file, folder)
    Library(folder)
    return folder


def delete(path):
    path.unlink()


def cut(path):
    path.write_bytes(path.read_bytes()[:-100])


@pytest.mark.parametrize("harm", [delete, cut])
@pytest.mark.parametrize(
    "name", ["rulebook.json", "criteria.jsonl", "note-vetoes.json", "case-case-libya-2011.json", "index.json"]
)
def test_what_is_damaged_is_made_anew(shipped, library, name, harm):
    file = shipped / "fast" / name
    whole = file.read_bytes()
    harm(file)
    found = Library(shipped)
    assert len(found.rulebook.vetoes) == len(library.rulebook.vetoes)
    assert len(found.rulebook.criteria) == len(library.rulebook.criteria)
    case = found.case("case-libya-2011", found.rulebook.facts)
    assert case == library.case("case-libya-2011", library.rulebook.facts)
    assert file.read_bytes() == whole
