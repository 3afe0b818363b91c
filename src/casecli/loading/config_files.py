"""Which files configure casecli here. Every start asks, so this costs a few stats and imports nothing."""

import os
import re
import stat

OWN, SHARED = "casecli.toml", "pyproject.toml"
PREFIX, NO_SETTINGS = "CASECLI_", ("CASECLI_DEBUG",)
MAX_BYTES = 65_536
# The forms of TOML that can open or fill the table `tool.casecli`; whether they do is for the reader to say.
_TABLE = re.compile(rb"""tool["'\s]*\.["'\s]*casecli|^\s*["']?casecli["']?\s*(=\s*\{|\.[^\n]*=)""", re.MULTILINE)


def config_files(start: str | None = None, home: str | None = None) -> tuple[str, ...]:
    """The files in the nearest folder that has any, from ``start`` upwards, `casecli.toml` first.

    The way up ends at the root of a repository (it holds `.git`) or at home. Where neither lies above, only the
    working folder counts: what others leave in a shared folder such as /tmp configures nobody below it.
    """
    try:
        folder = first = start or os.getcwd()  # noqa: PTH109 - at every start
    except OSError:  # the working folder is gone
        return ()
    home = os.path.realpath(home or os.path.expanduser("~"))  # noqa: PTH111
    found: tuple[str, ...] = ()
    while True:
        found = found or _in(folder)
        at_limit = folder == home or os.path.lexists(f"{folder}/.git")
        parent = os.path.dirname(folder)  # noqa: PTH120
        if at_limit or parent == folder or (found and folder == first):
            return found if at_limit or folder == first else _in(first)
        folder = parent


def _in(folder: str) -> tuple[str, ...]:
    paths = (f"{folder.rstrip('/')}/{OWN}", f"{folder.rstrip('/')}/{SHARED}")
    return tuple(p for p in paths if _is_file(p) and (p.endswith(OWN) or _speaks_of_casecli(p)))


def _is_file(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - at every start
    except OSError:
        return False


def _speaks_of_casecli(path: str) -> bool:
    """Whether a file of many tools has settings for casecli, before it is read as TOML."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - at every start
            return _TABLE.search(file.read(MAX_BYTES + 1)) is not None
    except OSError:
        return False


def is_set(name: str) -> bool:
    """Whether a variable of the environment is a setting."""
    return name.startswith(PREFIX) and name not in NO_SETTINGS
