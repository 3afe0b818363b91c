"""Parts of a rulebook that are made when first looked at, so that a start pays only for what its case asks."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class Later(Sequence[T]):
    """A sequence that is made when first read."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Iterable[T]]) -> None:
        self._make = make
        self._made: tuple[T, ...] | None = None

    @property
    def made(self) -> tuple[T, ...]:
        """The parts."""
        if self._made is None:
            self._made = tuple(self._make())
        return self._made

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        return self.made[index]

    def __len__(self) -> int:
        return len(self.made)

    def __iter__(self) -> Iterator[T]:
        return iter(self.made)


class LaterMap(Mapping[str, T]):
    """A mapping whose keys are found when first needed and whose values when first read. Raises KeyError."""

    __slots__ = ("_find", "_found", "_made", "_make")

    def __init__(self, keys: Callable[[], Iterable[str]], make: Callable[[str], T]) -> None:
        self._find, self._make = keys, make
        self._found: dict[str, None] | None = None
        self._made: dict[str, T] = {}

    @property
    def _keys(self) -> dict[str, None]:
        if self._found is None:
            self._found = dict.fromkeys(self._find())
        return self._found

    def __getitem__(self, key: str) -> T:
        found = self._made.get(key)
        if found is None:
            if key not in self._keys:
                raise KeyError(key)
            found = self._made[key] = self._make(key)
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)
