"""What a rulebook file may hold: the tables that check it and become its JSON Schema."""

from typing import Any, get_args

from casecli.loading.factor_shape import factor_entry
from casecli.loading.faults import Faults, Path, spelled
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
from casecli.model.assessment import Lean

FORMAT = 1
DERIVATIONS = (
    "vetoes_on_topic",
    "share_on_region",
    "veto_in_votes",
    "mandate_authorises",
    "mandate_in_force",
    "mandate_kept",
)
VOTE_WORDS = (
    "adopted",
    "failed",
    "vetoed",
    "open",
    "permanent_abstained",
    "permanent_absent",
    "no_below_majority",
    "no_on_procedure",
    "several_vetoes",
    "procedural",
    "unnamed_no",
    "never_voted",
    "statements",
)
STATUSES = (
    "binding",
    "customary",
    "judicial",
    "political",
    "proposal",
    "professional",
    "state-position",
    "scholarly",
    "record",
    "document",
)
SUPPORT = ("isolated", "substantial", "prevailing")
TEXT = Text()
REMOVED = Text(r"^([a-z_]+/)?[a-z][a-z0-9_-]{0,79}$", "an id, or SECTION/ID")
WHOLE = Number(low=1, high=100_000, whole=True)
WEIGHT = Number(low=0, high=100_000, whole=True)
VALUE = Either(((is_plain, Anything()),), "a single value")

REF = Record(
    {
        "id": Field(IDENTIFIER, required=True, says="the id of a source"),
        "at": Field(TEXT, says="the place in it: an article, paragraph or page"),
        "note": Field(TEXT),
    },
    "source",
)
REFS = ListOf(REF)
SOME_REFS = ListOf(REF, least=1)


class ConditionShape:
    """A condition, as far as form goes; what it refers to is checked when the rulebook is compiled."""

    def check(self, value: Any, path: Path, faults: Faults) -> None:
        """`always` or a mapping."""
        if value != "always" and not (isinstance(value, dict) and value):
            faults.add(path, "bad-condition", f"expected a condition, found {spelled(value)}", "write `fact: value`")

    def schema(self) -> dict[str, Any]:
        """`always` or an object."""
        return {"anyOf": [{"const": "always"}, {"type": "object", "minProperties": 1}]}


CONDITION = ConditionShape()
IN_FORCE = Record({"from": Field(Day()), "until": Field(Day())}, "period")
ANSWERS = MapOf(Anything())
EXAMPLES = Record(
    {
        "met": Field(ANSWERS, required=True),
        "not_met": Field(ANSWERS, required=True),
        "unknown": Field(ANSWERS),
    },
    "set of examples",
)

