"""Courses, their rules, and the questions they ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.ids import ulid
from app.store.kinds import Counts, Detail
from app.store.tables import Course, CourseSettings, Membership, Question, Submission


async def add(session: AsyncSession, *, name: str, title: str, pack: str, now: datetime) -> Course:
    """Open a course (IntegrityError where the name is taken)."""
    course = Course(id=ulid(now), name=name, title=title, pack=pack, made_at=now)
    session.add(course)
    await session.flush()
    return course


async def get(session: AsyncSession, course_id: str) -> Course | None:
    """Find a course by its id."""
    return await session.get(Course, course_id)


async def by_name(session: AsyncSession, name: str) -> Course | None:
    """Find a course by the name in its address."""
    found: Course | None = await session.scalar(select(Course).where(Course.name == name))
    return found


@dataclass(frozen=True, kw_only=True)
class Overview:
    """A course, and how large it is."""

    course: Course
    people: int
    submissions: int


async def overview(session: AsyncSession) -> list[Overview]:
    """List all courses by their names."""
    people = select(func.count()).where(Membership.course_id == Course.id).scalar_subquery()
    answers = select(func.count()).where(Submission.course_id == Course.id).scalar_subquery()
    rows = await session.execute(select(Course, people, answers).order_by(Course.name))
    return [Overview(course=row[0], people=row[1], submissions=row[2]) for row in rows]


async def settings_of(session: AsyncSession, course_id: str) -> CourseSettings:
    """Give the rules of a course; where none were set, the defaults, not stored."""
    return await session.get(CourseSettings, course_id) or defaults(course_id)


def defaults(course_id: str) -> CourseSettings:
    """Give the rules of a course for which none were set."""
    return CourseSettings(
        course_id=course_id,
        grace_s=0,
        late_percent_per_day=0.0,
        counts=Counts.BEST,
        detail_before=Detail.FULL,
        detail_after=Detail.FULL,
        held=False,
    )


async def change_settings(session: AsyncSession, course_id: str, **changes: Any) -> CourseSettings:  # noqa: ANN401 - a column each
    """Set some of the rules, named after the columns; the others stay."""
    settings = await settings_of(session, course_id)
    for name, value in changes.items():
        if name not in CourseSettings.__table__.columns:
            raise AttributeError(f"a course has no setting {name}")
        setattr(settings, name, value)
    session.add(settings)
    await session.flush()
    return settings


async def write_questions(session: AsyncSession, pack: str, questions: Sequence[Question]) -> None:
    """Replace what is known of a pack by what was loaded."""
    await session.execute(delete(Question).where(Question.pack == pack))
    session.add_all(questions)
    await session.flush()


async def question_of(session: AsyncSession, pack: str, number: int) -> Question | None:
    """Find one question of a pack."""
    return await session.get(Question, (pack, number))


async def questions_of(session: AsyncSession, pack: str) -> Sequence[Question]:
    """List the questions of a pack by their numbers."""
    return (await session.scalars(select(Question).where(Question.pack == pack).order_by(Question.number))).all()
