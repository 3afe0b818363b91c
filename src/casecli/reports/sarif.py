"""SARIF 2.1.0, for code scanning and other readers of results.

By default only what somebody should look at is listed: failures, points for review, and what is open of the law or of
critical items. Code scanning shows every result as an alert whatever its kind, so passes go in only where everything is
asked for. It reads at most 25,000 results; beyond, the least grave are left out, and a notification says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from casecli import __version__
from casecli.model.assessment import Assessment
from casecli.model.policy import Suppression
from casecli.model.problems import Problem, errors
from casecli.model.rulebook import Rulebook
from casecli.questions.results import FAIL, KINDS, OPEN, PROBLEMS, Result
from casecli.reports.results import (
    ERROR,
    NOTE,
    WARNING,
    Place,
    RuleWords,
    Run,
    level,
    message,
    name_of,
    place_of,
    problem_place,
    rule_words,
)
from casecli.reports.sheet import clean

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"
MOST = 25_000
LEVELS = {ERROR: "error", WARNING: "warning", NOTE: "note"}
URL = re.compile(r"https?://[!-~]+")
NO_RUN = Run()
WORST_FIRST = (FAIL, "review", OPEN, "informational", "pass", "notApplicable")


def render(results: Sequence[Assessment], rulebook: Rulebook, run: Run = NO_RUN) -> str:
    """One SARIF log with one run: rules, results with the line of the deciding fact, and the problems of the files."""
    gated = run.results(results, rulebook)
    shown = [r for r in gated.results if run.everything or _is_shown(r)]
    kept = most_grave(shown, MOST)
    problems = [*run.problems, *_left_out(len(shown) - len(kept))]
    rules = {name: i for i, name in enumerate(dict.fromkeys(r.rule for r in kept))}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver([rule_words(name, rulebook) for name in rules], rulebook)},
                "invocations": [_invocation(problems, run)],
                "columnKind": "unicodeCodePoints",
                "results": [*_results(kept, rules, rulebook, run)],
                "properties": {"counts": {k: sum(r.kind == k for r in gated.results) for k in KINDS}},
            }
        ],
    }
    # Escapes beyond ASCII keep even halves of characters, as odd file names have them, valid JSON.
    return json.dumps(log, indent=1) + "\n"


def _is_shown(result: Result) -> bool:
    return result.gate is not None or (result.kind in PROBLEMS and (result.kind != OPEN or result.grave))


def most_grave(results: Sequence[Result], most: int) -> Sequence[Result]:
    """At most so many results, in their order: first those on which a gate fails, then by kind and gravity."""
    if len(results) <= most:
        return results
    ranked = sorted(range(len(results)), key=lambda i: (_rank(results[i]), i))[:most]
    return [results[i] for i in sorted(ranked)]


def _rank(result: Result) -> tuple[bool, int, bool]:
    return not result.fails, WORST_FIRST.index(result.kind), not result.grave


def _left_out(count: int) -> list[Problem]:
    if not count:
        return []
    message = f"{count} results of the least grave are left out: code scanning reads at most {MOST}"
    return [Problem(WARNING, "results-left-out", message)]


def _driver(rules: Iterable[RuleWords], rulebook: Rulebook) -> dict[str, Any]:
    return {
        "name": "casecli",
        "semanticVersion": __version__,
        "rules": [_rule(r) for r in rules],
        "properties": {"rulebook": {"id": rulebook.id, "version": rulebook.version, "digest": rulebook.digest}},
    }


def _rule(rule: RuleWords) -> dict[str, Any]:
    authority = f"Authority: {'; '.join(rule.authorities)}" if rule.authorities else ""
    parts = [rule.question, *rule.details, *([authority] if authority else [])]
    return {
        "id": rule.id,
        "shortDescription": {"text": text(rule.title)},
        "fullDescription": {"text": text(rule.question)},
        "help": {"text": text("\n\n".join(clean(p) for p in parts), lines=True)},
        **({"helpUri": rule.url} if rule.url and URL.fullmatch(rule.url) else {}),
        "properties": {"tags": list(rule.tags)},
    }


def text(said: str, *, lines: bool = False) -> str:
    """Plain text of a message (3.11.3): what would begin a placeholder (3.11.5) or a link (3.11.6) is broken up."""
    flat = (said if lines else clean(said)).encode("utf-8", "backslashreplace").decode()
    return flat.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _results(
    results: Iterable[Result], rules: dict[str, int], rulebook: Rulebook, run: Run
) -> Iterator[dict[str, Any]]:
    seen: dict[str, int] = {}
    for result in results:
        yield {
            "ruleId": result.rule,
            "ruleIndex": rules[result.rule],
            "kind": result.kind,
            "level": LEVELS[level(result)] if result.kind == FAIL else "none",
            "message": {"text": text(message(result, rulebook))},
            "locations": [_location(place_of(result, run), name_of(result))],
            "partialFingerprints": {"primaryLocationLineHash": _fingerprint(result, seen)},
            **({"suppressions": [_suppression(result.suppressed)]} if result.suppressed else {}),
            **({"properties": {"gate": result.gate}} if result.gate else {}),
        }


def _fingerprint(result: Result, seen: dict[str, int]) -> str:
    """The same for the same rule and response wherever they stand; a number tells apart two that share their ids."""
    key = f"{result.case.id} {result.option.id} {result.rule} {result.subject}"
    digest = sha256(key.encode()).hexdigest()[:16]
    seen[digest] = seen.get(digest, 0) + 1
    return f"{digest}:{seen[digest]}"


def _location(place: Place | None, name: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if place:
        region = {"region": {"startLine": place.line}} if place.line else {}
        found["physicalLocation"] = {"artifactLocation": {"uri": _uri(place.file), "uriBaseId": ROOT}, **region}
    if name:
        found["logicalLocations"] = [{"fullyQualifiedName": name}]
    return found


def _uri(path: str) -> str:
    return quote(path, errors="surrogateescape")


def _suppression(suppression: Suppression) -> dict[str, Any]:
    about = {"by": suppression.by, "expires": suppression.expires.isoformat() if suppression.expires else None}
    return {
        "kind": "external",
        "status": "accepted",
        "justification": text(suppression.reason),
        "properties": {k: text(v) for k, v in about.items() if v},
    }


def _invocation(problems: Sequence[Problem], run: Run) -> dict[str, Any]:
    notes = [_notification(p, run) for p in problems]
    return {
        "executionSuccessful": not errors(problems),
        **({"toolExecutionNotifications": notes} if notes else {}),
    }


def _notification(problem: Problem, run: Run) -> dict[str, Any]:
    place = problem_place(problem, run)
    hint = f" Hint: {problem.hint}" if problem.hint else ""
    return {
        "descriptor": {"id": problem.code},
        "level": LEVELS.get(problem.level, "note"),
        "message": {"text": text(f"{problem.message}{hint}")},
        **({"locations": [_location(place, None)]} if place else {}),
    }
