"""Compile a rulebook: from checked plain data to the nouns, with every reference resolved.

The same code reads a rulebook for the first time, when the faults it notes are reported, and reads the fast form
at every start, when there are none.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from casecli.loading.conditions import ConditionReader
from casecli.loading.days import day
from casecli.loading.faults import Faults, Path, did_you_mean, listed, spelled
from casecli.loading.mandates import build_mandate, build_veto
from casecli.loading.places import NAMES, NOTES, Place, classes, criteria_places, ids_of, law_places, score_groups
from casecli.loading.values import read_value
from casecli.model import conditions as c
from casecli.model.council import Mandate, state_names
from casecli.model.facts import NO_STEPS, Derivation, Fact, SourceRef, cell_of, silent
from casecli.model.later import Later, LaterMap
from casecli.model.rulebook import (
    ALWAYS_IN_FORCE,
    R2P,
    CouncilRule,
    Criterion,
    Group,
    InForce,
    Level,
    Point,
    Position,
    Qualifier,
    Rulebook,
    Score,
    Source,
    Taxonomy,
)

if TYPE_CHECKING:
    from casecli.model.factors import AnyFactor
    from casecli.model.learning import Misconception

Plain = dict[str, Any]
NOT_ENGAGED = "not_engaged"


def compile_rulebook(
    plain: Plain, faults: Faults, *, at_once: bool = False, facts: dict[str, Fact] | None = None
) -> Rulebook:
    """The rulebook of some merged, shape-checked plain data; what does not fit is noted in ``faults``.

    The result is only of use where no fault is an error. Items of scores are compiled when first looked at; with
    ``at_once`` before this returns, so that every fault is noted. ``facts`` are those of the same data, where they
    have been compiled before.
    """
    compiler = _Compiler(plain, faults, facts)
    if at_once:
        compiler.compile_all()
    return compiler.rulebook()


def refs(entries: list[Plain] | None) -> tuple[SourceRef, ...]:
    """The references to sources of an entry."""
    return tuple([SourceRef(e["id"], e.get("at"), e.get("note")) for e in entries]) if entries else ()


def _in_force(entry: Plain | None) -> InForce:
    return InForce(day(entry.get("from")), day(entry.get("until"))) if entry else ALWAYS_IN_FORCE


class _Compiler:
    """One compilation. Criteria, bases and levels are read when first referred to, so order in files is free."""

    def __init__(self, plain: Plain, faults: Faults, facts: dict[str, Fact] | None) -> None:
        self.plain, self.faults = plain, faults
        forms = enumerate(plain.get("facts", ()))
        self.facts = facts if facts is not None else {f["id"]: self._fact(f, ("facts", i)) for i, f in forms}
        self.points: dict[str, Point] = {}
        self.conditions = ConditionReader(self.facts, self.points, self._target, self._level, faults)
        self.criteria: dict[str, Criterion] = {}
        self.bases: dict[str, Group] = {}
        self.levels: dict[str, Level] = {}
        self.reading: list[str] = []
        self.base_forms = {b["id"]: (b, ("bases", i)) for i, b in enumerate(plain.get("bases", ()))}
        self.level_forms = {form["id"]: (form, ("levels", i)) for i, form in enumerate(plain.get("levels", ()))}
        self.member_levels = {
            f"{m}_{form['id']}": form["id"] for form in plain.get("levels", ()) for m in form.get("each", ())
        }

    @cached_property
    def where(self) -> dict[str, Place]:
        """Where every criterion stands; made only where one is looked up by its id."""
        return dict(criteria_places(self.plain))

    @cached_property
    def law(self) -> dict[str, Place]:
        """Where the criteria stand that belong to no score or class."""
        return dict(law_places(self.plain))

    def rulebook(self) -> Rulebook:
        plain = self.plain
        self._read_points()
        every = self._every_basis()
        bases = tuple(self._basis(b["id"], ("bases", i)) for i, b in enumerate(plain.get("bases", ())))
        for name, (_, path) in self.level_forms.items():
            self._level(name, path)
        scores = self._scores()
        qualifiers = tuple(self._qualifier(q, ("qualifiers", i)) for i, q in enumerate(plain.get("qualifiers", ())))
        engaged = self._free_of_points(self._condition(plain["engaged_when"], ("engaged_when",)), ("engaged_when",))
        return Rulebook(
            id=plain["id"],
            version=plain["version"],
            digest=plain.get("digest", ""),
            as_of=day(plain["as_of"]) or date.max,
            facts=self.facts,
            derived=tuple(fact for fact in self.facts.values() if fact.derived),
            authoritative=tuple(fact for fact in self.facts.values() if fact.authoritative),
            silent={name: silent(fact) for name, fact in self.facts.items()},
            points=self.points,
            readings={r["id"]: r["positions"] for r in plain.get("readings", ())},
            criteria=LaterMap(lambda: self.where, self._sure_criterion),
            engaged_when=engaged,
            every_basis=every,
            bases=tuple(b for b in bases if b),
            qualifiers=qualifiers,
            r2p=self._r2p(plain.get("r2p")),
            levels=self.levels,
            scores=scores,
            taxonomies=self._taxonomies(),
            routes=self._routes(),
            vetoes=Later(lambda: map(build_veto, plain.get("vetoes", ()))),
            members=self._members(),
            mandates=self._mandates(),
            council=self._council(),
            sources=self._sources(),
            notes={section: plain.get(section, ()) for section in NOTES},
            misconceptions=Later(self._misconceptions),
            factors=Later(self._factors),
        )

    def _misconceptions(self) -> "Iterable[Misconception]":
        """The wrong beliefs that answers can show; compiled when first looked at."""
        from casecli.loading.misconceptions import Ids, read_misconceptions  # noqa: PLC0415 - only where a paper is marked

        groups = {*self.base_forms, *(x.form["id"] for x in (*score_groups(self.plain), *classes(self.plain)))}
        sources = {s["id"] for s in self.plain.get("sources", ())}
        rules = {*self.where, *self.base_forms}

        def condition(form: Any, path: Path) -> c.Condition:
            return self._free_of_points(self._condition(form, path), path)

        ids = Ids(rules, groups, self.facts, self.points, sources, condition)
        return read_misconceptions(self.plain.get("misconceptions", ()), ids, self.faults)

    def compile_all(self) -> None:
        """Compile every criterion now."""
        self._read_points()
        for name, found in self.where.items():
            self._criterion(name, found.path)
        list(self._misconceptions())
        self._factors()

    def _factors(self) -> "list[AnyFactor]":
        """The factors over which past cases are compared; compiled when first looked at."""
        from casecli.loading.factors import FactorReader  # noqa: PLC0415 - only where past cases are compared

        return FactorReader(self.facts, self._optional, self.faults).read(self.plain.get("factors", ()))

    def _fact(self, form: Plain, path: Path) -> Fact:
        kind = form["kind"]
        values = (False, True) if kind == "boolean" else tuple(form.get("values", ()))
        if (kind in ("choice", "scale")) != bool(form.get("values")):
            self.faults.add(path, "bad-fact", f"a {kind} {'takes no' if values else 'needs'} values")
        fact = Fact(
            id=form["id"],
            title=form["title"],
            kind=kind,
            values=values if kind != "number" else (),
            unit=form.get("unit"),
            scope=form["scope"],
            question=form["question"],
            note=form.get("note"),
            presumed=form.get("presumed"),
            presumed_why=form.get("presumed_why"),
            presumed_sources=refs(form.get("presumed_sources")),
            authoritative=form.get("authoritative", False),
            changed_by=form["changed_by"],
            sources=refs(form.get("sources")),
            bounds=tuple(self.plain.get("number_bounds", {}).get(form["id"], ())),
            derived=_derivation(form["derived"]) if "derived" in form else None,
            steps=form.get("steps", NO_STEPS),
            background=form.get("background", False),
        )
        if "never_advised" in form or fact.steps:
            fact = self._advisable(fact, form, path)
        if fact.presumed is not None:
            read_value(fact, fact.presumed, (*path, "presumed"), self.faults)
            if not (fact.presumed_why and fact.presumed_sources):
                message = f"the presumption of {fact.id} needs presumed_why and presumed_sources"
                self.faults.add(path, "no-source", message)
        return fact

    def _advisable(self, fact: Fact, form: Plain, path: Path) -> Fact:
        """A fact with the values that advice leaves out; its steps are told of values that it has."""
        mask = 0
        for i, value in enumerate(form.get("never_advised", ())):
            known = read_value(fact, value, (*path, "never_advised", i), self.faults)
            mask |= cell_of(fact, known) if known is not None else 0
        names = [spelled(v) for v in fact.values]
        for name in fact.steps:
            if name not in names:
                message = f"a value of {fact.id}: {listed(names)}"
                self.faults.add((*path, "steps", name), "bad-value", message, did_you_mean(name, names), on_key=True)
        return fact._replace(never_advised=mask)

    def _read_points(self) -> None:
        """Positions first without, then with their needs, so that a need may use any criterion."""
        if self.points:
            return
        forms = self.plain.get("contested", ())
        for form in forms:
            self.points[form["id"]] = Point(
                form["id"], form["title"], form["question"], tuple(_position(p, None) for p in form["positions"])
            )
        for i, form in enumerate(forms):
            positions = []
            for j, p in enumerate(form["positions"]):
                path: Path = ("contested", i, "positions", j, "needs")
                needs = self._free_of_points(self._condition(p["needs"], path), path) if "needs" in p else None
                positions.append(_position(p, needs))
            self.points[form["id"]] = self.points[form["id"]]._replace(positions=tuple(positions))

    def _condition(self, form: Any, path: Path) -> c.Condition:
        return self.conditions.read(form, path)

    def _free_of_points(self, condition: c.Condition, path: Path) -> c.Condition:
        if condition.points:
            message = f"this may not rest on a contested point ({listed(condition.points)})"
            self.faults.add(path, "by-under-negation", message, "a `by` stands only in met_when")
        return condition

    def _optional(self, form: Plain, key: str, path: Path) -> c.Condition | None:
        if key not in form:
            return None
        return self._free_of_points(self._condition(form[key], (*path, key)), (*path, key))

    def _enter(self, name: str, path: Path) -> bool:
        """Whether an id may be read now; false, with a fault, where it is being read already."""
        if name in self.reading:
            self.faults.add(path, "cycle", f"these refer to each other: {' -> '.join([*self.reading, name])}")
            return False
        self.reading.append(name)
        return True

    def _target(self, name: str, path: Path) -> Criterion | Group | None:
        if name in self.base_forms:
            return self._basis(name, path)
        if name in self.law:
            return self._criterion(name, path, self.law[name])
        return self._criterion(name, path) if name in self.where else None

    def _criterion(self, name: str, path: Path, place_of: Place | None = None) -> Criterion | None:
        if name in self.criteria:
            return self.criteria[name]
        if not self._enter(name, path):
            return None
        found_at = place_of or self.where[name]
        form, place = found_at.form, found_at.path
        met_when = self._condition(form["met_when"], (*place, "met_when"))
        found = Criterion(
            id=name,
            title=form["title"],
            lacks=form.get("lacks"),
            question=form.get("question") or form["title"],
            met_when=met_when,
            unless=self._optional(form, "unless", place),
            applies_when=self._optional(form, "applies_when", place),
            in_force=_in_force(form.get("in_force")),
            sources=refs(form.get("sources")),
            why=form.get("why"),
            good=form.get("good"),
            can=form.get("can"),
            cannot=form.get("cannot"),
            covers=tuple(form.get("covers", ())),
            standards=refs(form.get("standards")),
            examples=form.get("examples", {}),
            points=met_when.points,
            group=found_at.group,
            weight=form.get("weight", 1 if place[0] == "taxonomies" else 0),
            critical=bool(form.get("critical") or form.get("defining")),
            polarity=form.get("polarity", "safeguard"),
            phase=form.get("phase"),
        )
        self.reading.pop()
        self.criteria[name] = found
        return found

    def _sure_criterion(self, name: str) -> Criterion:
        """A criterion of a rulebook without faults."""
        found = self._criterion(name, self.where[name].path)
        if found is None:  # only while a cycle is being reported
            raise KeyError(name)
        return found

    def _routes(self) -> tuple[Criterion, ...]:
        ids = [form["id"] for form in self.plain.get("routes", ())]
        found = [self._criterion(name, ("routes",), self.law[name]) for name in ids]
        return tuple(x for x in found if x)

    def _members(self) -> LaterMap[str]:
        @cache
        def names() -> dict[str, str]:
            worked_out = self.plain.get(NAMES)
            return dict(worked_out) if worked_out else state_names(self.plain.get("states", ()))

        return LaterMap(names, lambda name: names()[name])

    def _mandates(self) -> LaterMap[Mandate]:
        @cache
        def by_id() -> dict[str, Plain]:
            return {form["id"]: form for form in self.plain.get("mandates", ())}

        return LaterMap(by_id, lambda name: build_mandate(by_id()[name]))

    def _sources(self) -> LaterMap[Source]:
        @cache
        def by_id() -> dict[str, Plain]:
            return {form["id"]: form for form in self.plain.get("sources", ())}

        def build(name: str) -> Source:
            form = by_id()[name]
            return Source(name, form["title"], form["short"], form["status"], day(form.get("date")), form.get("url"))

        return LaterMap(by_id, build)

    def _every_basis(self) -> tuple[Criterion, ...]:
        ids = [form["id"] for form in self.plain.get("every_basis", ())]
        found = [self._criterion(name, ("every_basis",), self.law[name]) for name in ids]
        return tuple(x for x in found if x)

    def _basis(self, name: str, path: Path) -> Group | None:
        if name in self.bases:
            return self.bases[name]
        if not self._enter(name, path):
            return None
        form, place = self.base_forms[name]
        found = [self._criterion(x["id"], place, self.law[x["id"]]) for x in form["elements"]]
        criteria = (*(x for x in found if x), *self._every_basis())
        group = self._group(form, place, criteria, (p for x in criteria for p in x.points))
        self.reading.pop()
        self.bases[name] = group
        return group

    def _group(self, form: Plain, path: Path, criteria: Sequence[Criterion], points: Iterable[str] = ()) -> Group:
        return Group(
            id=form["id"],
            title=form["title"],
            criteria=criteria,
            applies_when=self._optional(form, "applies_when", path),
            in_force=_in_force(form.get("in_force")),
            blocked_at=form.get("blocked_at"),
            sources=refs(form.get("sources")),
            points=tuple(sorted(set(points))),
        )

    def _scores(self) -> dict[str, Score]:
        forms = {s["id"]: (s, ("scores", i)) for i, s in enumerate(self.plain.get("scores", ()))}
        groups: dict[str, list[Group]] = {name: [] for name in forms}
        for form, path, score, key in score_groups(self.plain):
            if score not in forms:
                hint = did_you_mean(score, forms)
                self.faults.add((*path, "score"), "unknown-criterion", f"no score has the id {score!r}", hint)
                continue
            groups[score].append(self._later_group(form, path, key))
            if form.get("blocked_at", None) not in (None, *forms[score][0]["bands"]):
                self.faults.add((*path, "blocked_at"), "bad-value", f"a band: {listed(forms[score][0]['bands'])}")
        return {name: self._score(form, path, groups[name]) for name, (form, path) in forms.items()}

    def _later_group(self, form: Plain, path: Path, key: str) -> Group:
        """A group whose criteria are compiled when first looked at."""
        within = (*path, key)

        def make() -> Iterator[Criterion]:
            for i, name in enumerate(ids_of(form[key])):
                found = self._criterion(name, (*within, i), Place(form[key], i, within, form["id"]))
                if found:
                    yield found

        return self._group(form, path, Later(make))

    def _taxonomies(self) -> dict[str, Taxonomy]:
        found: dict[str, list[Group]] = {}
        for form, path, taxonomy, key in classes(self.plain):
            found.setdefault(taxonomy, []).append(self._later_group(form, path, key))
        return {
            form["id"]: Taxonomy(
                id=form["id"],
                title=form["title"],
                question=form["question"],
                origin=form["origin"],
                exclusive=form.get("exclusive", False),
                classes=tuple(found[form["id"]]),
                applies_when=self._optional(form, "applies_when", ("taxonomies", i)),
                in_force=_in_force(form.get("in_force")),
                sources=refs(form["sources"]),
            )
            for i, form in enumerate(self.plain.get("taxonomies", ()))
        }

    def _score(self, form: Plain, path: Path, groups: list[Group]) -> Score:
        bands = tuple(sorted(form["bands"].items(), key=lambda pair: pair[1]))
        if form.get("blocked_at", bands[0][0]) not in form["bands"]:
            self.faults.add((*path, "blocked_at"), "bad-value", f"a band: {listed(form['bands'])}")
        if bands[0][1] != 0:
            self.faults.add((*path, "bands"), "bad-value", "the lowest band begins at 0")
        return Score(form["id"], form["title"], tuple(groups), bands, form.get("blocked_at"))

    def _level(self, name: str, path: Path) -> Level | None:
        if name in self.levels:
            return self.levels[name]
        family = self.member_levels.get(name, name)
        if family not in self.level_forms:
            return None
        if not self._enter(family, path):
            return None
        form, place = self.level_forms[family]
        members = tuple((m, self._one_level(form, f"{m}_{family}", m, place)) for m in form.get("each", ()))
        whole = self._level_of(form, family, (), place, members)
        self.levels[family] = whole if members else self._one_level(form, family, None, place)
        self.levels.update({level.id: level for _, level in members})
        self.reading.pop()
        return self.levels[name]

    def _one_level(self, form: Plain, name: str, member: str | None, path: Path) -> Level:
        texts = {str(v): i for i, v in enumerate(form["values"])}
        when: list[c.Condition | None] = [None] * len(texts)
        for value, condition in form["when"].items():
            place = (*path, "when", value)
            if value not in texts:
                self.faults.add(place, "bad-value", f"a value of this level: {listed(texts)}", on_key=True)
                continue
            concrete = _for_member(condition, member) if member else condition
            when[texts[value]] = self._free_of_points(self._condition(concrete, place), place)
        return self._level_of(form, name, tuple(when), path)

    def _level_of(
        self,
        form: Plain,
        name: str,
        when: tuple[c.Condition | None, ...],
        path: Path,
        members: tuple[tuple[str, Level], ...] = (),
    ) -> Level:
        return Level(
            id=name,
            title=form["title"],
            values=tuple(form["values"]),
            when=when,
            applies_when=self._optional(form, "applies_when", path),
            in_force=_in_force(form.get("in_force")),
            sources=refs(form.get("sources")),
            members=members,
        )

    def _qualifier(self, form: Plain, path: Path) -> Qualifier:
        for i, name in enumerate(form.get("of", ())):
            if name not in (*self.base_forms, NOT_ENGAGED):
                hint = did_you_mean(name, (*self.base_forms, NOT_ENGAGED))
                self.faults.add((*path, "of", i), "unknown-criterion", f"no basis has the id {name!r}", hint)
        when = self._condition(form["when"], (*path, "when")) if "when" in form else None
        wider = form.get("wider_positions")
        return Qualifier(
            form["id"],
            tuple(form.get("of", ())),
            when,
            wider["at_least"] if wider else None,
            form["says"],
            refs(form.get("sources")),
        )

    def _r2p(self, form: Plain | None) -> R2P | None:
        if form is None:
            return None
        for i, crime in enumerate(form["crimes"]):
            if crime not in self.facts:
                self.faults.add(("r2p", "crimes", i), "unknown-fact", f"no fact has the id {crime!r}")
        threshold = self._target(form["threshold"], ("r2p", "threshold"))
        pillar = self.levels.get(form["pillar"])
        if threshold is None:
            self.faults.add(("r2p", "threshold"), "unknown-criterion", "no criterion has this id")
        if pillar is None:
            self.faults.add(("r2p", "pillar"), "unknown-fact", "no level has this id")
        known = isinstance(threshold, Criterion)
        return R2P(tuple(form["crimes"]), threshold, pillar) if known and pillar else None  # type: ignore[arg-type]

    def _council(self) -> tuple[CouncilRule, ...]:
        rules = [
            CouncilRule(
                day(r["from"]) or date.min, r["members"], r["majority"], tuple(r["permanent"]), refs(r["sources"])
            )
            for r in self.plain.get("council", ())
        ]
        return tuple(sorted(rules, key=lambda r: r.since))


def _derivation(form: Plain) -> Derivation:
    unless = next(((name, tuple(values)) for name, values in form.get("unless", {}).items()), None)
    return Derivation(
        of=form["of"],
        member=form.get("member"),
        yes=form.get("yes"),
        no=form.get("no"),
        years=form.get("years", 0),
        least=form.get("least", 0),
        unless=unless,
    )


def _position(form: Plain, needs: c.Condition | None) -> Position:
    support = form["support"]
    dated = [(k, day(v)) for k, v in support.items()] if isinstance(support, dict) else [(support, None)]
    return Position(
        form["id"],
        form["title"],
        tuple(sorted(dated, key=lambda pair: pair[1] or date.min)),
        form["says"],
        refs(form.get("sources")),
        refs(form.get("against")),
        needs,
    )


def _for_member(form: Any, member: str) -> Any:
    """A condition with `*` in fact names replaced by the member."""
    if isinstance(form, dict):
        return {k.replace("*", member): _for_member(v, member) for k, v in form.items()}
    return [_for_member(v, member) for v in form] if isinstance(form, list) else form
