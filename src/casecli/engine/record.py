"""What the record of vetoes says of a member: on a topic, in a region, and in all; counted up to a day.

One draft or amendment that two members stopped is one draft and two vetoes. Amendments are left out of every count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from casecli.model.council import Veto
from casecli.nouns import NamedTuple

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


def since(vetoes: Iterable[Veto], day: date) -> list[Veto]:
    """The entries from a day on."""
    return [v for v in vetoes if v.date >= day]


def drafts(vetoes: Iterable[Veto]) -> list[Veto]:
    """The entries on whole drafts, without amendments."""
    return [v for v in vetoes if v.kind == DRAFT]


def on_topic(vetoes: Iterable[Veto], topic: str | None) -> list[Veto]:
    """The entries on a topic, as the record names it, whatever the case of its letters."""
    wanted = topic.casefold() if topic else None
    return [v for v in vetoes if v.topic.casefold() == wanted] if wanted else []


def in_region(vetoes: Iterable[Veto], region: str | None) -> list[Veto]:
    """The entries on a region, as the record names it, whatever the case of its letters."""
    wanted = region.casefold() if region else None
    return [v for v in vetoes if v.region.casefold() == wanted] if wanted else []


def share(stopped: Sequence[Veto], member: str) -> Share:
    """A member's share of some drafts stopped."""
    return Share(sum(member in v.by for v in stopped), len(stopped))


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
