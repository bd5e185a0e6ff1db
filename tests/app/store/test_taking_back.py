"""A regrade taken back where marks were given by hand and lifted: what held without it holds, and is told."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from app.store import by_hand, regrades, reports, submissions, taking_back, told
from app.store.engine import Database
from app.store.kinds import Counts, ItemState, SubmissionState
from app.store.regrades import Judged, Wanted
from app.store.session import Session
from app.store.taking_back import NewerFirst
from tests.app.store.classroom import Class, fill, items, judge, marks, new, override, published
from tests.app.store.scene import NOW, send, set_up
from tests.app.waiting import until_it_waits

pytestmark = pytest.mark.anyio
BEST = Counts.BEST


async def overridden(session: Session) -> tuple[Class, str, str]:
    """Published while a mark by hand held for one; that is lifted then, so that what was published holds."""
    room = await fill(session, {"a": [4], "b": [4]}, BEST)
    one = room.submissions["a"][0]
    regrade_id = await judge(session, room, dict.fromkeys(room.all, 6.0))
    await override(session, one, 9, BEST)
    await published(session, regrade_id, BEST)
    await by_hand.lift(session, one, counts=BEST, job="grade", now=NOW)
    return room, one, regrade_id


async def test_a_mark_that_held_after_a_lift_is_among_those_that_moved(database: Database) -> None:
    """At once, and for those who are told in portions."""
    async with database.write() as session:
        room, one, regrade_id = await overridden(session)
        back = await taking_back.roll_back(session, regrade_id, BEST, NOW)
        assert (back.reports, back.left) == (2, 0)
        assert sorted(moved.id for moved in back.moved) == sorted(room.all)
        listed = await told.moved_after(session, regrade_id, "", limit=9)
        assert [moved.id for moved in listed] == sorted(room.all)
        assert (await items(session, regrade_id))[one].state is ItemState.RESTORED


async def test_a_mark_by_hand_like_the_published_one_hides_no_move(database: Database) -> None:
    """It held when all was judged; that it was as many points says nothing of what holds now."""
    async with database.write() as session:
        room = await fill(session, {"a": [4]}, BEST)
        await override(session, room.all[0], 6, BEST)
        regrade_id = await judge(session, room, {room.all[0]: 6})
        await published(session, regrade_id, BEST)
        await by_hand.lift(session, room.all[0], counts=BEST, job="grade", now=NOW)
        back = await taking_back.roll_back(session, regrade_id, BEST, NOW)
        assert [moved.score for moved in back.moved] == [4]
        assert [moved.id for moved in await told.moved_after(session, regrade_id, "", limit=9)] == room.all


@pytest.mark.parametrize("judged", [False, True])
async def test_what_no_run_had_judged_has_no_mark_again(database: Database, *, judged: bool) -> None:
    """Its run was set aside, or could say nothing; a mark by hand came first, and was lifted."""
    async with database.write() as session:
        scene = await set_up(session)
        _, (one,) = await send(session, scene, 1)
        room = Class(course_id=scene.course.id, submissions={"ada": [one.id]})
        if judged:
            await reports.store(session, new(one.id, 0, state="ungraded"), counts=BEST, now=NOW)
        else:
            await submissions.move(session, room.all, SubmissionState.UNGRADED, NOW)
        await override(session, one.id, 9, BEST)
        regrade_id = await judge(session, room, {one.id: 6})
        await published(session, regrade_id, BEST)
        await by_hand.lift(session, one.id, counts=BEST, job="grade", now=NOW)
        assert [row.score for row in (await marks(session, room))["standings"]] == [6]
        back = await taking_back.roll_back(session, regrade_id, BEST, NOW)
        assert [(moved.id, moved.state, moved.score) for moved in back.moved] == [
            (one.id, SubmissionState.UNGRADED, None)
        ]
        left = await marks(session, room)
        assert len(left["current"]) == judged
        assert [row.score for row in left["standings"]] == [None]


async def test_the_later_regrade_is_known_after_the_clock_was_set_back(database: Database) -> None:
    """By what it found of the same submissions, and not by its id, which sorts by time."""
    async with database.write() as session:
        room = await fill(session, {"a": [4]}, BEST)
        first = await judge(session, room, {room.all[0]: 6})
        await published(session, first, BEST)
        second = await judge(session, room, {room.all[0]: 8}, now=NOW - timedelta(hours=1))
        await published(session, second, BEST)
        assert second < first
        with pytest.raises(NewerFirst):
            await taking_back.roll_back(session, first, BEST, NOW)
        await taking_back.roll_back(session, second, BEST, NOW)
        await taking_back.roll_back(session, first, BEST, NOW)
        assert [row.score for row in (await marks(session, room))["standings"]] == [4]


async def test_regrades_of_other_submissions_are_taken_back_in_any_order(database: Database) -> None:
    """Neither touches a mark of the other."""
    async with database.write() as session:
        room = await fill(session, {"a": [4], "b": [4]}, BEST)
        people = {one.id: one.person_id for one in await submissions.page(session)}
        done = []
        for one in room.all:
            wanted = Wanted(students=[people[one]])
            regrade = await regrades.ask(session, room.course_id, wanted, by_id=None, now=NOW)
            upload_id = await regrades.next_upload(session, regrade.id)
            assert upload_id is not None
            await regrades.note(session, regrade.id, upload_id, [Judged(submission_id=one, report=new(one, 6))], NOW)
            await published(session, regrade.id, BEST)
            done.append(regrade.id)
        for regrade_id in done:
            assert (await taking_back.roll_back(session, regrade_id, BEST, NOW)).reports == 1
        assert [row.score for row in (await marks(session, room))["standings"]] == [4, 4]


@pytest.mark.parametrize("how", ["published", "lifted"])
async def test_what_was_withdrawn_stays_so(database: Database, how: str) -> None:
    """It makes no mark any more, whichever of its reports holds; also where a mark by hand was lifted before."""
    async with database.write() as session:
        if how == "lifted":
            room, one, regrade_id = await overridden(session)
        else:
            room = await fill(session, {"a": [4], "b": [4]}, BEST)
            one = room.submissions["a"][0]
            regrade_id = await judge(session, room, dict.fromkeys(room.all, 6.0))
            await published(session, regrade_id, BEST)
        assert await by_hand.withdraw(session, one, counts=BEST, now=NOW)
        back = await taking_back.roll_back(session, regrade_id, BEST, NOW)
        assert [moved.id for moved in back.moved] == room.submissions["b"]
        gone = await submissions.get(session, one)
        assert gone is not None
        await session.refresh(gone)
        assert gone.state is SubmissionState.WITHDRAWN
        assert sorted(row.score or 0 for row in (await marks(session, room))["standings"]) == [0, 4]


@pytest.mark.parametrize("step", ["override", "lift"])
async def test_who_marks_by_hand_in_the_same_moment_is_waited_for(database: Database, step: str) -> None:
    """A mark by hand that was there first stays; one that was lifted first is followed by what was before."""
    async with database.write() as session:
        _, one, regrade_id = await overridden(session)
        if step == "lift":
            await override(session, one, 8, BEST)

    async def take_back() -> int:
        async with database.write() as session:
            return (await taking_back.roll_back(session, regrade_id, BEST, NOW)).left

    async with database.write() as session:
        if step == "lift":
            await by_hand.lift(session, one, counts=BEST, job="grade", now=NOW)
        else:
            await override(session, one, 8, BEST)
        taking = asyncio.create_task(take_back())
        await until_it_waits(database, taking)
    await taking
    async with database.read() as session:
        held = await reports.current(session, one)
        now = await submissions.get(session, one)
    assert held is not None
    assert now is not None
    assert held.score == now.score == (4 if step == "lift" else 8)
