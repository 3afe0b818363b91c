"""zen-engine: a decision as JSON, and its expressions compiled without a decision around them."""

import zen

from peer_engines.as_text import Text
from peer_engines.cases import as_rows


def expressions(rules):
    """The status and the scores as zen expressions, by name."""
    text = Text(rules, " and ", " or ", "not ")
    scores = {name: f"floor({text.percent(share)})" for name, share in rules.scores.items()}
    return {"status": text.status(), **scores}


def decision(wanted):
    """A decision that works out some expressions: input, one expression node, output."""
    rules = [{"id": name, "key": name, "value": value} for name, value in wanted.items()]
    nodes = {"input": {}, "expression": {"content": {"expressions": rules, "passThrough": False}}, "output": {}}
    edges = (("input", "expression"), ("expression", "output"))
    return {
        "nodes": [
            {"id": name, "name": name, "type": f"{name}Node", "position": {"x": 0, "y": 0}, **more}
            for name, more in nodes.items()
        ],
        "edges": [{"id": a, "sourceId": a, "targetId": b, "type": "edge"} for a, b in edges],
    }


class Decision:
    """A decision with an expression node, asked for a batch of cases at a time: asked singly it takes longer."""

    title = "zen-engine, decision, in batches"
    at_once = 1000

    def __init__(self, rules):
        self.rules = rules
        content = decision(expressions(rules))
        self.engine = zen.ZenEngine({"loader": {"type": "static", "content": {"casecli": content}}})

    def batch(self, columns):
        return [{"key": "casecli", "context": case} for case in as_rows(columns, self.rules.facts)]

    def run(self, batch):
        return self.engine.evaluate_batch(batch)

    def answers(self, found):
        wanted = ("status", *self.rules.scores)
        return [tuple(int(x["data"]["result"][name]) for name in wanted) for x in found]


class Expression:
    """The same expressions as one list, compiled once, without a decision."""

    title = "zen-engine, compiled expression"
    at_once = 1000

    def __init__(self, rules):
        self.rules = rules
        self.expression = zen.compile_expression(f"[{', '.join(expressions(rules).values())}]")

    def batch(self, columns):
        return as_rows(columns, self.rules.facts)

    def run(self, batch):
        return [self.expression.evaluate(case) for case in batch]

    def answers(self, found):
        return [tuple(int(x) for x in case) for case in found]


ENGINES = (Decision, Expression)
