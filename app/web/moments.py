"""A time as it is sent to us: written out, with its offset, and nothing that has to be guessed at."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

DATED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _text(value: object) -> object:
    """Take what begins as a date does, and no number, in quotes or not: seconds and milliseconds look alike."""
    fits = DATED.match(value) if isinstance(value, str) else value is None or isinstance(value, datetime)
    if not fits:
        raise ValueError("write it as 2026-10-31T22:00:00Z")
    return value


def _utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("there is no such time in UTC") from None


Moment = Annotated[
    AwareDatetime, AfterValidator(_utc), BeforeValidator(_text), Field(strict=False, examples=["2026-10-31T22:00:00Z"])
]
