"""casecli itself: one case with its grounds, which is the yardstick, and many cases as planes on both carriers."""

import numpy as np

from casecli.engine import arrays, legal, rows
from casecli.engine.columns import Columns
from casecli.engine.many import range_of, tally_of
from casecli.engine.readings import MAINSTREAM, NESTED, RESTRICTIVE, readings
from casecli.engine.scores import weigh
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
    """Many cases at once: two bits a case and condition, so that facts not known cost nothing more.

    Sums of scores stay planes of their digits.
    """

    title = "casecli, integers, both truths"
    at_once = 1 << 19

    def __init__(self, rulebook, domain, rules, *, scored):
        self.rulebook, self.domain, self.rules = rulebook, domain, rules
        self.readings = readings(rulebook, rulebook.as_of)
        self.scores = rulebook.scores.values() if scored else ()

    def batch(self, columns):
        count = len(next(iter(columns.values())))
        varied = {name: self.planes_of(columns[name], cells) for name, cells in self.rules.facts.items()}
        first = situation_of(self.rulebook, self.domain, {name: column[0] for name, column in columns.items()})
        return first, count, varied

    def columns_of(self, batch):
        return Columns(*batch, settled=self.settled_of(batch))

    def settled_of(self, batch):  # noqa: ARG002 - what `Settled` asks
        """The facts of which each case is said to have one value: none, so that both truths are carried."""
        return ()

    @staticmethod
    def planes_of(column, cells):
        """For each cell of a fact, the cases that have it: the first case is the lowest bit."""
        backwards = column[::-1]
        return [int(backwards.translate(bytes(b"01"[x == cell] for x in range(256))), 2) for cell in range(cells)]

    def run(self, batch):
        """The columns of each status, by its number, and the scores."""
        columns = self.columns_of(batch)
        bases = self.rulebook.bases
        engaged, not_engaged = columns.pair(columns.truth(self.rulebook.engaged_when, self.readings[RESTRICTIVE]))
        narrow, middle, wide = (columns.pair(columns.outcome(bases, self.readings[name])) for name in NESTED)
        statuses = {
            NOT_ENGAGED: not_engaged,
            UNLAWFUL: engaged & wide[1],
            LEANS_UNLAWFUL: engaged & wide[0] & middle[1],
            LEANS_LAWFUL: engaged & middle[0] & narrow[1],
            LAWFUL: engaged & narrow[0],
        }
        return statuses, self.scored(columns), columns.width

    def scored(self, columns):
        return [tally_of(score, columns, self.readings[MAINSTREAM]) for score in self.scores]

    def answers(self, found):
        statuses, scores, count = found
        bits = [(number, self.bits_of(plane, count)) for number, plane in statuses.items()]
        status = [next(number for number, plane in bits if plane[i]) for i in range(count)]
        return list(zip(status, *(self.estimates(score, count) for score in scores), strict=True))

    def bits_of(self, plane, count):
        return rows.bits_of(plane, count)

    def estimates(self, tallied, count):
        sums = [
            [rows.number(bits) for bits in zip(*(rows.bits_of(x, count) for x in digits), strict=True)]
            for digits in tallied.sums
        ]
        return [range_of(tallied.score, x, ())[1] for x in zip(*sums, strict=True)]


class Words(Planes):
    """The same planes as numpy's machine words, in longer runs; scores are made numbers, both ends of their range."""

    title = "casecli, numpy's words, both truths"
    at_once = 1 << 19

    def columns_of(self, batch):
        return Columns(*batch, arrays.everywhere(batch[1]), self.settled_of(batch))

    @staticmethod
    def planes_of(column, cells):
        return arrays.planes_of(np.frombuffer(column, np.uint8), [1 << cell for cell in range(cells)], cells)

    def scored(self, columns):
        return [arrays.ranges(x, columns.width) for x in super().scored(columns)]

    def bits_of(self, plane, count):
        return arrays.bits_of(plane, count)

    def estimates(self, found, count):
        return found[1][:count].tolist()


class Settled(Planes):
    """As a table or sweep is judged whose every fact is known: one bit a case and condition, as the others have it."""

    title = "casecli, integers, all known"

    def settled_of(self, batch):
        return batch[2]


class SettledWords(Words, Settled):
    """The same as numpy's words."""

    title = "casecli, numpy's words, all known"
