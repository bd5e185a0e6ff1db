"""A course, the rules it is held by, and the questions of its pack."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.kinds import Counts, Detail
from app.store.tables.base import Base, Id, Json


class Course(Base):
    """A course is addressed by its short name, such as `pytorch-2026`."""

    __tablename__ = "courses"

    id: Mapped[Id] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    pack: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]


class CourseSettings(Base):
    """The rules of a course; a course without a row has the defaults."""

    __tablename__ = "course_settings"

    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    grace_s: Mapped[int] = mapped_column(default=0)
    late_percent_per_day: Mapped[float] = mapped_column(default=0.0)
    attempts: Mapped[int | None]  #: None: as many as one likes
    counts: Mapped[Counts] = mapped_column(default=Counts.BEST)
    detail_before: Mapped[Detail] = mapped_column(default=Detail.FULL)  #: before the closing date
    detail_after: Mapped[Detail] = mapped_column(default=Detail.FULL)
    held: Mapped[bool] = mapped_column(default=False)  #: marks are not shown, nor told to the LMS, before a release


class Question(Base):
    """What the web shows of a question without loading the pack; written by a worker that has loaded it."""

    __tablename__ = "questions"

    pack: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(String(64))  #: the hash of its content
    title: Mapped[str] = mapped_column(String(200))
    task: Mapped[str] = mapped_column(Text)
    starter: Mapped[str] = mapped_column(Text)
    max: Mapped[float]
    checks: Mapped[Json]  #: {"checks": [{"name", "sentence", "max"}]}
    loaded_at: Mapped[datetime]
