"""openfisca-core: a variable for each fact, step and score, with formulas over numpy arrays."""

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from peer_engines.as_arrays import Arrays
from peer_engines.formulas import (
    LAWFUL,
    LEANS_LAWFUL,
    LEANS_UNLAWFUL,
    NOT_ENGAGED,
    UNLAWFUL,
    write,
)

MONTH = "2026-01"
WHOLE = {8: np.uint8, 32: np.int32}


def form(case, month):
    """Formulas over the variables of a population."""
    return Arrays(lambda name: case(name, month), lambda column, bits: column.astype(WHOLE[bits]))


def formula_of(step):
    return lambda case, month: write(step, form(case, month))


def percent_of(share):
    return lambda case, month: form(case, month).percent(share)


def status_of(rules):
    def formula(case, month):
        own = form(case, month)
        engaged, narrow, middle, wide = (write(x, own) for x in (rules.engaged, *rules.outcomes))
        return np.select(
            (~engaged, narrow, middle, wide), (NOT_ENGAGED, LAWFUL, LEANS_LAWFUL, LEANS_UNLAWFUL), UNLAWFUL
        )

    return formula


class Simulation:
    """A tax and benefit system without taxes or benefits, and a simulation of it for every batch."""

    title = "openfisca-core, simulation"
    at_once = 1 << 19

    def __init__(self, rules):
        self.rules = rules
        self.entity = build_entity("case", "cases", "A case", is_person=True)
        self.system = TaxBenefitSystem([self.entity])
        for name, cells in rules.facts.items():
            self._variable(name, bool if cells == 2 else int)
        for name, step in rules.steps.items():
            self._variable(name, bool, formula_of(step))
        self._variable("status", int, status_of(rules))
        for name, share in rules.scores.items():
            self._variable(name, int, percent_of(share))

    def _variable(self, name, kind, formula=None):
        body = {"value_type": kind, "entity": self.entity, "definition_period": DateUnit.MONTH, "label": name}
        self.system.add_variable(type(name, (Variable,), body | ({"formula": formula} if formula else {})))

    def batch(self, columns):
        count = len(next(iter(columns.values())))
        simulation = SimulationBuilder().build_default_simulation(self.system, count)
        for name, cells in self.rules.facts.items():
            simulation.set_input(
                name, MONTH, np.frombuffer(columns[name], np.uint8).astype(bool if cells == 2 else np.int32)
            )
        return simulation

    def run(self, batch):
        return [batch.calculate(name, MONTH) for name in ("status", *self.rules.scores)]

    def answers(self, found):
        return list(zip(*(x.tolist() for x in found), strict=True))


ENGINES = (Simulation,)
