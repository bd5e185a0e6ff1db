"""ULIDs: 26 letters and digits that sort by the millisecond in which they were made (github.com/ulid/spec)."""

from __future__ import annotations

import os
from datetime import UTC, datetime

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U to be misread
LENGTH = 26
DIGITS = str.maketrans(LETTERS, "0123456789abcdefghijklmnopqrstuv")  #: those of `int(text, 32)`


def ulid(now: datetime) -> str:
    """Make an id: 48 bits of time, 80 of chance. With the clock set back it sorts earlier, and is as unique."""
    value = int(now.timestamp() * 1000) << 80 | int.from_bytes(os.urandom(10))
    return "".join(LETTERS[value >> shift & 31] for shift in range(125, -1, -5))


def floor(then: datetime) -> str:
    """Give what all ids from that moment on sort behind, and all of before in front of."""
    return ulid(then)[:10]


def moment(ulid_: str) -> datetime:
    """Tell when an id was made, to the millisecond (ValueError where it is no ULID)."""
    return datetime.fromtimestamp(int(ulid_[:10].translate(DIGITS), 32) / 1000, UTC)
