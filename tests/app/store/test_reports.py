"""Reports: one holds, none is lost, and no attempt has two marks."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.store import reports, standings, submissions
from app.store.engine import Database, connect
from app.store.kinds import Counts, SubmissionState
from app.store.reports import NewReport
from tests.app.store.scene import NOW, send, set_up
from tests.databases import Template

pytestmark = pytest.mark.anyio
#: a score, and which of six submissions has it
MARKS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=1, max_size=6, unique_by=lambda m: m[1])


def found(submission_id: str, score: float, **changes: Any) -> NewReport:
    """A report out of 10."""
    values = {"state": "graded", "score": score, "max": 10, "document": {"score": score}, **changes}
    return NewReport(submission_id=submission_id, **values)


async def test_a_run_that_was_made_twice_is_stored_once(database: Database) -> None:
    """The second report of a run is refused, whatever it says: never two marks, never two attempts counted."""
    async with database.write() as session:
        scene = await set_up(session)
        _, (one,) = await send(session, scene, 1)
    stored = []
    for score in (7, 3):
        async with database.write() as session:
            stored.append(await reports.store(session, found(one.id, score), counts=Counts.BEST, now=NOW))
    assert stored == [True, False]
    async with database.read() as session:
        assert [report.score for report in await reports.history(session, one.id)] == [7]
        now = await submissions.get(session, one.id)
        (standing,) = await standings.of_course(session, scene.course.id)
    assert now is not None
    assert (now.state, now.score, now.max, now.attempt, now.settled_at) == (SubmissionState.GRADED, 7, 10, 1, NOW)
    assert (standing.attempts, standing.score, standing.submission_id) == (1, 7, one.id)


@pytest.mark.parametrize(("counts", "score"), [(Counts.BEST, 8), (Counts.LAST, 5)])
async def test_the_attempt_that_counts_makes_the_mark(database: Database, counts: Counts, score: float) -> None:
    """The best or the last, as the course has it; in whatever order they were graded."""
    async with database.write() as session:
        scene = await set_up(session)
        sent = [(await send(session, scene, 1))[1][0] for _ in range(3)]
        sent.sort(key=lambda one: one.id)
        for one, mark in reversed(list(zip(sent, (2, 8, 5), strict=True))):
            await reports.store(session, found(one.id, mark), counts=counts, now=NOW)
    async with database.read() as session:
        (standing,) = await standings.of_course(session, scene.course.id, person_id=scene.student.id)
    assert (standing.score, standing.attempts) == (score, 3)


async def test_our_own_failure_is_no_mark_and_costs_no_attempt(database: Database) -> None:
    """Ungraded: a person has to look; never a zero. A syntax error is a mark, and costs none either."""
    async with database.write() as session:
        scene = await set_up(session)
        _, (ours, theirs) = await send(session, scene, 1, 2)
        await reports.store(session, found(ours.id, 0, state="ungraded"), counts=Counts.BEST, now=NOW)
        await reports.store(session, found(theirs.id, 0, counted=False), counts=Counts.BEST, now=NOW)
    async with database.read() as session:
        first = await submissions.get(session, ours.id)
        second = await submissions.get(session, theirs.id)
        standing = await standings.of_course(session, scene.course.id)
    assert first is not None
    assert second is not None
    assert (first.state, first.score, first.attempt) == (SubmissionState.UNGRADED, None, None)
    assert (second.state, second.score, second.attempt) == (SubmissionState.GRADED, 0, None)
    assert [(one.score, one.attempts) for one in standing] == [(None, 0), (0, 0)]


async def test_what_was_ungraded_may_be_graded_later(database: Database) -> None:
    """When we have mended ourselves: the mark takes the place of none. The other way round nothing is taken away."""
    async with database.write() as session:
        scene = await set_up(session)
        _, (one,) = await send(session, scene, 1)
        stored = [
            await reports.store(session, found(one.id, score, state=state), counts=Counts.BEST, now=NOW)
            for state, score in (("ungraded", 0), ("ungraded", 0), ("graded", 6), ("ungraded", 0), ("graded", 9))
        ]
    assert stored == [True, False, True, False, False]
    async with database.read() as session:
        history = [(r.number, r.state, r.current) for r in await reports.history(session, one.id)]
        (standing,) = await standings.of_course(session, scene.course.id)
    assert history == [(1, "ungraded", False), (2, "graded", True)]
    assert (standing.score, standing.attempts) == (6, 1)


@pytest.mark.parametrize("counts", list(Counts))
@settings(max_examples=25, deadline=None)  # each has a database of its own
@given(marks=MARKS)
def test_the_short_way_to_a_standing_comes_to_the_same_as_counting_again(
    tmp_path_factory: pytest.TempPathFactory,
    sqlite_template: Template,
    counts: Counts,
    marks: list[tuple[int, int]],
) -> None:
    """Whatever the marks, and in whatever order they come."""

    async def both(url: str) -> list[tuple[Any, ...]]:
        database = connect(url)
        async with database.write() as session:
            scene = await set_up(session)
            sent = sorted([(await send(session, scene, 1))[1][0] for _ in range(6)], key=lambda one: one.id)
            seen = []
            for score, which in marks:
                await reports.store(session, found(sent[which].id, score), counts=counts, now=NOW)
            for _ in range(2):
                (standing,) = await standings.of_course(session, scene.course.id)
                await session.refresh(standing)
                seen.append((standing.submission_id, standing.score, standing.max, standing.attempts))
                await standings.recount(session, sent[0], counts)
        await database.close()
        return seen

    with sqlite_template.copy(tmp_path_factory.mktemp("standing")) as url:
        short, again = asyncio.run(both(url))
    assert short == again


async def test_a_sequence_grows_and_none_is_given_twice(database: Database) -> None:
    """Each student and question has its own, and an attempt does not move it."""
    async with database.write() as session:
        _, (one, other) = await send(session, await set_up(session), 1, 2)
        given = [await standings.next_sequence(session, one) for _ in range(3)]
        await standings.count_attempt(session, one)
        given.append(await standings.next_sequence(session, one))
        assert (given, await standings.next_sequence(session, other)) == ([1, 2, 3, 4], 1)
