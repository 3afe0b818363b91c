"""Precedents: which past cases force a result, which are nearest, and what each side can argue from them.

The answer is field for field its JSON (`casecli.precedents/1`). Past cases are compared by the factors that they show,
never by names, states or places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isinf
from typing import Literal

from casecli.model.factors import Dimension
from casecli.model.facts import SourceRef
from casecli.model.precedents import CaseBase, PastCase, Place, Profile
from casecli.nouns import NamedTuple
from casecli.questions.arguments import Advocate, Argument
from casecli.questions.constraint import MODELS, Clash, Model, Rule, Standing, clashes, rules, standings
from casecli.questions.likeness import Likeness, nearest
from casecli.questions.practice import Asked
from casecli.questions.reasons import Notation

SCHEMA = "casecli.precedents/1"
Kind = Literal["plain", "dimension", "intermediate"]


class Span(NamedTuple):
    """A place on a dimension in words; both ends the same where it is known, None where an end is open."""

    dimension: str
    low: str | None
    high: str | None


class Shown(NamedTuple):
    """What a case shows of the factors."""

    for_side: dict[str, tuple[str, ...]]
    open: tuple[str, ...]
    places: tuple[Span, ...]


class Listed(NamedTuple):
    """A factor of the case base: plain, a dimension (``favours`` is the side of more), or intermediate."""

    id: str
    title: str
    kind: Kind
    favours: str | None
    of: tuple[str, ...]
    sources: tuple[SourceRef, ...]


class Past(NamedTuple):
    """A past case with its outcome; ``side`` is None where it counts for neither.

    ``reason`` is the one stated for it; None: all that spoke for the side that won.
    """

    id: str
    title: str
    side: str | None
    outcome: str
    by: str | None
    source: str | None
    date: str | None
    reason: tuple[str, ...] | None
    shown: Shown


class Priority(NamedTuple):
    """What a decided case stands for: its reason outranks every set of factors among those named in ``over``."""

    case: str
    side: str
    reason: tuple[str, ...]
    over: tuple[str, ...]


class Consistency(NamedTuple):
    """The clashing pairs of a case base under one model; none that is certain: it is consistent as far as is known."""

    model: Model
    consistent: bool
    clashes: tuple[Clash, ...]


class Base(NamedTuple):
    """The case base: what it holds, what its cases stand for, and whether they agree."""

    title: str
    note: str
    sides: tuple[str, ...]
    factors: tuple[Listed, ...]
    cases: tuple[Past, ...]
    priorities: tuple[Priority, ...]
    consistency: tuple[Consistency, ...]
    remarks: tuple[str, ...]


class Settled(NamedTuple):
    """What past cases settle under one model: for each side whether the case may be decided so."""

    model: Model
    sides: tuple[Standing, ...]


class Response(NamedTuple):
    """What past cases say on one response; ``asked`` is false where the law here is not engaged.

    ``day`` is the day of the response, on which an outcome of a later day was not yet there; ``on_record`` its own
    outcome where it has one, which is not used.
    """

    case: str
    option: str
    title: str
    option_title: str
    kind: str | None
    day: str | None
    on_record: str | None
    asked: bool
    shown: Shown = Shown({}, (), ())
    settled: tuple[Settled, ...] = ()
    nearest: tuple[Likeness, ...] = ()
    arguments: tuple[Argument, ...] = ()


class Precedents(NamedTuple):
    """The whole answer."""

    schema: str
    base: Base
    responses: tuple[Response, ...]


def precedents(base: CaseBase, asked: Sequence[Asked], most: int) -> Precedents:
    """What the past cases say on some responses, with at most so many of the nearest."""
    notation = Notation(base, (x.profile for x in asked if x.profile))
    known = {model: rules(notation, model) for model in MODELS}
    return Precedents(SCHEMA, _base(notation, known), tuple(_response(notation, known, one, most) for one in asked))


def _response(notation: Notation, known: dict[Model, list[Rule]], one: Asked, most: int) -> Response:
    """One response; it is no precedent for itself."""
    own = next((x.said for x in notation.base.cases if _same(x, one)), None)
    about = (one.case, one.option, one.title, one.option_title, one.kind, one.day, own)
    if one.profile is None:
        return Response(*about, asked=False)
    base, here = notation.base, one.profile
    others = {m: [r for r in found if not _same(r.case, one)] for m, found in known.items()}
    rest = base._replace(cases=tuple(x for x in base.cases if not _same(x, one)))
    return Response(
        *about,
        asked=True,
        shown=shown(base, here),
        settled=tuple(Settled(model, standings(notation, others[model], notation.read(here))) for model in MODELS),
        nearest=tuple(nearest(rest, here)[:most]),
        arguments=Advocate(notation, others["reason"], here).arguments(),
    )


def _same(past: PastCase, one: Asked) -> bool:
    return (past.case, past.option) == (one.case, one.option)


def _base(notation: Notation, known: dict[Model, list[Rule]]) -> Base:
    base = notation.base
    return Base(
        title=base.title,
        note=base.note,
        sides=base.sides,
        factors=tuple(_listed(base)),
        cases=tuple(_past(base, x) for x in base.cases),
        priorities=tuple(
            Priority(r.case.id, r.side, notation.names(r.reason.may), notation.names(r.over.may))
            for r in known["reason"]
        ),
        consistency=tuple(_consistency(model, clashes(found)) for model, found in known.items()),
        remarks=base.remarks,
    )


def _past(base: CaseBase, past: PastCase) -> Past:
    reason = tuple(ground.id for ground in past.reason) if past.reason is not None else None
    about = (past.id, past.title, past.outcome, past.said, past.by, past.source, past.date)
    return Past(*about, reason, shown(base, past.profile))


def _listed(base: CaseBase) -> Iterable[Listed]:
    for factor in base.factors:
        yield Listed(factor.id, factor.title, "plain", factor.favours, (), factor.sources)
    for dimension in base.dimensions:
        yield Listed(dimension.id, dimension.title, "dimension", dimension.high, (), dimension.sources)
    for concern in base.concerns:
        yield Listed(concern.id, concern.title, "intermediate", None, concern.of, concern.sources)


def _consistency(model: Model, found: Iterable[Clash]) -> Consistency:
    pairs = tuple(sorted(found, key=lambda pair: not pair.certain))
    return Consistency(model, not any(pair.certain for pair in pairs), pairs)


def shown(base: CaseBase, profile: Profile) -> Shown:
    """What a profile shows, in the order of the case base."""
    for_side = {s: tuple(f.id for f in base.factors if f.favours == s and f.id in profile.holds) for s in base.sides}
    places = tuple(_span(d, profile.places[d.id]) for d in base.dimensions if d.id in profile.places)
    return Shown(for_side, tuple(f.id for f in base.factors if f.id in profile.open), places)


def _span(dimension: Dimension, place: Place) -> Span:
    return Span(dimension.id, _spelled(dimension, place.low), _spelled(dimension, place.high))


def _spelled(dimension: Dimension, at: float) -> str | None:
    if isinf(at):
        return None
    return str(dimension.values[int(at)]) if dimension.values else f"{at:g}"
