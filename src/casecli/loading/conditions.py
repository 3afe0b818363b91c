"""Conditions: from their YAML form to interned objects."""

from collections.abc import Callable
from typing import Any

from casecli.loading.faults import Faults, Path, did_you_mean, listed, spelled
from casecli.loading.values import read_value
from casecli.model import conditions as c
from casecli.model.facts import Fact, Value, cell_of
from casecli.model.rulebook import Criterion, Group, Level, Point

BOUNDS = ("at_least", "at_most", "above", "below")
RESERVED = ("always", "all", "any", "not", "count", "by", "met", "domain")
DEEPEST = 24
GIVEN = {"examples", "fixtures", "worked_examples"}
"""Where a rulebook gives facts values instead of testing them."""
NOWHERE: c.Condition = c.Always(0)


class ConditionReader:
    """Reads the conditions of one rulebook.

    ``target`` finds the criterion or basis that a `met` names, ``level`` a level; both may read further
    conditions on the way. Equal conditions come out as one object.
    """

    def __init__(
        self,
        facts: dict[str, Fact],
        points: dict[str, Point],
        target: Callable[[str, Path], Criterion | Group | None],
        level: Callable[[str, Path], Level | None],
        faults: Faults,
    ) -> None:
        self.facts, self.points, self.target, self.level, self.faults = facts, points, target, level, faults
        self.known: dict[Any, c.Condition] = {("always",): NOWHERE}
        self.forms: dict[str, Callable[[Any, Path], c.Condition]] = {
            "all": lambda v, p: self._several(c.All, v, p),
            "any": lambda v, p: self._several(c.Any, v, p),
            "not": self._negation,
            "count": self._count,
            "by": self._by,
            "met": self._met,
            "domain": self._domain,
        }

    def read(self, form: Any, path: Path) -> c.Condition:
        """The condition that a YAML form stands for; faults are noted and give `always`."""
        if form == "always":
            return NOWHERE
        if not isinstance(form, dict) or not form:
            return self._wrong(path, f"expected a condition, found {spelled(form)}", "write `fact: value`")
        if len(path) > DEEPEST * 2:
            return self._wrong(path, "this condition is nested too deep", "give its parts ids and use `met`")
        read = [
            self.forms[k](v, (*path, k)) if k in self.forms else self._test(k, v, (*path, k)) for k, v in form.items()
        ]
        return read[0] if len(read) == 1 else self._combine(c.All, tuple(read))

    def combine(self, *conditions: c.Condition) -> c.Condition:
        """All of the conditions as one."""
        kept = tuple(x for x in conditions if x is not NOWHERE)
        return kept[0] if len(kept) == 1 else self._combine(c.All, kept) if kept else NOWHERE

    def _wrong(self, path: Path, message: str, hint: str | None = None, code: str = "bad-condition") -> c.Condition:
        self.faults.add(path, code, message, hint)
        return NOWHERE

    def _keep(self, identity: Any, make: Callable[[int], c.Condition]) -> c.Condition:
        found = self.known.get(identity)
        if found is None:
            found = self.known[identity] = make(len(self.known))
        return found

    def _combine(self, kind: Any, children: tuple[c.Condition, ...]) -> c.Condition:
        points = _points(children)
        identity = (kind, *(x.key for x in children))
        return self._keep(identity, lambda key: kind(key, points, children))

    def _several(self, kind: Any, forms: Any, path: Path) -> c.Condition:
        if not isinstance(forms, list) or not forms:
            return self._wrong(path, f"expected a list of conditions, found {spelled(forms)}")
        return self._combine(kind, tuple(self.read(f, (*path, i)) for i, f in enumerate(forms)))

    def _negation(self, form: Any, path: Path) -> c.Condition:
        child = self.read(form, path)
        if child.points:
            return self._wrong(
                path,
                f"a negation may not rest on a contested point ({listed(child.points)})",
                "say it positively in the branches of `by`",
                "by-under-negation",
            )
        return self._keep((c.Not, child.key), lambda key: c.Not(key, (), child))

    def _count(self, form: Any, path: Path) -> c.Condition:
        if not isinstance(form, dict) or form.keys() != {"at_least", "of"} or not isinstance(form["of"], list):
            return self._wrong(path, "count takes {at_least: N, of: [conditions]}")
        least = form["at_least"]
        if isinstance(least, bool) or not isinstance(least, int) or not 1 <= least <= len(form["of"]):
            return self._wrong((*path, "at_least"), f"at_least is a whole number from 1 to {len(form['of'])}")
        children = tuple(self.read(f, (*path, "of", i)) for i, f in enumerate(form["of"]))
        identity = (c.Count, least, *(x.key for x in children))
        return self._keep(identity, lambda key: c.Count(key, _points(children), least, children))

    def _by(self, form: Any, path: Path) -> c.Condition:
        if not isinstance(form, dict) or len(form) != 1:
            return self._wrong(path, "by takes one contested point: {point: {position: condition}}")
        [(name, branches)] = form.items()
        point = self.points.get(name)
        if point is None or not isinstance(branches, dict) or not branches:
            return self._wrong((*path, name), f"unknown contested point {name!r}", did_you_mean(name, self.points))
        places = {p.id: i for i, p in enumerate(point.positions)}
        read = []
        for position, branch in branches.items():
            at = (*path, name, position)
            if position not in places:
                self._wrong(at, f"{name} has no position {position!r}", did_you_mean(position, places))
                continue
            needs = point.positions[places[position]].needs
            condition = self.read(branch, at)
            read.append((places[position], self.combine(needs, condition) if needs else condition))
        read.sort(key=lambda pair: pair[0])
        inner = _points(tuple(x for _, x in read))
        points = tuple(sorted({name, *inner}))
        identity = (c.By, name, *((i, x.key) for i, x in read))
        return self._keep(identity, lambda key: c.By(key, points, name, tuple(read)))

    def _met(self, form: Any, path: Path) -> c.Condition:
        target = self.target(form, path) if isinstance(form, str) else None
        if target is None:
            return self._wrong(path, f"no criterion or basis has the id {spelled(form)!r}", code="unknown-criterion")
        return self._keep((c.Met, target.id), lambda key: c.Met(key, target.points, target))

    def _domain(self, form: Any, path: Path) -> c.Condition:
        domains = tuple(form) if isinstance(form, list) else (form,)
        if not domains or not all(isinstance(d, str) for d in domains):
            return self._wrong(path, "domain takes the name of a domain or a list of them")
        return self._keep((c.InDomain, domains), lambda key: c.InDomain(key, (), domains))

    def _test(self, name: str, form: Any, path: Path) -> c.Condition:
        fact = self.facts.get(name)
        if fact is not None:
            mask = self._mask(fact, form, path)
            return self._keep((c.Test, name, mask), lambda key: c.Test(key, (), name, mask))
        level = self.level(name, path)
        if level is not None:
            mask = self._level_mask(level, form, path) << 1  # bit 0 stands for no value
            return self._keep((c.LevelTest, name, mask), lambda key: c.LevelTest(key, (), level, mask))
        hint = did_you_mean(name, (*self.facts, *RESERVED))
        return self._wrong(path, f"no fact or level has the id {name!r}", hint, "unknown-fact")

    def _mask(self, fact: Fact, form: Any, path: Path) -> int:
        """The cells of a fact that pass a test."""
        if isinstance(form, dict):
            if fact.kind == "number":
                return _number_mask(fact, form)
            if fact.kind != "scale":
                self._wrong(path, f"bounds are for scales and numbers; {fact.id} is a {fact.kind}")
                return fact.anything
            return self._ordered_mask(fact.values, form, path)
        mask = 0
        for value in form if isinstance(form, list) else [form]:
            known = read_value(fact, value, path, self.faults)
            mask |= cell_of(fact, known) if known is not None else fact.anything
        return mask

    def _level_mask(self, level: Level, form: Any, path: Path) -> int:
        if isinstance(form, dict):
            return self._ordered_mask(level.values, form, path)
        mask = 0
        for value in form if isinstance(form, list) else [form]:
            if value not in level.values:
                self._wrong(path, f"{level.id} takes {listed(level.values)}; found {spelled(value)}")
            else:
                mask |= 1 << level.values.index(value)
        return mask

    def _ordered_mask(self, values: tuple[Value, ...], form: dict[str, Any], path: Path) -> int:
        mask = (1 << len(values)) - 1
        for bound, value in form.items():
            if bound not in BOUNDS or value not in values:
                what = bound if bound not in BOUNDS else value
                known = BOUNDS if bound not in BOUNDS else values
                self._wrong((*path, bound), f"expected {listed(known)}, found {spelled(what)}")
                continue
            i = values.index(value)
            below, upto = (1 << i) - 1, (1 << i + 1) - 1
            mask &= {"at_least": ~below, "at_most": upto, "above": ~upto, "below": below}[bound]
        return mask


