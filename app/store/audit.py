"""Who saw, changed or released what: a row for each deed, in the transaction of the deed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.ids import floor, ulid
from app.store.tables import Audit
from app.store.tables.base import Json


class Who(Protocol):
    """Whose deed it is: whoever has a token, or an operator at the machine, who has none."""

    @property
    def token_id(self) -> str | None:
        """With which token."""

    @property
    def person_id(self) -> str | None:
        """Whose token that is."""


@dataclass(frozen=True, kw_only=True)
class Operator:
    """Whoever is at the machine."""

    token_id: None = None
    person_id: None = None


async def done(  # noqa: PLR0917 - who did what to what, and when
    session: AsyncSession, who: Who, course_id: str, deed: str, subject: str, now: datetime, **detail: object
) -> None:
    """Write a deed of somebody's down; all else is as in `note`."""
    whose = {"token_id": who.token_id, "person_id": who.person_id}
    await note(session, course_id=course_id, **whose, deed=deed, subject=subject, now=now, detail=detail)


async def note(
    session: AsyncSession,
    *,
    course_id: str,
    token_id: str | None,
    person_id: str | None,
    deed: str,
    subject: str,
    now: datetime,
    detail: Json | None = None,
) -> None:
    """Write a deed down, such as `override.set`; `subject` is the id of what it was done to.

    No code, no secret and no feedback belongs into `detail`: an audit trail is kept longer than what it speaks of.
    """
    session.add(
        Audit(
            id=ulid(now),
            course_id=course_id,
            token_id=token_id,
            person_id=person_id,
            deed=deed,
            subject=subject,
            detail=detail or {},
            at=now,
        )
    )
    await session.flush()


async def noted(
    session: AsyncSession, course_id: str, *, deed: str, subject: str, token_id: str, since: datetime
) -> bool:
    """Whether this token has done the same to the same since a moment."""
    wanted = select(Audit.id).where(
        Audit.course_id == course_id,
        Audit.subject == subject,
        Audit.id >= floor(since),
        Audit.deed == deed,
        Audit.token_id == token_id,
    )
    return await session.scalar(wanted.limit(1)) is not None


async def page(
    session: AsyncSession, course_id: str, *, subject: str | None = None, before: str | None = None, limit: int = 50
) -> Sequence[Audit]:
    """List the deeds in a course, the newest first; `before` is the last id of the page before."""
    wanted = select(Audit).where(Audit.course_id == course_id).order_by(Audit.id.desc()).limit(limit)
    if subject is not None:
        wanted = wanted.where(Audit.subject == subject)
    if before is not None:
        wanted = wanted.where(Audit.id < before)
    return (await session.scalars(wanted)).all()
