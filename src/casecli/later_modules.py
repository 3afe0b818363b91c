"""Modules that others import and a short run never uses, imported when something in them is first asked for.

The command-line library imports what it may need for colours, completion and tracebacks: six milliseconds of every
start. A module put off stands in `sys.modules` by its name alone. What asks it for anything gets it from the real
module, which takes the name over.
"""

from __future__ import annotations

import sys
from _thread import RLock
from importlib import import_module
from types import ModuleType
from typing import Any

UNUSED = (
    "bz2",
    "fnmatch",
    "ipaddress",
    "linecache",
    "locale",
    "lzma",
    "math",
    "ntpath",
    "shellingham",
    "subprocess",
    "textwrap",
    "token",
    "tokenize",
)
"""Modules that a plain report does without; a test holds this to be so."""


_ONE_AT_A_TIME = RLock()


def put_off(names: tuple[str, ...] = UNUSED) -> None:
    """Let some modules that nobody has imported yet wait until they are used."""
    for name in names:
        sys.modules.setdefault(name, _Waiting(name))


class _Waiting(ModuleType):
    """Stands for a module that nobody has used yet."""

    def __getattr__(self, name: str) -> Any:
        own = self.__name__
        with _ONE_AT_A_TIME:
            if sys.modules.get(own) is self:
                del sys.modules[own]
            real = import_module(own)
        return getattr(real, name)
