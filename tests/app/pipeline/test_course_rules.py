"""Rules that change: checked, applied to what stands, written down and told; one way for the web and for a command."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.pipeline import course_rules
from app.pipeline.course_rules import WrongRules
from app.pipeline.portions import TELL
from app.queue.lease import LeaseDispatcher
from app.queue.shift import Means
from app.store import audit, courses, deliveries, reports, standings, submissions, uploads
from app.store.engine import Database
from app.store.kinds import Counts, Detail, UploadKind
from app.store.reports import NewReport
from app.store.session import Session
from app.store.tables import Event, Job
from app.store.writer import Writer
from tests.app.store.scene import NOW, Scene, set_up

pytestmark = pytest.mark.anyio
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """Who has a token."""

    token_id: str = "t"  # noqa: S105 - an id, and no secret
    person_id: str = "p"


SOMEBODY = Somebody()


def dispatcher(database: Database) -> LeaseDispatcher:
    """A queue that nobody works off."""
    return LeaseDispatcher(Means(database=database, writer=Writer(database)))


async def change(database: Database, scene: Scene, **changes: Any) -> None:
    """Change the rules, in a transaction of its own."""
    async with database.write() as session:
        await course_rules.change(session, dispatcher(database), scene.course.id, changes, by=SOMEBODY, now=NOW)


async def graded(session: Session, scene: Scene, earned: float, at: datetime) -> str:
    """An answer that earned so much, received at a time."""
    upload = await uploads.add(
        session, course_id=scene.course.id, person_id=scene.student.id, kind=UploadKind.CODE, now=at
    )
    one = await submissions.add(session, upload, question=9, code="", now=at)
    new = NewReport(submission_id=one.id, state="graded", score=earned, max=3.0, document={"score": earned})
    assert await reports.store(session, new, counts=Counts.BEST, now=at)
    return one.id


async def mark(database: Database, scene: Scene) -> tuple[str | None, float | None]:
    """What counts."""
    async with database.read() as session:
        (one,) = await standings.of_course(session, scene.course.id)
        return one.submission_id, one.score


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"opens_at": NOW, "closes_at": NOW}, "would close (2026-03-01 12:00 UTC) before it opens"),
        ({"opens_at": NOW, "closes_at": NOW - HOUR}, "would close (2026-03-01 11:00 UTC) before it opens"),
        ({"closes_at": NOW.replace(year=9999)}, "closes_at is to be between the years 2000 and 2200."),
        ({"opens_at": NOW.replace(year=1)}, "opens_at is to be between"),
        ({"late_percent_per_day": 100.5}, "late_percent_per_day is to be between 0 and 100."),
        ({"late_percent_per_day": float("nan")}, "late_percent_per_day is to be between 0 and 100."),
        ({"grace_s": -1}, "grace_s is to be between 0 and"),
        ({"attempts": 0}, "attempts is to be between 1 and 1000, or null"),
    ],
)
async def test_rules_that_cannot_be_are_refused(database: Database, changes: dict[str, Any], why: str) -> None:
    """With what is wrong with them; and what held before holds."""
    async with database.write() as session:
        scene = await set_up(session)
    with pytest.raises(WrongRules) as refused:
        await change(database, scene, **changes)
    assert why in str(refused.value)
    async with database.read() as session:
        assert (await courses.settings_of(session, scene.course.id)).closes_at is None
        assert await audit.page(session, scene.course.id) == []


async def test_they_are_checked_with_what_stands(database: Database) -> None:
    """A date that is right by itself may be wrong beside the other."""
    async with database.write() as session:
        scene = await set_up(session)
    await change(database, scene, opens_at=NOW)
    with pytest.raises(WrongRules):
        await change(database, scene, closes_at=NOW - HOUR)
    await change(database, scene, closes_at=NOW - HOUR, opens_at=None)


async def test_a_late_policy_is_applied_to_what_stands(database: Database) -> None:
    """Mark, standing and the attempt that counts, there and back; a second change starts from the marks earned."""
    async with database.write() as session:
        scene = await set_up(session)
        early = await graded(session, scene, 2.0, NOW)
        late = await graded(session, scene, 3.0, NOW + DAY)
    assert await mark(database, scene) == (late, 3.0)
    await change(database, scene, closes_at=NOW + HOUR, late_percent_per_day=10.0)
    assert await mark(database, scene) == (late, 2.7)
    await change(database, scene, late_percent_per_day=50.0)
    assert await mark(database, scene) == (early, 2.0), "the late one counts 1.5 now"
    await change(database, scene, counts=Counts.LAST)
    assert await mark(database, scene) == (late, 1.5)
    await change(database, scene, grace_s=86400)
    assert await mark(database, scene) == (late, 3.0)
    await change(database, scene, grace_s=0, closes_at=None, counts=Counts.BEST)
    assert await mark(database, scene) == (late, 3.0)


async def test_each_change_is_written_down(database: Database) -> None:
    """What was before and what is now, of what changed only; what changes nothing is no deed."""
    async with database.write() as session:
        scene = await set_up(session)
        await graded(session, scene, 3.0, NOW + DAY)
    await change(database, scene, closes_at=NOW, late_percent_per_day=10.0, counts=Counts.BEST)
    await change(database, scene, late_percent_per_day=10.0)
    await change(database, scene)
    async with database.read() as session:
        (deed,) = await audit.page(session, scene.course.id)
    assert (deed.deed, deed.subject, deed.token_id, deed.person_id) == ("settings.changed", scene.course.id, "t", "p")
    assert deed.detail == {
        "before": {"closes_at": None, "late_percent_per_day": 0.0},
        "after": {"closes_at": "2026-03-01T12:00:00+00:00", "late_percent_per_day": 10.0},
        "moved": 1,
    }


async def test_who_listens_hears_of_the_marks_that_moved(database: Database) -> None:
    """Of those and of no others; and of nothing while marks are held."""
    async with database.write() as session:
        scene = await set_up(session)
        await deliveries.add_endpoint(
            session, course_id=scene.course.id, url="https://lms.example/", secret=b"s" * 24, now=NOW
        )
        late = await graded(session, scene, 3.0, NOW + DAY)
    await change(database, scene, closes_at=NOW, late_percent_per_day=10.0)
    await change(database, scene, detail_after=Detail.SCORE)
    await change(database, scene, held=True)
    await change(database, scene, late_percent_per_day=20.0)
    async with database.read() as session:
        told = [json.loads(event.body) for event in await session.scalars(select(Event))]
    assert [(one["type"], one["data"]["submission"], one["data"]["score"]) for one in told] == [
        ("grade.changed", late, 2.7)
    ]


async def test_where_many_moved_a_job_tells_all(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A class is not told in the transaction of the change: a student's submission would wait behind it."""
    monkeypatch.setattr(course_rules, "AT_ONCE", 0)
    async with database.write() as session:
        scene = await set_up(session)
        await graded(session, scene, 3.0, NOW + DAY)
    await change(database, scene, closes_at=NOW, late_percent_per_day=10.0)
    async with database.read() as session:
        jobs = [(job.kind, job.subject) for job in await session.scalars(select(Job))]
    assert jobs == [(TELL, f"{scene.course.id}/rules")]


