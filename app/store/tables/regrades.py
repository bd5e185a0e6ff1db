"""A course's reports judged anew: shown first, published or discarded as one, and taken back as one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.kinds import ItemState, RegradeState
from app.store.tables.base import Base, Id, Json

OPEN = text("state IN ('judging', 'ready')")


class Regrade(Base):
    """One regrade. The reports it made have its id as their source; none of them holds before it is published."""

    __tablename__ = "regrades"
    __table_args__ = (
        Index(None, "course_id", "id"),
        Index("uq_regrades_open", "course_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[Id] = mapped_column(primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"))
    state: Mapped[RegradeState]
    wanted: Mapped[Json]  #: which submissions: {"questions": [numbers], ...}
    why: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[str | None] = mapped_column(String(26))  #: the token of who asked
    made_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]  #: when it was published or discarded
    rolled_back_at: Mapped[datetime | None]


class RegradeItem(Base):
    """One submission in a regrade: what held before, and what was found."""

    __tablename__ = "regrade_items"
    __table_args__ = (Index(None, "regrade_id", "state", "upload_id"), Index(None, "submission_id"))

    regrade_id: Mapped[str] = mapped_column(ForeignKey("regrades.id", ondelete="CASCADE"), primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id", ondelete="CASCADE"), primary_key=True)
    upload_id: Mapped[str] = mapped_column(String(26))
    state: Mapped[ItemState]
    before_id: Mapped[str | None] = mapped_column(String(26))  #: the report that held when it was judged
    report_id: Mapped[str | None] = mapped_column(String(26))  #: the report that was made
    ran: Mapped[bool] = mapped_column(default=False)  #: whether it was run again, or judged from what was kept
    error: Mapped[str] = mapped_column(String(200), default="")  #: why it was not judged, or is not published
    #: What stands beside the mark in `submissions`, of the report that was made, and of the one that held before.
    earned: Mapped[float | None]
    found: Mapped[str | None] = mapped_column(String(1500))
    was_earned: Mapped[float | None]
    was_found: Mapped[str | None] = mapped_column(String(1500))
