"""Written answers: a rubric, a mark by hand, and a list of those that wait for one."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from app.store import people, retention, submissions, uploads, written
from app.store.engine import Database
from app.store.kinds import Role, SubmissionState, UploadKind
from app.store.session import Session
from app.store.tables import Submission
from app.store.tables.base import Json
from tests.app.store.scene import NOW, Scene, set_up

pytestmark = pytest.mark.anyio
RUBRIC: list[Json] = [{"name": "reasons", "sentence": "Says why.", "max": 2.0}]


async def file(
    session: Session, scene: Scene, *questions: int, after_s: int = 0, kind: UploadKind = UploadKind.NOTEBOOK
) -> list[str]:
    """A file of the scene's student that answers these questions."""
    at = NOW + timedelta(seconds=after_s)
    upload = await uploads.add(session, course_id=scene.course.id, person_id=scene.student.id, kind=kind, now=at)
    return [(await submissions.add(session, upload, question=n, code="", now=at)).id for n in questions]


async def mark(session: Session, submission_id: str, points: float = 1.5) -> bool:
    """Mark it."""
    given = await written.mark(
        session, submission_id, marks={"reasons": points}, top=2.0, comment="good", by_id="t", now=NOW
    )
    return given is not None


async def listed(session: Session, scene: Scene, *, marked: bool | None = None) -> list[str]:
    """What is to be marked."""
    return [row.submission.id for row in await written.page(session, scene.course.id, marked=marked)]


async def test_a_rubric_is_set_changed_and_taken_away(database: Database) -> None:
    """One for each question; the time says when it was set last."""
    async with database.write() as session:
        scene = await set_up(session)
        for criteria, later in ((RUBRIC, 0), ([*RUBRIC, RUBRIC[0] | {"name": "b"}], 1)):
            await written.set_rubric(session, scene.course.id, 9, criteria, NOW + timedelta(seconds=later))
            found = await written.rubric_of(session, scene.course.id, 9)
            assert found is not None
            assert (found.criteria, found.set_at) == ({"criteria": criteria}, NOW + timedelta(seconds=later))
        assert await written.rubric_of(session, scene.course.id, 14) is None
        await written.set_rubric(session, scene.course.id, 9, [], NOW)
    async with database.read() as session:
        assert await written.rubric_of(session, scene.course.id, 9) is None


async def test_a_mark_is_given_and_given_anew(database: Database) -> None:
    """One for each submission; its score is the sum of its points."""
    async with database.write() as session:
        scene = await set_up(session)
        (one,) = await file(session, scene, 9)
        assert await mark(session, one, 0.1)
        given = await written.mark(session, one, marks={"a": 0.1, "b": 0.2}, top=2.0, comment="", by_id=None, now=NOW)
        assert given is not None
    async with database.read() as session:
        held = await written.mark_of(session, one)
    assert held is not None
    assert (held.marks, held.score, held.max, held.comment) == ({"a": 0.1, "b": 0.2}, 0.3, 2.0, "")


async def test_two_who_mark_at_once_are_one_after_the_other(database: Database) -> None:
    """The second mark replaces the first; neither fails."""
    async with database.write() as session:
        scene = await set_up(session)
        (one,) = await file(session, scene, 9)

    async def give(points: float) -> bool:
        async with database.write() as session:
            return await mark(session, one, points)

    assert all(await asyncio.gather(give(1.0), give(2.0)))


async def test_what_was_taken_away_takes_no_mark(database: Database) -> None:
    """A comment would be a new word about somebody who was erased."""
    async with database.write() as session:
        scene = await set_up(session)
        (one,) = await file(session, scene, 9)
        await retention.clear(session, [(await submissions.get(session, one)).upload_id], NOW)  # type: ignore[union-attr]
        assert not await mark(session, one)
        await written.set_rubric(session, scene.course.id, 9, RUBRIC, NOW)
        assert await listed(session, scene) == []


async def test_the_last_of_each_student_and_question_is_listed(database: Database) -> None:
    """Only of questions with a rubric, only what came in a file; in the order in which they came."""
    async with database.write() as session:
        scene = await set_up(session)
        other = await people.add(session, name="Ben", now=NOW)
        await people.join(session, course_id=scene.course.id, person_id=other.id, role=Role.STUDENT, now=NOW)
        await written.set_rubric(session, scene.course.id, 9, RUBRIC, NOW)
        await file(session, scene, 9, 14)
        (his,) = await file(session, Scene(course=scene.course, student=other), 9, after_s=1)
        hers, _ = await file(session, scene, 9, 14, after_s=2)
        await file(session, scene, 9, after_s=3, kind=UploadKind.CODE)
        assert await listed(session, scene) == [his, hers]
        await mark(session, his)
        assert await listed(session, scene, marked=True) == [his]
        assert await listed(session, scene, marked=False) == [hers]
        first = await written.page(session, scene.course.id, limit=1)
        second = await written.page(session, scene.course.id, limit=1, after=first[0].submission.id)
        assert [one.submission.id for one in (*first, *second)] == [his, hers]
        assert await written.page(session, scene.course.id, question=14) == []


async def test_one_that_was_withdrawn_is_none(database: Database) -> None:
    """The one before it counts again."""
    async with database.write() as session:
        scene = await set_up(session)
        await written.set_rubric(session, scene.course.id, 9, RUBRIC, NOW)
        (first,), (second,) = await file(session, scene, 9), await file(session, scene, 9, after_s=1)
        gone = update(Submission).where(Submission.id == second).values(state=SubmissionState.WITHDRAWN)
        await session.execute(gone)
        assert await listed(session, scene) == [first]
