"""What waits to be done. A job that is done has no row, so the table is as small as the queue is long."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, SmallInteger, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.kinds import JobState
from app.store.tables.base import Base, Serial

DUE = text("due_at IS NOT NULL")
PUT_OFF = text("put_off_at IS NOT NULL")


class Job(Base):
    """One thing to be done once. What it is about stands in the row that `subject` names.

    `turn` is the fair share: everybody's first job comes before anybody's second. `fence` grows with every claim, so
    that who lost a job cannot finish it; `beat` grows while the holder lives. Neither is a time: a clock may be set.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("kind", "subject"),
        Index("ix_jobs_order", "state", "class", "lane", "rank", "turn", "id"),
        Index(None, "owner", "turn"),
        Index("ix_jobs_due_at", "due_at", sqlite_where=DUE, postgresql_where=DUE),
        Index("ix_jobs_put_off_at", "put_off_at", sqlite_where=PUT_OFF, postgresql_where=PUT_OFF),
        {"sqlite_autoincrement": True},  # an id used again would fit the fence of a job long gone
    )

    id: Mapped[Serial]
    kind: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(80))
    job_class: Mapped[str] = mapped_column("class", String(16))  #: which workers may take it: cpu, gpu, notify
    lane: Mapped[int] = mapped_column(SmallInteger)
    rank: Mapped[int] = mapped_column(SmallInteger)  #: the priority, negated: small first
    owner: Mapped[str] = mapped_column(String(26))  #: whose share it is of; empty for nobody's
    turn: Mapped[int]
    state: Mapped[JobState]
    attempts: Mapped[int] = mapped_column(SmallInteger)
    fence: Mapped[int]
    beat: Mapped[int]
    holder: Mapped[str | None] = mapped_column(String(26))
    made_at: Mapped[datetime]
    put_off_at: Mapped[datetime | None]  #: when `due_at` was set: a clock before it has been set back
    due_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(Text)
