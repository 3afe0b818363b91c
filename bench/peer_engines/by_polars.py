"""polars: a column for each step, added in as few rounds as their order allows."""

import numpy as np
import polars as pl

from peer_engines.as_arrays import Arrays
from peer_engines.formulas import (
    LAWFUL,
    LEANS_LAWFUL,
    LEANS_UNLAWFUL,
    NOT_ENGAGED,
    UNLAWFUL,
    write,
)

WHOLE = {8: pl.UInt8, 32: pl.UInt32}


class Frame:
    """Expressions over a data frame."""

    title = "polars, eager expressions"
    at_once = 1 << 20

    def __init__(self, rules):
        self.rules = rules
        form = Arrays(pl.col, lambda column, bits: column.cast(WHOLE[bits]))
        self.rounds = _rounds({name: write(formula, form) for name, formula in rules.steps.items()})
        self.wanted = [self._status(form).alias("status")]
        self.wanted += [form.percent(share).alias(name) for name, share in rules.scores.items()]

    def _status(self, form):
        engaged = write(self.rules.engaged, form)
        narrow, middle, wide = (write(x, form) for x in self.rules.outcomes)
        met = pl.when(narrow).then(LAWFUL).when(middle).then(LEANS_LAWFUL).when(wide).then(LEANS_UNLAWFUL)
        return pl.when(~engaged).then(NOT_ENGAGED).otherwise(met.otherwise(UNLAWFUL))

    def batch(self, columns):
        arrays = {f: np.frombuffer(columns[f], np.uint8) for f in self.rules.facts}
        return pl.DataFrame({f: x.view(bool) if self.rules.facts[f] == 2 else x for f, x in arrays.items()})

    def run(self, batch):
        for steps in self.rounds:
            batch = batch.with_columns(steps)
        return batch.select(self.wanted)

    def answers(self, found):
        return found.rows()


def _rounds(steps):
    """The steps that can be added together: each after all those that it reads."""
    place = {}
    for name, step in steps.items():
        place[name] = max((place[x] + 1 for x in step.meta.root_names() if x in steps), default=0)
    return [[steps[x].alias(x) for x in steps if place[x] == i] for i in range(max(place.values()) + 1)]


ENGINES = (Frame,)
