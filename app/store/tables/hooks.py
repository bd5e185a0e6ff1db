"""Where an LMS hands submissions over, signed; and which of its messages were taken."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.kinds import HookStyle
from app.store.tables.base import Base, Id, Json


class Hook(Base):
    """One way in. Its answers go to the endpoint that it names, or to those of the course."""

    __tablename__ = "hooks"
    __table_args__ = (Index(None, "course_id"),)

    id: Mapped[Id] = mapped_column(primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    style: Mapped[HookStyle]
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    old_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    old_until: Mapped[datetime | None]
    hosts: Mapped[list[str]]  #: from which a file may be fetched; empty: from none
    endpoint_id: Mapped[str | None] = mapped_column(String(26))
    made_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]  #: nothing of ours sets it; where an operator does, no message is taken


class HookMessage(Base):
    """A message that was taken, so that it is not taken twice; sent again, it is answered as before."""

    __tablename__ = "hook_messages"
    __table_args__ = (Index(None, "at"),)

    hook_id: Mapped[str] = mapped_column(ForeignKey("hooks.id", ondelete="CASCADE"), primary_key=True)
    message_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    at: Mapped[datetime]
    upload_id: Mapped[str | None] = mapped_column(String(26))
    body_sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    answer: Mapped[Json]
