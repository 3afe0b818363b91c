"""`casecli check`: validate case files, rulebooks and their tests, and gate the cases against a policy."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.gating import conclude, exit_code, policy_of
from casecli.cli.output import say_problems, write, write_summary
from casecli.engine.assess import UNADVISED, assess
from casecli.loading.gather import Gathered, gather
from casecli.loading.library import Library
from casecli.model.assessment import Assessment
from casecli.model.problems import errors
from casecli.model.rulebook import Rulebook
from casecli.reports.plain import plain, to_json
from casecli.reports.results import Run, as_problem, breaches

MACHINE = ("sarif", "junit", "github")
"""The formats that show results as pipelines read them, by the module in reports that renders them."""

FORMATS = ("text", "json", *MACHINE)
FILES = Annotated[list[str], typer.Argument(help="Case files, rulebooks, tests, folders, globs, library ids, or - .")]
QUIET = Annotated[bool, typer.Option("--quiet", help="Say only what is wrong.")]


def run(
    files: FILES,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    rules: o.RULES = None,
    fail_on: o.FAIL_ON = None,
    fail_under: o.FAIL_UNDER = None,
    require_sources: o.REQUIRE_SOURCES = False,
    max_age: o.MAX_AGE = None,
    suppressions: o.SUPPRESSIONS = None,
    today: o.TODAY = None,
    exit_zero: o.EXIT_ZERO = False,
    all_results: o.ALL_RESULTS = False,
    quiet: QUIET = False,
) -> None:
    """Validate files, every problem at once with its line; with gates, judge the cases against them."""
    kind = o.chosen_format(format, output, FORMATS)
    found = gather(files, rules, Library())
    policy = policy_of(o.Gates(fail_on, fail_under, require_sources, max_age, suppressions, today), found.rulebook)
    judged = policy.asks or kind in MACHINE
    results = [assess(found.rulebook, case, UNADVISED) for case in found.cases] if judged else []
    ran = conclude(results, found.rulebook, policy, found.problems, found.lines, everything=all_results)
    if kind in MACHINE:
        publish(kind, results, found.rulebook, ran, output)
    else:
        _report(kind, found, ran, output, gated=policy.asks, quiet=quiet)
    if code := exit_code(ran, exit_zero=exit_zero):
        raise typer.Exit(code)


def publish(kind: str, results: Sequence[Assessment], rulebook: Rulebook, ran: Run, output: str | None) -> None:
    """Write results in one of the formats that machines read; the job summary goes where GitHub wants it."""
    module = import_module(f"casecli.reports.{kind}")
    write(module.render(results, rulebook, ran), output)
    if kind == "github":
        write_summary(module.summary(results, rulebook, ran))


def _report(kind: str, found: Gathered, ran: Run, output: str | None, *, gated: bool, quiet: bool) -> None:
    """What is right and wrong, for people or as JSON."""
    failing = breaches(ran, found.rulebook)
    aside = sum(b.suppressed is not None for b in failing)
    if kind == "json":
        counts = {"failed": len(failing) - aside, "set_aside": aside, "findings": plain(failing)}
        gates = {"gates": counts} if gated else {}
        write(to_json({"right": found.right, "problems": plain(list(ran.problems)), **gates}), output)
        return
    say_problems([*ran.problems, *map(as_problem, failing)])
    said = f"; gates: {len(failing) - aside} failed, {aside} set aside" if gated else ""
    if not quiet:
        write(f"{found.right} right, {len(errors(ran.problems))} errors{said}\n", output)
