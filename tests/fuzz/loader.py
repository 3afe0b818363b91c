"""Coverage-guided fuzzing of the loader: no input may raise anything but Unusable. Run by `make fuzz`."""

import sys

import atheris

with atheris.instrument_imports():
    from casecli.loading import nodes
    from casecli.loading.case_files import cases_in
    from casecli.loading.documents import document
    from casecli.loading.library import Library
    from casecli.model.problems import Unusable

FACTS = Library().rulebook.facts
RUNS = 100_000


def one_input(data: bytes) -> None:
    """Read some bytes as a case file."""
    try:
        cases_in(document(nodes.read(data, "fuzz"), "fuzz"), FACTS)
    except Unusable:
        return


atheris.Setup([sys.argv[0], f"-atheris_runs={RUNS}", "-max_len=4096", *sys.argv[1:]], one_input)
atheris.Fuzz()
