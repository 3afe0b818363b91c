"""One table from what is found to the word, the sign and the colour that say it."""

import datetime as dt

from casecli.nouns import NamedTuple


class Look(NamedTuple):
    """How a finding is shown: a word, a sign for terminals that have it, one in ASCII, and a colour."""

    word: str
    sign: str
    plain: str
    colour: str


FINDINGS = {
    "met": Look("met", "✓", "+", "green"),
    "not_met": Look("not met", "✗", "x", "red"),
    "unknown": Look("unknown", "?", "?", "yellow"),
    "not_applicable": Look("not asked", "·", ".", "bright_black"),
}
STATUSES = {
    "lawful": Look("lawful", "✓", "+", "green"),
    "contested": Look("contested", "≈", "~", "yellow"),
    "unlawful": Look("unlawful", "✗", "x", "red"),
    "not_engaged": Look("not engaged", "·", ".", "cyan"),
    "undetermined": Look("undetermined", "?", "?", "yellow"),
}
OUTCOMES = {
    "adopted": Look("adopted", "✓", "+", "green"),
    "failed": Look("failed", "✗", "x", "yellow"),
    "vetoed": Look("vetoed", "✗", "x", "red"),
    "open": Look("adopted or vetoed", "?", "?", "yellow"),
}
CREDITS = {
    "yes": Look("earned", "✓", "+", "green"),
    "no": Look("not earned", "✗", "x", "red"),
    "open": Look("open", "?", "?", "yellow"),
    "not_asked": Look("not asked", "·", ".", "bright_black"),
}
MARKS = {
    "right": Look("right", "✓", "+", "green"),
    "wrong_reason": Look("right for the wrong reason", "≈", "~", "yellow"),
    "wrong": Look("wrong", "✗", "x", "red"),
    "missing": Look("missing", "·", ".", "bright_black"),
}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
LEVELS = ("green", "yellow", "red", "bold red")
BANDS = {
    "legitimacy": ("red", "red", "yellow", "green", "green"),
    "readiness": ("red", "yellow", "green", "green"),
}


def words(name: object) -> str:
    """An id or value as words."""
    return str(name).replace("_", " ").replace("-", " ")


def status_words(status: str, lean: str | None, possible: tuple[str, ...] = ()) -> str:
    """A status as people say it: with its lean, or with the statuses still possible."""
    said = STATUSES[status].word
    if lean:
        return f"{said}, leaning {STATUSES[lean].word}"
    if possible:
        return f"{said}: {either([STATUSES[s].word for s in possible])}"
    return said


def either(parts: list[str], last: str = "or") -> str:
    """Words as a list in a sentence."""
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}" if len(parts) > 1 else "".join(parts)


def both(parts: list[str]) -> str:
    """Words joined by commas and `and`."""
    return either(parts, "and")


def sentence(text: str) -> str:
    """A text with a capital at its start."""
    return text[:1].upper() + text[1:]


def numbers(low: int, high: int) -> str:
    """A range in numbers for people."""
    return f"{low}" if low == high else f"{low} to {high}"


def day_words(day: dt.date | str) -> str:
    """A day in words."""
    found = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"
