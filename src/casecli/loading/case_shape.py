"""What a case file may hold: the tables that check it and become its JSON Schema."""

from typing import Any

from casecli.loading.expected import EXPECT
from casecli.loading.faults import Faults, Path, did_you_mean_one_of, spelled
from casecli.loading.mandate_shape import MANDATE
from casecli.loading.shapes import (
    IDENTIFIER,
    Anything,
    Choice,
    Day,
    Either,
    Field,
    Flag,
    ListOf,
    MapOf,
    Number,
    Record,
    Text,
    is_list,
    is_mapping,
    is_plain,
)
from casecli.loading.values import CLAIM_FORM, CONFIDENCE, LONG_FORM, read_state
from casecli.model.facts import Fact
from casecli.nouns import NamedTuple

FORMAT = 1
DOMAINS = ("intervention", "negotiation", "track2", "armed_groups", "mediation", "neutrality")
TEXT = Text()
FIND_FACTS = "`casecli facts --search WORD` finds facts"
MOST_HINTS = 50
"""So many faults in, a file is wrong as a whole, and a look for near names would only take time."""


class Answers:
    """The facts of a case: each a known fact with an answer in short or long form."""

    def __init__(self, facts: dict[str, Fact]) -> None:
        self.facts = facts

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """Known facts with fitting values."""
        if not isinstance(value, dict):
            faults.add(path, "wrong-type", f"expected a mapping of facts, found {spelled(value)}")
            return
        for name, entry in value.items():
            fact = self.facts.get(name)
            if fact is None:
                hint = (self._near(str(name)) if len(faults) < MOST_HINTS else None) or FIND_FACTS
                faults.add((*path, name), "unknown-fact", f"no fact has the id {spelled(name)!r}", hint, on_key=True)
            else:
                read_state(fact, entry, (*path, name), faults)

    def _near(self, name: str) -> str | None:
        return did_you_mean_one_of(name, {f.id: f.title for f in self.facts.values()})

    def schema(self) -> dict[str, Any]:
        """An object with a property for each fact."""
        properties = {f.id: AnswerTo(f).schema() for f in self.facts.values()}
        return {"type": "object", "properties": properties, "additionalProperties": False}


def _single(fact: Fact) -> dict[str, Any]:
    """JSON Schema of one value of a fact."""
    if fact.kind == "number":
        return {"type": "number", "minimum": 0, "maximum": 1e15}
    return {"enum": list(fact.values)}


# How an entry says what a fact is: in one way. Where there are claims, they say it.
_ONE_WAY = {
    "oneOf": [
        {"required": ["value"]},
        {"required": ["any_of"]},
        {"anyOf": [{"required": ["from"]}, {"required": ["to"]}]},
    ]
}
_CLAIMED = {
    "properties": {"value": {"enum": ["disputed"]}},
    "not": {"anyOf": [{"required": [key]} for key in ("any_of", "from", "to")]},
}
_DISPUTED = {"required": ["value"], "properties": {"value": {"enum": ["disputed"]}}}
_ONE_WAY_OR_CLAIMS = {
    "if": {"anyOf": [{"required": ["claims"]}, _DISPUTED]},
    "then": _CLAIMED,
    "else": _ONE_WAY,
}
_TEXT_OR_NOTHING = {"type": ["string", "null"]}


def _answer(fact: Fact) -> list[dict[str, Any]]:
    """JSON Schema of an entry of a fact, short and long."""
    single = _single(fact)
    when = {"anyOf": [Day().schema(), {"type": "null"}]}
    about: dict[str, Any] = {"source": _TEXT_OR_NOTHING, "note": _TEXT_OR_NOTHING, "date": when}
    open_form = {
        "value": single,
        "any_of": {"type": "array", "items": single, "minItems": 1},
        **({"from": single, "to": single} if fact.kind == "number" else {}),
    }
    claim = {
        "type": "object",
        "properties": {k: v for k, v in (open_form | about).items() if k in CLAIM_FORM},
        "additionalProperties": False,
        "allOf": [_ONE_WAY],
    }
    long = open_form | about
    long["value"] = {"anyOf": [single, {"enum": ["unknown", "disputed"]}]}
    long["claims"] = {"type": "array", "items": claim, "minItems": 2}
    long["confidence"] = {"enum": list(CONFIDENCE)}
    if fact.kind != "number":
        shares = {spelled(v): {"type": "number", "minimum": 0, "maximum": 1} for v in fact.values}
        long["likelihood"] = {"type": "object", "properties": shares, "additionalProperties": False}
    keys = {k: long[k] for k in LONG_FORM if k in long}
    form = {"type": "object", "properties": keys, "additionalProperties": False, "allOf": [_ONE_WAY_OR_CLAIMS]}
    return [single, {"enum": ["unknown", "disputed"]}, form]


