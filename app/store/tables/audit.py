"""Who saw, changed or released what: written in the transaction of the deed, and never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.base import Base, Id, Json


class Audit(Base):
    """One deed of an instructor, an LMS or an operator."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "course_id", "id"), Index(None, "course_id", "subject", "id"))

    id: Mapped[Id] = mapped_column(primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"))
    token_id: Mapped[str | None] = mapped_column(String(26))  #: with which it was done
    person_id: Mapped[str | None] = mapped_column(String(26))  #: whose token it was, where it is somebody's
    deed: Mapped[str] = mapped_column(String(64))  #: such as `regrade.published`
    subject: Mapped[str] = mapped_column(String(80))  #: the id of what it was done to
    detail: Mapped[Json]
    at: Mapped[datetime]
