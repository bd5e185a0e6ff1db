"""Numbers drawn afresh: of the kind, the sign and the equalities of the old ones, and hard to guess.

Whole numbers become whole numbers up to 2**24, which float32 still holds exactly; others become numbers of half to
twice their size, rounded to what float32 holds. Either way there are more than 20 random bits in each.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from random import Random

from .vary_names import WIDE
from .vary_written import Figure

SMALLEST = 1_000_000
# A whole number that stands alone is the x of a polynomial or the start of a descent. One of seven digits has a cube
# that float32 and int64 cannot hold, and beside x**3 the other terms of 3x**3 + 2x**2 + 5 would be lost in rounding: a
# wrong coefficient would pass. So it stays small and has but five random bits; what guards it is that the program is
# run on a number that nobody could know when it was written.
ALONE = (3, 40)
TRIES = 200
_FLOAT = struct.Struct("f")


class Drawn:
    """One run's draws, in the order in which they are asked for."""

    def __init__(self, seed: int) -> None:
        self._random = Random(f"draw {seed}")  # noqa: S311 - it must come out alike again

    def for_all(self, figures: Sequence[Figure], *, alone: bool) -> list[tuple[Figure, int | float]]:
        """Another number for each: equal ones for equal ones, and others for others. Zeros stay."""
        whole = {figure.value for figure in figures if type(figure.value) is int}
        most = min([figure.most for figure in figures], default=WIDE)
        new: dict[int | float, int | float] = {}
        for old in dict.fromkeys(figure.value for figure in figures):
            taken = {*new, *new.values(), old}
            new[old] = old and self._other(old, taken, whole=old in whole, alone=alone, most=most)
        return [(figure, type(figure.value)(new[figure.value])) for figure in figures]

    def _other(self, old: float, taken: set[int | float], *, whole: bool, alone: bool, most: int) -> int | float:
        """A number that none is yet; the old one if there is none to be had."""
        for _ in range(TRIES):
            size = self._whole(alone=alone, most=most) if whole else self._float(abs(old))
            new = -size if old < 0 else size
            if new and new not in taken:
                return new
        return old

    def _whole(self, *, alone: bool, most: int) -> int:
        least, largest = ALONE if alone else (SMALLEST if most == WIDE else most // 2, most - 1)
        return self._random.randint(least, min(largest, most))

    def _float(self, size: float) -> float:
        new = size * self._random.uniform(0.5, 2)
        try:
            rounded: float = _FLOAT.unpack(_FLOAT.pack(new))[0]
        except OverflowError:  # float64 alone holds it
            return new
        return rounded
