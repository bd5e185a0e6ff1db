"""What a person decides about a submission holds, and taken away leaves what was found."""

from __future__ import annotations

import pytest

from app.store import by_hand, reports, standings, submissions
from app.store.engine import Database
from app.store.kinds import Cause, Counts, SubmissionState
from app.store.session import Session
from app.store.tables import Submission
from tests.app.store.classroom import new
from tests.app.store.scene import NOW, send, set_up

pytestmark = pytest.mark.anyio


async def test_a_mark_by_hand_wins_over_a_run_that_comes_later(database: Database) -> None:
    """The run's report joins the history."""
    async with database.write() as session:
        _, (one,) = await send(session, await set_up(session), 1)
        await by_hand.override(
            session, one.id, score=9, max_score=10, reason="by eye", by_id=None, counts=Counts.BEST, now=NOW
        )
        assert await reports.store(session, new(one.id, 2), counts=Counts.BEST, now=NOW)
    async with database.read() as session:
        held = await reports.current(session, one.id)
        history = [(one.cause, one.score, one.current) for one in await reports.history(session, one.id)]
        now = await submissions.get(session, one.id)
    assert (held and held.reason, now and now.score) == ("by eye", 9)
    assert history == [(Cause.OVERRIDE, 9, True), (Cause.GRADING, 2, False)]


async def test_a_mark_by_hand_may_be_given_again(database: Database) -> None:
    """The last one holds, the ones before it stay to be seen."""
    async with database.write() as session:
        scene = await set_up(session)
        _, (one,) = await send(session, scene, 1)
        await reports.store(session, new(one.id, 2), counts=Counts.BEST, now=NOW)
        for score in (5, 4):
            await by_hand.override(session, one.id, score=score, reason="", by_id="t", counts=Counts.BEST, now=NOW)
    async with database.read() as session:
        assert [(r.score, r.current, r.max) for r in await reports.history(session, one.id)] == [
            (2, False, 10), (5, False, 10), (4, True, 10),
        ]  # fmt: skip
        (standing,) = await standings.of_course(session, scene.course.id)
    assert (standing.score, standing.attempts) == (4, 1)


async def test_what_was_withdrawn_gets_no_mark(database: Database) -> None:
    """Neither from a run that was under way, nor by hand; and a mark it had counts no more."""
    async with database.write() as session:
        scene = await set_up(session)
        _, (one,) = await send(session, scene, 1)
        _, (other,) = await send(session, scene, 1)
        await reports.store(session, new(one.id, 8), counts=Counts.BEST, now=NOW)
        await reports.store(session, new(other.id, 3), counts=Counts.BEST, now=NOW)
        assert await by_hand.withdraw(session, one.id, counts=Counts.BEST, now=NOW)
        assert not await by_hand.withdraw(session, one.id, counts=Counts.BEST, now=NOW)
        assert not await reports.store(session, new(one.id, 9), counts=Counts.BEST, now=NOW)
        assert await by_hand.override(
            session, one.id, score=9, reason="", by_id=None, counts=Counts.BEST, now=NOW
        ) is None  # fmt: skip
    async with database.read() as session:
        (standing,) = await standings.of_course(session, scene.course.id)
        assert len(await reports.history(session, one.id)) == 1
    assert (standing.score, standing.submission_id) == (3, other.id)


async def lifted(session: Session, one: Submission) -> None:
    """Give it nine points by hand, and take them away again."""
    await by_hand.override(session, one.id, score=9, reason="", by_id=None, counts=Counts.BEST, now=NOW)
    await by_hand.lift(session, one.id, counts=Counts.BEST, job="grade", now=NOW)


@pytest.mark.parametrize(
    ("state", "score", "left"),
    [("graded", 4, (SubmissionState.GRADED, 4)), ("ungraded", 0, (SubmissionState.UNGRADED, None))],
)
async def test_a_lifted_mark_leaves_what_was_found(
    database: Database, state: str, score: float, left: tuple[SubmissionState, float | None]
) -> None:
    """What our side could not grade is ungraded again: called graded, nobody would look at it."""
    async with database.write() as session:
        scene = await set_up(session)
        _, (one,) = await send(session, scene, 1)
        await reports.store(session, new(one.id, score, state=state), counts=Counts.BEST, now=NOW)
        await lifted(session, one)
    async with database.read() as session:
        now = await submissions.get(session, one.id)
        held = await reports.current(session, one.id)
        (standing,) = await standings.of_course(session, scene.course.id)
    assert now is not None
    assert held is not None
    assert ((now.state, now.score), held.state, standing.score) == (left, state, left[1])


@pytest.mark.parametrize("found", [True, False])
async def test_a_lifted_mark_brings_nothing_back_that_was_withdrawn(database: Database, *, found: bool) -> None:
    """It makes no mark any more, whichever report holds, and if none does."""
    async with database.write() as session:
        scene = await set_up(session)
        _, (one,) = await send(session, scene, 1)
        if found:
            await reports.store(session, new(one.id, 4), counts=Counts.BEST, now=NOW)
        await by_hand.override(session, one.id, score=9, reason="", by_id=None, counts=Counts.BEST, now=NOW)
        await by_hand.withdraw(session, one.id, counts=Counts.BEST, now=NOW)
        await by_hand.lift(session, one.id, counts=Counts.BEST, job="grade", now=NOW)
    async with database.read() as session:
        now = await submissions.get(session, one.id)
        (standing,) = await standings.of_course(session, scene.course.id)
    assert now is not None
    assert (now.state, standing.score) == (SubmissionState.WITHDRAWN, None)


async def test_there_is_no_mark_to_lift_but_one_by_hand(database: Database) -> None:
    """A run's stays."""
    async with database.write() as session:
        _, (one,) = await send(session, await set_up(session), 1)
        await reports.store(session, new(one.id, 4), counts=Counts.BEST, now=NOW)
        with pytest.raises(LookupError, match="no mark by hand holds"):
            await by_hand.lift(session, one.id, counts=Counts.BEST, job="grade", now=NOW)
