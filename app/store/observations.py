"""The last observation of a submission, so that a change in the checks needs no new run."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.sql import table_of
from app.store.tables import Observation

CAP = 1 << 20  #: compressed bytes; what is larger is run again when it is needed
LARGEST = 32 << 20  #: before compression
LEVEL = 3  # twice as fast as the default, and within a tenth of its size
#: Written out, as `jobs.ADD` is: it is needed for every upload.
KEEP = text("""
    INSERT INTO observations (submission_id, format, size, body, stored_at)
    VALUES (:submission_id, :format, :size, :body, :stored_at)
    ON CONFLICT (submission_id) DO UPDATE
    SET format = excluded.format, size = excluded.size, body = excluded.body, stored_at = excluded.stored_at
""").bindparams(*(bindparam(column.name, type_=column.type) for column in table_of(Observation).columns))


@dataclass(frozen=True, kw_only=True)
class Packed:
    """An observation ready to be kept. Pack it outside the transaction: it takes milliseconds."""

    format: int  #: which version of the desk's bytes it is
    size: int
    body: bytes


def pack(body: bytes, *, format: int) -> Packed | None:
    """Compress an observation; None where it is too large to be kept."""
    if len(body) > LARGEST:
        return None
    packed = zlib.compress(body, LEVEL)
    return Packed(format=format, size=len(body), body=packed) if len(packed) <= CAP else None


def unpack(packed: Packed) -> bytes:
    """Give the bytes back (ValueError where they are damaged)."""
    if not 0 <= packed.size <= LARGEST:
        raise ValueError(f"a stored observation cannot have {packed.size} bytes")
    inflating = zlib.decompressobj()
    try:
        body = inflating.decompress(packed.body, packed.size + 1)  # never more, whatever it would grow to
    except zlib.error as error:
        raise ValueError(f"a stored observation is damaged: {error}") from error
    if len(body) != packed.size or not inflating.eof:
        raise ValueError(f"a stored observation has {len(body)} bytes instead of {packed.size}")
    return body


async def keep(session: AsyncSession, submission_id: str, packed: Packed | None, now: datetime) -> None:
    """Replace what is kept of a submission; None leaves nothing, so that no older run is taken for the last."""
    if packed is None:
        await session.execute(delete(Observation).where(Observation.submission_id == submission_id))
        return
    values = {"submission_id": submission_id, "format": packed.format, "size": packed.size, "body": packed.body}
    await session.execute(KEEP, {**values, "stored_at": now})


async def last(session: AsyncSession, submission_id: str) -> Packed | None:
    """Give what is kept of a submission, or None."""
    found = await session.get(Observation, submission_id)
    return Packed(format=found.format, size=found.size, body=found.body) if found else None
