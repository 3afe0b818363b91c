"""What a learner hands in, and the wrong beliefs that answers can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casecli.nouns import NamedTuple

if TYPE_CHECKING:
    from casecli.model.conditions import Condition
    from casecli.model.facts import SourceRef

Phrase = tuple[tuple[str, ...], ...]
"""Groups of words that a sentence holds, one of each group; ``*`` at the end of a word stands for any ending."""


class Answer(NamedTuple):
    """What a learner finds on one criterion or basis, on which facts and by which authority.

    ``reading`` names what the answer is given under: a reading, or POINT=POSITION.
    """

    criterion: str
    finding: str
    facts: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()
    because: str | None = None


class Paper(NamedTuple):
    """A learner's answers on one response; ``statements`` are sentences, or ids of beliefs that the learner holds."""

    case: str
    option: str
    answers: tuple[Answer, ...] = ()
    status: str | None = None
    reading: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


class Pattern(NamedTuple):
    """One way in which a wrong belief shows; everything that it gives must hold.

    ``criteria`` to ``authority`` look for one answer: what it is about (a criterion, or anything within a basis or
    group), what it finds, what it relies on ((fact, mask of values), one of them), what it leaves out, and whom it
    cites (one of them). The rest is about the whole: the status claimed and the one found, what the case surely shows,
    contested points on which no position but the mainstream one is taken, how many bases are found met in part and none
    without a gap, and what is said.
    """

    criteria: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    relies_on: tuple[tuple[str, int], ...] = ()
    without: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    found_statuses: tuple[str, ...] = ()
    facts: Condition | None = None
    no_position_on: tuple[str, ...] = ()
    partly: int | None = None
    phrases: tuple[Phrase, ...] = ()

    @property
    def of_an_answer(self) -> bool:
        """Whether it looks for an answer on a criterion, and not at the paper as a whole."""
        return bool(self.criteria or self.within or self.findings or self.relies_on or self.authority)


class Misconception(NamedTuple):
    """A wrong belief: what it says, what is right by which authority, and how it shows in answers."""

    id: str
    title: str
    says: str
    but: str
    sources: tuple[SourceRef, ...]
    see: tuple[str, ...]
    patterns: tuple[Pattern, ...]
