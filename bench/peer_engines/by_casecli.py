"""casecli itself: one case with its grounds, which is the yardstick, and many cases as planes of bits."""

from functools import reduce

from casecli.engine import legal
from casecli.engine.columns import Columns
from casecli.engine.readings import MAINSTREAM, NESTED, RESTRICTIVE, readings
from casecli.engine.scores import weigh
from casecli.logic import either
from casecli.model.case import Situation
from casecli.model.facts import KNOWN, FactState
from peer_engines.formulas import (
    LAWFUL,
    LEANS_LAWFUL,
    LEANS_UNLAWFUL,
    NOT_ENGAGED,
    UNLAWFUL,
)

NUMBERS = {
    (legal.NOT_ENGAGED, None): NOT_ENGAGED,
    (legal.UNLAWFUL, None): UNLAWFUL,
    (legal.CONTESTED, legal.UNLAWFUL): LEANS_UNLAWFUL,
    (legal.CONTESTED, legal.LAWFUL): LEANS_LAWFUL,
    (legal.LAWFUL, None): LAWFUL,
}


def situation_of(rulebook, domain, cells):
    """A complete situation on the rulebook's day, from the cell of each fact."""
    facts = {name: FactState(name, 1 << cell, KNOWN) for name, cell in cells.items()}
    return Situation("random", "random", rulebook.as_of, rulebook.as_of, (domain,), facts, ())


class Grounds:
    """One case after another, each with the grounds of its status and scores."""

    title = "casecli, one case with grounds"
    at_once = 50

    def __init__(self, rulebook, domain, *, scored):
        self.rulebook, self.domain = rulebook, domain
        self.readings = readings(rulebook, rulebook.as_of)
        self.scores = rulebook.scores.values() if scored else ()

    def batch(self, columns):
        rows = zip(*columns.values(), strict=True)
        return [situation_of(self.rulebook, self.domain, dict(zip(columns, row, strict=True))) for row in rows]

    def run(self, batch):
        return [self._judge(situation) for situation in batch]

    def _judge(self, situation):
        judgment = legal.judge(self.rulebook, situation, self.readings)
        standing = legal.stand(self.rulebook, situation, judgment)
        return standing, [weigh(score, judgment.evaluators[MAINSTREAM]).score for score in self.scores]

    def answers(self, found):
        return [(NUMBERS[x.status, x.lean], *(score.estimate for score in scores)) for x, scores in found]


class Planes:
    """Many cases at once: two bits a case and condition, so that facts not known cost nothing more."""

    title = "casecli, planes of bits in Python"
    at_once = 1 << 15

    def __init__(self, rulebook, domain, rules):
        self.rulebook, self.domain, self.rules = rulebook, domain, rules
        self.readings = readings(rulebook, rulebook.as_of)

    def batch(self, columns):
        count = len(next(iter(columns.values())))
        varied = {name: _planes(columns[name], cells) for name, cells in self.rules.facts.items()}
        first = situation_of(self.rulebook, self.domain, {name: column[0] for name, column in columns.items()})
        return Columns(first, count, varied)

    def run(self, batch):
        """The columns of each status, by its number."""
        bases = self.rulebook.bases
        engaged, not_engaged = batch.truth(self.rulebook.engaged_when, self.readings[RESTRICTIVE])
        narrow, middle, wide = (
            reduce(either, (batch.basis(b, self.readings[name]) for b in bases), batch.false) for name in NESTED
        )
        return {
            NOT_ENGAGED: not_engaged,
            UNLAWFUL: engaged & wide[1],
            LEANS_UNLAWFUL: engaged & wide[0] & middle[1],
            LEANS_LAWFUL: engaged & middle[0] & narrow[1],
            LAWFUL: engaged & narrow[0],
        }, batch.width

    def answers(self, found):
        planes, count = found
        return [tuple(number for number, plane in planes.items() if plane >> i & 1) for i in range(count)]


def _planes(column, cells):
    """For each cell of a fact, the cases that have it: the first case is the lowest bit."""
    backwards = column[::-1]
    return [int(backwards.translate(bytes(b"01"[x == cell] for x in range(256))), 2) for cell in range(cells)]
