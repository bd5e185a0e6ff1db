"""What is stored of a student or a course, to be handed out: every column of every row that is theirs."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, inspect, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.store import courses
from app.store.tables import (
    Base,
    Course,
    Event,
    Membership,
    Observation,
    Person,
    Report,
    Standing,
    Submission,
    Token,
    Upload,
    WrittenMark,
)
from app.store.tables.base import Json

SECRET = frozenset({"secret_sha256"})
PAGE = 100  #: submissions read at once


async def of_person(session: AsyncSession, person: Person) -> Json:
    """Give all that is stored of somebody, as one document; bytes are in base64."""
    mine = select(Submission.id).where(Submission.person_id == person.id)
    return {
        "student": plain(person),
        "memberships": await _all(session, select(Membership).where(Membership.person_id == person.id)),
        "tokens": await _all(session, select(Token).where(Token.person_id == person.id).order_by(Token.id)),
        "standings": await _all(session, select(Standing).where(Standing.person_id == person.id)),
        "uploads": await _all(session, select(Upload).where(Upload.person_id == person.id).order_by(Upload.id)),
        "submissions": await _all(session, select(Submission).where(Submission.id.in_(mine)).order_by(Submission.id)),
        "reports": await _all(
            session, select(Report).where(Report.submission_id.in_(mine)).order_by(Report.submission_id, Report.number)
        ),
        "written_marks": await _all(session, select(WrittenMark).where(WrittenMark.submission_id.in_(mine))),
        "observations": await _all(session, select(Observation).where(Observation.submission_id.in_(mine))),
        "events": await _all(session, select(Event).where(Event.submission_id.in_(mine)).order_by(Event.id)),
    }


async def of_course(session: AsyncSession, course: Course) -> AsyncIterator[Json]:
    """Give a course row by row, each with its `kind`; a submission has its reports with it. It fits any memory."""
    yield {"kind": "course", **plain(course)}
    yield {"kind": "settings", **plain(await courses.settings_of(session, course.id))}
    for question in await courses.questions_of(session, course.pack):
        yield {"kind": "question", **plain(question)}
    people = select(Person, Membership).join(Membership, Membership.person_id == Person.id)
    for person, member in await session.execute(people.where(Membership.course_id == course.id)):
        yield {"kind": "person", **plain(person), **plain(member)}
    for standing in await _all(session, select(Standing).where(Standing.course_id == course.id)):
        yield {"kind": "standing", **standing}
    after = ""
    while page := await _page(session, course.id, after):
        for submission in page:
            reports = select(Report).where(Report.submission_id == submission.id).order_by(Report.number)
            yield {"kind": "submission", **plain(submission), "reports": await _all(session, reports)}
        after = page[-1].id
        session.expunge_all()


async def _page(session: AsyncSession, course_id: str, after: str) -> list[Submission]:
    rows = select(Submission).where(Submission.course_id == course_id, Submission.id > after)
    return list(await session.scalars(rows.order_by(Submission.id).limit(PAGE)))


async def _all(session: AsyncSession, rows: Select[Any]) -> list[Json]:
    found: Iterable[Base] = await session.scalars(rows)
    return [plain(row) for row in found]


def plain(row: Base) -> Json:
    """Give a row as JSON has it; of a token never its secret, and of a question all that students may see."""
    names = [column.key for column in inspect(type(row)).column_attrs]
    return {name: _plain(getattr(row, name)) for name in names if name not in SECRET}


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, datetime) else value
