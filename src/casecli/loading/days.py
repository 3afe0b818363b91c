"""Days and numbers as files write them: what every start needs of the shapes."""

from datetime import date
from typing import Any

BIG = 1e15


def day(value: Any) -> date | None:
    """A date from a date or its ISO text; None where it is neither."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and value[4:5] == value[7:8] == "-" else None
    except ValueError:
        return None
