"""What a result rests on: views of the tree of grounds, never a second evaluation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casecli.logic import FALSE, OPEN, TRUE, Truth, both, negation
from casecli.model import conditions as c
from casecli.model.explanation import Explanation, Finding, GroupFinding
from casecli.model.rulebook import Criterion, Group, Level, Rulebook

Node = Explanation | Finding | GroupFinding


def facts_behind(nodes: Iterable[Node]) -> list[str]:
    """The facts reached from some nodes through parts that could change them, in the order of the rules."""
    found: dict[str, None] = {}
    seen: set[int] = set()
    for node in nodes:
        _follow(node, found, seen)
    return list(found)


def _follow(node: Node, found: dict[str, None], seen: set[int]) -> None:
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, Explanation) and isinstance(node.condition, c.Test):
        found[node.condition.fact] = None
    elif isinstance(node, Explanation) and isinstance(node.condition, c.LevelTest):
        found.update(dict.fromkeys(facts_of_level(node.condition.level)))
    for part in decisive(node):
        _follow(part, found, seen)


def decisive(node: Node) -> list[Node]:
    """The parts whose change could change the node."""
    if isinstance(node, GroupFinding):
        return list(_weakest([(f, f.holds) for f in node.findings], node.truth, fails=FALSE))
    if isinstance(node, Finding):
        return _of_finding(node)
    children = [(x, x.truth) for x in node.children]
    match node.condition:
        case c.All():
            return list(_weakest(children, node.truth, fails=FALSE))
        case c.Any() | c.By():
            settled = [x for x in node.children if isinstance(x.condition, c.Always)]
            return list(settled) or list(_weakest(children, node.truth, fails=TRUE))
        case c.Met():
            return [node.finding] if node.finding else []
        case _:
            return list(node.children)


def _of_finding(finding: Finding) -> list[Node]:
    """A criterion holds where it does not apply, or is met and no exception stands."""
    parts: list[Node] = []
    if finding.scope and finding.applies != TRUE:
        parts.append(finding.scope)
        if finding.applies == FALSE:
            return parts
    own: list[tuple[Node, Truth]] = [(finding.met, finding.met.truth)]
    truth = finding.met.truth
    if finding.exception:
        kept = negation(finding.exception.truth)
        own.insert(0, (finding.exception, kept))
        truth = both(truth, kept)
    return [*parts, *_weakest(own, truth, fails=FALSE)]


def _weakest(parts: Sequence[tuple[Node, Truth]], truth: Truth, *, fails: Truth) -> Iterator[Node]:
    """Of a conjunction (``fails`` false) or disjunction (true): the parts that carry its truth.

    Where it is settled by single parts, those; where it is open, the open ones; else all of them.
    """
    for part, part_truth in parts:
        if (
            (truth == fails and part_truth == fails)
            or (truth == OPEN and part_truth == OPEN)
            or truth not in (fails, OPEN)
        ):
            yield part


def facts_of(condition: c.Condition, found: dict[str, None] | None = None) -> dict[str, None]:
    """Every fact that a condition can ask, whatever the situation, in order."""
    found = {} if found is None else found
    match condition:
        case c.Test():
            found[condition.fact] = None
        case c.LevelTest():
            found.update(facts_of_level(condition.level))
        case c.Met():
            facts_of_rule(condition.target, found)
        case _:
            for part in c.parts(condition):
                facts_of(part, found)
    return found


def facts_of_rule(rule: Criterion | Group, found: dict[str, None] | None = None) -> dict[str, None]:
    """Every fact that a criterion, or a group with its criteria, can ask."""
    found = {} if found is None else found
    inner = (
        (*((rule.applies_when,) if rule.applies_when else ()),)
        if isinstance(rule, Group)
        else tuple(x for x in (rule.met_when, rule.unless, rule.applies_when) if x)
    )
    for condition in inner:
        facts_of(condition, found)
    if isinstance(rule, Group):
        for criterion in rule.criteria:
            facts_of_rule(criterion, found)
    return found


def facts_of_level(level: Level) -> dict[str, None]:
    """Every fact that a level can ask."""
    found: dict[str, None] = {}
    for when in (*level.when, level.applies_when):
        if when:
            facts_of(when, found)
    for _, member in level.members:
        found.update(facts_of_level(member))
    return found


def tests_in(conditions: Iterable[c.Condition]) -> set[tuple[str, int]]:
    """Every test of a fact that some conditions can reach: the fact and the mask of cells that pass."""
    found: set[tuple[str, int]] = set()
    seen: set[int] = set()
    stack = list(conditions)
    while stack:
        condition = stack.pop()
        if condition.key in seen:
            continue
        seen.add(condition.key)
        if isinstance(condition, c.Test):
            found.add((condition.fact, condition.mask))
        elif isinstance(condition, c.Met):
            stack += of_rule(condition.target)
        elif isinstance(condition, c.LevelTest):
            level = condition.level
            for one in (level, *(m for _, m in level.members)):
                stack += [w for w in (*one.when, one.applies_when) if w]
        else:
            stack += c.parts(condition)
    return found


def of_rule(rule: Criterion | Group) -> list[c.Condition]:
    """The conditions of a criterion, or of a group and its criteria."""
    if isinstance(rule, Group):
        own = [rule.applies_when] if rule.applies_when else []
        return own + [x for criterion in rule.criteria for x in of_rule(criterion)]
    return [x for x in (rule.met_when, rule.unless, rule.applies_when) if x]


def law_of(rulebook: Rulebook) -> list[c.Condition]:
    """The conditions on which a status can rest."""
    return [rulebook.engaged_when, *(x for basis in rulebook.bases for x in of_rule(basis))]


def despite(node: Explanation) -> list[Explanation]:
    """The leaves under a settled node that point the other way."""
    if node.truth == OPEN:
        return []
    return [
        leaf
        for leaf, sign in _leaves(node, sign=True)
        if leaf.truth != OPEN and (leaf.truth == TRUE) != (sign == (node.truth == TRUE))
    ]


def _leaves(node: Explanation, *, sign: bool) -> Iterator[tuple[Explanation, bool]]:
    """The leaves of a tree, each with whether it counts for (true) or against (false) the root being true."""
    if isinstance(node.condition, c.Not):
        yield from _leaves(node.children[0], sign=not sign)
    elif node.children:
        met_otherwise = isinstance(node.condition, c.Any | c.By) and node.truth == TRUE
        for child in node.children:
            if not met_otherwise or child.truth == TRUE:  # an alternative that was not needed speaks against nothing
                yield from _leaves(child, sign=sign)
    else:
        yield node, sign
