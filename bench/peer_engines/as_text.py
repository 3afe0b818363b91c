"""Formulas as text, for engines that read expressions."""

from peer_engines.formulas import LAWFUL, LEANS_LAWFUL, LEANS_UNLAWFUL, NOT_ENGAGED, UNLAWFUL, write


class Text:
    """One expression language: its words for and, or, not; steps are written out where they are used."""

    def __init__(self, rules, conjunction, disjunction, negation):
        self.rules = rules
        self.conjunction, self.disjunction, self.negation = conjunction, disjunction, negation

    def among(self, fact, cells, of):
        if of == 2:
            return fact if cells == (1,) else self.negated(fact)
        return f"{fact} == {cells[0]}" if len(cells) == 1 else f"{fact} in {list(cells)}"

    def every(self, parts):
        return f"({self.conjunction.join(parts)})"

    def some(self, parts):
        return f"({self.disjunction.join(parts)})"

    def negated(self, part):
        return f"{self.negation}({part})"

    def at_least(self, least, parts):
        return f"({self._count(parts)} >= {least})"

    def step(self, name):
        return write(self.rules.steps[name], self)

    def status(self):
        """The status; the wider readings are asked only where the narrower ones are not met."""
        engaged = write(self.rules.engaged, self)
        narrow, middle, wide = (write(x, self) for x in self.rules.outcomes)
        contested = f"({middle} ? {LEANS_LAWFUL} : {LEANS_UNLAWFUL})"
        return f"{engaged} ? ({narrow} ? {LAWFUL} : {wide} ? {contested} : {UNLAWFUL}) : {NOT_ENGAGED}"

    def percent(self, share):
        """A score in percent, with the language's own division."""
        return f"{self._sum(share.earned)} * 100 / {self._sum(share.asked)}"

    def _sum(self, weights):
        others = (f"{weight} * {self._count([write(p, self) for p in x])}" for weight, x in weights.others.items())
        return f"({' + '.join((str(weights.always), *others))})"

    def _count(self, parts):
        return f"({' + '.join(f'({part} ? 1 : 0)' for part in parts)})"
