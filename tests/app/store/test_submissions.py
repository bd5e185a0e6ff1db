"""Submissions and uploads: from state to state, listed in pages, none left behind."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from app.store import submissions, uploads
from app.store.bell import topics_of
from app.store.engine import Database
from app.store.kinds import Phase, SubmissionState
from app.store.tables import Submission
from tests.app.store.scene import NOW, send, set_up

pytestmark = pytest.mark.anyio
S = SubmissionState
#: which states follow which, as design has it
FOLLOW = {
    S.RECEIVED: {S.QUEUED, S.RUNNING, S.GRADED, S.UNGRADED, S.WITHDRAWN},
    S.QUEUED: {S.RUNNING, S.GRADED, S.UNGRADED, S.WITHDRAWN},
    S.RUNNING: {S.QUEUED, S.RUNNING, S.GRADED, S.UNGRADED, S.WITHDRAWN},
    S.GRADED: {S.GRADED, S.WITHDRAWN},
    S.UNGRADED: {S.QUEUED, S.GRADED, S.WITHDRAWN},
    S.WITHDRAWN: set(),
}


async def test_a_submission_goes_only_where_it_may(database: Database) -> None:
    """Every step from every state: those allowed are made, the others change nothing."""
    async with database.write() as session:
        _, (one,) = await send(session, await set_up(session), 1)
        made: dict[S, set[S]] = {state: set() for state in S}
        for before, to in itertools.product(S, S):
            await session.execute(update(Submission).where(Submission.id == one.id).values(state=before))
            if await submissions.move(session, [one.id], to):
                made[before].add(to)
            found = await session.get(Submission, one.id, populate_existing=True)
            assert found is not None
            assert found.state is (to if to in made[before] else before)
    assert made == FOLLOW


async def test_who_waits_for_a_submission_is_woken_when_it_moves(database: Database) -> None:
    """And not when it does not."""
    async with database.write() as session:
        upload, (first, second) = await send(session, await set_up(session), 1, 2)
        await submissions.move(session, [first.id], S.WITHDRAWN)
    async with database.write() as session:
        assert await submissions.move_upload(session, upload.id, S.RUNNING) == [second.id]
        assert topics_of(session) == {second.id}


async def test_a_page_follows_a_page(database: Database) -> None:
    """The newest first, each once, whatever is asked for."""
    async with database.write() as session:
        scene = await set_up(session)
        sent = [one for _ in range(3) for one in (await send(session, scene, 1, 2))[1]]
        await submissions.move(session, [sent[0].id], S.RUNNING)
    async with database.read() as session:
        whole = [one.id for one in await submissions.page(session, course_id=scene.course.id)]
        pages: list[str] = []
        while page := await submissions.page(session, limit=4, before=pages[-1] if pages else None):
            pages += [one.id for one in page]
        running = await submissions.page(session, state=S.RUNNING, person_id=scene.student.id, question=1)
        nobody = await submissions.page(session, person_id="nobody")
    assert whole == pages == sorted((one.id for one in sent), reverse=True)
    assert ([one.id for one in running], nobody) == ([sent[0].id], [])


async def test_the_phases_are_written_down(database: Database) -> None:
    """Each has a place of its own, and is told when it was over; none has one before."""
    claimed, boxed, graded, stored = (NOW + timedelta(seconds=n) for n in range(1, 5))

    async def told() -> list[datetime | None]:
        async with database.read() as session:
            found = await uploads.get(session, upload.id)
        return [getattr(found, f"{phase}_at") for phase in Phase]

    async with database.write() as session:
        upload, _ = await send(session, await set_up(session), 1)
        await uploads.claim(session, upload.id, seed=1, now=claimed)
    assert await told() == [NOW, NOW, claimed, None, None, None, None]
    async with database.write() as session:
        await uploads.graded(session, upload.id, boxed=boxed, graded=graded, stored=stored)
    assert await told() == [NOW, NOW, claimed, boxed, graded, stored, None]


async def test_a_run_that_is_tried_again_has_the_same_seed(database: Database) -> None:
    """The first seed holds, and the last time at which it was taken; of the largest seed no bit is lost."""
    async with database.write() as session:
        upload, _ = await send(session, await set_up(session), 1)
        for n, seed in enumerate((2**62, 5)):
            await uploads.claim(session, upload.id, seed=seed, now=NOW + timedelta(seconds=n))
    async with database.read() as session:
        found = await uploads.get(session, upload.id)
    assert found is not None
    assert (found.seed, found.claimed_at) == (2**62, NOW + timedelta(seconds=1))
