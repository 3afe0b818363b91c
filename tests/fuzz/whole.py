"""Random cases over the whole vocabulary, from the answers to every report: nothing may raise. Run by `make fuzz`."""

import random
import sys
import time

from casecli.engine.assess import assess
from casecli.loading.case_shape import DOMAINS, case_shape
from casecli.loading.cases import build
from casecli.loading.faults import Faults
from casecli.loading.library import Library
from casecli.reports.plain import to_json
from casecli.reports.sheet import Sheet
from casecli.reports.text import report

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
LAW = Library().rulebook
SHAPE = case_shape(LAW.facts)


def answer(dice, fact):
    """A random answer to a fact, in one of the forms that a file may use."""
    if fact.kind == "number":
        low = dice.choice([0, 1, 999, 1000, 99_999, 5e6])
        return dice.choice([low, {"from": low, "to": low * 3}, "unknown"])
    values = list(fact.values)
    return dice.choice(
        [
            dice.choice(values),
            "unknown",
            "disputed",
            {"any_of": dice.sample(values, dice.randint(1, len(values)))},
            {"value": "disputed", "claims": [{"value": dice.choice(values), "source": "x"} for _ in range(2)]},
            {"value": dice.choice(values), "date": f"{dice.randint(1946, 2025)}-05-05"},
        ]
    )


def case_of(dice):
    """A random case with one to three options."""
    share = dice.random()

    def facts():
        return {k: answer(dice, f) for k, f in LAW.facts.items() if dice.random() < share}

    options = [{"id": f"o{i}", "facts": facts(), "part_of": "whole"} for i in range(dice.randint(1, 3))]
    form = {"casecli": 1, "id": "c", "title": "C", "facts": facts(), "options": options}
    form["domain"] = dice.sample(DOMAINS, dice.randint(1, 3))
    for key in ("date", "as_of"):
        if dice.random() < 0.5:
            form[key] = f"{dice.randint(1946, 2025)}-01-02"
    return form


def main():
    """Assess and report random cases; print how many and how long."""
    begin = time.perf_counter()
    for seed in range(RUNS):
        form, faults = case_of(random.Random(seed)), Faults()
        SHAPE.check(form, (), faults)
        assert not faults, (seed, faults)
        found = assess(LAW, build(form, LAW.facts, None))
        assert to_json(found)
        assert report(found, LAW, Sheet(80)).text()
    print(f"{RUNS:,} random cases assessed and reported in {time.perf_counter() - begin:.0f} s")


if __name__ == "__main__":
    main()
