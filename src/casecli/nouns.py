"""Named tuples that are quick to make: `typing.NamedTuple` to a type checker, without its work on annotations.

A plain start makes a hundred of them. Those of `typing` check, and in modules with postponed annotations compile, every
annotation of every field: a tenth of the start-up bar. Nothing here reads annotations; `reports/schemas.py` does,
where a schema is asked for.
"""

from collections import namedtuple
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 - exported
else:

    class _Noun(type):
        """Makes the named tuple of a class's annotated fields, with its docstring, methods and properties."""

        def __new__(cls, name, bases, body):  # noqa: ANN001, ANN204, ARG004 - the signature of a metaclass
            fields = body.get("__annotations__", {})
            noun = namedtuple(name, fields, defaults=[body[x] for x in fields if x in body], module=body["__module__"])  # noqa: PYI024
            for key, value in body.items():
                if key not in fields:
                    setattr(noun, key, value)
            return noun

    NamedTuple = type.__new__(_Noun, "NamedTuple", (), {})