COUNT_OR_NAMES = Either(
    ((is_list, ListOf(TEXT)), (is_plain, Number(0, 15, whole=True))), "a number of votes or a list of members"
)
VOTE = Record(
    {
        "draft": Field(TEXT, required=True),
        "date": Field(Day()),
        "for": Field(COUNT_OR_NAMES, required=True),
        "against": Field(COUNT_OR_NAMES, required=True),
        "abstain": Field(COUNT_OR_NAMES, required=True),
        "absent": Field(COUNT_OR_NAMES, says="absent or not participating"),
        "procedural": Field(Flag(), says="a vote on procedure, in which there is no veto"),
        "note": Field(TEXT),
        "source": Field(TEXT),
    },
    "vote",
)
ACTION = Record(
    {
        "purposes": Field(ListOf(TEXT)),
        "means": Field(ListOf(TEXT)),
        "actors": Field(ListOf(TEXT)),
        "areas": Field(ListOf(TEXT)),
        "from": Field(Day()),
        "until": Field(Day()),
    },
    "action",
)


class AnswerTo(NamedTuple):
    """An answer to one fact, in short or long form."""

    fact: Fact

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """A fitting value."""
        read_state(self.fact, value, path, faults)

    def schema(self) -> dict[str, Any]:
        """The forms that an entry may take."""
        return {"description": self.fact.question, "anyOf": _answer(self.fact)}


def option_shape(facts: dict[str, Fact]) -> Record:
    """The table of one option."""
    return Record(
        {
            "id": Field(IDENTIFIER, required=True, says="a short id, for `--option`"),
            "title": Field(TEXT),
            "kind": Field(Choice(("actual", "hypothetical"))),
            "part_of": Field(IDENTIFIER, says="the operation that this is a part of"),
            "date": Field(Day(), says="the day of this response"),
            "pleas": Field(ListOf(IDENTIFIER), says="grounds that the acting party gave: ids of bases"),
            "facts": Field(Answers(facts)),
            "action": Field(ACTION),
            "expect": Field(EXPECT, says="what `casecli test` must find, by path in the assessment"),
        },
        "option",
    )


def case_fields(facts: dict[str, Fact]) -> dict[str, Field]:
    """The keys of a case."""
    return {
        "id": Field(IDENTIFIER, required=True, says="a short id, such as example-2026"),
        "title": Field(TEXT, required=True, says="a short name"),
        "draft": Field(Flag(), says="suggested from a text and not yet confirmed: such a case is not judged"),
        "period": Field(TEXT),
        "date": Field(Day(), says="the day of the response; chooses the law"),
        "as_of": Field(Day(), says="what was known by then"),
        "domain": Field(ListOf(Choice(DOMAINS), least=1)),
        "topic": Field(TEXT),
        "region": Field(TEXT),
        "summary": Field(TEXT),
        "facts": Field(Answers(facts)),
        "notes": Field(MapOf(TEXT)),
        "votes": Field(ListOf(VOTE)),
        "mandates": Field(
            ListOf(Either(((is_mapping, MANDATE), (is_plain, IDENTIFIER)), "the id of a mandate, or one written out"))
        ),
        "record": Field(MapOf(Anything()), says="labels, lessons and outcome; never read by assess"),
        "options": Field(ListOf(option_shape(facts), least=1), says="the responses; none: the case is one response"),
    }


FORMAT_FIELD = {"casecli": Field(Choice((FORMAT,)), required=True, says="the format of case files: `casecli: 1`")}


def case_shape(facts: dict[str, Fact]) -> Record:
    """The table of a file with one case."""
    return Record(FORMAT_FIELD | case_fields(facts), "case")


def library_shape(facts: dict[str, Fact]) -> Record:
    """The table of a file with several cases, under the key `cases`."""
    cases = ListOf(Record(case_fields(facts), "case"), least=1)
    return Record(FORMAT_FIELD | {"cases": Field(cases, required=True)}, "file of cases")


ABOUT = (
    "id",
    "title",
    "period",
    "date",
    "as_of",
    "domain",
    "topic",
    "region",
    "summary",
    "votes",
    "mandates",
    "options",
)


def answers_shape(facts: dict[str, Fact]) -> Record:
    """The table of a file of answers: facts, and what a case says of itself, all under one roof."""
    about = {key: field._replace(required=False) for key, field in case_fields(facts).items() if key in ABOUT}
    return Record(about | {name: Field(AnswerTo(fact)) for name, fact in facts.items()}, "file of answers")
