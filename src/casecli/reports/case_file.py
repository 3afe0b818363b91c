"""A case as a file: YAML that checks, with comments that say what each fact asks and which answers there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from casecli.loading.faults import spelled
from casecli.model.facts import Fact
from casecli.model.rulebook import Rulebook
from casecli.reports.sheet import wrap
from casecli.reports.yaml_text import entry

MODELINE = "# yaml-language-server: $schema=case.schema.json"
WIDTH = 98
SCOPES = {
    "crisis": "the crisis: what all responses share",
    "authority": "what law and institutions have said",
    "response": "the response that is judged",
}
AFTER_FACTS = ("notes", "votes", "mandates", "record", "options")
Plain = Mapping[str, Any]


def case_file(form: Plain, rulebook: Rulebook, opening: Sequence[str] = (), closing: Sequence[str] = ()) -> str:
    """A case, as plain data, as the text of its file; ``opening`` and ``closing`` are paragraphs of comment."""
    lines = [MODELINE, *comments(opening)]
    for key, value in form.items():
        if key != "facts" and key not in AFTER_FACTS:
            lines += entry(key, value)
    lines += _facts(form.get("facts", {}), rulebook)
    for key in AFTER_FACTS:
        if key in form:
            lines += ["", *entry(key, form[key])]
    lines += comments(closing)
    return "\n".join(lines) + "\n"


def comments(paragraphs: Iterable[str], indent: str = "") -> Iterator[str]:
    """Paragraphs as lines of comment; whatever they hold, they stay comments."""
    for paragraph in paragraphs:
        for line in wrap(paragraph, WIDTH - len(indent)):
            yield f"{indent}# {line}".rstrip()


def _facts(facts: Plain, rulebook: Rulebook) -> Iterator[str]:
    """The facts, those of a scope together, in the order of the rulebook."""
    if not facts:
        yield "facts: {}"
        return
    yield "facts:"
    for scope, says in SCOPES.items():
        some = [f for f in rulebook.facts.values() if f.scope == scope and f.id in facts]
        if some:
            yield ""
            yield f"  # ---- {says}"
        for fact in some:
            yield from comments((fact.question, answers(fact)), "  ")
            yield from entry(fact.id, facts[fact.id], "  ")


def answers(fact: Fact) -> str:
    """The answers that a fact takes, in a line."""
    if fact.kind == "number":
        return f"a number of {fact.unit or 'things'}, or {{from: ..., to: ...}}; unknown where nobody knows"
    return " | ".join([*(spelled(v) for v in fact.values), "unknown"])
