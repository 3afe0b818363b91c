"""`casecli rules`: what authors of rules ask of a rulebook. Sub-verbs lint, coverage and mutate."""

from pathlib import Path
from typing import Annotated, Any

import typer

from casecli.cli import options as o
from casecli.cli.output import stop_at_errors, write, write_page
from casecli.loading.arguments import find_cases
from casecli.loading.faults import did_you_mean, listed
from casecli.loading.library import Library
from casecli.loading.pattern_files import read_patterns
from casecli.loading.rule_places import Spots, spots
from casecli.loading.rulebook import read_rulebook, rule_files
from casecli.model.rulebook import Rulebook
from casecli.model.trial import Trial
from casecli.nouns import NamedTuple
from casecli.questions.flaws import ERROR, LEVELS, WARNING
from casecli.reports import rules as report
from casecli.reports.plain import to_json

FORMATS = ("text", "json")
LAW = "law"
LAW_SECTIONS = ("criteria", "every_basis", "bases", "contested")
TESTS = Annotated[list[str] | None, typer.Option("--tests", help="A file of patterns; repeatable.")]
CASES = Annotated[list[str] | None, typer.Option("--cases", help="Case files besides the library; repeatable.")]
NO_LIBRARY = Annotated[bool, typer.Option("--no-library", help="Leave the library's cases out.")]
FAIL_UNDER = Annotated[int, typer.Option("--fail-under", min=0, max=100, help="Code 1 below so many percent.")]
LEVEL = Annotated[str, typer.Option("--level", help="The least grave level to show: error, warning or note.")]
SECTION = Annotated[
    list[str] | None, typer.Option("--section", help="Only mutants of this section, or of `law`; repeatable.")
]
LIMIT = Annotated[int | None, typer.Option("--limit", min=1, help="Draw so many mutants; none: try all.")]
SEED = Annotated[int, typer.Option("--seed", help="Another seed draws others.")]

run = typer.Typer(no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]})


class Rules(NamedTuple):
    """A rulebook, its plain data, and the library."""

    rulebook: Rulebook
    plain: dict[str, Any]
    library: Library


def _rules(path: str | None) -> Rules:
    library = Library()
    if path is None:
        return Rules(library.rulebook, library.plain, library)
    plain, rulebook = read_rulebook(Path(path), library.plain)
    return Rules(rulebook, plain, library)


def _trials(rules: Rules, tests: list[str] | None, cases: list[str] | None, *, without_library: bool) -> list[Trial]:
    """Everything that a rulebook can be tried on: its examples, patterns, and cases that speak its facts."""
    from casecli.questions.trials import case_trials, examples  # noqa: PLC0415 - lint has no use for the engine's rest

    rulebook, library = rules.rulebook, rules.library
    patterns = read_patterns([Path(x) for x in tests or ()], rulebook)
    found = find_cases(cases or (), library, rulebook.facts)
    stop_at_errors(found.problems)
    ours = not without_library and library.rulebook.facts.keys() <= rulebook.facts.keys()
    shipped = [c for name in library.case_ids if (c := library.case(name, rulebook.facts))] if ours else []
    return [*examples(rulebook), *patterns, *case_trials([*shipped, *found.cases])]


@run.command()
def lint(
    rules: o.RULES = None,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    level: LEVEL = WARNING,
    no_color: o.NO_COLOR = False,
) -> None:
    """What is wrong or doubtful, found by trying every world. Code 1 where there are errors."""
    from casecli.questions.lint import lint as look  # noqa: PLC0415 - each sub-verb loads its own engine

    kind = o.chosen_format(format, output, FORMATS)
    if level not in LEVELS:
        raise o.fail("bad-level", f"no level {level!r}; there is {listed(LEVELS)}", did_you_mean(level, LEVELS))
    asked = _rules(rules)
    found = look(asked.rulebook)
    where = _where(rules, asked.library) if found.flaws else {}
    if kind == "json":
        write(to_json(report.lint_values(found, asked.rulebook, where)), output)
    else:
        shown = LEVELS[: LEVELS.index(level) + 1]
        write_page(
            lambda page: report.write_lint(found, asked.rulebook, where, page, shown), output, color=not no_color
        )
    if found.of(ERROR):
        raise typer.Exit(1)


def _where(path: str | None, library: Library) -> Spots:
    """Where the parts of a rulebook stand: its own files, and the shipped ones that it may extend, by their names."""
    own = [(file, str(file)) for file in rule_files(Path(path))] if path is not None else []
    return spots([*own, *((file, file.name) for file in rule_files(library.folder))])


@run.command()
def coverage(
    rules: o.RULES = None,
    tests: TESTS = None,
    cases: CASES = None,
    no_library: NO_LIBRARY = False,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    fail_under: FAIL_UNDER = 0,
    no_color: o.NO_COLOR = False,
) -> None:
    """Which verdicts on each element, item and position the examples, patterns and cases bring about."""
    from casecli.questions.coverage import coverage as cover  # noqa: PLC0415

    kind = o.chosen_format(format, output, FORMATS)
    asked = _rules(rules)
    found = cover(asked.rulebook, _trials(asked, tests, cases, without_library=no_library))
    if kind == "json":
        write(to_json(report.coverage_values(found)), output)
    else:
        write_page(lambda page: report.write_coverage(found, asked.rulebook, page), output, color=not no_color)
    if found.failed or found.percent < fail_under:
        raise typer.Exit(1)


@run.command()
def mutate(
    rules: o.RULES = None,
    tests: TESTS = None,
    cases: CASES = None,
    no_library: NO_LIBRARY = False,
    section: SECTION = None,
    limit: LIMIT = None,
    seed: SEED = 0,
    format: o.FORMAT = "text",  # noqa: A002 - the published name
    output: o.OUTPUT = None,
    fail_under: FAIL_UNDER = 0,
    no_color: o.NO_COLOR = False,
) -> None:
    """Which small mistakes in the rulebook no example, pattern or case would notice."""
    from casecli.questions.mutate import mutate as change  # noqa: PLC0415

    kind = o.chosen_format(format, output, FORMATS)
    asked = _rules(rules)
    trials = _trials(asked, tests, cases, without_library=no_library)
    found = change(asked.plain, asked.rulebook, trials, _sections(section), limit, seed)
    if kind == "json":
        write(to_json(report.mutation_values(found)), output)
    else:
        write_page(lambda page: report.write_mutation(found, asked.rulebook, page), output, color=not no_color)
    if found.failed or found.percent < fail_under:
        raise typer.Exit(1)


def _sections(names: list[str] | None) -> tuple[str, ...]:
    """The sections asked for; `law` stands for the criteria, bases and contested points. Raises Unusable."""
    from casecli.questions.mutants import SECTIONS  # noqa: PLC0415

    for name in names or ():
        if name not in (LAW, *SECTIONS):
            known = (LAW, *SECTIONS)
            raise o.fail("bad-section", f"no section {name!r}; there is {listed(known)}", did_you_mean(name, known))
    chosen = [x for name in names or () for x in (LAW_SECTIONS if name == LAW else (name,))]
    return tuple(dict.fromkeys(chosen))
