"""A regrade published, discarded and taken back: what was shown is what is done, and what was before comes again."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta

import pytest

from app.store import by_hand, previews, publishing, regrades, reports, standings, submissions, taking_back, uploads
from app.store.engine import Database
from app.store.kinds import Counts, ItemState, RegradeState, SubmissionState
from app.store.previews import Kind, Row
from app.store.publishing import HELD, SUPERSEDED
from app.store.regrades import OneAtATime, Wanted
from app.store.replacing import NotThatFar
from app.store.session import Session
from app.store.taking_back import NewerFirst
from tests.app.store.classroom import (
    Class,
    document,
    fill,
    found,
    items,
    judge,
    judge_at_once,
    marks,
    new,
    override,
    published,
)
from tests.app.store.scene import NOW

pytestmark = pytest.mark.anyio
STUDENTS = 1000
LATER = NOW + timedelta(hours=1)


async def all_rows(session: Session, regrade_id: str, counts: Counts) -> list[Row]:
    """Every page of a preview."""
    rows: list[Row] = []
    regrade = await found(session, regrade_id)
    while page := await previews.page(
        session, regrade, counts, after=rows[-1].submission_id if rows else "", limit=300
    ):
        rows += page
    return rows


async def a_large_class(session: Session, chance: random.Random, counts: Counts) -> tuple[Class, str]:
    """A thousand students of every kind, judged anew; then, before anything is published, more happens."""
    scores = {
        f"s{n}": [None if chance.random() < 0.1 else chance.randint(0, 10) for _ in range(chance.randint(1, 2))]
        for n in range(STUDENTS)
    }
    room = await fill(session, scores, counts)
    everybody = list(room.submissions.values())
    for theirs in chance.sample(everybody, 40):
        await override(session, theirs[0], 9.5, counts)
    regrade_id = await judge_at_once(
        session, room, {one: None if chance.random() < 0.05 else chance.randint(0, 10) for one in room.all}
    )
    for theirs in chance.sample(everybody, 40):
        await override(session, theirs[-1], 1.5, counts)
    for theirs in chance.sample(everybody, 20):
        await by_hand.withdraw(session, theirs[0], counts=counts, now=NOW)
    return room, regrade_id


@pytest.mark.parametrize("counts", list(Counts))
async def test_the_preview_is_what_publishing_does_to_a_thousand_students(database: Database, counts: Counts) -> None:
    """Each submission and each mark moves as was shown, and no other; taken back, all is as it was, to the byte."""
    async with database.write() as session:
        room, regrade_id = await a_large_class(session, random.Random(5), counts)  # noqa: S311 - the same at each run
    async with database.read() as session:
        rows = await all_rows(session, regrade_id, counts)
        totals = await previews.totals(session, await found(session, regrade_id), counts)
        before = await marks(session, room)
    async with database.write() as session:
        changed = await published(session, regrade_id, counts)
        moved = {one.person_id for one in changed.moved}
    async with database.read() as session:
        after = await marks(session, room)
        told = await all_rows(session, regrade_id, counts)
    assert len(rows) == sum(totals.submissions.values()) == len(room.all)
    assert min(totals.submissions.get(kind, 0) for kind in Kind if kind is not Kind.WAITING) > 3
    now = {row.id: row for row in after["submissions"]}
    then = {row.id: row for row in before["submissions"]}
    for row in rows:
        if row.kind in {Kind.UP, Kind.DOWN, Kind.SAME}:
            assert (now[row.submission_id].score, now[row.submission_id].max) == (row.after.score, row.after.max)
            assert row.kind is previews.kind_of(row.before, row.after)
            assert now[row.submission_id].state is SubmissionState.GRADED
        else:
            assert now[row.submission_id] == then[row.submission_id]
    assert [(row.submission_id, row.kind) for row in told] == [(row.submission_id, row.kind) for row in rows]
    held = {row.person_id: (row.score, row.max) for row in after["standings"]}
    was = {row.person_id: (row.score, row.max) for row in before["standings"]}
    cells = {row.person_id: row.cell for row in rows}
    for person_id, cell in cells.items():
        assert cell is not None
        assert (cell.before.score, cell.before.max) == was[person_id]
        assert (cell.after.score, cell.after.max) == held[person_id]
    assert moved >= {person_id for person_id, cell in cells.items() if cell and cell.kind is not Kind.SAME}
    kinds = [cell.kind for cell in cells.values() if cell]
    assert dict(totals.marks) == {kind: kinds.count(kind) for kind in set(kinds)}
    async with database.write() as session:
        back = await taking_back.roll_back(session, regrade_id, counts, LATER)
    async with database.read() as session:
        assert await marks(session, room) == before
    assert (back.reports, back.left) == (changed.reports, 0)


async def test_what_holds_after_publishing_is_what_counting_again_finds(database: Database) -> None:
    """The quick way over all students comes to the same as the slow one over each."""
    async with database.write() as session:
        room, regrade_id = await a_large_class(session, random.Random(6), Counts.BEST)  # noqa: S311
        await published(session, regrade_id, Counts.BEST)
        quick = await marks(session, room)
        for theirs in room.submissions.values():
            one = await submissions.get(session, theirs[0])
            assert one is not None
            await standings.recount(session, one, Counts.BEST)
        assert await marks(session, room) == quick


async def test_a_mark_by_hand_wins(database: Database) -> None:
    """Given before or after it was judged; lifted, what was published holds; taken back after that, what was before."""
    async with database.write() as session:
        room = await fill(session, {"a": [4], "b": [4], "c": [4]}, Counts.BEST)
        (a,), (b,), (c,) = room.submissions.values()
        await override(session, a, 9, Counts.BEST)
        regrade_id = await judge(session, room, {a: 6, b: 6, c: 6})
        await override(session, b, 8, Counts.BEST)
        changed = await published(session, regrade_id, Counts.BEST)
        assert (changed.reports, changed.left) == (1, 2)
        assert [(await items(session, regrade_id))[one].error for one in (a, b, c)] == [HELD, HELD, ""]

    async def scores(session: Session) -> list[float | None]:
        return [row.score for row in (await marks(session, room))["standings"]]

    async with database.write() as session:
        assert sorted(await scores(session)) == [6, 8, 9]  # type: ignore[type-var]
        await by_hand.lift(session, a, counts=Counts.BEST, job="grade", now=NOW)
        assert sorted(await scores(session)) == [6, 6, 8]  # type: ignore[type-var]
        back = await taking_back.roll_back(session, regrade_id, Counts.BEST, NOW)
        assert (back.reports, back.left, sorted(one.id for one in back.moved)) == (2, 0, sorted([a, c]))
        assert sorted(await scores(session)) == [4, 4, 8]  # type: ignore[type-var]


async def test_something_newer_stays_when_a_regrade_is_taken_back(database: Database) -> None:
    """A mark given by hand after it; it is told how many were left."""
    async with database.write() as session:
        room = await fill(session, {"a": [4], "b": [4]}, Counts.BEST)
        (a,), (b,) = room.submissions.values()
        regrade_id = await judge(session, room, {a: 6, b: 6})
        await published(session, regrade_id, Counts.BEST)
        await override(session, a, 9, Counts.BEST)
        back = await taking_back.roll_back(session, regrade_id, Counts.BEST, NOW)
        assert (back.reports, back.left) == (1, 1)
        states = await items(session, regrade_id)
        assert (states[a].state, states[b].state) == (ItemState.PUBLISHED, ItemState.RESTORED)
        await by_hand.lift(session, a, counts=Counts.BEST, job="grade", now=NOW)
        assert [row.score for row in (await marks(session, room))["standings"]] == [4, 4]


async def test_an_attempt_that_comes_meanwhile_keeps_its_mark(database: Database) -> None:
    """Where the last counts it counts; where the best does, the better of the two."""
    for counts, score in ((Counts.LAST, 5), (Counts.BEST, 7)):
        async with database.write() as session:
            room = await fill(session, {"a": [2]}, counts, name=counts.value)
            (first,) = room.all
            regrade_id = await judge(session, room, {first: 7})
            one = await submissions.get(session, first)
            upload = await uploads.get(session, one.upload_id) if one else None
            assert upload is not None
            later = await submissions.add(session, upload, question=1, code="", now=LATER)
            await reports.store(session, new(later.id, 5), counts=counts, now=LATER)
            (row,) = await all_rows(session, regrade_id, counts)
            assert row.cell is not None
            await published(session, regrade_id, counts)
            (standing,) = await standings.of_course(session, room.course_id)
            await session.refresh(standing)
            assert standing.score == row.cell.after.score == score


async def test_what_was_never_graded_is_graded_by_a_regrade_and_ungraded_again(database: Database) -> None:
    """Taken back it has no mark, as before."""
    async with database.write() as session:
        room = await fill(session, {"a": [None]}, Counts.BEST)
        before = await marks(session, room)
        regrade_id = await judge(session, room, {room.all[0]: 6})
        (row,) = await all_rows(session, regrade_id, Counts.BEST)
        assert (row.kind, row.before.score, row.after.score) == (Kind.UP, None, 6)
        await published(session, regrade_id, Counts.BEST)
        (standing,) = (await marks(session, room))["standings"]
        assert standing.score == 6
        back = await taking_back.roll_back(session, regrade_id, Counts.BEST, NOW)
        assert [one.id for one in back.moved] == room.all
        assert await marks(session, room) == before


async def test_each_step_is_taken_once_and_in_order(database: Database) -> None:
    """Published, discarded or taken back twice is refused, with the reason; so is what comes too early."""
    async with database.write() as session:
        room = await fill(session, {"a": [4]}, Counts.BEST)
        judging = (await regrades.ask(session, room.course_id, Wanted(), by_id=None, now=NOW)).id
        for step, why in (
            (publishing.publish(session, judging, Counts.BEST, NOW), "still being judged"),
            (taking_back.roll_back(session, judging, Counts.BEST, NOW), "still being judged"),
        ):
            with pytest.raises(NotThatFar, match=why):
                await step
        await publishing.discard(session, judging, NOW)
        assert await regrades.note(session, judging, "x", [], NOW) is None
        ready = await judge(session, room, {room.all[0]: 6})
        for regrade_id, why in ((judging, "was discarded"), (ready, "not published")):
            with pytest.raises(NotThatFar, match=why):
                await taking_back.roll_back(session, regrade_id, Counts.BEST, NOW)
        with pytest.raises(NotThatFar, match="was discarded"):
            await published(session, judging, Counts.BEST)
        await published(session, ready, Counts.BEST)
        for step_again in (published(session, ready, Counts.BEST), publishing.discard(session, ready, NOW)):
            with pytest.raises(NotThatFar, match="published already"):
                await step_again
        await taking_back.roll_back(session, ready, Counts.BEST, NOW)
        with pytest.raises(NotThatFar, match="taken back already"):
            await taking_back.roll_back(session, ready, Counts.BEST, NOW)


async def test_one_is_open_at_a_time_and_the_last_is_taken_back_first(database: Database) -> None:
    """So that no preview is made wrong by another, and each goes back to what was before it."""
    async with database.write() as session:
        room = await fill(session, {"a": [4]}, Counts.BEST)
        before = await marks(session, room)
        first = await judge(session, room, {room.all[0]: 6})
    with pytest.raises(OneAtATime):
        async with database.write() as session:
            await regrades.ask(session, room.course_id, Wanted(), by_id=None, now=NOW)
    async with database.write() as session:
        await published(session, first, Counts.BEST)
        between = await marks(session, room)
        second = await judge(session, room, {room.all[0]: 8}, now=LATER)
        await published(session, second, Counts.BEST)
        with pytest.raises(NewerFirst):
            await taking_back.roll_back(session, first, Counts.BEST, LATER)
        await taking_back.roll_back(session, second, Counts.BEST, LATER)
        assert await marks(session, room) == between
        await taking_back.roll_back(session, first, Counts.BEST, LATER)
        assert await marks(session, room) == before


async def test_of_two_that_ask_at_once_one_is_told_of_the_other(database: Database) -> None:
    """Whichever is first; there are never two open."""
    async with database.write() as session:
        room = await fill(session, {"a": [4]}, Counts.BEST)

    async def ask() -> None:
        async with database.write() as session:
            await regrades.ask(session, room.course_id, Wanted(), by_id=None, now=NOW)

    ended = await asyncio.gather(ask(), ask(), ask(), return_exceptions=True)
    assert [type(one) for one in ended if one is not None] == [OneAtATime, OneAtATime]
    async with database.read() as session:
        assert len(await regrades.page(session, room.course_id)) == 1


async def test_a_submission_that_is_withdrawn_meanwhile_takes_no_mark(database: Database) -> None:
    """It is told as superseded, and stays withdrawn."""
    async with database.write() as session:
        room = await fill(session, {"a": [4]}, Counts.BEST)
        (one,) = room.all
        regrade_id = await judge(session, room, {one: 6})
        await by_hand.withdraw(session, one, counts=Counts.BEST, now=NOW)
        (row,) = await all_rows(session, regrade_id, Counts.BEST)
        assert row.kind is Kind.SUPERSEDED
        changed = await published(session, regrade_id, Counts.BEST)
        assert (changed.reports, changed.left) == (0, 1)
        assert (await items(session, regrade_id))[one].error == SUPERSEDED
        left = await submissions.get(session, one)
        assert left is not None
        assert left.state is SubmissionState.WITHDRAWN
        assert (await found(session, regrade_id)).state is RegradeState.PUBLISHED
        assert document(1.0)["score"] == 1.0