CRITERION_FIELDS = {
    "id": Field(IDENTIFIER, required=True),
    "title": Field(TEXT, required=True, says="a few words that read as the positive finding"),
    "lacks": Field(TEXT, says="a few words for what is missing where it fails"),
    "question": Field(TEXT, required=True, says="the question that the criterion answers"),
    "met_when": Field(CONDITION, required=True),
    "unless": Field(CONDITION, says="an exception: met only where this does not hold"),
    "applies_when": Field(CONDITION, says="asked only where this holds"),
    "in_force": Field(IN_FORCE),
    "sources": Field(SOME_REFS, required=True, says="who says so"),
    "why": Field(TEXT),
    "good": Field(TEXT, says="what good practice looks like"),
    "examples": Field(EXAMPLES, required=True, says="facts that meet it, fail it and leave it open; run as tests"),
    "covers": Field(ListOf(IDENTIFIER)),
    "standards": Field(REFS, says="entries of professional lists that ask the same; a note says how one differs"),
    "replaces": Field(Flag()),
}
CRITERION = Record(CRITERION_FIELDS, "criterion")
ITEM = Record(
    CRITERION_FIELDS
    | {
        "weight": Field(WHOLE, required=True),
        "critical": Field(Flag()),
        "polarity": Field(Choice(("safeguard", "risk")), says="a risk earns its weight when it is not met"),
        "phase": Field(Choice(("before", "during", "after", "any"))),
    },
    "item",
)
GROUP_FIELDS = {
    "id": Field(IDENTIFIER, required=True),
    "title": Field(TEXT, required=True),
    "applies_when": Field(CONDITION),
    "in_force": Field(IN_FORCE),
    "sources": Field(REFS),
    "covers": Field(ListOf(IDENTIFIER)),
    "replaces": Field(Flag()),
}
BASIS = Record(GROUP_FIELDS | {"elements": Field(ListOf(CRITERION, least=1), required=True)}, "basis")
SCORE_GROUP_FIELDS = GROUP_FIELDS | {
    "blocked_at": Field(IDENTIFIER, says="the highest band while a critical item of it earns nothing"),
    "items": Field(ListOf(ITEM, least=1), required=True),
}
SCORE_GROUP = Record(SCORE_GROUP_FIELDS, "group")
CHECKLIST = Record(
    SCORE_GROUP_FIELDS | {"score": Field(IDENTIFIER, required=True, says="the score it is a group of")}, "checklist"
)
SCORE = Record(
    {
        "id": Field(IDENTIFIER, required=True),
        "title": Field(TEXT, required=True),
        "bands": Field(MapOf(Number(0, 100, whole=True), least=1), required=True, says="lower limits in percent"),
        "blocked_at": Field(IDENTIFIER, says="the highest band while there is a blocker"),
        "groups": Field(ListOf(SCORE_GROUP), required=True),
        "replaces": Field(Flag()),
    },
    "score",
)
INDICATOR = Record(
    {
        "id": Field(IDENTIFIER, required=True),
        "title": Field(TEXT, required=True, says="a few words that read as the positive finding"),
        "lacks": Field(TEXT),
        "question": Field(TEXT),
        "met_when": Field(CONDITION, required=True),
        "weight": Field(WHOLE, says="1 where left out"),
        "defining": Field(Flag(), says="the class fits only while this does not fail"),
    },
    "indicator",
)
CLASS = Record(
    {
        "id": Field(IDENTIFIER, required=True),
        "title": Field(TEXT, required=True),
        "indicators": Field(ListOf(INDICATOR, least=1), required=True),
        "says": Field(TEXT, says="what the class is, in a sentence"),
        "strengths": Field(ListOf(TEXT)),
        "limits": Field(ListOf(TEXT)),
        "cases": Field(ListOf(IDENTIFIER), says="library cases that the documents give as examples"),
        "sources": Field(REFS),
        "covers": Field(ListOf(IDENTIFIER)),
    },
    "class",
)
TAXONOMY = Record(
    {
        "id": Field(IDENTIFIER, required=True),
        "title": Field(TEXT, required=True),
        "question": Field(TEXT, required=True),
        "origin": Field(
            Choice(("stated", "inferred")),
            required=True,
            says="a document states the list, or it is drawn from one",
        ),
        "exclusive": Field(Flag(), says="whether a case belongs to one class at most"),
        "applies_when": Field(CONDITION),
        "in_force": Field(IN_FORCE),
        "classes": Field(ListOf(CLASS, least=1), required=True),
        "sources": Field(SOME_REFS, required=True),
        "covers": Field(ListOf(IDENTIFIER)),
        "replaces": Field(Flag()),
    },
    "taxonomy",
)
TENSION = Record(
    {
        "id": Field(IDENTIFIER, required=True),
        "title": Field(TEXT, required=True),
        "between": Field(
            Choice(("within", "documents", "record", "law")), required=True, says="what the document is at odds with"
        ),
        "says": Field(TEXT, required=True, says="what the document says"),
        "but": Field(TEXT, required=True, says="what stands against it"),
        "handled": Field(TEXT, required=True, says="what casecli does about it"),
        "at": Field(ListOf(IDENTIFIER), says="the facts, criteria, groups, classes and points concerned"),
        "cases": Field(ListOf(IDENTIFIER), says="the library cases concerned"),
        "sources": Field(SOME_REFS, required=True),
        "covers": Field(ListOf(IDENTIFIER)),
        "replaces": Field(Flag()),
    },
    "entry of a tension",
)
SIDE = Record({"says": Field(TEXT, required=True), "sources": Field(REFS)}, "side")
TERM = Record(
    {
        "id": Field(IDENTIFIER, required=True),
        "title": Field(TEXT, required=True),
        "says": Field(TEXT, required=True, says="what the term means here"),
        "sides": Field(ListOf(SIDE, least=2), says="the readings of a contested term"),
        "not": Field(TEXT, says="what it is often taken for, and is not"),
        "see": Field(ListOf(IDENTIFIER), says="terms, facts, criteria and points to look at next"),
        "sources": Field(REFS),
        "replaces": Field(Flag()),
    },
    "term",
)
FINDINGS = ("met", "not_met", "unknown", "not_applicable")
RESULTS = ("lawful", "contested", "unlawful", "not_engaged", "undetermined")


