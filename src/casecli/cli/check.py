"""`casecli check`: validate case files, rulebooks and their tests, and gate the cases against a policy."""

from __future__ import annotations

from typing import Annotated

import typer

from casecli.cli import options as o
from casecli.cli.gating import conclude, exit_code, policy_of, summarise
from casecli.cli.output import in_sight, say_problems, write, write_files
from casecli.engine.assess import UNADVISED, assess
from casecli.loading.faults import listed
from casecli.loading.gather import Gathered, gather, without_drafts
from casecli.loading.library import Library
from casecli.model.assessment import Assessment
from casecli.model.problems import errors
from casecli.nouns import NamedTuple
from casecli.reports import formats
from casecli.reports.plain import plain, to_json
from casecli.reports.results import Run, as_problem, breaches

FORMATS = ("text", "json", *formats.PIPELINES)
FORMATS_ASKED = Annotated[
    list[str] | None,
    typer.Option(
        "-f",
        "--format",
        help=f"{listed(FORMATS)}; as FORMAT=PATH into a file; repeatable.",
        autocompletion=o.offered("formats"),
    ),
]
FILES = Annotated[
    list[str],
    typer.Argument(
        help="Case files, rulebooks, tests, folders, globs, library ids, or - .", autocompletion=o.offered("cases")
    ),
]
TEXT = o.DEFAULT
QUIET = Annotated[bool, typer.Option("--quiet", help="Say only what is wrong.")]


class _Checked(NamedTuple):
    """What the files hold, what was made of their cases, and whether any gate was asked for."""

    found: Gathered
    results: list[Assessment]
    run: Run
    gated: bool


def run(
    files: FILES,
    format: FORMATS_ASKED = None,  # noqa: A002 - the published name
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
    wanted = o.formats_asked(format, output, FORMATS)
    found = gather(files, rules, Library(), to_judge=False)
    policy = policy_of(o.Gates(fail_on, fail_under, require_sources, max_age, suppressions, today), found.rulebook)
    judged = policy.asks or any(w.shows_run for w in wanted)
    found = without_drafts(found, refused=policy.asks) if judged else found
    results = [assess(found.rulebook, case, UNADVISED) for case in in_sight(found.cases, quiet=quiet)] if judged else []
    ran = conclude(results, found.rulebook, policy, found.problems, found.lines, everything=all_results)
    checked = _Checked(found, results, ran, policy.asks)
    if any(w.format == TEXT for w in wanted):
        say_problems([*ran.problems, *map(as_problem, breaches(ran, found.rulebook))])
    texts = [(w.path, _render(w.format, checked)) for w in wanted if not (quiet and w.format == TEXT)]
    write_files({path: text for path, text in texts if path})
    for text in (text for path, text in texts if not path):
        write(text)
    summarise(results, found.rulebook, ran, wanted)
    if code := exit_code(ran, exit_zero=exit_zero):
        raise typer.Exit(code)


def _render(name: str, checked: _Checked) -> str:
    """What is right and wrong: in a line for people, as JSON, or as pipelines read it."""
    found, results, ran, gated = checked
    if name in formats.PIPELINES:
        return formats.render(name, results, found.rulebook, ran)
    failing = breaches(ran, found.rulebook)
    aside = sum(b.suppressed is not None for b in failing)
    if name == TEXT:
        said = f"; gates: {len(failing) - aside} failed, {aside} set aside" if gated else ""
        return f"{found.right} right, {len(errors(ran.problems))} errors{said}\n"
    counts = {"failed": len(failing) - aside, "set_aside": aside, "findings": plain(failing)}
    return to_json(
        {"right": found.right, "problems": plain(list(ran.problems)), **({"gates": counts} if gated else {})}
    )
