"""Which facts must change to reach a target, and the sets of facts that change enough of them.

A core is a set of facts of which one at least must change: with all others free to take any value, the target still
cannot hold. Cores that share no fact each take a change of their own, so fewer changes than cores never suffice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

Fails = Callable[[Collection[str]], bool]
"""Whether the target cannot hold though some facts may take any value; if so, neither with fewer of them."""


def cores(fails: Fails, names: Sequence[str], most: int) -> list[list[str]] | None:
    """Up to ``most`` cores that share no fact; None where no change of the facts whatever reaches the target."""
    if fails(names):
        return None
    found: list[list[str]] = []
    free: list[str] = []
    while len(found) < most and fails(free):
        found.append(_core(fails, free, [n for n in names if n not in free]))
        free = [name for core in found for name in core]
    return found


def _core(fails: Fails, free: Collection[str], names: Sequence[str]) -> list[str]:
    """The facts left when as many as possible are set free and the target still fails: whole blocks first."""
    kept: list[str] = []
    freed = list(free)
    blocks = [list(names)]
    while blocks:
        block = blocks.pop()
        if fails([*freed, *block]):
            freed += block
        elif len(block) == 1:
            kept += block
        else:
            half = len(block) // 2
            blocks += [block[half:], block[:half]]
    return kept


def sets_of(size: int, found: Sequence[Sequence[str]], names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every set of so many facts that has one of each core, once."""
    in_core = {name for core in found for name in core}
    rest = [name for name in names if name not in in_core]
    places = [(i, name) for i, core in enumerate(found) for name in core] + [(len(found), name) for name in rest]

    def grow(start: int, chosen: tuple[str, ...], hit: int) -> Iterator[tuple[str, ...]]:
        """``hit`` cores are hit, those first in order; the next fact must come from them or from the one after."""
        left = size - len(chosen)
        if left < len(found) - hit:
            return
        if not left:
            yield chosen
            return
        for i in range(start, len(places)):
            core, name = places[i]
            if core > hit and hit < len(found):
                return
            yield from grow(i + 1, (*chosen, name), max(hit, min(core + 1, len(found))))

    return grow(0, (), 0)