@pytest.mark.parametrize("way", ["release", "settings"])
async def test_a_release_shows_and_tells_all(database: Database, way: str) -> None:
    """By its own call or by the rule; a job is left that tells each mark, and a second release does nothing."""
    async with database.write() as session:
        scene = await set_up(session)
    await change(database, scene, held=True)
    released = []
    for _ in range(2):
        if way == "settings":
            await change(database, scene, held=False)
            continue
        async with database.write() as session:
            released.append(
                await course_rules.release(session, dispatcher(database), scene.course.id, by=SOMEBODY, now=NOW)
            )
    assert released == ([True, False] if way == "release" else [])
    async with database.read() as session:
        jobs = [(job.kind, job.subject) for job in await session.scalars(select(Job))]
        deeds = [one.deed for one in await audit.page(session, scene.course.id)]
        assert not (await courses.settings_of(session, scene.course.id)).held
    assert jobs == [(TELL, f"{scene.course.id}/release")]
    assert sorted(deeds) == sorted(["marks.released" if way == "release" else "settings.changed", "settings.changed"])


async def test_two_changes_at_once_are_one_after_the_other(database: Database) -> None:
    """Neither is lost, also where no rules were set before."""
    async with database.write() as session:
        scene = await set_up(session)
    await asyncio.gather(change(database, scene, attempts=3), change(database, scene, closes_at=NOW))
    async with database.read() as session:
        rules = await courses.settings_of(session, scene.course.id)
        assert (rules.attempts, rules.closes_at) == (3, NOW)
        assert len(await audit.page(session, scene.course.id)) == 2
