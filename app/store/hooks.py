"""Ways in for an LMS, and which of its messages were taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.errors import AppError
from app.store.ids import ulid
from app.store.kinds import HookStyle
from app.store.sql import count_of, insert_into
from app.store.tables import Hook, HookMessage
from app.store.tables.base import Json


class MessageReused(AppError):
    """A message with this id was taken already, and its body was another. Take a new id for a new message."""

    status = 409


class MessageUnderWay(AppError):
    """The same message is being taken at this moment; send it again."""

    status = 409


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message by all the ids that it is known by; the first of them was signed."""

    hook_id: str
    ids: Sequence[str]
    body_sha256: bytes


async def add(
    session: AsyncSession,
    *,
    course_id: str,
    name: str,
    style: HookStyle,
    secret: bytes,
    now: datetime,
    hosts: Sequence[str] = (),
    endpoint_id: str | None = None,
) -> Hook:
    """Open a way in."""
    hook = Hook(
        id=ulid(now),
        course_id=course_id,
        name=name,
        style=style,
        secret=secret,
        hosts=list(hosts),
        endpoint_id=endpoint_id,
        made_at=now,
    )
    session.add(hook)
    await session.flush()
    return hook


async def get(session: AsyncSession, hook_id: str) -> Hook | None:
    """Find a way in, as it stands now."""
    return await session.get(Hook, hook_id, populate_existing=True)


async def of_course(session: AsyncSession, course_id: str) -> Sequence[Hook]:
    """List the ways into a course."""
    return (await session.scalars(select(Hook).where(Hook.course_id == course_id).order_by(Hook.id))).all()


async def count(session: AsyncSession, course_id: str) -> int:
    """Count the ways into a course."""
    return await session.scalar(select(func.count()).where(Hook.course_id == course_id)) or 0


async def remove(session: AsyncSession, hook_id: str) -> None:
    """Close a way in; what came by it stays."""
    await session.execute(delete(Hook).where(Hook.id == hook_id))


async def recall(session: AsyncSession, message: Message) -> Json | None:
    """Give what a message was answered before; None where it is new (MessageReused where another had its id)."""
    theirs = (HookMessage.hook_id == message.hook_id, HookMessage.message_id.in_(message.ids))
    found = (await session.scalars(select(HookMessage).where(*theirs))).all()
    if not found:
        return None
    if any(one.body_sha256 != message.body_sha256 for one in found):
        raise MessageReused
    return found[0].answer


async def remember(session: AsyncSession, message: Message, answer: Json, upload_id: str, now: datetime) -> None:
    """Keep what a message was answered (MessageUnderWay where another transaction was quicker)."""
    rows = [
        {
            "hook_id": message.hook_id,
            "message_id": one,
            "at": now,
            "upload_id": upload_id,
            "body_sha256": message.body_sha256,
            "answer": answer,
        }
        for one in message.ids
    ]
    if await count_of(session, insert_into(session, HookMessage).values(rows).on_conflict_do_nothing()) < len(rows):
        raise MessageUnderWay


async def forget_before(session: AsyncSession, then: datetime) -> int:
    """Let go of messages that nobody will send again; give how many."""
    return await count_of(session, delete(HookMessage).where(HookMessage.at < then))
