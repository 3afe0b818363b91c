"""What other rule engines make of casecli's own rules, beside casecli: the same answers first, then the speed.

Each is given, in its own form, the legal outcome under three readings with the status, and both scores. Cases are
complete, since most of them have no word for a fact that is not known; casecli's planes carry both truths all the same.
Input stands ready in each engine's form before the clock starts. The clock counts processor time of all threads, so
that a busy machine or a second core changes little.
"""

import os
import statistics
import sys
import time
from collections import Counter
from importlib import import_module, metadata
from importlib.util import find_spec

from casecli.loading.library import Library
from peer_engines import by_casecli
from peer_engines.cases import part_of, random_columns
from peer_engines.formulas import STATUSES
from peer_engines.translate import rules_of

DOMAIN = "intervention"
CHECKED = 300
POOL = 1 << 20
SECONDS = 2  # for the status alone, and as much for the status with the scores
PEERS = (  # the module that writes for it, what it imports, the name to install
    ("by_cel", ("cel",), "common-expression-language"),
    ("by_zen", ("zen",), "zen-engine"),
    ("by_polars", ("polars", "numpy"), "polars"),
    ("by_openfisca", ("openfisca_core", "numpy"), "openfisca-core"),
)


def installed():
    """(engine, name and version) of every peer that is here; says which are not."""
    for module, packages, name in PEERS:
        if not all(find_spec(x) for x in packages):
            print(f"{name}: skipped, not installed (pip install -e '.[bench]')")
            continue
        for engine in import_module(f"peer_engines.{module}").ENGINES:
            yield engine, f"{name} {metadata.version(name)}"


def answers_of(engine, columns):
    """For each case the status and, where they are worked out, the scores."""
    return engine.answers(engine.run(engine.batch(columns)))


def differences(pair, columns, right):
    """Lines on the first cases that an engine, without and with scores, answers otherwise than casecli."""
    for engine, expected in zip(pair, right, strict=True):
        found = answers_of(engine, columns)
        wrong = [i for i, (a, b) in enumerate(zip(found, expected, strict=True)) if a != b]
        yield from (f"{engine.title}: case {i} is {found[i]}, casecli says {expected[i]}" for i in wrong[:3])


def cases_per_second(engine, columns):
    """The median over batches of cases answered in a second of processor time."""
    engine.run(engine.batch(part_of(columns, 0, engine.at_once)))
    rates, start, until = [], 0, time.monotonic() + SECONDS
    while time.monotonic() < until:
        batch = engine.batch(part_of(columns, start, engine.at_once))
        begin = time.process_time()
        engine.run(batch)
        rates.append(engine.at_once / (time.process_time() - begin))
        start = (start + engine.at_once) % (POOL - engine.at_once + 1)
    return statistics.median(rates)


def table(rows, columns):
    """The figures, an engine a line."""
    lines = [f"{'cases a second of one processor':<36}{'at once':>11}{'status':>14}{'with scores':>14}"]
    for name, pair in rows:
        status, scored = (f"{cases_per_second(engine, columns):,.0f}" for engine in pair)
        lines.append(f"{pair[0].title:<36}{pair[0].at_once:>11,}{status:>14}{scored:>14}  {name}")
    return "\n".join(lines)


def main():
    """Check, measure and print; 1 where an engine differs from casecli."""
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    library = Library()
    rulebook = library.rulebook
    columns = random_columns(library, POOL)
    first = part_of(columns, 0, CHECKED)
    rules = [rules_of(rulebook, DOMAIN, scored=scored) for scored in (False, True)]
    yardstick = [by_casecli.Grounds(rulebook, DOMAIN, scored=scored) for scored in (False, True)]
    right = [answers_of(x, first) for x in yardstick]
    own = (by_casecli.Planes, by_casecli.Words, by_casecli.Settled, by_casecli.SettledWords)
    others = [("casecli", [make(rulebook, DOMAIN, r, scored=bool(r.scores)) for r in rules]) for make in own]
    others += [(name, [make(r) for r in rules]) for make, name in installed()]
    wrong = [line for _, pair in others for line in differences(pair, first, right)]
    if wrong:
        print("\n".join(wrong))
        return 1
    counted = Counter(STATUSES[status] for status, *_ in right[0])
    print(f"the same answers on {CHECKED} cases: " + "; ".join(f"{counted[s]} {s}" for s in STATUSES))
    print(table([("casecli", yardstick), *others], columns))
    return 0


if __name__ == "__main__":
    sys.exit(main())