def one_or_more(shape: Any, what: str) -> Either:
    """One thing, or a list of such things."""
    return Either(((is_list, ListOf(shape, least=1)), (is_plain, shape)), what)


ANSWER_FIELDS = {
    "criterion": Field(IDENTIFIER, required=True, says="the id of an element, criterion, item or basis"),
    "finding": Field(Choice(FINDINGS), required=True, says="what is found on it"),
    "facts": Field(ListOf(IDENTIFIER), says="the facts relied on, by id"),
    "authority": Field(ListOf(TEXT), says="the authority relied on: ids of sources, or short words such as Charter 51"),
    "reading": Field(one_or_more(TEXT, "a reading"), says="a reading, or POINT=POSITION, under which it is given"),
    "because": Field(Text(r"^[\s\S]{1,2000}$", "a text of at most 2,000 signs"), says="the reason, in free words"),
}
PAPER_FIELDS = {
    "status": Field(Choice(RESULTS), says="the legal status of the response"),
    "reading": Field(one_or_more(TEXT, "a reading"), says="a reading, or POINT=POSITION, for all the answers"),
    "statements": Field(
        ListOf(Text(r"^[\s\S]{1,1000}$", "a text of at most 1,000 signs")),
        says="sentences held to be true, or ids of statements",
    ),
}
PATTERN = Record(
    {
        "criterion": Field(one_or_more(IDENTIFIER, "an id"), says="what the answer is about"),
        "within": Field(
            ListOf(IDENTIFIER, least=1), says="the basis or group that it is about, or something within it"
        ),
        "finding": Field(one_or_more(Choice(FINDINGS), "a finding"), says="what the answer finds"),
        "relies_on": Field(
            ListOf(Either(((is_mapping, ConditionShape()), (is_plain, IDENTIFIER)), "a fact"), least=1),
            says="it relies on one of these: a fact, or a fact with the value that the case gives it",
        ),
        "without": Field(ListOf(IDENTIFIER, least=1), says="it relies on none of these facts"),
        "authority": Field(ListOf(IDENTIFIER, least=1), says="it cites one of these sources"),
        "status": Field(one_or_more(Choice(RESULTS), "a status"), says="the status claimed"),
        "found_status": Field(one_or_more(Choice(RESULTS), "a status"), says="the status that the rulebook finds"),
        "facts": Field(CONDITION, says="what the case surely shows"),
        "no_position_on": Field(
            ListOf(IDENTIFIER, least=1), says="contested points on which no position but the mainstream one is taken"
        ),
        "partly_met": Field(WHOLE, says="at least so many bases are found met in part, and none without a gap"),
        "statement": Field(
            ListOf(TEXT, least=1),
            says="one of these is said: groups of words joined by +, alternatives by |, * for any ending",
        ),
    },
    "pattern",
)
FIXTURE = Record(
    {
        "says": Field(TEXT, says="what this answer shows"),
        "facts": Field(ANSWERS, says="the facts of the case"),
        "domain": Field(ListOf(IDENTIFIER, least=1)),
        "date": Field(Day()),
        "answers": Field(ListOf(Record(ANSWER_FIELDS, "answer"))),
        **PAPER_FIELDS,
    },
    "fixture",
)
MISCONCEPTION = Record(
    {
        "id": Field(IDENTIFIER, required=True, says="also the id of the statement, for `statements`"),
        "title": Field(TEXT, required=True),
        "says": Field(TEXT, required=True, says="the wrong belief in a sentence"),
        "but": Field(TEXT, required=True, says="what is right"),
        "sources": Field(SOME_REFS, required=True),
        "when": Field(ListOf(PATTERN, least=1), required=True, says="how it shows in answers; any one of these"),
        "fixtures": Field(ListOf(FIXTURE, least=1), required=True, says="answers that show it; run as tests"),
        "see": Field(ListOf(IDENTIFIER), says="facts, criteria, points and terms to look at next"),
        "replaces": Field(Flag()),
    },
    "misconception",
)
WORKED_EXAMPLE = Record(
    {
        "of": Field(IDENTIFIER, required=True, says="the criterion, group of a score or class that it is about"),
        "says": Field(TEXT, required=True, says="the case, and what is right about it, in a sentence"),
        "domain": Field(ListOf(IDENTIFIER, least=1)),
        "facts": Field(ANSWERS, required=True),
        "finds": Field(Choice(FINDINGS), says="the verdict on a criterion, or whether a class fits"),
        "earns": Field(WEIGHT, says="the weight that is surely earned in a group, or met in a class"),
        "asked": Field(WEIGHT, says="the weight of what is asked"),
    },
    "worked example",
)
STANDARD = Record(
    {
        "id": Field(IDENTIFIER, required=True),
        "title": Field(TEXT, required=True),
        "status": Field(Choice(STATUSES), required=True),
        "sources": Field(SOME_REFS, required=True),
        "note": Field(TEXT),
        "entries": Field(
            ListOf(
                Record(
                    {
                        "id": Field(IDENTIFIER, required=True),
                        "title": Field(TEXT, required=True),
                        "note": Field(TEXT),
                    },
                    "entry",
                ),
                least=1,
            ),
            required=True,
        ),
        "covers": Field(ListOf(IDENTIFIER)),
        "replaces": Field(Flag()),
    },
    "professional list",
)
DERIVATION = Record(
    {
        "of": Field(Choice(DERIVATIONS), required=True),
        "member": Field(IDENTIFIER, says="whose record or vote"),
        "yes": Field(VALUE),
        "no": Field(VALUE),
        "years": Field(WHOLE, says="how far back a share of drafts is taken"),
        "least": Field(WHOLE, says="the least number of drafts for a share to be taken"),
        "unless": Field(MapOf(ListOf(VALUE, least=1), least=1), says="a fact and values with which nothing is derived"),
    },
    "derivation",
)
ROUTE = Record(
    CRITERION_FIELDS
    | {
        "can": Field(TEXT, required=True, says="what the route can do in law"),
        "cannot": Field(TEXT, required=True, says="what it cannot do"),
    },
    "route",
)
VETO = Record(
    {
        "date": Field(Day(), required=True),
        "draft": Field(TEXT, required=True),
        "by": Field(ListOf(IDENTIFIER, least=1), required=True),
        "topic": Field(TEXT, required=True),
        "region": Field(TEXT, required=True),
        "meeting": Field(TEXT),
        "kind": Field(Choice(("draft", "amendment"))),
        "records": Field(WHOLE, required=True, says="in how many independent lists it is found"),
        "doubt": Field(TEXT),
    },
    "veto",
)
REMINDER = Record(
    {
        "id": Field(IDENTIFIER, required=True),
        "says": Field(TEXT, required=True),
        "sources": Field(SOME_REFS, required=True),
    },
    "reminder",
)
STATE = Record(
    {
        "id": Field(IDENTIFIER, required=True),
        "title": Field(TEXT, required=True),
        "codes": Field(ListOf(TEXT)),
        "also": Field(ListOf(TEXT), says="other names by which it has been known"),
    },
    "state",
)
REMARK = Record(
    {
        "id": Field(Choice(VOTE_WORDS), required=True, says="an outcome of a vote, or what its numbers call for"),
        "says": Field(TEXT, required=True),
        "sources": Field(SOME_REFS, required=True),
        "in_force": Field(IN_FORCE),
    },
    "remark on votes",
)
PHRASES = ListOf(TEXT, least=1)
VALUES = Either(
    ((is_list, ListOf(VALUE, least=2)), (is_plain, Anything())), "a value, or a list of values that are possible"
)
CUE = Record(
    {
        "fact": Field(
            TEXT, required=True, says="the fact that the phrases speak of; with `each`, * stands for the member"
        ),
        "each": Field(
            ListOf(IDENTIFIER, least=1), says="classes of words: one cue for each; <*> in a phrase is the class"
        ),
        "value": Field(VALUES, says="what they say of it; left out for a number, which is read from <number>"),
        "negated": Field(VALUES, says="what they say where they are denied; left out: nothing"),
        "phrases": Field(
            PHRASES, required=True, says="words, word*, (a|b), <class>, <number>, ? after these, .. and ..."
        ),
        "needs": Field(PHRASES, says="one of these must stand in the same sentence"),
        "not_near": Field(PHRASES, says="none of these may stand in the same sentence"),
        "least": Field(WHOLE, says="smaller numbers are incidents, not totals"),
        "yields_to": Field(ListOf(VALUE, least=1), says="values that another passage may give without contradiction"),
        "or_more": Field(Flag(), says="the number is a part of the total: it sets the low end only"),
        "claims": Field(Flag(), says="the fact is that somebody claims it, so reported speech gives it"),
        "day": Field(Flag(), says="a day in the same sentence is the day of the response"),
    },
    "cue",
)
WORD_CLASS = Record(
    {
        "id": Field(IDENTIFIER, required=True),
        "role": Field(
            Choice(("source", "party", "group")),
            says="source: speakers whose findings count; party: a state or organisation; group: an armed group",
        ),
        "words": Field(PHRASES, required=True),
        "replaces": Field(Flag()),
    },
    "class of words",
)
FACT = Record(
    {
        "id": Field(IDENTIFIER, required=True),
        "title": Field(TEXT, required=True),
        "kind": Field(Choice(("boolean", "choice", "scale", "number")), required=True),
        "values": Field(ListOf(VALUE, least=2)),
        "unit": Field(TEXT),
        "scope": Field(Choice(("crisis", "authority", "response")), required=True),
        "question": Field(TEXT, required=True),
        "note": Field(TEXT, says="how it is decided"),
        "presumed": Field(VALUE, says="the value where a file is silent"),
        "presumed_why": Field(TEXT),
        "presumed_sources": Field(SOME_REFS),
        "authoritative": Field(Flag(), says="a finding of a court, the Council or the Assembly"),
        "changed_by": Field(
            Choice(("acting_party", "territorial_state", "council", "others", "nobody")), required=True
        ),
        "never_advised": Field(
            ListOf(VALUE, least=1), says="values that nobody can bring about, or that make another response of it"
        ),
        "steps": Field(MapOf(TEXT, least=1), says="for values that name an outcome: how advice says them as a step"),
        "background": Field(Flag(), says="recorded for the reader: no rule asks for it, and that is meant"),
        "derived": Field(DERIVATION, says="how it follows from votes, vetoes or mandates"),
        "sources": Field(REFS),
        "replaces": Field(Flag()),
    },
    "fact",
)
POSITION = Record(
    {
        "id": Field(IDENTIFIER, required=True),
        "title": Field(TEXT, required=True),
        "support": Field(
            Either(
                ((is_plain, Choice(SUPPORT)), (is_mapping, MapOf(Day(), f"^({'|'.join(SUPPORT)})$", 1))),
                "a degree of support",
            ),
            required=True,
        ),
        "says": Field(TEXT, required=True),
        "sources": Field(REFS),
        "against": Field(REFS),
        "needs": Field(CONDITION),
    },
    "position",
)
POINT = Record(
    {
        "id": Field(IDENTIFIER, required=True),
        "title": Field(TEXT, required=True),
        "question": Field(TEXT, required=True),
        "positions": Field(ListOf(POSITION, least=1), required=True, says="narrow to wide"),
        "replaces": Field(Flag()),
    },
    "point",
)
QUALIFIER = Record(
    {
        "id": Field(IDENTIFIER, required=True),
        "of": Field(ListOf(IDENTIFIER, least=1)),
        "when": Field(CONDITION),
        "wider_positions": Field(Record({"at_least": Field(WHOLE, required=True)}, "count")),
        "says": Field(TEXT, required=True),
        "sources": Field(REFS),
        "replaces": Field(Flag()),
    },
    "qualifier",
    one_of=(("when", "wider_positions"),),
)
LEVEL = Record(
    {
        "id": Field(IDENTIFIER, required=True),
        "title": Field(TEXT, required=True),
        "each": Field(ListOf(IDENTIFIER, least=1)),
        "values": Field(ListOf(VALUE, least=1), required=True),
        "when": Field(MapOf(CONDITION, least=1), required=True),
        "applies_when": Field(CONDITION),
        "in_force": Field(IN_FORCE),
        "sources": Field(REFS),
        "replaces": Field(Flag()),
    },
    "level",
)
COUNCIL = Record(
    {
        "from": Field(Day(), required=True),
        "members": Field(WHOLE, required=True),
        "majority": Field(WHOLE, required=True),
        "permanent": Field(ListOf(IDENTIFIER, least=1), required=True),
        "sources": Field(SOME_REFS, required=True),
    },
    "composition of the Council",
)
FACTOR = factor_entry(
    IDENTIFIER,
    Choice(get_args(Lean)),
    CONDITION,
    {"sources": Field(SOME_REFS, required=True), "why": Field(TEXT), "replaces": Field(Flag())},
    of_facts=True,
)
SOURCE = Record(
    {
        "id": Field(IDENTIFIER, required=True),
        "title": Field(TEXT, required=True),
        "short": Field(TEXT, required=True, says="how a report cites it"),
        "status": Field(Choice(STATUSES), required=True),
        "date": Field(Day()),
        "url": Field(Text(r"""^https?://[^\s<>"]+$""", "a web address")),
        "replaces": Field(Flag()),
    },
    "source",
)
READING = Record(
    {"id": Field(IDENTIFIER, required=True), "positions": Field(MapOf(IDENTIFIER), required=True)}, "reading"
)
R2P = Record(
    {
        "crimes": Field(ListOf(IDENTIFIER, least=1), required=True),
        "threshold": Field(IDENTIFIER, required=True),
        "pillar": Field(IDENTIFIER, required=True),
    },
    "section",
)
RULEBOOK = Record(
    {
        "casecli_rules": Field(Choice((FORMAT,)), required=True, says="the format of rulebooks; 1"),
        "id": Field(IDENTIFIER),
        "version": Field(Text(r"^[0-9]+\.[0-9]+\.[0-9]+$", "a version such as 1.4.0")),
        "as_of": Field(Day(), says="the law of this day where a case gives no date"),
        "extends": Field(IDENTIFIER, says="the shipped rulebook, by id"),
        "removes": Field(ListOf(REMOVED), says="ids of what is not kept; SECTION/ID where two things share one"),
        "facts": Field(ListOf(FACT)),
        "contested": Field(ListOf(POINT)),
        "readings": Field(ListOf(READING)),
        "criteria": Field(ListOf(CRITERION)),
        "engaged_when": Field(CONDITION),
        "every_basis": Field(ListOf(CRITERION)),
        "bases": Field(ListOf(BASIS)),
        "qualifiers": Field(ListOf(QUALIFIER)),
        "r2p": Field(R2P),
        "levels": Field(ListOf(LEVEL)),
        "scores": Field(ListOf(SCORE)),
        "checklists": Field(ListOf(CHECKLIST), says="groups of a score that stand in a file of their own"),
        "taxonomies": Field(ListOf(TAXONOMY)),
        "tensions": Field(ListOf(TENSION), says="where a document contradicts itself, another, the record or the law"),
        "glossary": Field(ListOf(TERM)),
        "misconceptions": Field(ListOf(MISCONCEPTION), says="wrong beliefs, and how they show in a learner's answers"),
        "worked_examples": Field(
            ListOf(WORKED_EXAMPLE), says="cases for a criterion, group or class, reckoned by hand; run as tests"
        ),
        "standards": Field(ListOf(STANDARD), says="professional lists beside the documents, each with its status"),
        "factors": Field(ListOf(FACTOR), says="considerations over which past cases are compared"),
        "word_classes": Field(ListOf(WORD_CLASS), says="words that cues name together, as <id>"),
        "cues": Field(ListOf(CUE), says="phrases by which a narrative suggests a fact"),
        "council": Field(ListOf(COUNCIL)),
        "voting": Field(ListOf(REMARK), says="what a vote means, and what people get wrong about it"),
        "vetoes": Field(ListOf(VETO), says="the record of vetoes"),
        "reminders": Field(ListOf(REMINDER), says="what every result on force should say beside itself"),
        "states": Field(ListOf(STATE), says="names and codes of states"),
        "mandates": Field(ListOf(MANDATE), says="resolutions and what they allow"),
        "routes": Field(ListOf(ROUTE), says="what is open when the Council is blocked"),
        "sources": Field(ListOf(SOURCE)),
    },
    "rulebook",
)
LISTS = tuple(k for k, f in RULEBOOK.fields.items() if isinstance(f.shape, ListOf) and k != "removes")
SINGLES = ("id", "version", "as_of", "engaged_when", "r2p")
