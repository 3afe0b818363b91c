"""A learner's answers: read, check against the table and the rulebook, build. Every problem is noted at once."""

import re
from collections.abc import Iterable
from typing import Any

from casecli.loading.documents import Document, insist
from casecli.loading.faults import Faults, Path, did_you_mean, listed, spelled
from casecli.loading.rulebook_shape import ANSWER_FIELDS, PAPER_FIELDS, one_or_more
from casecli.loading.shapes import IDENTIFIER, Choice, Field, ListOf, Record
from casecli.model.case import Case
from casecli.model.learning import Answer, Paper
from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple

FORMAT = 1
MARK = "casecli_answers"
READINGS = ("restrictive", "mainstream", "expansive")
"""The readings that every rulebook has."""
Plain = dict[str, Any]


class Known(NamedTuple):
    """The id of something that the rulebook has; ``see`` says where its ids are listed."""

    ids: tuple[str, ...]
    what: str
    see: str

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """One of the ids."""
        if not isinstance(value, str) or value not in self.ids:
            hint = did_you_mean(value, self.ids) or self.see
            faults.add(path, f"unknown-{self.what}", f"no {self.what} has the id {spelled(value)!r}", hint)

    def schema(self) -> dict[str, Any]:
        """An enumeration."""
        return {"enum": list(self.ids)}


class ReadingName(NamedTuple):
    """A reading by its name, or POINT=POSITION."""

    names: tuple[str, ...]
    points: dict[str, tuple[str, ...]]

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """A known reading, or a known point with one of its positions."""
        if not isinstance(value, str):
            faults.add(path, "wrong-type", f"expected the name of a reading, found {spelled(value)}")
            return
        point, sign, position = value.partition("=")
        if not sign and value not in self.names:
            hint = did_you_mean(value, self.names) or "one position is named as POINT=POSITION"
            faults.add(path, "bad-reading", f"no reading {value!r}; there is {listed(self.names)}", hint)
        elif sign and point not in self.points:
            hint = did_you_mean(point, self.points) or "see `casecli criteria --kind contested`"
            faults.add(path, "bad-reading", f"no contested point has the id {point!r}", hint)
        elif sign and position not in self.points[point]:
            message = f"{point} has the positions {listed(self.points[point])}; found {position!r}"
            faults.add(path, "bad-reading", message, did_you_mean(position, self.points[point]))

    def schema(self) -> dict[str, Any]:
        """An enumeration of the names and of every position."""
        pairs = [f"{point}={position}" for point, positions in self.points.items() for position in positions]
        return {"enum": [*self.names, *pairs]}


class Statement(NamedTuple):
    """A free sentence, or the id of a statement: a text that looks like an id must be one."""

    ids: tuple[str, ...]

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """A text; where it is one word that looks like an id, a known one."""
        before = len(faults)
        PAPER_FIELDS["statements"].shape.shape.check(value, path, faults)
        if len(faults) == before and _looks_like_an_id(value) and value not in self.ids:
            hint = did_you_mean(value, self.ids) or "write a sentence, or see `casecli define --kind misconception`"
            faults.add(path, "unknown-statement", f"no statement has the id {value!r}", hint)

    def schema(self) -> dict[str, Any]:
        """A text."""
        found: dict[str, Any] = PAPER_FIELDS["statements"].shape.shape.schema()
        return found


def _looks_like_an_id(text: str) -> bool:
    return bool(re.fullmatch(r"[a-z]+-?[0-9]+", text))


def answers_shape(rulebook: Rulebook) -> Record:
    """The table of an answers file."""
    return Record(
        {
            MARK: Field(Choice((FORMAT,)), required=True, says=f"the format of answers: `{MARK}: 1`"),
            "case": Field(IDENTIFIER, required=True, says="the id of the case that they are about"),
            "option": Field(IDENTIFIER, says="the response that they are about; needed where the case has several"),
            **paper_fields(rulebook),
        },
        "answers file",
    )


