"""Rust CEL: one expression for a case, compiled once."""

import cel

from peer_engines.as_text import Text
from peer_engines.cases import as_rows


class Expression:
    """A CEL expression whose value is the list of status and scores."""

    title = "CEL in Rust, compiled expression"
    at_once = 1000

    def __init__(self, rules):
        self.rules = rules
        text = Text(rules, " && ", " || ", "!")
        wanted = [text.status(), *(text.percent(share) for share in rules.scores.values())]
        self.program = cel.compile(f"[{', '.join(wanted)}]")

    def batch(self, columns):
        return as_rows(columns, self.rules.facts)

    def run(self, batch):
        return [self.program.execute(case) for case in batch]

    def answers(self, found):
        return [tuple(x) for x in found]


ENGINES = (Expression,)
