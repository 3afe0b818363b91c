"""Gates on the command line: the policy that options stand for, what comes of it, and the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from casecli.cli import options as o
from casecli.cli.output import WRONG, write_summary
from casecli.loading.faults import did_you_mean, listed
from casecli.loading.suppressions import read_suppressions
from casecli.model.assessment import Assessment
from casecli.model.case import Lines
from casecli.model.policy import FAIL_ON, NEVER, SCORES, Policy
from casecli.model.problems import Problem, Unusable, errors
from casecli.model.rulebook import Rulebook
from casecli.questions.gates import gate
from casecli.reports.results import Run, notices

GATE_FAILED = 1
HIGHEST = 100
ANNOTATIONS = "github"


def policy_of(asked: o.Gates, rulebook: Rulebook) -> Policy:
    """The policy that some options stand for. Raises Unusable with everything wrong about them."""
    problems: list[Problem] = []
    under = dict(x for word in asked.fail_under or () if (x := _fail_under(word, problems)))
    policy = Policy(
        _fail_on(asked.fail_on or (), problems),
        tuple(under.items()),
        asked.require_sources,
        asked.max_age,
        today=o.a_day(asked.today, "--today"),
    )
    if problems:
        raise Unusable(problems)
    if asked.suppressions is None:
        return policy
    known = (*rulebook.criteria, *rulebook.facts)
    return policy._replace(suppressions=read_suppressions(Path(asked.suppressions), known))


def _fail_on(words: Sequence[str], problems: list[Problem]) -> tuple[str, ...]:
    for word in words:
        if word not in FAIL_ON:
            message = f"--fail-on takes {listed(FAIL_ON)}; found {word!r}"
            problems.append(Problem("error", "bad-gate", message, hint=did_you_mean(word, FAIL_ON)))
    if NEVER in words and len(words) > 1:
        problems.append(Problem("error", "bad-gate", "--fail-on never stands alone: with it nothing else can fail"))
    return tuple(w for w in dict.fromkeys(words) if w != NEVER)


def _fail_under(word: str, problems: list[Problem]) -> tuple[str, int] | None:
    name, sign, limit = word.partition("=")
    if name in SCORES and sign and limit.isascii() and limit.isdigit() and int(limit) <= HIGHEST:
        return name, int(limit)
    hint = did_you_mean(name, SCORES) if name not in SCORES else None
    message = f"--fail-under takes {listed(SCORES)} with a whole number from 0 to {HIGHEST}; found {word!r}"
    problems.append(Problem("error", "bad-gate", message, hint=hint or "such as --fail-under readiness=60"))
    return None


def conclude(
    results: Sequence[Assessment],
    rulebook: Rulebook,
    policy: Policy,
    problems: Sequence[Problem],
    lines: Lines,
    *,
    everything: bool = False,
) -> Run:
    """What a policy makes of results, with what formats need to show it."""
    gated = gate(results, rulebook, policy)
    return Run((*problems, *notices(gated)), gated, lines, Path.cwd().as_posix(), everything)


def summarise(results: Sequence[Assessment], rulebook: Rulebook, run: Run, wanted: Sequence[o.Wanted]) -> None:
    """Write the job summary that goes with annotations, where these are asked for."""
    annotated = next((w for w in wanted if w.format == ANNOTATIONS), None)
    if annotated:
        from casecli.reports.github import summary  # noqa: PLC0415 - only where annotations are asked for

        write_summary(summary(results, rulebook, run), annotated.path)


def exit_code(run: Run, *, exit_zero: bool) -> int:
    """2 where an input is wrong, else 1 where a gate fails (0 if that is asked for), else 0: in every format."""
    if errors(run.problems):
        return WRONG
    failed = run.gated is not None and run.gated.failed
    return GATE_FAILED if failed and not exit_zero else 0