def paper_fields(rulebook: Rulebook) -> dict[str, Field]:
    """The keys of a paper, with what the rulebook knows."""
    reading = one_or_more(reading_name(rulebook), "a reading")
    answer = Record(ANSWER_FIELDS | {k: f._replace(shape=s) for k, f, s in _answer_shapes(rulebook)}, "answer")
    statements = ListOf(Statement(statement_ids(rulebook)))
    return {
        "status": PAPER_FIELDS["status"],
        "reading": PAPER_FIELDS["reading"]._replace(shape=reading),
        "answers": Field(ListOf(answer), says="what is found on each element or criterion"),
        "statements": PAPER_FIELDS["statements"]._replace(shape=statements),
    }


def _answer_shapes(rulebook: Rulebook) -> Iterable[tuple[str, Field, Any]]:
    rules = (*rulebook.criteria, *(b.id for b in rulebook.bases))
    yield "criterion", ANSWER_FIELDS["criterion"], Known(rules, "criterion", "see `casecli criteria`")
    facts = Known(tuple(rulebook.facts), "fact", "see `casecli facts`")
    yield "facts", ANSWER_FIELDS["facts"], ListOf(facts)
    yield "reading", ANSWER_FIELDS["reading"], one_or_more(reading_name(rulebook), "a reading")


def reading_name(rulebook: Rulebook) -> ReadingName:
    """The readings and positions that a learner can name."""
    points = {p.id: tuple(x.id for x in p.positions) for p in rulebook.points.values()}
    return ReadingName((*READINGS, *rulebook.readings), points)


def statement_ids(rulebook: Rulebook) -> tuple[str, ...]:
    """The ids of the statements that a learner can hold: those of the misconceptions."""
    return tuple(form["id"] for form in rulebook.notes.get("misconceptions", ()))


def read_answers(document: Document, rulebook: Rulebook, case: Case) -> Paper:
    """The answers of a file on a case. Raises Unusable with every problem found."""
    faults = Faults()
    answers_shape(rulebook).check(document.plain, (), faults)
    if isinstance(document.plain, dict):
        _check_case(document.plain, case, faults)
        check_once(document.plain.get("answers"), ("answers",), faults)
    insist(faults, document)
    form = document.plain
    return build_paper(form, case.id, form.get("option", case.options[0].id))


def _check_case(form: Plain, case: Case, faults: Faults) -> None:
    """Whether the answers are about this case, and about a response that it has."""
    given, option = form.get("case"), form.get("option")
    known = [o.id for o in case.options]
    if isinstance(given, str) and given != case.id:
        faults.add(("case",), "other-case", f"these answers are about {spelled(given)}, not about {case.id}")
    elif isinstance(option, str) and option not in known:
        message = f"{case.id} has no option {spelled(option)!r}; there is {listed(known)}"
        faults.add(("option",), "no-option", message, did_you_mean(option, known))
    elif option is None and len(known) > 1:
        faults.add((), "no-option", f"say which response with `option`: {listed(known)}")


def check_once(answers: Any, path: Path, faults: Faults) -> None:
    """Whether each criterion is answered once."""
    seen: set[str] = set()
    for i, answer in enumerate(answers if isinstance(answers, list) else ()):
        name = answer.get("criterion") if isinstance(answer, dict) else None
        if isinstance(name, str):
            if name in seen:
                faults.add((*path, i, "criterion"), "answered-twice", f"{spelled(name)} is answered twice")
            seen.add(name)


def build_paper(form: Plain, case: str, option: str) -> Paper:
    """A paper from checked plain data."""
    return Paper(
        case=case,
        option=option,
        answers=tuple(
            Answer(
                criterion=a["criterion"],
                finding=a["finding"],
                facts=tuple(dict.fromkeys(a.get("facts", ()))),
                authority=tuple(a.get("authority", ())),
                reading=_several(a.get("reading")),
                because=a.get("because"),
            )
            for a in form.get("answers", ())
        ),
        status=form.get("status"),
        reading=_several(form.get("reading")),
        statements=tuple(form.get("statements", ())),
    )


def _several(value: Any) -> tuple[str, ...]:
    return () if value is None else tuple(value) if isinstance(value, list) else (value,)
