"""Rules of a course: attempts counted at the door, and marks that follow when the rules change."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.store import by_hand, courses, people, reports, rules, standings, submissions, uploads
from app.store.engine import Database
from app.store.kinds import Counts, Role, SubmissionState, UploadKind
from app.store.reports import NewReport
from app.store.rules import Used
from app.store.session import Session
from app.store.tables import Report, Submission
from tests.app.store.scene import NOW, Scene, send, set_up
from tests.databases import ON_POSTGRES

pytestmark = pytest.mark.anyio
S = SubmissionState


async def graded(
    session: Session, scene: Scene, earned: float, *, question: int = 9, counted: bool = True, after_s: int = 0
) -> Submission:
    """An answer that earned so much, so long after noon."""
    at = NOW + timedelta(seconds=after_s)
    upload = await uploads.add(
        session, course_id=scene.course.id, person_id=scene.student.id, kind=UploadKind.CODE, now=at
    )
    one = await submissions.add(session, upload, question=question, code="", now=at)
    new = NewReport(
        submission_id=one.id, state="graded", score=earned, max=3.0, document={"score": earned}, counted=counted
    )
    assert await reports.store(session, new, counts=Counts.BEST, now=at)
    return one


async def used(session: Session, scene: Scene, *questions: int) -> dict[int, Used]:
    """The attempts of the scene's student."""
    found = await rules.used(
        session, course_id=scene.course.id, person_id=scene.student.id, questions=questions, lock=True
    )
    return dict(found)


async def test_attempts_are_counted_with_those_under_way(database: Database) -> None:
    """A graded one counts, one that waits may; a syntax error, one that we spoiled and one withdrawn cost none."""
    async with database.write() as session:
        scene = await set_up(session)
        await graded(session, scene, 2.0)
        await graded(session, scene, 0.0, counted=False)
        for to in (S.QUEUED, S.RUNNING, S.UNGRADED, S.WITHDRAWN):
            _, (one,) = await send(session, scene, 9)
            await session.execute(update(Submission).where(Submission.id == one.id).values(state=to))
        await send(session, scene, 14)
        assert await used(session, scene, 9, 14, 15) == {
            9: Used(counted=1, under_way=2),
            14: Used(counted=0, under_way=1),
        }


async def test_anothers_attempts_are_not_counted(database: Database) -> None:
    """Neither another student's nor those in another course."""
    async with database.write() as session:
        scene = await set_up(session)
        other = await set_up(session, name="other")
        await graded(session, other, 2.0)
        await graded(session, Scene(course=scene.course, student=other.student), 2.0)
        await graded(session, Scene(course=other.course, student=scene.student), 2.0)
        assert await used(session, scene, 9) == {}


async def test_two_at_once_are_counted_one_after_the_other(database: Database) -> None:
    """Who asks while another is at it waits for the end, and sees what was stored."""
    async with database.write() as session:
        scene = await set_up(session)
    entered = asyncio.Event()

    async def first() -> int:
        async with database.write() as session:
            before = (await used(session, scene, 9)).get(9, Used()).all
            entered.set()
            await asyncio.sleep(0.2)
            await send(session, scene, 9)
            return before

    async def second() -> int:
        await entered.wait()
        async with database.write() as session:
            return (await used(session, scene, 9)).get(9, Used()).all

    assert list(await asyncio.gather(first(), second())) == [0, 1]


async def test_which_attempt_counts_is_found_anew_for_all(database: Database) -> None:
    """Best and last, of every student and question of the course and of no other; who moved is told."""
    async with database.write() as session:
        scene = await set_up(session)
        other = await set_up(session, name="other")
        for one in (scene, other):
            best, last = await graded(session, one, 3.0), await graded(session, one, 1.0, after_s=1)
            await graded(session, one, 2.0, question=14)
            if one is scene:
                ours = (best.id, last.id)

        async def stands(who: Scene) -> list[tuple[int, float | None]]:
            session.expunge_all()
            return [(row.question, row.score) for row in await standings.of_course(session, who.course.id)]

        assert await rules.recount(session, scene.course.id, Counts.BEST) == []
        assert await rules.recount(session, scene.course.id, Counts.LAST) == [ours[1]]
        assert await stands(scene) == [(9, 1.0), (14, 2.0)]
        assert await stands(other) == [(9, 3.0), (14, 2.0)]
        assert await rules.recount(session, scene.course.id, Counts.BEST) == [ours[0]]
        assert await stands(scene) == [(9, 3.0), (14, 2.0)]


async def test_only_those_are_counted_who_are_named(database: Database) -> None:
    """Where few marks moved, a course is not read as a whole."""
    async with database.write() as session:
        scene = await set_up(session)
        best, last = await graded(session, scene, 3.0), await graded(session, scene, 1.0, after_s=1)
        assert await rules.recount(session, scene.course.id, Counts.LAST, people={"somebody else"}) == []
        assert await rules.recount(session, scene.course.id, Counts.LAST, people={scene.student.id}) == [last.id]
        assert best.id