def _points(children: tuple[c.Condition, ...]) -> tuple[str, ...]:
    return tuple(sorted({p for x in children for p in x.points}))


def _number_mask(fact: Fact, form: dict[str, Any]) -> int:
    """The cells of a number within bounds that `number_bounds` has collected before."""
    mask = fact.anything
    for bound, value in form.items():
        i = fact.bounds.index(float(value)) * 2 + 1
        below, upto = (1 << i) - 1, (1 << i + 1) - 1
        mask &= {"at_least": ~below, "at_most": upto, "above": ~upto, "below": below}[bound]
    return mask


def number_bounds(form: Any, path: Path, numbers: dict[str, set[float]], faults: Faults) -> None:
    """Collect the numbers that tests anywhere in some plain data compare number facts with."""
    if isinstance(form, dict):
        for key, value in form.items():
            names = _numbers_meant(key, numbers) if path and path[0] != "facts" and not GIVEN & {*path} else []
            for name in names:
                _collect(name, value, (*path, key), numbers, faults)
            if not names:
                number_bounds(value, (*path, key), numbers, faults)
    elif isinstance(form, list):
        for i, value in enumerate(form):
            number_bounds(value, (*path, i), numbers, faults)


def _numbers_meant(key: str, numbers: dict[str, set[float]]) -> list[str]:
    """The number facts that a key of a condition names: itself, or all that its `*` stands for."""
    if "*" not in key:
        return [key] if key in numbers else []
    before, after = key.split("*", 1)
    return [name for name in numbers if name.startswith(before) and name.endswith(after)]


def _collect(name: str, test: Any, path: Path, numbers: dict[str, set[float]], faults: Faults) -> None:
    bounds = test if isinstance(test, dict) else {}
    if isinstance(test, int | float) and not isinstance(test, bool):
        numbers[name].add(float(test))
        return
    for bound, value in bounds.items():
        right = isinstance(value, int | float) and not isinstance(value, bool) and bound in BOUNDS
        if right:
            numbers[name].add(float(value))
        else:
            faults.add((*path, bound), "bad-condition", f"{name} is tested with {listed(BOUNDS)} and a number")
    if not bounds:
        faults.add(path, "bad-condition", f"{name} is tested with a number or {listed(BOUNDS)}")
