"""The readings that a learner names: which positions on contested points they amount to, held for the whole paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from casecli.engine.readings import MAINSTREAM, readings
from casecli.model.learning import Paper
from casecli.model.rulebook import Reading, Rulebook
from casecli.nouns import NamedTuple

ISOLATED = "isolated"


class Stance(NamedTuple):
    """What a paper takes.

    ``reading`` holds for every answer; ``named`` are the points on which a position other than the mainstream one is
    taken; ``clashes`` gives, by criterion, the points on which that answer takes another position than an earlier one;
    ``isolated`` the positions named that no reading rests on, as (point, position): these are not taken.
    """

    reading: Reading
    named: tuple[str, ...]
    clashes: dict[str, tuple[str, ...]]
    isolated: tuple[tuple[str, str], ...]
    own: dict[str, Reading]

    def of(self, criterion: str) -> Reading:
        """The reading under which an answer is judged: its own positions, for the rest those of the paper."""
        return self.own.get(criterion, self.reading)


def stance_of(rulebook: Rulebook, day: date, paper: Paper) -> Stance:
    """The positions that a paper takes, by the law of a day."""
    by_name = readings(rulebook, day)
    mainstream = by_name[MAINSTREAM].positions
    isolated: dict[tuple[str, str], None] = {}
    taken = _positions(rulebook, by_name, day, paper.reading, rulebook.points, isolated)
    own: dict[str, dict[str, int]] = {}
    clashes: dict[str, tuple[str, ...]] = {}
    for answer in paper.answers:
        points = points_of(rulebook, answer.criterion)
        chosen = _positions(rulebook, by_name, day, answer.reading, points, isolated)
        if chosen:
            own[answer.criterion] = chosen
            against = tuple(p for p, position in chosen.items() if taken.get(p, position) != position)
            if against:
                clashes[answer.criterion] = against
        taken = chosen | taken
    whole = mainstream | taken
    named = tuple(p for p in rulebook.points if whole[p] != mainstream[p])
    answers = {name: Reading("own", whole | chosen) for name, chosen in own.items()}
    return Stance(Reading("taken", whole), named, clashes, tuple(isolated), answers)


def points_of(rulebook: Rulebook, name: str) -> tuple[str, ...]:
    """The contested points that a criterion or basis can turn on."""
    basis = next((b for b in rulebook.bases if b.id == name), None)
    return basis.points if basis else rulebook.criteria[name].points


def _positions(  # noqa: PLR0913, PLR0917 - what a name is looked up in
    rulebook: Rulebook,
    by_name: dict[str, Reading],
    day: date,
    names: Iterable[str],
    points: Iterable[str],
    isolated: dict[tuple[str, str], None],
) -> dict[str, int]:
    """The positions that some names stand for on some points; positions that no reading rests on are noted apart."""
    found: dict[str, int] = {}
    concerned = tuple(points)
    for name in names:
        point, sign, position = name.partition("=")
        if not sign:
            found |= {p: by_name[name].positions[p] for p in concerned}
            continue
        positions = rulebook.points[point].positions
        place = next(i for i, p in enumerate(positions) if p.id == position)
        if positions[place].support_on(day) == ISOLATED:
            isolated[point, position] = None
        elif point in concerned:
            found[point] = place
    return found
