"""Classes as text: for each taxonomy the best fit and why, and where a case misfits what the documents call it."""

from __future__ import annotations

from collections.abc import Iterable

from casecli.model.assessment import ClassFit, Classification
from casecli.model.case import Case, Option
from casecli.model.rulebook import Group, Rulebook, Taxonomy
from casecli.nouns import NamedTuple
from casecli.reports.entries import tensions_at
from casecli.reports.heads import head
from casecli.reports.sheet import Segment, Sheet
from casecli.reports.words import FINDINGS, both

HYPOTHETICAL = "hypothetical"


class Placed(NamedTuple):
    """A response and where it stands in each taxonomy."""

    case: Case
    option: Option
    found: dict[str, Classification]


def write_classes(placed: Iterable[Placed], rulebook: Rulebook, sheet: Sheet) -> None:
    """Every response with its taxonomies: those in which a class fits first."""
    for one in placed:
        head(one.case, one.option, "classes by their indicators", sheet)
        told: set[str] = set()
        labels = one.case.record.get("labels", {})
        for name, found in sorted(one.found.items(), key=lambda pair: not pair[1].best):
            taxonomy = rulebook.taxonomies[name]
            real = one.option.kind != HYPOTHETICAL and isinstance(labels, dict)
            called = labels.get(name, ()) if real else ()
            names = [called] if isinstance(called, str) else list(called)
            _write(taxonomy, found, names, sheet)
            said = (x for best in found.best for x in tensions_at(rulebook, best, one.case.id))
            for at_odds in dict.fromkeys(x for x in said if x not in told):
                told.add(at_odds)
                sheet.wrapped(at_odds, 3, "yellow", hang=2)
            sheet.blank()
        if not one.found:
            sheet.wrapped("No taxonomy applies to this domain.", 1)


def _write(taxonomy: Taxonomy, found: Classification, called: list[str], sheet: Sheet) -> None:
    titles = {c.id: c.title for c in taxonomy.classes}
    said = best_words(taxonomy, found)
    sheet.line(Segment(f"{taxonomy.title}: ", "bold"), Segment(said or "none", "green" if said else ""), indent=1)
    fits = dict(zip(taxonomy.classes, found.classes, strict=True))
    for group in sorted(fits, key=lambda c: c.id not in found.best):
        if fits[group].met or fits[group].unknown:
            _write_class(group, fits[group], sheet)
    for name in called:
        if name in titles:
            agrees = "as here" if name in found.best else "which does not fit best by its indicators"
            sheet.wrapped(f"The documents call it {titles[name]}, {agrees}.", 3, hang=2)


def _write_class(group: Group, fit: ClassFit, sheet: Sheet) -> None:
    look = FINDINGS[fit.fits]
    sign = look.sign if sheet.fancy else look.plain
    sheet.wrapped(f"{sign} {group.title} ({len(fit.met)} of {fit.of}): {indicator_words(group, fit)}", 3, hang=2)


def indicator_words(group: Group, fit: ClassFit) -> str:
    """The indicators of a class that are met, missing and not known."""
    found = {x.id: f"{x.title} (defining)" if x.critical else x.title for x in group.criteria}
    lacks = {x.id: x.lacks or f"not {x.title}" for x in group.criteria}
    parts = (("met", fit.met, found), ("missing", fit.missing, lacks), ("not known", fit.unknown, found))
    return "; ".join(f"{label}: {both([title[i] for i in ids])}" for label, ids, title in parts if ids)


def best_words(taxonomy: Taxonomy, found: Classification) -> str:
    """The best fit in a few words; empty where none fits."""
    titles = [c.title for c in taxonomy.classes if c.id in found.best]
    return both(titles) + ("" if found.certain else " (as far as is known)") if titles else ""
