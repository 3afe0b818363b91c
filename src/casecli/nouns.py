"""Named tuples that are quick to make: `typing.NamedTuple` to a type checker, some microseconds at a start.

A plain start makes a hundred of them. Those of `typing` check every annotation of every field, and those of
`collections` compile a constructor each: together a tenth of the start-up bar. Here all that have equally many fields
share one compiled constructor, of which each gets a copy that calls the arguments by its own names. Nothing here reads
annotations; `reports/schemas.py` does, where a schema is asked for.
"""

import sys
from collections import namedtuple
from functools import cache
from types import FunctionType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 - exported
else:

    @cache
    def _pattern(fields):  # noqa: ANN001, ANN202 - a class
        """The named tuple of so many fields, from which others take their constructor and the getters of fields."""
        return namedtuple("Pattern", [f"field_{i}" for i in range(fields)])  # noqa: PYI024

    def _constructor(pattern, fields, defaults):  # noqa: ANN001, ANN202 - a function
        code = pattern.__new__.__code__.replace(co_varnames=("_cls", *fields))
        return FunctionType(code, pattern.__new__.__globals__, "__new__", defaults)

    def _annotations(body):  # noqa: ANN001, ANN202 - names with what is annotated
        if sys.version_info < (3, 14) or "__annotations__" in body:
            return body.get("__annotations__", ())
        from annotationlib import Format, call_annotate_function, get_annotate_from_class_namespace  # noqa: PLC0415

        annotate = get_annotate_from_class_namespace(body)  # there they are worked out when asked for
        return call_annotate_function(annotate, Format.FORWARDREF) if annotate else ()

    class _Noun(type):
        """Makes a named tuple of a class's annotated fields, with its docstring, methods and properties."""

        def __new__(cls, name, bases, body):  # noqa: ANN001, ANN204, ARG004 - the signature of a metaclass
            fields = tuple(_annotations(body))
            defaults = {x: body.pop(x) for x in fields if x in body}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                message = f"{name}: a field without a default follows one with a default"
                raise TypeError(message)
            pattern = _pattern(len(fields))
            own = {x: vars(pattern)[y] for x, y in zip(fields, pattern._fields, strict=True)}
            own |= {"_fields": fields, "_field_defaults": defaults, "__match_args__": fields, "__slots__": ()}
            own["__new__"] = _constructor(pattern, fields, tuple(defaults.values()))
            return type(name, (_Fields,), own | body)

    class _Fields(tuple):
        """What every named tuple can do, by the names of its fields."""

        __slots__ = ()
        _fields = ()

        @classmethod
        def _make(cls, values):  # noqa: ANN001, ANN206
            """One of some values, in the order of its fields. Raises TypeError where these are not as many."""
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                message = f"expected {len(cls._fields)} values, found {len(made)}"
                raise TypeError(message)
            return made

        def _replace(self, **changed):  # noqa: ANN003, ANN202
            """The same with other values. Raises TypeError for a name that is no field."""
            made = self._make(map(changed.pop, self._fields, self))
            if changed:
                message = f"no such fields: {', '.join(changed)}"
                raise TypeError(message)
            return made

        __replace__ = _replace

        def _asdict(self):  # noqa: ANN202
            """The values by the names of the fields."""
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):  # noqa: ANN204
            return tuple(self)

        def __repr__(self):  # noqa: ANN204
            said = ", ".join(f"{x}={value!r}" for x, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({said})"

    NamedTuple = type.__new__(_Noun, "NamedTuple", (), {})
