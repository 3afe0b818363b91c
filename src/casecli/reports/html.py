"""Assessments as one self-contained HTML page: no script, nothing loaded, readable on paper, on a phone and aloud.

Every text passes `clean` and is escaped by Jinja. The only text taken as it stands is the style sheet of this
package; the page's Content-Security-Policy admits that very text by its hash and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from casecli.model.assessment import Assessment
from casecli.model.case import Case
from casecli.model.rulebook import Rulebook, Source
from casecli.nouns import NamedTuple
from casecli.questions.compare import Comparison, compare
from casecli.reports import words as w
from casecli.reports.compare import sentences
from casecli.reports.layout import lay_out, title_of
from casecli.reports.sheet import clean
from casecli.reports.views import FactView, OptionView, TensionView, cited
from casecli.reports.wording import band_words

TEMPLATES = Path(__file__).parent / "templates"
WEIGHTS = {
    "binding": "treaties and decisions that bind",
    "customary": "customary law and texts that state it",
    "judicial": "courts and tribunals",
    "political": "commitments and recommendations, not law",
    "state-position": "what states say the law is",
    "scholarly": "learned bodies and works",
    "proposal": "put forward, and binding on nobody",
    "professional": "guidance for practice",
    "record": "records of what happened",
    "document": "the texts under study",
}


class CaseView(NamedTuple):
    """A case on a page: its options laid out and side by side, and what they share."""

    anchor: str
    case: Case
    result: Assessment
    options: tuple[OptionView, ...]
    comparison: Comparison | None
    dominance: tuple[str, ...]
    tensions: tuple[TensionView, ...]
    shared: tuple[FactView, ...]

    def own(self, option: OptionView) -> list[FactView]:
        """The facts of one option that the others do not share."""
        return [f for f in option.facts if f not in self.shared]


def render(results: list[Assessment], rulebook: Rulebook) -> str:
    """A page with some cases, each with all its options."""
    cases = [_case(f"case-{i}", result, rulebook) for i, result in enumerate(results, 1)]
    sources = _by_weight({name for c in cases for name in cited(c.options)}, rulebook)
    return _page("report.html", results[0], rulebook, cases=cases, sources=sources)


def contents(entries: list[tuple[str, Assessment]], rulebook: Rulebook) -> str:
    """A page that leads to the pages of some cases, each given with the name of its file."""
    return _page("contents.html", entries[0][1], rulebook, entries=entries)


def _case(anchor: str, result: Assessment, rulebook: Rulebook) -> CaseView:
    options = tuple(lay_out(result, x, rulebook) for x in result.options)
    compared = compare(rulebook, [result]) if len(options) > 1 else None
    first, *others = options
    return CaseView(
        anchor=anchor,
        case=result.options[0].grounds.case,
        result=result,
        options=options,
        comparison=compared,
        dominance=tuple(sentences(_by_title(compared))) if compared else (),
        tensions=tuple(dict.fromkeys(t for x in options for t in x.tensions)),
        shared=tuple(f for f in first.facts if all(f in x.facts for x in others)) if others else (),
    )


def _by_title(compared: Comparison) -> Comparison:
    """A comparison that calls its responses by their titles."""
    titles = {row.name: f"“{row.title}”" for row in compared.responses}
    named = (d._replace(better=titles[d.better], worse=titles[d.worse]) for d in compared.dominance)
    return compared._replace(dominance=tuple(named))


def _by_weight(ids: Iterable[str], rulebook: Rulebook) -> list[tuple[str, str, list[Source]]]:
    """Sources by what they are in law: (status, what that means, the sources by their short titles)."""
    sources = sorted((rulebook.sources[x] for x in ids), key=lambda s: (s.short, s.id))
    found = [(status, says, [s for s in sources if s.status == status]) for status, says in WEIGHTS.items()]
    return [entry for entry in found if entry[2]]


def _page(template: str, about: Assessment, rulebook: Rulebook, **values: Any) -> str:
    environment = _environment(rulebook)
    style = environment.get_template("style.css").render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template(template).render(about=about, style=style, digest=digest, **values)


def _environment(rulebook: Rulebook) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_plain,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "day": w.day_words,
        "words": w.words,
        "both": w.both,
        "status_words": w.status_words,
        "band_words": band_words,
        "numbers": w.numbers,
        "title_of": lambda ground: title_of(rulebook, ground),
        "findings": w.FINDINGS,
        "statuses": w.STATUSES,
        "credits": w.CREDITS,
    }
    environment.filters["sentence"] = w.sentence
    return environment


def _plain(value: object) -> object:
    """Text without anything hidden in it; markup that a template made stays as it is."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
