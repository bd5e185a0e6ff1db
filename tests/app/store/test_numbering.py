"""What a regrade grades for the first time is an attempt as any other; taken back it is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from app.store import reports, rules, standings, submissions, taking_back
from app.store.engine import Database
from app.store.findings import SLIPS
from app.store.kinds import Counts, SubmissionState
from app.store.session import Session
from tests.app.store.classroom import Class, document, judge, new, published
from tests.app.store.scene import NOW, Scene, send, set_up

pytestmark = pytest.mark.anyio
BEST = Counts.BEST


async def attempts(session: Session, scene: Scene, scores: Sequence[float | None]) -> tuple[Class, list[str]]:
    """One student's answers to a question in the order of their ids; None is one whose run was set aside."""
    uploaded = [await send(session, scene, 1) for _ in scores]
    ids = sorted(one.id for _, (one,) in uploaded)
    for one, score in zip(ids, scores, strict=True):
        if score is None:
            await submissions.move(session, [one], SubmissionState.UNGRADED, NOW)
        else:
            await reports.store(session, new(one, score), counts=BEST, now=NOW)
    return Class(course_id=scene.course.id, submissions={"ada": ids}), ids


async def numbers(session: Session, ids: Sequence[str]) -> tuple[list[int | None], list[tuple[int, float | None]]]:
    """The number of each attempt; how many there were of the student, and the mark."""
    session.expunge_all()
    found = [await submissions.get(session, one) for one in ids]
    rows = await standings.of_course(session, found[0].course_id if found[0] else "")
    return [one.attempt for one in found if one], [(row.attempts, row.score) for row in rows]


async def regraded(session: Session, room: Class, scores: Mapping[str, float]) -> str:
    """Judge and publish."""
    regrade_id = await judge(session, room, scores)
    await published(session, regrade_id, BEST)
    return regrade_id


async def test_what_was_never_graded_is_an_attempt_once_it_is(database: Database) -> None:
    """Behind those that were; also where its student has no other, and the mark counts. Taken back it is none."""
    async with database.write() as session:
        scene = await set_up(session)
        room, ids = await attempts(session, scene, [None, None])
        assert await numbers(session, ids) == ([None, None], [])
        regrade_id = await regraded(session, room, {ids[0]: 6, ids[1]: 4})
        assert await numbers(session, ids) == ([1, 2], [(2, 6)])
        used = await rules.used(session, course_id=scene.course.id, person_id=scene.student.id, questions=[1])
        assert used[1].all == 2
        await taking_back.roll_back(session, regrade_id, BEST, NOW)
        assert await numbers(session, ids) == ([None, None], [(0, None)])


async def test_an_attempt_that_has_its_number_keeps_it(database: Database) -> None:
    """Of those that were graded before nothing changes, published or taken back."""
    async with database.write() as session:
        room, ids = await attempts(session, await set_up(session), [3, None, 5])
        assert await numbers(session, ids) == ([1, None, 2], [(2, 5)])
        regrade_id = await regraded(session, room, dict.fromkeys(ids, 7))
        assert await numbers(session, ids) == ([1, 3, 2], [(3, 7)])
        await taking_back.roll_back(session, regrade_id, BEST, NOW)
        assert await numbers(session, ids) == ([1, None, 2], [(2, 5)])


async def test_a_number_that_another_came_after_is_never_given_twice(database: Database) -> None:
    """Taken back it leaves a gap."""
    async with database.write() as session:
        scene = await set_up(session)
        room, ids = await attempts(session, scene, [None])
        regrade_id = await regraded(session, room, {ids[0]: 6})
        _, later = await attempts(session, scene, [2])
        await taking_back.roll_back(session, regrade_id, BEST, NOW)
        _, last = await attempts(session, scene, [1])
        assert await numbers(session, [*ids, *later, *last]) == ([None, 2, 3], [(3, 2)])


@pytest.mark.parametrize("slip", sorted(SLIPS))
async def test_a_slip_of_the_pen_is_no_attempt_here_either(database: Database, slip: str) -> None:
    """It has a mark, which counts, and no number."""
    error: dict[str, Any] = {"type": slip, "message": "invalid syntax"}
    async with database.write() as session:
        room, ids = await attempts(session, await set_up(session), [None])
        slipped = document(0) | {"checks": [], "run": {"error": error}}
        await published(session, await judge(session, room, {ids[0]: 0}, document=slipped), BEST)
        assert await numbers(session, ids) == ([None], [(0, 0)])
