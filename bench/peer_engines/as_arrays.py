"""Formulas over whole columns, for engines whose values know ``& | ~``."""

from functools import reduce
from operator import add, and_, or_

from peer_engines.formulas import write


class Arrays:
    """Writes formulas with the columns that ``column`` gives by name; ``whole`` makes booleans or bytes wider numbers.

    ``whole`` takes a column and a number of bits: 8 for counts (a score has fewer than 256 items), 32 for weights.
    """

    def __init__(self, column, whole):
        self.column, self.whole = column, whole

    def among(self, fact, cells, of):
        column = self.column(fact)
        if of == 2:
            return column if cells == (1,) else ~column
        return self.some([column == cell for cell in cells])

    def every(self, parts):
        return reduce(and_, parts)

    def some(self, parts):
        return reduce(or_, parts)

    def negated(self, part):
        return ~part

    def at_least(self, least, parts):
        return self._count(parts) >= least

    def step(self, name):
        return self.column(name)

    def percent(self, share):
        """A score in percent. What is asked of every case alike stays a plain number."""
        return self._sum(share.earned) * 100 // self._sum(share.asked)

    def _sum(self, weights):
        counts = {weight: self._count([write(p, self) for p in x]) for weight, x in weights.others.items()}
        return reduce(add, (self.whole(count, 32) * weight for weight, count in counts.items()), weights.always)

    def _count(self, parts):
        return reduce(add, (self.whole(part, 8) for part in parts))
