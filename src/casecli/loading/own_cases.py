"""The cases of a case base of one's own: from what they list and answer to the nouns."""

from collections.abc import Sequence
from typing import Any

from casecli.loading.faults import Faults, Path, did_you_mean, listed, spelled
from casecli.loading.values import read_state
from casecli.model.case import DEFAULT_DOMAIN, Case, Option
from casecli.model.factors import Factor
from casecli.model.facts import KNOWN, FactState, cell_of
from casecli.model.rulebook import Rulebook

Plain = dict[str, Any]
UNDECIDED = "contested"
DECIDED = ("reason", "by", "source", "date")


class CaseReader:
    """Reads the cases of a case base: what they list and answer as states of facts."""

    def __init__(self, rulebook: Rulebook, sides: Sequence[str], faults: Faults) -> None:
        self.rulebook, self.sides, self.faults = rulebook, sides, faults
        self.factors = {f.id: f for f in rulebook.factors}
        self.direct = [f.id for f in rulebook.factors if f.id in rulebook.facts]

    def case(self, form: Plain, path: Path, file: str) -> Case:
        """A case; what does not fit is noted."""
        outcome = self._outcome(form, path)
        title: str = form.get("title") or form["id"]
        option = Option(form["id"], title, None, None, None, {}, (), None, {})
        return Case(
            id=form["id"],
            title=title,
            file=file,
            period=None,
            date=None,
            as_of=None,
            domain=DEFAULT_DOMAIN,
            topic=None,
            region=None,
            summary=form.get("note"),
            facts=self._states(form, path),
            notes={},
            votes=(),
            mandates=(),
            record={"outcome": outcome} if outcome else {},
            options=(option,),
        )

    def _states(self, form: Plain, path: Path) -> dict[str, FactState]:
        """Factors that are listed are there, those that are not mentioned are not; everything else is answered."""
        facts = self.rulebook.facts
        states: dict[str, FactState] = {}
        for i, name in enumerate(form.get("factors", ())):
            if self._may_list(name, (*path, "factors", i)):
                states[name] = FactState(name, cell_of(facts[name], value=True), KNOWN, value=True)
        for name, entry in form.get("facts", {}).items():
            at = (*path, "facts", name)
            if name not in facts:
                hint = did_you_mean(name, facts)
                self.faults.add(at, "unknown-fact", f"no fact has the id {name!r}", hint, on_key=True)
            elif name in states:
                self.faults.add(at, "duplicate-key", f"{name!r} is listed under `factors` too", on_key=True)
            else:
                states[name] = read_state(facts[name], entry, at, self.faults)
        for name in self.direct:
            if facts[name].kind == "boolean":
                states.setdefault(name, FactState(name, cell_of(facts[name], value=False), KNOWN, value=False))
        return states

    def _may_list(self, name: str, path: Path) -> bool:
        """Whether a case states a factor by listing it; an intermediate one may be listed, and says nothing."""
        fact = self.rulebook.facts.get(name)
        if name not in self.factors:
            hint = did_you_mean(name, self.factors)
            self.faults.add(path, "unknown-factor", f"no factor has the id {name!r}", hint)
        elif fact and fact.kind != "boolean":
            message = f"{name!r} is a dimension"
            self.faults.add(path, "bad-factor", message, f"give its value: `facts: {{{spelled(name)}: ...}}`")
        elif fact is None and isinstance(self.factors[name], Factor):
            self.faults.add(path, "bad-factor", f"{name!r} follows from facts", "give the facts under `facts`")
        return fact is not None and fact.kind == "boolean"

    def _outcome(self, form: Plain, path: Path) -> Plain | None:
        if "outcome" not in form:
            return None
        result = form["outcome"]
        if result not in (*self.sides, UNDECIDED):
            message = f"an outcome is {listed((*self.sides, UNDECIDED))}; found {spelled(result)}"
            self.faults.add((*path, "outcome"), "bad-value", message, did_you_mean(result, self.sides))
        for i, entry in enumerate(form.get("reason", ())):
            self._check_reason(entry, result, (*path, "reason", i))
        return {"result": result} | {key: form[key] for key in DECIDED if key in form}

    def _check_reason(self, entry: Any, result: str, path: Path) -> None:
        for name in entry if isinstance(entry, dict) else (entry,):
            factor = self.factors.get(name)
            if factor is None:
                hint = did_you_mean(name, self.factors)
                self.faults.add(path, "unknown-factor", f"no factor has the id {name!r}", hint)
            elif isinstance(factor, Factor) and factor.favours != result:
                self.faults.add(path, "bad-reason", f"{name!r} speaks for the other side")
