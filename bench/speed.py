"""What casecli costs: start-up as a multiple of `python -c pass`, and one case in process."""

import os
import statistics
import subprocess
import sys
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


def whole(*command):
    """The median wall time of a whole process, in milliseconds."""
    times = []
    compiled = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}  # as on a user's machine
    subprocess.run(command, check=True, capture_output=True, env=compiled)
    for _ in range(RUNS):
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=compiled)
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


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
    nothing = whole(sys.executable, "-c", "pass")
    print(f"python -c pass                          {nothing:7.1f} ms")
    for label, extra in (("json", ("-f", "json")), ("plain report", ())):
        found = whole(casecli, "assess", CASE, *extra)
        print(f"assess, {label:<12} whole process      {found:7.1f} ms  {found / nothing:5.1f} times")
    print(f"one option, status and scores explained {inside(explained):7.2f} ms")
    print(f"one option, the whole assessment        {inside(lambda: assess(rulebook, case), 50):7.2f} ms")


if __name__ == "__main__":
    main()
