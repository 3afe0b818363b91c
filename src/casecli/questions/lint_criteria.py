"""Flaws of single criteria, exact: every world of the facts that a criterion asks is tried.

A criterion must be able to be asked, to be met and to fail. Inside it every part must be able to hold and to fail, to
matter beside its neighbours, and every branch on a contested point must add something to the narrower ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from casecli.model import conditions as c
from casecli.model.rulebook import Criterion, Reading, Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.flaws import ERROR, NOTE, WARNING, Flaw, Rule
from casecli.questions.rule_worlds import MOST_WORLDS, Worlds, asks_of, count, day_of, ends, positions, worlds


class Tried(NamedTuple):
    """A criterion with all its worlds; ``asked`` are those in which it is asked."""

    rule: Rule
    here: Worlds
    asked: int
    narrow: Reading
    wide: Reading

    @property
    def criterion(self) -> Criterion:
        """The criterion itself."""
        return self.rule.criterion


def try_rule(rulebook: Rulebook, rule: Rule, most: int = MOST_WORLDS) -> Tried | None:
    """Every world of a criterion; None where there are too many."""
    criterion = rule.criterion
    day = day_of(rulebook, criterion.in_force, *rule.periods)
    here = worlds(rulebook, asks_of(criterion, *rule.scope), day, most)
    if here is None:
        return None
    narrow, wide = ends(rulebook)
    asked = here.all_of([here.applies(criterion, narrow), *(here.truth(x, narrow) for x in rule.scope)])
    return Tried(rule, here, asked[0], narrow, wide)


def criterion_flaws(rulebook: Rulebook, rule: Rule, tried: Tried | None) -> Iterator[Flaw]:
    """What is wrong with one criterion."""
    name = rule.criterion.id
    if tried is None:
        many = count(rulebook, asks_of(rule.criterion, *rule.scope))
        yield Flaw(NOTE, "not-decided", name, f"{many:,} worlds are more than {MOST_WORLDS:,}: it was not decided")
        return
    met = tried.here.asked(rule.criterion, tried.wide)[0] & tried.asked
    fails = tried.here.may_fail(tried.here.asked(rule.criterion, tried.narrow)) & tried.asked
    if not tried.asked:
        yield Flaw(ERROR, "never-asked", name, "no case can be asked this: what it applies to excludes itself")
    elif not met:
        yield Flaw(ERROR, "never-met", name, "no case can meet this, on any reading")
    elif not fails:
        yield Flaw(ERROR, "always-met", name, "every case that is asked this meets it, on every reading")
    else:
        yield from _parts(rulebook, tried)
    if met:
        yield from _exception(tried)


def _exception(tried: Tried) -> Iterator[Flaw]:
    """An exception must be able to stand where the criterion would be met."""
    exception = tried.criterion.unless
    if exception is None:
        return
    stands = tried.here.truth(exception, tried.wide)[0]
    if not stands & tried.here.truth(tried.criterion.met_when, tried.wide)[0] & tried.asked:
        says = "the exception never matters: wherever it stands, the criterion fails without it"
        yield Flaw(WARNING, "exception-never-matters", tried.criterion.id, says, exception)


def _parts(rulebook: Rulebook, tried: Tried) -> Iterator[Flaw]:
    """The flaws inside the conditions of a criterion, each named once at the outermost part that has it."""
    for condition in (tried.criterion.met_when, tried.criterion.unless):
        if condition is not None:
            yield from _inside(rulebook, tried, condition, tried.asked)
    for scope in (tried.criterion.applies_when, *tried.rule.scope):
        if scope is not None and not tried.here.may_fail(tried.here.truth(scope, tried.narrow)):
            yield Flaw(WARNING, "tautology", tried.criterion.id, "what it applies to is everything", scope)


def _inside(rulebook: Rulebook, tried: Tried, node: c.Condition, where: int) -> Iterator[Flaw]:
    idle = list(_idle(rulebook, tried, node, where))
    for child in c.parts(node):
        flaw = _settled(tried, child, where)
        if flaw is None and any(child is x for x in idle):
            says = "this part never matters beside its neighbours"
            flaw = Flaw(WARNING, "never-decisive", tried.criterion.id, says, child)
        if flaw:
            yield flaw
        else:
            yield from _inside(rulebook, tried, child, where)
    if isinstance(node, c.By):
        yield from _branches(rulebook, tried, node, where)


def _settled(tried: Tried, node: c.Condition, where: int) -> Flaw | None:
    """A part that is settled in every world in which it is looked at."""
    if isinstance(node, c.Always):
        return None
    if not tried.here.truth(node, tried.wide)[0] & where:
        return Flaw(WARNING, "contradiction", tried.criterion.id, "this part never holds", node)
    if not tried.here.may_fail(tried.here.truth(node, tried.narrow)) & where:
        return Flaw(WARNING, "tautology", tried.criterion.id, "this part always holds", node)
    return None


def _idle(rulebook: Rulebook, tried: Tried, node: c.Condition, where: int) -> list[c.Condition]:
    """The children without which a node is the same in every world and on every reading."""
    if not isinstance(node, c.All | c.Any | c.Count):
        return []
    left, idle = list(enumerate(node.children)), []
    for place, child in reversed(left.copy()):  # of two that say the same the later one is named
        rest = [pair for pair in left if pair[0] != place]
        parts = [x for _, x in rest]
        if parts and all(
            not (tried.here.with_parts(node, parts, r)[0] ^ tried.here.truth(node, r)[0]) & where
            for r in positions(rulebook, node.points)
        ):
            left = rest
            idle.append(child)
    return idle


def _branches(rulebook: Rulebook, tried: Tried, node: c.By, where: int) -> Iterator[Flaw]:
    """Each branch must hold somewhere where no narrower one does."""
    point = rulebook.points[node.point]
    for place, (position, branch) in enumerate(node.branches):
        narrower = [x for _, x in node.branches[:place]]
        if not narrower or tried.here.truth(branch, tried.wide)[0] & where == 0:
            continue  # the first adds what it says; one that never holds is named as such
        if not any(
            tried.here.truth(branch, r)[0] & tried.here.may_fail(tried.here.some(narrower, r)) & where
            for r in positions(rulebook, node.points)
        ):
            says = f"the branch for {point.positions[position].id} of {point.id} adds nothing to the narrower ones"
            yield Flaw(WARNING, "branch-adds-nothing", tried.criterion.id, says, branch)
