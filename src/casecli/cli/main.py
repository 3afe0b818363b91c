"""The front door: finds the verb, imports its module, and turns faults into exit codes.

0 done · 1 a gate failed · 2 wrong command line, input or rulebook · 3 a fault in casecli · 130 interrupted.
"""

import os
import sys
from errno import ENOSPC
from importlib import import_module
from types import ModuleType
from typing import Any

import typer

from casecli import __version__
from casecli.cli.output import STANDARD_OUTPUT, WRONG, cannot_write, read_no_more, say_problems
from casecli.loading.config_files import config_files, is_set
from casecli.model.problems import Unusable

VERBS = {
    "assess": "The report: legality, R2P, veto risk, legitimacy, readiness, and what to fix first.",
    "explain": "The tree of grounds: why, why not, what is missing, with authorities.",
    "check": "Validate case files and rulebooks, and gate cases against a policy.",
    "test": "Run what case files expect, and the tests beside a rulebook.",
    "baseline": "Keep the results of cases, and say what drifts from them.",
    "classify": "The classes that a case fits, with the indicators met, missing and unknown.",
    "compare": "Options or cases side by side: where they differ, and which dominates which.",
    "whatif": "A response as it is and with settings: only what changed.",
    "diff": "Two responses: only what differs.",
    "pathways": "The smallest sets of changes that reach a status or band, and who can make them.",
    "sensitivity": "What the status and the scores rest on: open facts, contested points and weights.",
    "batch": "A table of cases, one a row, to a table of results.",
    "sweep": "Every combination of given facts, and what each would mean.",
    "precedents": "Past cases that force a result or are nearest, and what each side can argue from them.",
    "mark": "A learner's answers on a case, marked, with the misconceptions they show.",
    "quiz": "A case as questions: asks first, shows after, hint by hint.",
    "vote": "What a Council vote means: adopted, failed, vetoed and by whom.",
    "vetoes": "The record of vetoes, filtered and counted.",
    "cases": "List the library's cases, or show one.",
    "criteria": "List bases, elements, items and contested points, or show one.",
    "facts": "List the facts a case file can give, or show one.",
    "checklists": "List the checklists and professional lists, or show one.",
    "define": "The glossary, or one term with both sides where it is contested.",
    "sources": "The bibliography, or one source and who cites it.",
    "new": "An interview that asks only what can still change the result, and writes the case.",
    "draft": "A draft case from a narrative, each suggested fact with the words that suggest it.",
    "rules": "For authors of rules: lint, coverage and mutate.",
    "init": "A first case, rulebook or pipeline, with comments that teach.",
    "config": "The settings in force, and where each comes from.",
    "schema": "JSON Schema of the files that people write, and of the assessment.",
}
FAULT, INTERRUPTED = 3, 130
COMPLETING = "_CASECLI_COMPLETE"
"""The variable by which a shell asks what could stand at the cursor."""
NO_CONFIG = "--no-config"
UNCONFIGURED = ("config", "init")
"""Verbs that work in a folder whose settings are wrong: one says what is wrong, the other writes new ones."""
ASKS_HELP = ("-h", "--help")
DEFAULT_FORMATS = ("text", "json")


def _version(shown: bool) -> None:  # noqa: FBT001 - typer passes it so
    if shown:
        typer.echo(f"casecli {__version__}")
        raise typer.Exit


def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),  # noqa: FBT001, FBT003
    no_config: bool = typer.Option(False, NO_CONFIG, help="Read no configuration file; stands before the verb."),  # noqa: FBT001, FBT003 - `_defaults` looks for it
) -> None:
    """Score a described crisis and a proposed response against the law on the use of force.

    Exit codes: 0 done; 1 a gate failed; 2 the command line, an input or a rulebook is wrong; 3 a fault in casecli;
    130 interrupted.
    """


def build(arguments: list[str]) -> typer.Typer:
    """The application with the verb that was typed; with the names of all where none was. Raises Unusable."""
    typed = next((a for a in arguments if not a.startswith("-")), None)
    module = import_module(f"casecli.cli.{typed}") if typed in VERBS else None
    app = typer.Typer(
        name="casecli",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=module is None or COMPLETING in os.environ,
        no_args_is_help=True,
        context_settings={"help_option_names": [*ASKS_HELP], "default_map": _defaults(typed, module, arguments)},
    )
    app.callback()(_root)
    for verb in VERBS if module is None else [str(typed)]:
        run = _named if module is None else module.run
        if isinstance(run, typer.Typer):  # a verb with verbs of its own
            app.add_typer(run, name=verb, help=VERBS[verb], short_help=VERBS[verb])
        else:
            app.command(verb, help=VERBS[verb], short_help=VERBS[verb])(run)
    return app


def _named() -> None:
    """What stands for a verb where only its name and help are shown."""


def _defaults(verb: str | None, module: ModuleType | None, arguments: list[str]) -> dict[str, Any]:
    """The defaults that files and the environment set for a verb's options. Raises Unusable."""
    if verb is None or module is None or verb in UNCONFIGURED or not {*ASKS_HELP}.isdisjoint(arguments):
        return {}
    files = () if NO_CONFIG in arguments[: arguments.index(verb)] else config_files()
    if not files and not any(map(is_set, os.environ)):
        return {}
    from casecli.cli.defaults import configured, defaults  # noqa: PLC0415 - only where something is set

    found = configured(files)
    if found.problems and COMPLETING not in os.environ:
        raise Unusable(found.problems)
    values = defaults(found, verb, getattr(module, "FORMATS", DEFAULT_FORMATS), arguments)
    own = module.run.registered_commands if isinstance(module.run, typer.Typer) else ()
    return {verb: values | {c.name or getattr(c.callback, "__name__", ""): values for c in own}}


def _typed() -> list[str]:
    """The words typed so far: the command line, or the one that a shell would have completed."""
    if COMPLETING not in os.environ:
        return sys.argv[1:]
    from casecli.cli.completion import words  # noqa: PLC0415 - only where a shell asks

    return words()


def main() -> None:
    """Run casecli on the command line's arguments and exit."""
    for stream in ("stdout", "stderr"):
        if getattr(sys, stream) is None:  # closed before the start
            read_no_more(stream)
    try:
        build(_typed())(prog_name="casecli")
    except Unusable as unusable:
        say_problems(unusable.problems)
        sys.exit(WRONG)
    except BrokenPipeError:
        read_no_more()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as fault:
        if isinstance(fault, OSError) and fault.errno == ENOSPC:  # help and versions are not written by `output`
            read_no_more()
            say_problems(cannot_write(STANDARD_OUTPUT, fault, None).problems)
            sys.exit(WRONG)
        if os.environ.get("CASECLI_DEBUG"):
            raise
        print(f"casecli: internal fault: {type(fault).__name__}: {fault}", file=sys.stderr)  # noqa: T201
        print("Set CASECLI_DEBUG=1 to see where, and please report it.", file=sys.stderr)  # noqa: T201
        sys.exit(FAULT)
