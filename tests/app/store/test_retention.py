"""What is old enough loses its content, and keeps its mark."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.store import reports, retention, submissions, uploads
from app.store.engine import Database
from app.store.tables import Observation, Submission, Upload
from tests.app.store.lives import NOW, WORD, Life, course, student

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1)


@pytest.fixture
async def life(database: Database) -> Life:
    """One upload that is graded and one that still waits, both of the same moment."""
    async with database.write() as session:
        return await student(session, (await course(session)).id)


async def clear(database: Database, then: object, limit: int = 100) -> int:
    """Clear what came before."""
    async with database.write() as session:
        return await retention.clear_before(session, then, NOW + 9 * DAY, limit=limit)  # type: ignore[arg-type]


async def test_content_code_and_observation_go_and_the_report_stays(database: Database, life: Life) -> None:
    """The student still sees the report and the mark; what could be run or read again is gone."""
    assert await clear(database, NOW + DAY) == 1
    async with database.read() as session:
        upload = await uploads.get(session, life.upload_id)
        answer = await submissions.get(session, life.graded)
        held = await reports.current(session, life.graded)
        observed = await session.scalar(select(func.count()).select_from(Observation))
    assert upload is not None
    assert answer is not None
    assert held is not None
    assert (upload.content, upload.filename, upload.cleared_at) == (None, "", NOW + 9 * DAY)
    assert (answer.code, answer.score, observed) == ("", 2.0, 0)
    assert held.document["checks"][0]["message"]


async def test_what_an_lms_knows_it_by_stays(database: Database, life: Life) -> None:
    """A mark that changes later is told to whom it was told before, with the ids it was handed in with."""
    await clear(database, NOW + DAY)
    async with database.read() as session:
        upload = await uploads.get(session, life.upload_id)
    assert upload is not None
    assert upload.cleared_at is not None
    assert upload.context == {"user": WORD}


async def test_what_is_under_way_is_left_alone(database: Database, life: Life) -> None:
    """A job that waits for a long time is not run without its code."""
    await clear(database, NOW + DAY)
    async with database.read() as session:
        answer = await submissions.get(session, life.waiting)
    assert answer is not None
    assert answer.code.startswith("y = ")


async def test_what_is_younger_is_left_alone(database: Database, life: Life) -> None:
    """The very moment counts as younger."""
    assert await clear(database, NOW) == 0
    async with database.read() as session:
        upload = await uploads.get(session, life.upload_id)
    assert upload is not None
    assert upload.content is not None


async def test_it_is_done_in_portions_the_oldest_first(database: Database, life: Life) -> None:
    """A portion says how many there were, and one that was cleared is not met again."""
    async with database.write() as session:
        for days in (3, 1, 2):
            await student(session, life.course_id, f"s{days}", NOW - days * DAY)
    assert [await clear(database, NOW + DAY, limit=3) for _ in range(3)] == [3, 1, 0]
    async with database.read() as session:
        left = await session.scalars(select(Upload.id).where(Upload.cleared_at.is_(None)))
        waiting = await session.scalars(select(Submission.upload_id).where(Submission.question == 4))
        assert set(left) == set(waiting)
