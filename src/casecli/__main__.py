"""The way in, for the command `casecli` and for `python -m casecli`."""

import gc

ROOM = 200_000
"""Objects before the first search for cycles: one case stays below, thousands of cases do not pile up."""


def main() -> None:
    """Run the command line. A short run needs no search for cyclic garbage, neither while it works nor at its end."""
    gc.set_threshold(ROOM, 10, 10)
    from casecli.cli.main import main as run  # noqa: PLC0415 - imported under the threshold just set

    try:
        run()
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
