"""The door of a course: its dates, by a clock that is handed in, and its attempts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.pipeline.admission import Admitted, Closed, NoAttemptsLeft, NotOpen, admit, in_time
from app.store import reports
from app.store.engine import Database
from app.store.kinds import Counts
from app.store.reports import NewReport
from app.store.rules import Dates
from app.store.session import Session
from tests.app.store.scene import NOW, Scene, send, set_up

pytestmark = pytest.mark.anyio
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
TERM = Dates(opens_at=NOW, closes_at=NOW + DAY, grace_s=60)
PATIENT = Dates(closes_at=NOW, late_percent_per_day=20.0)


@pytest.mark.parametrize("at", [NOW, NOW + DAY, NOW + DAY + 60 * SECOND])
def test_between_the_dates_it_is_taken(at: object) -> None:
    """From the first moment to the last one of the grace."""
    in_time(TERM, at)  # type: ignore[arg-type]


def test_before_it_opens_it_is_said_when() -> None:
    """To the last second."""
    with pytest.raises(NotOpen, match=r"it opens at 2026-03-01 12:00 UTC\.$"):
        in_time(TERM, NOW - SECOND)


def test_after_the_grace_nothing_is_taken_without_a_policy() -> None:
    """And it is said when it closed, with the grace."""
    with pytest.raises(Closed, match=r"closed at 2026-03-02 12:01 UTC, and takes no late submissions\.$"):
        in_time(TERM, NOW + DAY + 61 * SECOND)


def test_with_a_policy_late_work_is_taken_however_late() -> None:
    """Also where nothing of the mark is left: the report is still worth reading."""
    in_time(PATIENT, NOW + 400 * DAY)


async def ask(session: Session, scene: Scene, dates: Dates, *questions: int) -> Admitted:
    """Stand at the door."""
    return await admit(
        session, dates, course_id=scene.course.id, person_id=scene.student.id, questions=questions, at=NOW
    )


async def test_without_a_limit_nobody_counts(database: Database) -> None:
    """Any number of attempts, and no number is told."""
    async with database.write() as session:
        scene = await set_up(session)
        await send(session, scene, 9)
        assert await ask(session, scene, Dates(), 9, 14) == Admitted(questions=(9, 14))


async def test_those_under_way_are_counted(database: Database) -> None:
    """Of three attempts one is judged and one waits: one more is taken, and the next is told why not."""
    limit = Dates(attempts=3)
    async with database.write() as session:
        scene = await set_up(session)
        _, (one,) = await send(session, scene, 9)
        new = NewReport(submission_id=one.id, state="graded", score=1.0, max=3.0, document={})
        await reports.store(session, new, counts=Counts.BEST, now=NOW)
        await send(session, scene, 9)
        assert await ask(session, scene, limit, 9) == Admitted(questions=(9,), left={9: 0})
        await send(session, scene, 9)
        with pytest.raises(NoAttemptsLeft) as refused:
            await ask(session, scene, limit, 9)
        assert str(refused.value) == (
            "You have used 1 of 3 attempts at question 9, and 2 more are being graded. Wait for the report."
        )


async def test_a_file_is_taken_without_what_is_used_up(database: Database) -> None:
    """One question that is used up does not keep the others out; a file of which nothing is left is refused."""
    limit = Dates(attempts=1)
    async with database.write() as session:
        scene = await set_up(session)
        await send(session, scene, 9)
        assert await ask(session, scene, limit, 9, 14) == Admitted(questions=(14,), left={14: 0}, spent=(9,))
        await send(session, scene, 14)
        with pytest.raises(NoAttemptsLeft, match=r"^All 1 attempts at each of the questions in it are used: 9, 14\.$"):
            await ask(session, scene, limit, 14, 9)
