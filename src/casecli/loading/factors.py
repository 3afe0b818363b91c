"""Factors: from their YAML form to the nouns, over the facts of a rulebook or of a case base."""

from collections.abc import Callable, Sequence
from typing import Any

from casecli.loading.compile import refs
from casecli.loading.factor_shape import is_dimension, is_intermediate
from casecli.loading.faults import Faults, Path, did_you_mean
from casecli.model.conditions import Condition
from casecli.model.factors import AnyFactor, Concern, Dimension, Factor
from casecli.model.facts import Fact

Plain = dict[str, Any]
Optional = Callable[[Plain, str, Path], Condition | None]
ORDERED = ("scale", "number")


class FactorReader:
    """Reads factors. ``optional`` gives the condition under a key of a form, where it has one."""

    def __init__(self, facts: dict[str, Fact], optional: Optional, faults: Faults) -> None:
        self.facts, self.optional, self.faults = facts, optional, faults

    def read(self, forms: Sequence[Plain]) -> list[AnyFactor]:
        """The factors of some forms; what does not fit is noted and left out."""
        found = (self._one(form, ("factors", i)) for i, form in enumerate(forms))
        return [factor for factor in found if factor]

    def _one(self, form: Plain, path: Path) -> AnyFactor | None:
        name, title, why = form["id"], form["title"], form.get("why")
        sources = refs(form.get("sources"))
        if is_intermediate(form):
            return Concern(name, title, tuple(form.get("of", ())), sources, why)
        if is_dimension(form):
            fact = self._measured(form["fact"], (*path, "fact"))
            applies = self.optional(form, "applies_when", path)
            high = form["favours_high"]
            return Dimension(name, title, high, fact.values, fact.id, applies, sources, why) if fact else None
        return Factor(name, title, form["favours"], self.optional(form, "when", path), sources, why)

    def _measured(self, name: str, path: Path) -> Fact | None:
        fact = self.facts.get(name)
        if fact is None:
            self.faults.add(path, "unknown-fact", f"no fact has the id {name!r}", did_you_mean(name, self.facts))
        elif fact.kind not in ORDERED:
            message = f"a dimension is a scale or a number; {name} is a {fact.kind}"
            self.faults.add(path, "bad-factor", message, "write it as a factor, with `favours` and `when`")
            return None
        return fact
