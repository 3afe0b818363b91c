"""The rules as other engines get them (bench/peers.py) say what casecli says."""

import datetime as dt
import sys
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from casecli.engine.evaluate import NO_VALUE, Evaluator
from casecli.engine.readings import NESTED, readings
from casecli.loading.library import Library
from casecli.model.rulebook import InForce

sys.path.append(str(Path(__file__).parents[1] / "bench"))

from peer_engines import by_casecli, formulas
from peer_engines.cases import part_of, random_columns
from peer_engines.translate import Translation, rules_of
from peers import PEERS, answers_of, differences

DOMAIN = "intervention"
COUNT = 200


class Plain:
    """Formulas worked out for one case in Python: the simplest engine there is."""

    def __init__(self, case, steps):
        self.case, self.steps = case, steps

    def among(self, fact, cells, of):
        assert max(cells) < of
        return self.case[fact] in cells

    def every(self, parts):
        return all(parts)

    def some(self, parts):
        return any(parts)

    def negated(self, part):
        return not part

    def at_least(self, least, parts):
        return sum(parts) >= least

    def step(self, name):
        return self.holds(self.steps[name])

    def holds(self, formula):
        return formula if isinstance(formula, bool) else formulas.write(formula, self)


@cache
def library():
    return Library()


@cache
def columns():
    return random_columns(library(), COUNT)


@cache
def yardstick():
    return [answers_of(by_casecli.Grounds(library().rulebook, DOMAIN, scored=x), columns()) for x in (False, True)]


def rows():
    return [dict(zip(columns(), row, strict=True)) for row in zip(*columns().values(), strict=True)]


def test_the_same_seed_draws_the_same_cases():
    assert columns() == random_columns(library(), COUNT)
    assert columns() != random_columns(library(), COUNT, seed=1)


def test_cases_are_complete():
    for name, fact in library().rulebook.facts.items():
        assert len(columns()[name]) == COUNT
        assert set(columns()[name]) <= set(range(fact.cells))


def test_every_status_occurs_and_both_scores_vary():
    assert set(Counter(status for (status,) in yardstick()[0])) == set(range(len(formulas.STATUSES)))
    assert all(len({x[i] for x in yardstick()[1]}) > 10 for i in (1, 2))


def asked_plainly(rulebook, name):
    """(what was translated, the reading, and for some cases the plain engine and casecli's)."""
    reading = readings(rulebook, rulebook.as_of)[name]
    found = Translation(rulebook, DOMAIN)
    return found, reading, [(Plain(r, found.steps), evaluator(rulebook, r, reading)) for r in rows()[:30]]


def evaluator(rulebook, row, reading):
    return Evaluator(rulebook, by_casecli.situation_of(rulebook, DOMAIN, row), reading)


def on(year):
    """The rulebook with the law of another day."""
    return library().rulebook._replace(as_of=dt.date(year, 6, 30)) if year else library().rulebook


@pytest.mark.parametrize(("year", "name"), [*((None, n) for n in NESTED), (1930, NESTED[2]), (1948, NESTED[2])])
def test_every_criterion_and_basis_is_translated_rightly(year, name):
    rulebook = on(year)
    found, reading, engines = asked_plainly(rulebook, name)
    criteria = [(x, found.met(x, reading)) for x in rulebook.criteria.values()]
    bases = [(x, found.basis(x, reading)) for x in rulebook.bases]
    for plain, own in engines:
        for x, formula in criteria:
            assert plain.holds(formula) is bool(own.finding(x).truth[0]), x.id
        for x, formula in bases:
            assert plain.holds(formula) is bool(own.basis(x).truth[0]), x.id


def bases_not_in_the_data(rulebook):
    """Bases with elements not in force, or asked only on a condition."""
    basis = rulebook.bases[0]
    later, scope = InForce(dt.date(2100, 1, 1)), rulebook.engaged_when
    first, *rest = basis.criteria
    yield basis._replace(criteria=(first._replace(in_force=later), *rest))
    yield basis._replace(criteria=tuple(x._replace(in_force=later) for x in basis.criteria))
    yield basis._replace(criteria=tuple(x._replace(applies_when=scope) for x in basis.criteria))
    yield basis._replace(criteria=(), applies_when=scope)
    yield basis._replace(applies_when=scope)


@pytest.mark.parametrize("place", range(5))
def test_bases_that_the_data_does_not_have_are_translated_rightly(place):
    rulebook = library().rulebook
    basis = list(bases_not_in_the_data(rulebook))[place]
    found, reading, engines = asked_plainly(rulebook, NESTED[2])
    formula = found.basis(basis, reading)
    for plain, own in engines:
        assert plain.holds(formula) is bool(own.basis(basis).truth[0])


@pytest.mark.parametrize("year", [None, 1946, 2008])
def test_levels_are_translated_rightly(year):
    rulebook = on(year)
    found, reading, engines = asked_plainly(rulebook, NESTED[1])
    for level in rulebook.levels.values():
        values = [found.level_is(level, i, reading) for i in range(len(level.values))]
        for plain, own in engines:
            mask = sum(plain.holds(x) << i + 1 for i, x in enumerate(values))
            assert (mask or NO_VALUE) == own.level(level), level.id


def test_what_is_settled_is_left_out():
    a, b = formulas.Among("a", (1,), 2), formulas.Among("b", (0, 2), 3)
    assert formulas.every(True, a) == a
    assert formulas.every(a, False) is False
    assert formulas.some(a, True) is True
    assert formulas.some(False, b) == b
    assert formulas.every() is True
    assert formulas.some() is False
    assert formulas.negated(formulas.negated(a)) == a
    assert formulas.at_least(2, a, True, False, b) == formulas.AtLeast(1, (a, b))
    assert formulas.at_least(1, a, True) is True
    assert formulas.at_least(3, a, True, False) is False
    assert formulas.total([(3, True), (2, a), (2, b), (1, False)]) == formulas.Sum(3, {2: [a, b]})


@pytest.mark.parametrize("carrier", [by_casecli.Planes, by_casecli.Words])
def test_planes_answer_as_one_case_does(carrier):
    rulebook = library().rulebook
    for scored, right in zip((False, True), yardstick(), strict=True):
        planes = carrier(rulebook, DOMAIN, rules_of(rulebook, DOMAIN, scored=scored), scored=scored)
        assert answers_of(planes, columns()) == right


@pytest.mark.parametrize(("module", "packages"), [peer[:2] for peer in PEERS])
def test_a_peer_answers_as_casecli_does(module, packages):
    for package in packages:
        pytest.importorskip(package)
    rulebook = library().rulebook
    rules = [rules_of(rulebook, DOMAIN, scored=scored) for scored in (False, True)]
    for engine in import_module(f"peer_engines.{module}").ENGINES:
        assert list(differences([engine(r) for r in rules], columns(), yardstick())) == []


def test_a_wrong_answer_is_named():
    rulebook = library().rulebook
    planes = by_casecli.Planes(rulebook, DOMAIN, rules_of(rulebook, DOMAIN, scored=False), scored=False)
    right = answers_of(planes, part_of(columns(), 0, 5))
    wrong = [*right[:3], ("something else",), right[4]]
    [line] = differences([planes], part_of(columns(), 0, 5), [wrong])
    assert line.startswith(f"{planes.title}: case 3 is")
