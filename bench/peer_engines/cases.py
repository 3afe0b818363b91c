"""Random complete cases as plain columns: for each fact, the cell of every case as a byte."""

import random

from casecli.engine.complete import complete

SEED = 20
MODELS = 256  # options of library cases, one of which each case is drawn from: as many as a byte can name
ANEW = 24  # of 256 facts, so many are drawn without regard to the model


def random_columns(library, count, seed=SEED):
    """So many cases: each an option of the library, what it leaves open drawn, and about one fact in ten drawn anew.

    Facts drawn apart from each other would make hardly any case lawful, and the comparison would check nothing.
    """
    draw = random.Random(seed)
    rulebook = library.rulebook
    shipped = [library.case(name, rulebook.facts) for name in library.case_ids]
    options = [complete(rulebook, case, option).facts for case in shipped for option in case.options]
    models = [draw.choice(options) for _ in range(MODELS)]
    model = draw.randbytes(count)
    return {name: _column(draw, fact, [m[name].open for m in models], model) for name, fact in rulebook.facts.items()}


def _column(draw, fact, open_in_models, model):
    """One fact: from each case's model, or any of its cells where it is drawn anew."""
    likely = bytes(draw.choice([i for i in range(fact.cells) if mask >> i & 1]) for mask in open_in_models)
    any_cell = bytes(i % fact.cells for i in range(256))
    chosen = bytes(255 if i < ANEW else 0 for i in range(256))
    count = len(model)
    kept = int.from_bytes(model.translate(likely))
    drawn = int.from_bytes(draw.randbytes(count).translate(any_cell))
    anew = int.from_bytes(draw.randbytes(count).translate(chosen))
    return (kept & ~anew | drawn & anew).to_bytes(count)


def part_of(columns, start, count):
    """Some of the cases."""
    return {name: column[start : start + count] for name, column in columns.items()}


def as_rows(columns, facts):
    """The cases one by one, with the facts asked (name and number of cells): whole numbers, or booleans."""
    plain = ([bool(x) for x in columns[f]] if cells == 2 else columns[f] for f, cells in facts.items())
    return [dict(zip(facts, row, strict=True)) for row in zip(*plain, strict=True)]
