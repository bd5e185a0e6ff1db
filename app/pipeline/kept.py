"""What was seen of an upload, kept for a regrade: one row, beside the first of its answers.

A kept observation is a saving and never a need: what is too large, damaged or of another form is run again.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.sandbox import kept
from app.sandbox.kept import Kept, Noting
from app.store import observations
from app.store.observations import CAP, Packed

MOST = 4 << 20  #: bytes of all runs before they are compressed: a tenth of a second for the worst of them
LEAST = CAP - (CAP >> 6)  #: so much fits whatever it is


def pack(noted: Noting) -> Packed | None:
    """Compress what was run, without the largest of it where it is too much. It takes a fraction of a millisecond."""
    runs = noted.kept()
    for most in (MOST, LEAST):
        if fitting := _fitting(runs, most):
            packed = observations.pack(kept.pack(fitting), format=kept.form())
            if packed is not None:
                return packed
    return None


def runs_of(packed: Packed | None) -> list[Kept]:
    """Read what is kept of an upload, in a thread: it may take some milliseconds."""
    if packed is None or packed.format != kept.form():
        return []
    try:
        return kept.unpack(observations.unpack(packed))
    except ValueError:
        return []


def _fitting(runs: Sequence[Kept], most: int) -> list[Kept]:
    """Leave out the largest until the rest is small enough; what is left keeps its order."""
    left, size = list(runs), sum(one.size for one in runs)
    for large in sorted(runs, key=lambda one: one.size, reverse=True):
        if size <= most:
            break
        left.remove(large)
        size -= large.size
    return left
