"""Text that tries to be more than text, and a case that carries it wherever a file may hold text."""

from casecli.engine.assess import assess
from helpers import case_of

NAMES = ("case-kosovo-1999", "case-libya-2011", "case-camp-david", "case-us-kurds-syria")
"""Library cases of several kinds, for tests of every page."""
STRINGS = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)> '",
    "]]> --> <!-- </style></title>",
    "=1+1|cmd",
    "+1",
    "-1",
    "@SUM(A1:A2)",
    "\u202egnp.exe\u2066 \u061c\u200f",
    "{{ 7*7 }} {% raw %}",
    "| a | b |",
    "# heading",
    "1. a list",
    "[x](javascript:alert(1)) ![x](https://evil.example/x.png)",
    "https://evil.example/x www.evil.example @everyone <https://evil.example>",
    "***bold*** `code` ~~gone~~ <b>x</b> &lt;",
    "a" * 3000,
)
FACTS = {
    "uses_force": True,
    "armed_attack": {
        "claims": [{"value": "occurred", "source": "<script>alert(2)</script>"}, {"value": "none", "source": "]]>"}],
        "value": "disputed",
        "source": "=2+2",
    },
    "consent": {"value": "refused", "source": "<b onclick=x>", "note": "\u202e<i>", "confidence": "low"},
    "china_position": {"value": "opposes", "source": "<svg/onload=alert(3)>"},
}


def hostile_case(rulebook):
    """A case with hostile strings as every text."""
    titles = (STRINGS[0], STRINGS[3], STRINGS[7] + STRINGS[2], STRINGS[-1])
    options = [{"id": f"option-{i}", "title": title} for i, title in enumerate(titles)]
    texts = {"title": STRINGS[0], "period": STRINGS[1], "region": STRINGS[7], "summary": " ".join(STRINGS)}
    return case_of(rulebook, FACTS, options=options, **texts)


def hostile_result(rulebook):
    """The assessment of the hostile case."""
    return assess(rulebook, hostile_case(rulebook))
