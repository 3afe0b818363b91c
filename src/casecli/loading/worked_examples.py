"""Worked examples: that they speak of what is there, and say of it what can be said."""

from typing import Any

from casecli.loading.case_shape import DOMAINS, Answers
from casecli.loading.faults import Faults, Path, did_you_mean
from casecli.loading.places import classes, criteria_places, score_groups
from casecli.loading.shapes import Choice
from casecli.model.rulebook import Rulebook

Plain = dict[str, Any]
FINDS, WEIGHTS = {"finds"}, {"earns", "asked"}


def check_worked_examples(rulebook: Rulebook, plain: Plain, faults: Faults) -> None:
    """Known facts with fitting values; a verdict on a criterion, weights of a group, either or both of a class."""
    facts, domain = Answers(rulebook.facts), Choice(DOMAINS)
    says = dict.fromkeys((name for name, _ in criteria_places(plain)), (FINDS,))
    says |= dict.fromkeys((g.form["id"] for g in score_groups(plain)), (WEIGHTS,))
    says |= dict.fromkeys((g.form["id"] for g in classes(plain)), (FINDS, WEIGHTS, FINDS | WEIGHTS))
    for i, form in enumerate(plain.get("worked_examples", ())):
        path: Path = ("worked_examples", i)
        facts.check(form["facts"], (*path, "facts"), faults)
        for j, name in enumerate(form.get("domain", ())):
            domain.check(name, (*path, "domain", j), faults)
        if form["of"] not in says:
            message = f"no criterion, group or class has the id {form['of']!r}"
            faults.add((*path, "of"), "unknown-criterion", message, did_you_mean(form["of"], says))
        elif form.keys() & (FINDS | WEIGHTS) not in says[form["of"]]:
            message = "a criterion takes `finds`, a group of a score `earns` and `asked`, a class either or both"
            faults.add(path, "bad-example", message)
        elif form.get("earns", 0) > form.get("asked", 0):
            faults.add((*path, "earns"), "bad-example", "no more can be earned than is asked")
