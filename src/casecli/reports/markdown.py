"""Text inside Markdown: what a file says stays text, whatever it holds."""

import re

from casecli.reports.sheet import clean

SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~$&-])")
"""Signs that could begin markup, a link, a table cell, HTML or a mention."""


LINK = re.compile(r"(?i)(?<=:)(?=//)|(?<=www)(?=\.)")
"""Where GitHub would see the beginning of a link; a backslash there hides it."""
NUMBERED = re.compile(r"^(\s*\d+)\.")


def escape(text: str) -> str:
    """Text from a file as one line of Markdown that renders as itself: no markup, no list, no link, no mention."""
    plain = SPECIAL.sub(r"\\\1", clean(text).strip()).replace("@", "@\u200b")
    return NUMBERED.sub(r"\1\\.", LINK.sub(r"\\", plain))


def cell(text: str) -> str:
    """Text of casecli's own words and ids as a table cell."""
    return clean(text).replace("|", "\\|").replace("<", "&lt;")
