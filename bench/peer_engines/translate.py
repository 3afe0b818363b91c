"""From the compiled rulebook to formulas: what a case's law and scores come to when every fact is known."""

from casecli.engine.readings import MAINSTREAM, NESTED, readings
from casecli.engine.scores import RISK
from casecli.model import conditions as c
from casecli.model.rulebook import Group
from peer_engines.formulas import (
    Among,
    AtLeast,
    Every,
    Rules,
    Share,
    Some,
    Step,
    at_least,
    every,
    negated,
    some,
    total,
)


def rules_of(rulebook, domain, *, scored):
    """The rules of the rulebook's day for one domain: the status alone, or both scores as well.

    The three readings give the outcomes, the mainstream one the scores. Raises ValueError where a score may ask
    nothing of a case.
    """
    found = Translation(rulebook, domain)
    by_name = readings(rulebook, rulebook.as_of)
    engaged = found.read(rulebook.engaged_when, by_name[NESTED[0]])
    outcomes = tuple(some(*(found.basis(b, by_name[name]) for b in rulebook.bases)) for name in NESTED)
    scores = {k: found.share(s, by_name[MAINSTREAM]) for k, s in rulebook.scores.items()} if scored else {}
    return Rules(
        {f: found.facts[f] for f in rulebook.facts if f in found.facts}, found.steps, engaged, outcomes, scores
    )


class Translation:
    """Reads conditions, and keeps the facts they ask and the steps they share."""

    def __init__(self, rulebook, domain):
        self.rulebook, self.day, self.domain = rulebook, rulebook.as_of, domain
        self.facts, self.steps = {}, {}

    def read(self, condition, reading):  # noqa: C901, PLR0911 - a case a kind
        """A condition as a formula."""
        match condition:
            case c.Always():
                return True
            case c.InDomain():
                return self.domain in condition.domains
            case c.Test():
                return self._among(self.rulebook.facts[condition.fact], condition.mask)
            case c.All():
                return every(*(self.read(x, reading) for x in condition.children))
            case c.Any():
                return some(*(self.read(x, reading) for x in condition.children))
            case c.Not():
                return negated(self.read(condition.child, reading))
            case c.Count():
                return at_least(condition.at_least, *(self.read(x, reading) for x in condition.children))
            case c.By():
                position = reading.positions[condition.point]
                return some(*(self.read(x, reading) for i, x in condition.branches if i <= position))
            case c.Met():
                target = condition.target
                return self.basis(target, reading) if isinstance(target, Group) else self.met(target, reading)
            case c.LevelTest():
                places = [i for i in range(len(condition.level.values)) if condition.mask >> i + 1 & 1]
                return some(*(self.level_is(condition.level, i, reading) for i in places))

    def _among(self, fact, mask):
        cells = tuple(i for i in range(fact.cells) if mask >> i & 1)
        if len(cells) in {0, fact.cells}:
            return bool(cells)
        self.facts[fact.id] = fact.cells
        return Among(fact.id, cells, fact.cells)

    def level_is(self, level, place, reading):
        """A level has the value at this place."""
        return every(self._level_from(level, place, reading), negated(self._level_from(level, place + 1, reading)))

    def _level_from(self, level, place, reading):
        """A level has the value at this place or a higher one."""
        if not level.in_force.on(self.day):
            return False
        if level.members:
            return some(*(self._level_from(member, place, reading) for _, member in level.members))
        reached = some(*(self.read(when, reading) for when in level.when[place:] if when))
        return every(self._applies(level, reading), reached)

    def _applies(self, rule, reading):
        """A criterion, group or level is asked at all."""
        return rule.in_force.on(self.day) and (not rule.applies_when or self.read(rule.applies_when, reading))

    def _asked(self, criterion, reading):
        """A criterion is met, leaving aside whether it applies."""
        unless = self.read(criterion.unless, reading) if criterion.unless else False
        return every(self.read(criterion.met_when, reading), negated(unless))

    def met(self, criterion, reading):
        """A criterion applies and is met."""
        met = every(self._applies(criterion, reading), self._asked(criterion, reading))
        return self._step(f"{criterion.id}_met", criterion.points, reading, met)

    def _held(self, criterion, reading):
        """A criterion does not stand in the way: it is met or does not apply."""
        held = some(negated(self._applies(criterion, reading)), self._asked(criterion, reading))
        return self._step(f"{criterion.id}_held", criterion.points, reading, held)

    def basis(self, group, reading):
        """A basis applies and all its elements are held; it needs an element of its own in force."""
        own = any(x.in_force.on(self.day) for x in group.criteria if x.group == group.id)
        elements = (self._held(x, reading) for x in group.criteria)
        formula = every(own, self._applies(group, reading), *elements)
        return self._step(f"{group.id}_basis", group.points, reading, formula)

    def share(self, score, reading):
        """A score: weight earned over weight asked."""
        asked, earned = [], []
        for group in score.groups:
            applies = self._step(f"{group.id}_asked", group.points, reading, self._applies(group, reading))
            for item in group.criteria if applies is not False else ():
                asks = every(applies, self._applies(item, reading))
                met = self._asked(item, reading)
                asked.append((item.weight, asks))
                earned.append((item.weight, every(asks, negated(met) if item.polarity == RISK else met)))
        share = Share(total(earned), total(asked))
        if not share.asked.always:
            raise ValueError(score.id)  # it may ask nothing: engines would need a word for that
        return share

    def _step(self, name, points, reading, formula):
        """A formula worth sharing as a step; readings with the same positions on its points share one."""
        if not isinstance(formula, Every | Some | AtLeast):
            return formula
        places = [str(reading.positions[p]) for p in points]
        name = "_".join((name, *places)).replace("-", "_")
        self.steps[name] = formula
        return Step(name)
