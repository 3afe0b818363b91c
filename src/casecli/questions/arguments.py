"""Arguing from past cases in three moves: cite, answer, rebut.

For a side, its best past case is cited: the one that leaves the other side least to distinguish, then the one that
shares most. The other side distinguishes it and cites its own best case against it. The first side distinguishes that
one in turn, and plays down the distinctions that another factor on the same concern makes up for. (The moves are those
of Ashley, Modeling legal argument, 1990, and Aleven, Teaching case-based argumentation through a model and examples,
1997.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from casecli.logic import FALSE, TRUE
from casecli.model.precedents import Profile
from casecli.nouns import NamedTuple
from casecli.questions.constraint import Rule, forces
from casecli.questions.likeness import likeness
from casecli.questions.reasons import Notation

Where = Literal["only_there", "only_here", "weaker_here"]
Pull = Literal["certain", "open", "none"]
Relation = Literal["more_on_point", "as_on_point", "less_on_point", "otherwise"]


class Distinction(NamedTuple):
    """A difference that speaks against following a past case; ``made_up_by`` are factors on the same concern."""

    id: str
    where: Where
    certain: bool
    made_up_by: tuple[str, ...]


class Citation(NamedTuple):
    """A past case cited for a side: whether it forces the result, what is shared, and what can be said against it.

    ``stronger`` is what makes the case at hand stronger for that side than the past one.
    """

    case: str
    forces: Pull
    shared: tuple[str, ...]
    stronger: tuple[str, ...]
    distinctions: tuple[Distinction, ...]


class Argument(NamedTuple):
    """The argument of a side: its best past case, those as good, and the best one against it.

    ``relation`` says whether the case against is more, as or less on point: it shares all that the cited one shares and
    more, the same, less, or something else.
    """

    side: str
    cited: Citation | None
    as_good: tuple[str, ...]
    counter: Citation | None
    relation: Relation | None


class Advocate:
    """Argues one case over a case base."""

    def __init__(self, notation: Notation, known: Sequence[Rule], here: Profile) -> None:
        self.notation, self.base, self.here = notation, notation.base, here
        self.found = notation.read(here)
        self.known = known

    def arguments(self) -> tuple[Argument, ...]:
        """The argument of each side."""
        best = {side: self._ranked(side) for side in self.base.sides}
        return tuple(self._argue(side, best[side], best[self.base.against(side)]) for side in self.base.sides)

    def _argue(self, side: str, own: list[Citation], others: list[Citation]) -> Argument:
        if not own:
            return Argument(side, None, (), None, None)
        cited = own[0]
        as_good = tuple(c.case for c in own[1:] if _merit(c) == _merit(cited))
        if not others:
            return Argument(side, cited, as_good, None, None)
        counter = min(others, key=lambda c: (_CLOSENESS.index(_relation(c, cited)), *_merit(c)))
        return Argument(side, cited, as_good, counter, _relation(counter, cited))

    def _ranked(self, side: str) -> list[Citation]:
        """The past cases that can be cited for a side, the best first."""
        cited = [self.cite(rule) for rule in self.known if rule.side == side]
        return sorted((c for c in cited if c.forces != "none" or self._speaks_for(side, c.shared)), key=_merit)

    def _speaks_for(self, side: str, names: Iterable[str]) -> bool:
        """Whether something among some factors and dimensions favours a side."""
        favoured = {f.id for f in self.base.factors if f.favours == side}
        favoured |= {d.id for d in self.base.dimensions if d.high == side}
        return any(name in favoured for name in names)

    def cite(self, rule: Rule) -> Citation:
        """A past case as its side cites it."""
        side, other = rule.side, self.base.against(rule.side)
        there, here = self.notation.read(rule.case.profile), self.found
        truth = forces(rule, here)
        more = self.notation.names((here[side].sure & ~there[side].may) | (there[other].sure & ~here[other].may))
        distinctions = tuple(self._distinctions(rule))
        weaker = {d.id for d in distinctions}
        return Citation(
            case=rule.case.id,
            forces="certain" if truth == TRUE else "none" if truth == FALSE else "open",
            shared=likeness(self.base, rule.case, self.here).shared,
            stronger=tuple(name for name in more if name not in weaker),
            distinctions=distinctions,
        )

    def _distinctions(self, rule: Rule) -> Iterable[Distinction]:
        """What the rule rests on and is missing or weaker here, and what speaks against it here and not there."""
        here, other = self.found[rule.side], self.found[self.base.against(rule.side)]
        lost, gained = rule.reason.may & ~here.sure, other.may & ~rule.over.sure
        sure = self.notation.names((rule.reason.sure & ~here.may) | (other.sure & ~rule.over.may))
        missing, added = self.notation.names(lost), self.notation.names(gained)
        for name in dict.fromkeys((*missing, *added)):
            where = self._where(name, rule, missing=name in missing)
            yield Distinction(name, where, name in sure, tuple(self._made_up(name, rule, where)))

    def _where(self, name: str, rule: Rule, *, missing: bool) -> Where:
        there, here = name in rule.case.profile.places, name in self.here.places
        if there and here:
            return "weaker_here"
        return "only_there" if missing else "only_here"

    def _made_up(self, name: str, rule: Rule, where: Where) -> Iterable[str]:
        """Factors on a concern of a distinction that make up for it.

        For one that is missing here: another for the same side that is here and was not there. For one that speaks
        against it here: another that spoke against it there and does not here.
        """
        near = {x for concern in self.base.concerns if name in concern.of for x in concern.of} - {name}
        there, here = rule.case.profile.holds, self.here.holds
        side, instead = (
            (self.base.against(rule.side), there - here) if where == "only_here" else (rule.side, here - there)
        )
        return (f.id for f in self.base.factors if f.favours == side and f.id in near & instead)


_CLOSENESS: tuple[Relation, ...] = ("more_on_point", "as_on_point", "otherwise", "less_on_point")


def _relation(counter: Citation, cited: Citation) -> Relation:
    theirs, own = set(counter.shared), set(cited.shared)
    if theirs == own:
        return "as_on_point"
    return "more_on_point" if theirs > own else "less_on_point" if theirs < own else "otherwise"


def _merit(citation: Citation) -> tuple[int, int, int, int]:
    """How good a citation is, the best least: forcing ones first, then few distinctions, then much that is shared."""
    pull = ("certain", "open", "none").index(citation.forces)
    certain = sum(d.certain for d in citation.distinctions)
    return pull, certain, len(citation.distinctions), -len(citation.shared)
