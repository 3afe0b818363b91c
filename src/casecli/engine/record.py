"""What the record of vetoes says of a member: on a topic, in a region, and in all; counted up to a day.

One draft or amendment that two members stopped is one draft and two vetoes. Amendments are left out of every count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from casecli.model.council import Veto

DRAFT = "draft"


class Share(NamedTuple):
    """In how many of some stopped drafts a member took part; ``percent`` rounded down, None without drafts."""

    vetoes: int
    drafts: int

    @property
    def percent(self) -> int | None:
        """The share in percent."""
        return self.vetoes * 100 // self.drafts if self.drafts else None


def until(vetoes: Iterable[Veto], day: date) -> list[Veto]:
    """The entries up to and with a day."""
    return [v for v in vetoes if v.date <= day]


def on_topic(vetoes: Iterable[Veto], topic: str | None) -> list[Veto]:
    """The entries on a topic, as the record names it, whatever the case of its letters."""
    return [v for v in vetoes if topic and v.topic.casefold() == topic.casefold()]


def share(vetoes: Sequence[Veto], member: str, region: str | None = None, since: date | None = None) -> Share:
    """A member's share of the drafts stopped, in a region and since a day where they are given."""
    drafts = [
        v
        for v in vetoes
        if v.kind == DRAFT
        and (region is None or v.region.casefold() == region.casefold())
        and (since is None or v.date >= since)
    ]
    return Share(sum(member in v.by for v in drafts), len(drafts))


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
