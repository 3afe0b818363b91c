"""The way in, for the command `casecli` and for `python -m casecli`."""

import gc
import os
import sys

from casecli.later_modules import put_off

ROOM = 200_000
"""Objects before the first search for cycles: one case stays below, thousands of cases do not pile up."""


def main() -> None:
    """Run the command line. A short run needs no search for cyclic garbage, neither while it works nor at its end."""
    gc.set_threshold(ROOM, 10, 10)
    put_off()
    from casecli.cli.main import main as run  # noqa: PLC0415 - imported under the threshold just set

    try:
        run()
    except SystemExit as end:
        _leave(end.code)
        raise
    finally:
        gc.freeze()


def _leave(code: object) -> None:
    """End the process without taking its objects apart one by one, which costs two milliseconds and changes nothing.

    It returns, for an end in the usual way, where something watches the process or what was written cannot go out.
    """
    if _is_watched() or not isinstance(code, int | None):
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return
    os._exit(code or 0)


def _is_watched() -> bool:
    """Whether a debugger, a profiler or a measure of coverage has something to do at the end."""
    if sys.version_info >= (3, 12) and any(map(sys.monitoring.get_tool, range(6))):
        return True
    return bool(sys.gettrace() or sys.getprofile())


if __name__ == "__main__":
    main()
