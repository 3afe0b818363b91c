"""What casecli costs: start-up as a multiple of `python -c pass`, and one case in process."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from casecli.engine import legal
from casecli.engine.assess import assess
from casecli.engine.complete import complete
from casecli.engine.readings import MAINSTREAM, readings
from casecli.engine.scores import weigh
from casecli.loading.library import Library

CASE = "case-kosovo-1999"
RUNS = 15


def whole(commands):
    """The median wall time of each of some commands as a whole process, in milliseconds: all of them in turn."""
    compiled = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}  # as on a user's machine
    times = [[] for _ in commands]
    for turn in range(RUNS + 1):
        for found, command in zip(times, commands, strict=True):
            begin = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=compiled)
            if turn:  # the first of each compiles, and is not counted
                found.append((time.perf_counter() - begin) * 1000)
    return [statistics.median(found) for found in times]


def inside(work, times=200):
    """The median time of a call, in milliseconds."""
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        found.append((time.perf_counter() - begin) * 1000)
    return statistics.median(found)


def main():
    """Measure and print."""
    library = Library()
    rulebook = library.rulebook
    case = library.case(CASE, rulebook.facts)
    case = case._replace(options=case.options[:1])
    situation = complete(rulebook, case, case.options[0])
    by_name = readings(rulebook, situation.law_day)

    def explained():
        judgment = legal.judge(rulebook, situation, by_name)
        legal.stand(rulebook, situation, judgment)
        for score in rulebook.scores.values():
            weigh(score, judgment.evaluators[MAINSTREAM])

    casecli = str(Path(sys.executable).with_name("casecli"))
    json, option = ("-f", "json"), ("--option", case.options[0].id)
    with tempfile.TemporaryDirectory() as folder:
        own = str(Path(folder, "own.yaml"))
        subprocess.run([casecli, "init", "case", own], check=True, capture_output=True)
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            f"assess {CASE}, one option, JSON": [casecli, "assess", CASE, *option, *json],
            f"assess {CASE}, four options, JSON": [casecli, "assess", CASE, *json],
            f"assess {CASE}, four options, report": [casecli, "assess", CASE],
            "assess a file of one's own, JSON": [casecli, "assess", own, *json],
        }
        found = whole(commands.values())
    for label, milliseconds in zip(commands, found, strict=True):
        print(f"{label:<48}{milliseconds:7.1f} ms {milliseconds / found[0]:5.1f} times")
    print(f"{'one option, status and scores explained':<48}{inside(explained):7.2f} ms")
    print(f"{'one option, the whole assessment':<48}{inside(lambda: assess(rulebook, case), 50):7.2f} ms")


if __name__ == "__main__":
    main()
