"""What was sent in: an upload is one run, a submission the answer to one question in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.kinds import SubmissionState, UploadKind
from app.store.tables.base import Base, Id, Json

KEPT = text("cleared_at IS NULL")
UNDER_WAY = text("state IN ('received', 'queued', 'running')")
MARKED = text("state = 'graded'")
MARKED_FIRST = text("state = 'graded' AND attempt = 1")
UNMARKED = text("state IN ('ungraded', 'withdrawn')")


class Upload(Base):
    """One thing sent in, owner of the job, the seed and the run. Its phases are the times at which each was over."""

    __tablename__ = "uploads"
    __table_args__ = (
        Index(None, "course_id", "person_id"),
        Index(None, "person_id"),
        Index("ix_uploads_kept", "received_at", sqlite_where=KEPT, postgresql_where=KEPT),
    )

    id: Mapped[Id] = mapped_column(primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    token_id: Mapped[str | None] = mapped_column(String(26))  #: who handed it in; may be an LMS on behalf
    kind: Mapped[UploadKind]
    filename: Mapped[str] = mapped_column(String(255), default="")
    content: Mapped[bytes | None] = mapped_column(LargeBinary)  #: a notebook as it came; None where the code is all
    seed: Mapped[int | None]
    context: Mapped[Json]  #: what the sender wants back: the LMS's own ids, a callback endpoint
    received_at: Mapped[datetime]
    queued_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    boxed_at: Mapped[datetime | None]
    graded_at: Mapped[datetime | None]
    stored_at: Mapped[datetime | None]
    notified_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]  #: when content and code were taken away: it cannot be run again


class Submission(Base):
    """The answer to one question. Its mark is that of its current report, copied here for lists."""

    __tablename__ = "submissions"
    __table_args__ = (
        Index(None, "upload_id"),
        Index(None, "course_id", "person_id", "question"),
        Index(None, "course_id", "question", "state"),
        Index(None, "person_id"),
        Index(
            "ix_submissions_under_way",
            *("course_id", "person_id", "question", "state"),
            sqlite_where=UNDER_WAY,
            postgresql_where=UNDER_WAY,
        ),
        Index(None, "course_id", "id"),
        # Reports on a course are read from these alone: the rows themselves are full of code.
        Index(
            "ix_submissions_found",
            *("course_id", "question", "person_id", "id", "attempt", "earned", "max", "found"),
            sqlite_where=MARKED,
            postgresql_where=MARKED,
        ),
        Index(
            "ix_submissions_first",
            *("course_id", "person_id", "question", "earned", "max"),
            sqlite_where=MARKED_FIRST,
            postgresql_where=MARKED_FIRST,
        ),
        Index(
            "ix_submissions_unmarked",
            *("course_id", "person_id", "question", "state"),
            sqlite_where=UNMARKED,
            postgresql_where=UNMARKED,
        ),
    )

    id: Mapped[Id] = mapped_column(primary_key=True)
    upload_id: Mapped[str] = mapped_column(ForeignKey("uploads.id", ondelete="CASCADE"))
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    question: Mapped[int]
    code: Mapped[str] = mapped_column(Text)
    state: Mapped[SubmissionState]
    attempt: Mapped[int | None]  #: counted when the report is stored
    score: Mapped[float | None]
    max: Mapped[float | None]
    earned: Mapped[float | None]  #: the score before the late policy: what statistics are made of
    found: Mapped[str | None] = mapped_column(String(1500))  #: the current report in brief, see `app.store.findings`
    submitted_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
