"""Classes: which of a taxonomy's classes a case fits, and which fits best.

A class fits while no defining indicator fails and at least half of its weight is met. The best fit has the most weight
met, as a share of the weight of the class, so that long lists win nothing by their length; ties are all named. It is
certain when its own defining indicators are settled and no other class can overtake it.
"""

from __future__ import annotations

from casecli.engine.evaluate import Evaluator
from casecli.logic import FALSE, OPEN, TRUE, Truth
from casecli.model.assessment import ClassFit, Classification
from casecli.model.explanation import Finding
from casecli.model.rulebook import Group, Rulebook, Taxonomy
from casecli.nouns import NamedTuple

HALF = 0.5


class Weight(NamedTuple):
    """The share of a class's weight that is surely met, and that can be; whether it fits as far as is known."""

    low: float
    high: float
    fits: bool
    can_fit: bool
    sure: bool


def classify(rulebook: Rulebook, evaluator: Evaluator) -> dict[str, Classification]:
    """The classes of every taxonomy that surely or possibly applies."""
    return {name: place(x, evaluator) for name, x in rulebook.taxonomies.items() if asked(x, evaluator)}


def asked(taxonomy: Taxonomy, evaluator: Evaluator) -> bool:
    """Whether a taxonomy may apply to the situation."""
    if not taxonomy.in_force.on(evaluator.situation.law_day):
        return False
    return taxonomy.applies_when is None or evaluator.explain(taxonomy.applies_when).truth != FALSE


def place(taxonomy: Taxonomy, evaluator: Evaluator) -> Classification:
    """Where a situation stands in a taxonomy."""
    weighed = {c.id: weigh_class(c, evaluator) for c in taxonomy.classes}
    fitting = {name: w for name, w in weighed.items() if w.fits}
    most = max((w.low for w in fitting.values()), default=0.0)
    best = {name: w for name, w in fitting.items() if w.low == most}
    rivals = [w for name, w in weighed.items() if name not in best and w.can_fit]
    certain = all(w.sure and (len(best) == 1 or w.high == most) for w in best.values())
    certain = certain and not any(w.high > most for w in rivals)
    return Classification(tuple(best), certain, tuple(_fit(c, weighed[c.id], evaluator) for c in taxonomy.classes))


def weigh_class(group: Group, evaluator: Evaluator) -> Weight:
    """How much of a class is met."""
    findings = findings_of(group, evaluator)
    whole = sum(f.criterion.weight for f in findings)
    low = sum(f.criterion.weight for f in findings if f.truth == TRUE) / whole  # equal shares are equal floats
    high = sum(f.criterion.weight for f in findings if f.truth != FALSE) / whole
    defining = [f.truth for f in findings if f.criterion.critical]
    kept = FALSE not in defining
    return Weight(low, high, kept and low >= HALF, kept and high >= HALF, OPEN not in defining)


def _fit(group: Group, weight: Weight, evaluator: Evaluator) -> ClassFit:
    findings = findings_of(group, evaluator)

    def those(truth: Truth) -> tuple[str, ...]:
        return tuple(f.criterion.id for f in findings if f.truth == truth)

    fits = "met" if weight.fits and weight.sure else "unknown" if weight.can_fit else "not_met"
    return ClassFit(group.id, those(TRUE), those(FALSE), those(OPEN), len(findings), fits)  # type: ignore[arg-type]


def findings_of(group: Group, evaluator: Evaluator) -> tuple[Finding, ...]:
    """What is found on each indicator of a class."""
    return tuple(evaluator.finding(x) for x in group.criteria)
