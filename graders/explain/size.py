"""What differs and no more: the shape, nearly right, or how many values and where."""

from __future__ import annotations

from collections.abc import Iterator

from graders.compare import Difference
from graders.explain.case import Case, Explanation, Strength


def find(case: Case) -> Iterator[Explanation]:
    """The facts of the mismatch."""
    mismatch = case.mismatch
    if mismatch.what in {Difference.SHAPE, Difference.VALUES}:
        strength = Strength.NEAR if mismatch.near else Strength.FACT
        yield Explanation(message_id=mismatch.message_id, params=mismatch.params, strength=strength)
