"""Wrong beliefs that a paper shows: each is a rule in the rulebook, matched here against the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casecli.engine.evaluate import Evaluator
from casecli.logic import TRUE
from casecli.model.facts import SourceRef
from casecli.model.learning import Answer, Misconception, Paper, Pattern
from casecli.nouns import NamedTuple
from casecli.questions.citations import meant
from casecli.questions.phrases import says
from casecli.questions.stances import Stance

STATUS, STATEMENT = "status", "statement"
MET = "met"


class Caught(NamedTuple):
    """A wrong belief that a paper shows, and where: criteria, `status` or `statement`."""

    id: str
    title: str
    says: str
    but: str
    sources: tuple[SourceRef, ...]
    where: tuple[str, ...]


def misconceptions_in(evaluator: Evaluator, paper: Paper, stance: Stance, status: str) -> tuple[Caught, ...]:
    """The misconceptions that a paper shows, in the order of the rulebook; ``status`` is what the rulebook finds."""
    rulebook = evaluator.rulebook
    reader = _Reader(evaluator, paper, stance, status)
    found = []
    for one in rulebook.misconceptions:
        where = tuple(dict.fromkeys(reader.places(one)))
        if where:
            found.append(Caught(one.id, one.title, one.says, one.but, one.sources, where))
    return tuple(found)


class _Reader:
    """Matches patterns against one paper."""

    def __init__(self, evaluator: Evaluator, paper: Paper, stance: Stance, status: str) -> None:
        self.rulebook, self.evaluator = evaluator.rulebook, evaluator
        self.paper, self.stance, self.status = paper, stance, status
        self.groups = {a.criterion: self._group(a.criterion) for a in paper.answers}
        self.cited = {a.criterion: {s for x in a.authority for s in meant(self.rulebook, x)} for a in paper.answers}

    def places(self, misconception: Misconception) -> Iterator[str]:
        """Where a misconception shows."""
        if misconception.id in self.paper.statements:
            yield STATEMENT
        for pattern in misconception.patterns:
            if self._case_fits(pattern):
                yield from self._in_answers(pattern) if pattern.of_an_answer else self._in_paper(pattern)

    def _group(self, name: str) -> str | None:
        return self.rulebook.criteria[name].group if name in self.rulebook.criteria else None

    def _case_fits(self, pattern: Pattern) -> bool:
        """Whether the case shows what the pattern asks of it, and the paper as a whole claims what it asks."""
        return (
            (pattern.facts is None or self.evaluator.explain(pattern.facts).truth == TRUE)
            and (not pattern.statuses or self.paper.status in pattern.statuses)
            and (not pattern.found_statuses or self.status in pattern.found_statuses)
            and not set(pattern.no_position_on) & set(self.stance.named)
            and (pattern.partly is None or self._partly_met() >= pattern.partly)
        )

    def _in_answers(self, pattern: Pattern) -> Iterator[str]:
        for answer in self.paper.answers:
            if self._answer_fits(pattern, answer):
                yield answer.criterion

    def _answer_fits(self, pattern: Pattern, answer: Answer) -> bool:
        about = {answer.criterion, self.groups[answer.criterion]}
        return (
            (not pattern.criteria or answer.criterion in pattern.criteria)
            and (not pattern.within or bool(about & set(pattern.within)))
            and (not pattern.findings or answer.finding in pattern.findings)
            and (not pattern.relies_on or any(self._relies(answer, *x) for x in pattern.relies_on))
            and not set(pattern.without) & set(answer.facts)
            and (not pattern.authority or bool(self.cited[answer.criterion] & set(pattern.authority)))
            and (not pattern.phrases or says(answer.because or "", pattern.phrases))
        )

    def _relies(self, answer: Answer, fact: str, mask: int) -> bool:
        """Whether an answer relies on a fact that surely has one of some values."""
        return fact in answer.facts and not self.evaluator.masks[fact] & ~mask

    def _in_paper(self, pattern: Pattern) -> Iterator[str]:
        if not pattern.phrases:
            yield STATUS
        elif any(says(text, pattern.phrases) for text in self._free_statements()):
            yield STATEMENT
        else:
            for answer in self.paper.answers:
                if answer.because and says(answer.because, pattern.phrases):
                    yield answer.criterion

    def _free_statements(self) -> Iterable[str]:
        return (text for text in self.paper.statements if " " in text)

    def _partly_met(self) -> int:
        """How many bases the paper finds met in part: an element met, another not; 0 where it finds no gap in one."""
        partly = 0
        given = {a.criterion: a.finding for a in self.paper.answers}
        for basis in self.rulebook.bases:
            own = [given[x.id] for x in basis.criteria if x.group == basis.id and x.id in given]
            failing = any(finding != MET for finding in own)
            if given.get(basis.id) == MET or (own and not failing):
                return 0
            partly += MET in own and failing
        return partly
