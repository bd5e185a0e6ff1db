"""What was found: reports with their history, the last observation, and where a student stands."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.kinds import Cause
from app.store.tables.base import Base, Id, Json

CURRENT = text("current")
BY_HAND = text("current AND cause = 'override'")


class Report(Base):
    """One judgement of a submission. At most one is current; a preview of a regrade is stored and not current.

    `source` is what makes a second report of the same thing impossible: "grading", a regrade's id, an override's own.
    """

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("submission_id", "source"),
        Index("uq_reports_current", "submission_id", unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT),
        Index(None, "source"),
        Index(
            "ix_reports_by_hand", "submission_id", "current", "cause", sqlite_where=BY_HAND, postgresql_where=BY_HAND
        ),
    )

    id: Mapped[Id] = mapped_column(primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id", ondelete="CASCADE"))
    number: Mapped[int]  #: from 1, in the order in which they were stored: a clock may be set back
    cause: Mapped[Cause]
    source: Mapped[str] = mapped_column(String(26))
    current: Mapped[bool]
    state: Mapped[str] = mapped_column(String(16))  #: a value of `graders.report.State`
    score: Mapped[float]  #: what counts, after the late policy; the document has the score as it was earned
    max: Mapped[float]
    document: Mapped[Json]  #: the REPORT as it is shown
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[str | None] = mapped_column(String(26))  #: the token of who overrode
    made_at: Mapped[datetime]


class Observation(Base):
    """The last observation of a submission, as bytes; a table of its own, so that lists do not read past it."""

    __tablename__ = "observations"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id", ondelete="CASCADE"), primary_key=True)
    format: Mapped[int]
    size: Mapped[int]  #: before it was compressed
    body: Mapped[bytes] = mapped_column(LargeBinary)
    stored_at: Mapped[datetime]


class Standing(Base):
    """One student, one question: what counts. One row, however many attempts there were."""

    __tablename__ = "standings"
    __table_args__ = (Index(None, "person_id"),)

    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    attempts: Mapped[int]
    sequence: Mapped[int]  #: grows with every notice, so that a receiver can put them in order
    submission_id: Mapped[str | None] = mapped_column(String(26))
    score: Mapped[float | None]
    max: Mapped[float | None]
