"""Uploads: what came in, and when each phase of its way was over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.ids import ulid
from app.store.kinds import UploadKind
from app.store.sql import table_of
from app.store.tables import Upload
from app.store.tables.base import Json

T = table_of(Upload)
INSERT = insert(T)
CLAIM = (
    update(T)
    .where(T.c.id == bindparam("upload"))
    .values(seed=func.coalesce(T.c.seed, bindparam("new_seed", type_=T.c.seed.type)), claimed_at=bindparam("now"))
)
GRADED = (
    update(T)
    .where(T.c.id == bindparam("upload"))
    .values(boxed_at=bindparam("boxed"), graded_at=bindparam("graded"), stored_at=bindparam("stored"))
)


async def add(
    session: AsyncSession,
    *,
    course_id: str,
    person_id: str,
    kind: UploadKind,
    now: datetime,
    token_id: str | None = None,
    filename: str = "",
    content: bytes | None = None,
    context: Json | None = None,
) -> Upload:
    """Keep what came in. `content` is a notebook as it came; of single code the submission has it all."""
    values = {
        "id": ulid(now),
        "course_id": course_id,
        "person_id": person_id,
        "token_id": token_id,
        "kind": kind,
        "filename": filename,
        "content": content,
        "context": context or {},
        "received_at": now,
        "queued_at": now,  # in the same commit, see `submissions.add`
    }
    await session.execute(INSERT, values)
    return Upload(**values)


async def get(session: AsyncSession, upload_id: str) -> Upload | None:
    """Find an upload."""
    return await session.get(Upload, upload_id)


async def claim(session: AsyncSession, upload_id: str, *, seed: int, now: datetime) -> None:
    """Write down that it was taken, and the seed of its run where it has none yet: one tried again uses the same."""
    await session.execute(CLAIM, {"upload": upload_id, "new_seed": seed, "now": now})


async def graded(session: AsyncSession, upload_id: str, *, boxed: datetime, graded: datetime, stored: datetime) -> None:
    """Write down the three phases that are over when the reports are stored."""
    await session.execute(GRADED, {"upload": upload_id, "boxed": boxed, "graded": graded, "stored": stored})
