"""Mandates, vetoes and votes: from checked plain data to the nouns."""

from typing import Any

from casecli.loading.days import day
from casecli.model.council import Mandate, Veto

Plain = dict[str, Any]


def build_mandate(form: Plain) -> Mandate:
    """A mandate from checked plain data."""
    return Mandate(
        id=form["id"],
        title=form["title"],
        operative=form.get("operative"),
        under=form.get("under"),
        purposes=tuple(form.get("purposes", ())),
        addressees=tuple(form.get("addressees", ())),
        areas=tuple(form.get("areas", ())),
        excluded=tuple(form.get("excluded", ())),
        since=day(form.get("from")),
        until=day(form.get("until")),
    )


def build_veto(form: Plain) -> Veto:
    """An entry of the record of vetoes from checked plain data."""
    when = day(form["date"])
    if when is None:  # the table has checked it
        raise ValueError(form["date"])
    return Veto(
        date=when,
        draft=form["draft"],
        by=tuple(form["by"]),
        topic=form["topic"],
        region=form["region"],
        kind=form.get("kind", "draft"),
        records=form["records"],
        doubt=form.get("doubt"),
    )
