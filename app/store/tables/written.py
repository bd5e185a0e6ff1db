"""Written answers, marked by hand: what is looked for, and what was found."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables.base import Base, Json


class Rubric(Base):
    """What the written answer to one question is marked by."""

    __tablename__ = "rubrics"

    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True)
    criteria: Mapped[Json]  #: {"criteria": [{"name", "sentence", "max"}]}
    set_at: Mapped[datetime]


class WrittenMark(Base):
    """The mark of the written answer in one submission; it is told beside the mark of the code, not added to it."""

    __tablename__ = "written_marks"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id", ondelete="CASCADE"), primary_key=True)
    marks: Mapped[Json]  #: {name of the criterion: points}
    score: Mapped[float]
    max: Mapped[float]
    comment: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[str | None] = mapped_column(String(26))
    at: Mapped[datetime]
