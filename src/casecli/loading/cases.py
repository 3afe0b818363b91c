"""Cases: from checked plain data to the nouns."""

from typing import Any

from casecli.loading.days import day
from casecli.loading.faults import Faults, Path
from casecli.loading.mandates import build_mandate
from casecli.loading.values import read_state
from casecli.model.case import DEFAULT_DOMAIN, Case, Option, Vote
from casecli.model.facts import Fact, FactState

ONLY_OPTION = "response"
Plain = dict[str, Any]
Facts = dict[str, Fact]


def build(form: Plain, facts: Facts, file: str | None, path: Path = ()) -> Case:
    """A case from checked plain data; ``path`` is where it stands in its file."""
    return Case(
        id=form["id"],
        title=form["title"],
        file=file,
        period=form.get("period"),
        date=day(form.get("date")),
        as_of=day(form.get("as_of")),
        domain=tuple(form.get("domain", DEFAULT_DOMAIN)),
        topic=form.get("topic"),
        region=form.get("region"),
        summary=form.get("summary"),
        facts=_states(form, facts, path),
        notes=form.get("notes", {}),
        votes=tuple(_vote(v) for v in form.get("votes", ())),
        mandates=tuple(m if isinstance(m, str) else build_mandate(m) for m in form.get("mandates", ())),
        record=form.get("record", {}),
        options=_options(form, facts, path),
        draft=form.get("draft", False),
        assumes_domain="domain" not in form,
    )


def _states(form: Plain, facts: Facts, path: Path) -> dict[str, FactState]:
    faults = Faults()
    entries = form.get("facts", {})
    return {k: read_state(facts[k], v, (*path, "facts", k), faults) for k, v in entries.items() if k in facts}


def _options(form: Plain, facts: Facts, path: Path) -> tuple[Option, ...]:
    given = form.get("options")
    if not given:
        return (Option(ONLY_OPTION, form["title"], None, None, None, {}, (), None, {}, path),)
    return tuple(
        Option(
            id=o["id"],
            title=o.get("title", o["id"]),
            kind=o.get("kind"),
            part_of=o.get("part_of"),
            date=day(o.get("date")),
            facts=_states(o, facts, (*path, "options", i)),
            pleas=tuple(o.get("pleas", ())),
            action=o.get("action"),
            expect=o.get("expect", {}),
            path=(*path, "options", i),
        )
        for i, o in enumerate(given)
    )


SIDES = ("for", "against", "abstain", "absent")


def _vote(form: Plain) -> Vote:
    sides = {side: form[side] for side in SIDES if side in form}
    return Vote(form["draft"], day(form.get("date")), sides, form.get("procedural", False), form.get("note"))
