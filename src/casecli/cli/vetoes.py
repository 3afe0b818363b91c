"""`casecli vetoes`: the record of vetoes, filtered and counted."""

from collections.abc import Iterable
from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.output import write, write_page
from casecli.loading.arguments import find_rulebook
from casecli.loading.faults import did_you_mean, listed
from casecli.loading.library import Library
from casecli.model.council import plain_name
from casecli.model.rulebook import Rulebook
from casecli.questions.votes import COUNTED_BY, Filter, filtered
from casecli.reports.council import write_record
from casecli.reports.plain import to_json

FORMATS = ("text", "json")
SHOWN = 12
MEMBER = Annotated[list[str] | None, typer.Option("--member", help="A permanent member, by name or code; repeatable.")]
TOPIC = Annotated[str | None, typer.Option("--topic", help="A topic as the record names it, such as Syria.")]
REGION = Annotated[str | None, typer.Option("--region", help="A region as the record names it.")]
SINCE = Annotated[int | None, typer.Option("--from", help="The first year.")]
UNTIL = Annotated[int | None, typer.Option("--to", help="The last year.")]
BY = Annotated[str, typer.Option("--count", help="Count by member, topic, region, year or decade.")]
ALL = Annotated[bool, typer.Option("--all", help="List every entry.")]


def run(
    member: MEMBER = None,
    topic: TOPIC = None,
    region: REGION = None,
    since: SINCE = None,
    until: UNTIL = None,
    count: BY = "member",
    all_: ALL = False,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    rules: o.RULES = None,
    no_color: o.NO_COLOR = False,
) -> None:
    """The record of vetoes, filtered and counted."""
    kind = o.chosen_format(format, output, FORMATS)
    rulebook = find_rulebook(rules, Library())
    record = rulebook.vetoes
    if count not in COUNTED_BY:
        raise o.fail(
            "bad-value", f"--count takes {listed(COUNTED_BY)}; found {count!r}", did_you_mean(count, COUNTED_BY)
        )
    topic = _known("--topic", topic, {v.topic for v in record})
    region = _known("--region", region, {v.region for v in record})
    wanted = Filter(tuple(_member(m, rulebook) for m in member or ()), topic, region, since, until)
    found = filtered(record, wanted, count)
    if kind == "json":
        write(to_json(found), output)
        return
    write_page(
        lambda page: write_record(found, rulebook, page, count, len(record) if all_ else SHOWN),
        output,
        color=not no_color,
    )


def _known(option: str, given: str | None, known: Iterable[str]) -> str | None:
    """A word of the record as given. Raises Unusable where the record has no such word."""
    names = {k.casefold(): k for k in known}
    if given is not None and given.casefold() not in names:
        hint = did_you_mean(given, names.values()) or f"the record has {listed(sorted(names.values()), 60)}"
        raise o.fail("bad-value", f"{option}: nothing in the record is called {given!r}", hint)
    return names[given.casefold()] if given is not None else None


def _member(given: str, rulebook: Rulebook) -> str:
    permanent = list(dict.fromkeys(m for rule in rulebook.council for m in rule.permanent))
    found = rulebook.members.get(plain_name(given))
    if found not in permanent:
        raise o.fail("bad-value", f"--member takes a permanent member; found {given!r}", f"one of {listed(permanent)}")
    return found
