"""The smallest changes to a status by an answer-set solver, from the compiled conditions alone.

A truth is a pair of atoms, `can` and `cannot`, for each condition under each reading. A program says when they hold;
the solver chooses which facts take which value, as few as possible. Nothing of the engine or of the search is used.
"""

import clingo

from casecli.model import conditions as c
from casecli.model.rulebook import Group

NARROW, WIDE = "restrictive", "expansive"


class Program:
    """The rules of a rulebook on one situation as a logic program; ``atom`` and ``!atom`` are a truth's two sides."""

    def __init__(self, situation, by_name):
        self.situation, self.by_name = situation, by_name
        self.lines, self.names = [], {}

    def say(self, head, *body):
        self.lines.append(f"{head}{' :- ' + ', '.join(body) if body else ''}.")

    def truth(self, condition, reading):
        """The number of a condition under a reading; its rules are written where it is met first."""
        key = (condition.key, *(self.by_name[reading].positions[p] for p in condition.points))
        if key not in self.names:
            number = self.names[key] = len(self.names)
            self.write(number, condition, reading)
        return self.names[key]

    def combine(self, number, parts, *, all_needed):
        """A conjunction: can where all can, cannot where any cannot; a disjunction: the other way round."""
        every, some = ("can", "cannot") if all_needed else ("cannot", "can")
        self.say(f"{every}({number})", *(f"{every}({p})" for p in parts))
        for part in parts:
            self.say(f"{some}({number})", f"{some}({part})")

    def fresh(self):
        self.names[("fresh", len(self.names))] = number = len(self.names)
        return number

    def write(self, number, condition, reading):  # noqa: C901 - a case a kind
        match condition:
            case c.Always():
                self.say(f"can({number})")
            case c.Test():
                fact = f'"{condition.fact}"'
                for cell in range(condition.mask.bit_length()):
                    if condition.mask >> cell & 1:
                        self.say(f"passes({number},{cell})")
                self.say(f"can({number})", f"open({fact},C)", f"passes({number},C)")
                self.say(f"cannot({number})", f"open({fact},C)", f"not passes({number},C)")
            case c.InDomain():
                inside = any(d in self.situation.domain for d in condition.domains)
                self.say(f"{'can' if inside else 'cannot'}({number})")
            case c.Not():
                child = self.truth(condition.child, reading)
                self.say(f"can({number})", f"cannot({child})")
                self.say(f"cannot({number})", f"can({child})")
            case c.All() | c.Any():
                parts = [self.truth(x, reading) for x in condition.children]
                self.combine(number, parts, all_needed=isinstance(condition, c.All))
            case c.By():
                position = self.by_name[reading].positions[condition.point]
                parts = [self.truth(x, reading) for place, x in condition.branches if place <= position]
                self.combine(number, parts, all_needed=False)
            case c.Count():
                parts = "; ".join(f"{self.truth(x, reading)}" for x in condition.children)
                places = [f"{i},{p}" for i, p in enumerate(parts.split("; "))]
                for place in places:
                    self.say(f"counted({number},{place})")
                least = condition.at_least
                self.say(f"can({number})", f"#count {{ I : counted({number},I,P), can(P) }} >= {least}")
                self.say(f"cannot({number})", f"#count {{ I : counted({number},I,P), not cannot(P) }} < {least}")
            case c.Met():
                target = condition.target
                found = self.basis(target, reading) if isinstance(target, Group) else self.met(target, reading)
                self.combine(number, [found], all_needed=True)
            case _:
                raise NotImplementedError(condition)

    def constant(self, value):
        number = self.fresh()
        self.say(f"{'can' if value else 'cannot'}({number})")
        return number

    def applies(self, rule, reading):
        if not rule.in_force.on(self.situation.law_day):
            return self.constant(False)
        return self.truth(rule.applies_when, reading) if rule.applies_when else self.constant(True)

    def asked(self, criterion, reading):
        met = self.truth(criterion.met_when, reading)
        if not criterion.unless:
            return met
        return self.joined([met, self.opposite(self.truth(criterion.unless, reading))], all_needed=True)

    def met(self, criterion, reading):
        return self.joined([self.applies(criterion, reading), self.asked(criterion, reading)], all_needed=True)

    def opposite(self, part):
        number = self.fresh()
        self.say(f"can({number})", f"cannot({part})")
        self.say(f"cannot({number})", f"can({part})")
        return number

    def joined(self, parts, *, all_needed):
        number = self.fresh()
        self.combine(number, parts, all_needed=all_needed)
        return number

    def basis(self, group, reading):
        """A basis: it applies, and every element does not apply or is met; one with no element in force is not met."""
        if not any(x.in_force.on(self.situation.law_day) for x in group.criteria if x.group == group.id):
            return self.constant(False)
        held = [
            self.joined([self.opposite(self.applies(x, reading)), self.asked(x, reading)], all_needed=False)
            for x in group.criteria
        ]
        return self.joined([self.applies(group, reading), *held], all_needed=True)


def smallest(rulebook, situation, by_name, status, movable):
    """(how many changes the status takes, every set of so many); None where no changes reach it.

    ``movable`` maps a fact to the cells that it may be changed to. A set has (fact, cell) pairs.
    """
    program = Program(situation, by_name)
    say = program.say
    for name, state in situation.facts.items():
        for cell in range(state.open.bit_length()):
            if state.open >> cell & 1:
                say(f'given("{name}",{cell})')
    for name, cells in movable.items():
        for cell in cells:
            say(f'may_set("{name}",{cell})')
    say("{ set(F,C) : may_set(F,C) } 1", "may_set(F,_)")
    say("open(F,C)", "set(F,C)")
    say("open(F,C)", "given(F,C)", "not changed(F)")
    say("changed(F)", "set(F,_)")
    engaged = program.truth(rulebook.engaged_when, NARROW)
    narrow, wide = (
        program.joined([program.basis(b, reading) for b in rulebook.bases], all_needed=False)
        for reading in (NARROW, WIDE)
    )
    say("may_be(lawful)", f"can({engaged})", f"can({narrow})")
    say("may_be(contested)", f"can({engaged})", f"can({wide})", f"cannot({narrow})")
    say("may_be(unlawful)", f"can({engaged})", f"cannot({wide})")
    say("may_be(not_engaged)", f"cannot({engaged})")
    say("", f"not may_be({status})")
    say("", f"may_be(S), S != {status}")
    program.lines += ["#minimize { 1,F : changed(F) }.", "#show set/2."]
    return solve("\n".join(program.lines))


def solve(text):
    control = clingo.Control(["--opt-mode=optN", "--models=0", "--warn=none"])
    control.add("base", [], text)
    control.ground([("base", [])])
    found = set()
    with control.solve(yield_=True) as models:
        for model in models:
            if model.optimality_proven or not model.cost:  # without any choice there is no cost to prove
                found.add(frozenset((a.arguments[0].string, a.arguments[1].number) for a in model.symbols(shown=True)))
    if not found:
        return None
    return len(next(iter(found))), found
