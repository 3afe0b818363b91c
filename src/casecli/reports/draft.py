"""A draft as people get it: a case file that teaches, or every suggestion as JSON."""

from collections.abc import Iterator, Mapping
from typing import Any

from casecli.model.rulebook import Rulebook
from casecli.nouns import NamedTuple
from casecli.questions.draft import Draft, Suggestion
from casecli.questions.drafted import is_whole
from casecli.questions.narrated import Party
from casecli.reports.case_file import case_file
from casecli.reports.words import both

SCHEMA = "casecli.draft/1"
OPENING = """\
A draft: its facts were suggested by phrases of a text, and nobody has confirmed them. Nothing judges it as long as \
`draft: true` stands here.
Go through it with `casecli new --draft FILE`, or check every fact against its words (line:column and a quotation in \
its note), mend or delete it, and then delete `draft: true`.
Left out, a fact takes its presumption where casecli gives it one; written `unknown`, it stays open; `disputed` keeps \
both sides.""".splitlines()


def draft_file(found: Draft, form: Mapping[str, Any], rulebook: Rulebook) -> str:
    """The draft case as the text of a case file."""
    return case_file(form, rulebook, OPENING, list(_closing(found)))


def _closing(found: Draft) -> Iterator[str]:
    """What the text gives that a case file cannot hold as it is."""
    if found.day:
        yield f'date: the day of the response, from {found.day.line}:{found.day.column} "{found.day.span}"'
    for vote in found.votes:
        if not is_whole(vote):
            yield f'A veto without figures, {vote.line}:{vote.column} "{vote.span}": add the vote under `votes`.'


class Suggested(NamedTuple):
    """A suggestion as published: a value of a fact with the words that suggest it, their place and their cue."""

    fact: str
    value: Any
    span: str
    line: int
    column: int
    cue: str
    hedged: bool
    negated: bool


class SuggestedVote(NamedTuple):
    """A vote as published: what the text does not say is null; names stand where they make up the figure."""

    draft: str | None
    date: str | None
    votes_for: int | None
    against: Any
    abstain: Any
    vetoed_by: tuple[str, ...]
    span: str
    line: int
    column: int


class DraftReport(NamedTuple):
    """A draft as published: what a text suggests, and the case that it makes."""

    schema: str
    title: str | None
    date: str | None
    suggestions: tuple[Suggested, ...]
    votes: tuple[SuggestedVote, ...]
    parties: tuple[Party, ...]
    case: Any


def draft_data(found: Draft, form: Mapping[str, Any]) -> DraftReport:
    """The suggestions, votes and parties, with the case that they make."""
    return DraftReport(
        SCHEMA,
        found.title,
        found.day.day.isoformat() if found.day and found.day.day else None,
        tuple(_suggested(s) for s in found.suggestions),
        tuple(SuggestedVote(*v._replace(date=v.date.isoformat() if v.date else None)) for v in found.votes),  # type: ignore[arg-type]
        found.parties,
        form,
    )


def _suggested(suggestion: Suggestion) -> Suggested:
    return Suggested(*(getattr(suggestion, key) for key in Suggested._fields))


def summary(found: Draft, form: Mapping[str, Any]) -> str:
    """What was found, in a sentence."""
    facts = form["facts"].values()
    disputed = sum(entry.get("value") == "disputed" for entry in facts)
    doubtful = sum(entry.get("value") == "unknown" for entry in facts)
    some = [f"{disputed} disputed"] if disputed else []
    some += [f"{doubtful} in doubt"] if doubtful else []
    among = f" ({both(some)})" if some else ""
    return f"{len(found.suggestions)} passages suggest {len(facts)} facts{among}; nobody has confirmed them"