@pytest.mark.parametrize("counts", list(Counts))
async def test_counting_all_anew_comes_to_what_counting_each_did(database: Database, counts: Counts) -> None:
    """One statement for a course finds what the way of a single student finds; of equal ones the first."""
    async with database.write() as session:
        scene = await set_up(session)
        for n, earned in enumerate((1.0, 3.0, 3.0, 2.0)):
            one = await graded(session, scene, earned, after_s=n)
        await standings.recount(session, one, counts)
        (single,) = await standings.of_course(session, scene.course.id)
        before = (single.submission_id, single.score, single.attempts)
        await rules.recount(session, scene.course.id, Counts.BEST if counts is Counts.LAST else Counts.LAST)
        await rules.recount(session, scene.course.id, counts)
        session.expunge_all()
        (single,) = await standings.of_course(session, scene.course.id)
        assert (single.submission_id, single.score, single.attempts) == before


async def test_a_mark_of_which_nothing_is_left_is_taken_away(database: Database) -> None:
    """What was withdrawn makes no mark."""
    async with database.write() as session:
        scene = await set_up(session)
        one = await graded(session, scene, 3.0)
        await session.execute(update(Submission).where(Submission.id == one.id).values(state=S.WITHDRAWN))
        await rules.recount(session, scene.course.id, Counts.BEST)
        session.expunge_all()
        (stands,) = await standings.of_course(session, scene.course.id)
        assert (stands.submission_id, stands.score, stands.attempts) == (None, None, 1)


async def test_another_late_policy_counts_every_mark_anew(database: Database) -> None:
    """From what was earned, whatever counted before; the document keeps what was earned, and a hand's mark stays."""
    async with database.write() as session:
        scene = await set_up(session)
        early = await graded(session, scene, 3.0)
        late = await graded(session, scene, 3.0, question=14, after_s=7200)
        given = await graded(session, scene, 3.0, question=15, after_s=7200)
        await by_hand.override(session, given.id, score=2.5, reason="", by_id=None, counts=Counts.BEST, now=NOW)
        since = NOW + timedelta(hours=1)
        halved = await rules.rescore(session, scene.course.id, lambda earned, _: earned / 2, since=since)
        assert halved == {scene.student.id}
        session.expunge_all()
        scores = [row.score for row in (await session.scalars(select(Submission).order_by(Submission.question))).all()]
        assert scores == [3.0, 1.5, 2.5]
        assert await rules.recount(session, scene.course.id, Counts.BEST) == [late.id]
        session.expunge_all()
        assert [row.score for row in await standings.of_course(session, scene.course.id)] == [3.0, 1.5, 2.5]
        held = await reports.current(session, late.id)
        assert held is not None
        assert (held.score, held.document) == (1.5, {"score": 3.0})
        under = await session.scalar(select(Report).where(Report.submission_id == given.id, ~Report.current))
        assert under is not None
        assert under.score == 1.5, "what will hold if the mark by hand is taken away"
        nobody = await rules.rescore(session, scene.course.id, lambda earned, _: earned / 2, since=since)
        assert nobody == set()
        assert early.id


@ON_POSTGRES  # SQLite has one writer at a time
async def test_who_stores_a_mark_keeps_the_rules_from_changing(database: Database) -> None:
    """A change waits for the marks that are being stored by the old rules, and then finds them."""
    async with database.write() as session:
        scene = await set_up(session)
        await courses.change_settings(session, scene.course.id, counts=Counts.BEST)
    order = []
    entered = asyncio.Event()

    async def store() -> None:
        async with database.write() as session:
            assert (await rules.in_force(session, scene.course.id)).counts is Counts.BEST
            entered.set()
            await asyncio.sleep(0.2)
            order.append("stored")

    async def change() -> None:
        await entered.wait()
        async with database.write() as session:
            await courses.change_settings(session, scene.course.id, counts=Counts.LAST)
            order.append("changed")

    await asyncio.gather(store(), change())
    assert order == ["stored", "changed"]


async def test_a_thousand_students_are_counted_in_a_few_statements(database: Database) -> None:
    """However many there are."""
    from sqlalchemy import event

    async with database.write() as session:
        scene = await set_up(session)
        for n in range(30):
            person = await people.add(session, name=f"{n}", now=NOW)
            await people.join(session, course_id=scene.course.id, person_id=person.id, role=Role.STUDENT, now=NOW)
            await graded(session, Scene(course=scene.course, student=person), 1.0)
    said: list[str] = []
    engine = database.writer.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    async with database.write() as session:
        await rules.rescore(session, scene.course.id, lambda earned, _: earned / 2, since=NOW - timedelta(1))
        await rules.recount(session, scene.course.id, Counts.BEST)
    assert len(said) < 10, said
