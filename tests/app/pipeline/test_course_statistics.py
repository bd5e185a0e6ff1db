"""Statistics of a course and of a question, from what is stored; on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from scipy.stats import pearsonr  # type: ignore[import-untyped]
from sqlalchemy import update

from app.pipeline import course_statistics
from app.pipeline import gradebook as matrix
from app.pipeline.course_statistics import Of, Way
from app.pipeline.gradebook import Standing
from app.pipeline.late import Policy
from app.pipeline.statistics.items import Missing
from app.store import (
    by_hand,
    courses,
    filling,
    gradebook,
    gradebook_attention,
    jobs,
    people,
    reports,
    submissions,
    uploads,
)
from app.store import gradebook_statistics as store
from app.store.engine import Database
from app.store.filling import Filled
from app.store.kinds import Counts, JobState, Role, SubmissionState, UploadKind
from app.store.session import Session
from app.store.tables import Course, Job, Question, Submission
from tests.app.store.scene import NOW, send, set_up

pytestmark = pytest.mark.anyio
START = NOW - timedelta(days=7)
STUDENTS = 24


@dataclass(frozen=True, kw_only=True)
class Filling:
    """A course with students in it."""

    course: Course
    students: list[str]


def question(number: int) -> Question:
    """For three points."""
    return Question(
        pack="core",
        number=number,
        version="1",
        title=f"Question {number}",
        task="",
        starter="",
        max=3.0,
        checks={"checks": [{"name": "largest", "sentence": "The largest is found.", "max": 3.0}]},
        loaded_at=NOW,
    )


def tried(student: int, question_: int, number: int, score: float, *, hours: float = 0.0) -> Filled:
    """One attempt; with less than all points the check fails."""
    failed: dict[str, Any] = {"name": "largest", "outcome": "failed", "message_id": "swapped", "message": "Swapped."}
    check = {"name": "largest", "outcome": "passed"} if score == 3 else failed
    return Filled(
        student=student,
        question=question_,
        number=number,
        at=START + timedelta(hours=hours, seconds=student),
        score=score,
        max=3.0,
        code="",
        document={"state": "graded", "score": score, "max": 3.0, "checks": [check], "run": {"error": None}},
    )


async def filled(
    session: Session, attempts: Sequence[Filled], *, students: int = STUDENTS, opens_at: datetime | None = None
) -> Filling:
    """A course of two questions."""
    course = await courses.add(session, name="stats", title="Stats", pack="core", now=START)
    await courses.write_questions(session, "core", [question(1), question(2)])
    await courses.change_settings(session, course.id, opens_at=opens_at)
    ids = await filling.enrol(session, course, [f"Student {n:02}" for n in range(students)], START)
    await filling.fill(session, course, ids, attempts)
    return Filling(course=course, students=ids)


async def test_first_attempts_and_marks_that_count_are_two_tables(database: Database) -> None:
    """At first a third of the points, in the end all: difficulty and passes follow what is asked for."""
    attempts = [tried(n, 1, 1, 1.0) for n in range(STUDENTS)]
    attempts += [tried(n, 1, 2, 3.0, hours=1) for n in range(STUDENTS)]
    async with database.write() as session:
        course = (await filled(session, attempts)).course
    async with database.read() as session:
        first = await course_statistics.of_course(session, course, Way(of=Of.FIRST))
        counted = await course_statistics.of_course(session, course, Way(of=Of.COUNTED))
    assert [(one.students, one.difficulty.value, one.passed.value) for one in first.items] == [
        (24, 0.3333, 0.0), (0, None, None),
    ]  # fmt: skip
    assert (counted.items[0].difficulty.value, counted.items[0].passed.value) == (1.0, 1.0)
    assert (first.students, first.active, first.histogram) == (24, 24, [0, 24, *[0] * 8])
    assert first.reliability.alpha.why_not == "It takes two questions."


async def test_discrimination_of_what_is_stored_is_that_of_scipy(database: Database) -> None:
    """The same figure on the page of the course and on that of the question."""
    own = [float(n % 4) for n in range(STUDENTS)]
    other = [float((n * 7) % 4) for n in range(STUDENTS - 2)]  # two have not attempted it
    attempts = [tried(n, 1, 1, score) for n, score in enumerate(own)]
    attempts += [tried(n, 2, 1, score) for n, score in enumerate(other)]
    async with database.write() as session:
        course = (await filled(session, attempts)).course
    expected = {
        Missing.ZERO: pearsonr([*other, 0.0, 0.0], own).statistic,
        Missing.SKIP: pearsonr(other, own[:-2]).statistic,
    }
    async with database.read() as session:
        for missing, r in expected.items():
            whole = await course_statistics.of_course(session, course, Way(missing=missing))
            alone = await course_statistics.of_question(session, course, question(2), Way(missing=missing), NOW)
            assert whole.items[1].discrimination == alone.discrimination
            assert alone.discrimination.value == pytest.approx(r, abs=1e-4)
            assert alone.discrimination.n == (24 if missing is Missing.ZERO else 22)


async def test_a_question_tells_attempts_checks_and_time(database: Database) -> None:
    """Half pass at once, a quarter after two hours, a quarter never; the first of them has not begun at all."""
    attempts = [tried(n, 1, 1, 3.0 if n < 12 else 1.0) for n in range(1, STUDENTS)]
    attempts += [tried(n, 1, 2, 3.0, hours=2) for n in range(12, 18)]
    async with database.write() as session:
        course = (await filled(session, attempts, opens_at=START - timedelta(hours=1))).course
    async with database.read() as session:
        found = await course_statistics.of_question(session, course, question(1), Way(), NOW)
    assert (found.students, found.active, found.submissions) == (24, 23, 29)
    assert (found.attempts.to_pass[1], found.attempts.to_pass[2], found.attempts.not_yet) == (11, 6, 6)
    assert found.attempts.first_try.value == pytest.approx(11 / 23, abs=1e-4)
    assert (found.since_first.median.value, found.since_first.students) == (7200.0, 23)
    assert found.since_opening
    assert (found.since_opening.students, found.since_opening.passed) == (24, 17)
    assert found.since_opening.median.value == 3 * 3600 + 12
    (check,) = found.checks
    assert check.first == {"passed": 11, "failed": 12}
    assert check.ever_rate.value == pytest.approx(17 / 23, abs=1e-4)
    assert found.histogram == [0, 0, 0, 6, 0, 0, 0, 0, 0, 17]


async def test_of_a_small_class_no_figure_is_shown(database: Database) -> None:
    """Nineteen: counts only, and why."""
    async with database.write() as session:
        course = (await filled(session, [tried(n, 1, 1, float(n % 4)) for n in range(19)], students=19)).course
    async with database.read() as session:
        found = await course_statistics.of_question(session, course, question(1), Way(), NOW)
    for figure in (found.difficulty, found.discrimination, found.attempts.first_try, found.since_first.median):
        assert figure.value is None
        assert "below 20" in figure.why_not
    assert found.since_first.steps == ()
    assert sum(found.histogram) == 19


async def test_who_is_no_student_any_more_is_left_out(database: Database) -> None:
    """One became an instructor, one was never on the roster; neither breaks the matrix."""
    async with database.write() as session:
        made = await filled(session, [tried(n, 1, 1, 3.0) for n in range(STUDENTS)])
        await people.join(session, course_id=made.course.id, person_id=made.students[0], role=Role.INSTRUCTOR, now=NOW)
        stranger = await people.add(session, name="Stranger", now=NOW)
        await filling.fill(session, made.course, [stranger.id], [tried(0, 1, 1, 0.0)])
    async with database.read() as session:
        found = await course_statistics.of_course(session, made.course, Way())
        active, clusters = await course_statistics.failures(session, made.course, 1)
        listed = [one.id for one in await gradebook.students(session, made.course.id)]
    assert (found.students, found.active, found.items[0].passed.value) == (23, 23, 1.0)
    assert (active, clusters) == (23, [])
    assert listed == made.students[1:]


async def test_withdrawn_and_ungraded_ones_count_for_nothing(database: Database) -> None:
    """A withdrawn failure is in no cluster and no figure."""
    async with database.write() as session:
        scene = await set_up(session)
        for _ in range(2):
            _, (one,) = await send(session, scene, 1)
            new = reports.NewReport(
                submission_id=one.id, state="graded", score=0, max=3, document=tried(0, 1, 1, 0.0).document
            )
            await reports.store(session, new, counts=Counts.BEST, now=NOW)
        await by_hand.withdraw(session, one.id, counts=Counts.BEST, now=NOW)
        _, (other,) = await send(session, scene, 1)
        await submissions.move(session, [other.id], SubmissionState.UNGRADED, NOW)
    async with database.read() as session:
        _, (cluster,) = await course_statistics.failures(session, scene.course, 1)
        assert list(await store.documents(session, [cluster.example])) == [cluster.example]
    assert (cluster.submissions, cluster.example == one.id) == (1, False)


async def test_a_page_of_the_matrix(database: Database) -> None:
    """By name, from the student after the last; marks by hand and what waits are told."""
    async with database.write() as session:
        made = await filled(session, [tried(n, 1, 1, 2.0, hours=n) for n in range(3)], students=4)
        marked = (await store_graded(session, made.course, 1))[0]
        await by_hand.override(
            session, marked, score=2.5, reason="", by_id=None, counts=Counts.BEST, now=NOW, max_score=3
        )
        await hand_in(session, made, made.students[3], SubmissionState.UNGRADED)
        await hand_in(session, made, made.students[2], SubmissionState.QUEUED)
        await people.forget_name(session, made.students[1], NOW)
    policy = Policy(ends_at=START + timedelta(minutes=1), percent_per_day=1.0)
    async with database.read() as session:
        students = await gradebook.students(session, made.course.id, limit=3)
        rest = await gradebook.students(session, made.course.id, after=students[-1].id)
        rows = await matrix.rows(session, made.course, [question(1), question(2)], [*students, *rest], policy)
        searched = await gradebook.students(session, made.course.id, search="DENT 03")
        by_id = await gradebook.students(session, made.course.id, search="lms-3")
        assert await gradebook.students(session, made.course.id, search="%") == []
    assert [row.student.id for row in rows] == [made.students[n] for n in (1, 0, 2, 3)]
    assert [one.id for one in searched] == [one.id for one in by_id] == [made.students[3]]
    erased, ada, ben, cy = rows
    assert (erased.student.name, erased.student.erased, erased.score) == ("", True, 2.0)
    assert [(row.cells[0].manual, row.cells[0].late) for row in (ada, ben)] == [(True, False), (False, True)]
    assert (ada.score, ben.cells[0].also) == (2.5, (Standing.UNDER_WAY,))
    assert [one.standing for one in cy.cells] == [Standing.UNGRADED, Standing.NOT_ATTEMPTED]


async def test_what_needs_attention(database: Database) -> None:
    """Stuck: five attempts and no pass, whatever lateness took; silent: nothing handed in; odd: far below the rest."""
    attempts = [tried(0, 1, n, 1.0, hours=n) for n in range(1, 6)] + [tried(1, 1, n, 1.0, hours=n) for n in range(1, 5)]
    attempts += [tried(2, 1, n, 3.0 if n == 5 else 0.0, hours=n) for n in range(1, 6)]
    async with database.write() as session:
        made = await filled(session, attempts, students=5)
        await hand_in(session, made, made.students[3], SubmissionState.UNGRADED)
        late = next(one for one in await standings_of(session, made.students[2]))
        late.score = 1.5  # what counts of three points, after the late policy
    async with database.read() as session:
        ungraded, (answer,) = await gradebook_attention.ungraded(session, made.course.id)
        stuck, (who,) = await gradebook_attention.stuck(session, made.course.id, 5)
        silent, (quiet,) = await gradebook_attention.silent(session, made.course.id)
        assert await gradebook_attention.aside(session, made.course.id) == (0, [])
        assert await gradebook_attention.stopped(session, made.course.id) == []
        assert (await gradebook_attention.stuck(session, made.course.id, 6)) == (0, [])
    assert (ungraded, answer.student, stuck, silent) == (1, made.students[3], 1, 1)
    assert (who.student, who.attempts, quiet.student) == (made.students[0], 5, made.students[4])


async def test_what_was_put_aside_waits_until_it_has_a_mark(database: Database) -> None:
    """From a teacher's hand, for one: the job stays aside, and nobody has to look at it any more."""
    async with database.write() as session:
        made = await filled(session, [], students=2)
        first, second = [await hand_in(session, made, one, SubmissionState.UNGRADED) for one in made.students]
        for one in (first, second):
            await jobs.add(session, [jobs.NewJob(kind="grade", subject=one.upload_id)], NOW)
        await session.execute(update(Job).values(state=JobState.ASIDE))
        await by_hand.override(session, first.id, score=1.0, reason="x", by_id=None, counts=Counts.BEST, now=NOW)
    async with database.read() as session:
        count, listed = await gradebook_attention.aside(session, made.course.id)
    assert (count, [one.submission for one in listed]) == (1, [second.id])


async def test_an_odd_question_is_named_with_its_share(database: Database) -> None:
    """Of nine questions one is passed by nobody; where few have tried there is no share."""
    attempts = [tried(n, q, 1, 0.0 if q == 9 else 3.0) for q in range(1, 10) for n in range(STUDENTS)]
    attempts += [tried(0, 10, 1, 0.0)]
    async with database.write() as session:
        made = await filled(session, attempts)
        await courses.write_questions(session, "core", [question(n) for n in range(1, 11)])
    async with database.read() as session:
        assert await course_statistics.odd_questions(session, made.course) == {9: ("low", 0.0)}


async def store_graded(session: Session, course: Course, number: int) -> list[str]:
    """The ids of graded attempts, by student."""
    return [row[1] for row in sorted(await store.graded(session, course.id, number), key=lambda row: row[1])]


async def hand_in(session: Session, made: Filling, student: str, state: SubmissionState) -> Submission:
    """Hand something in to question 1, and bring it to a state."""
    upload = await uploads.add(session, course_id=made.course.id, person_id=student, kind=UploadKind.CODE, now=NOW)
    one = await submissions.add(session, upload, question=1, code="", now=NOW)
    if state is not SubmissionState.QUEUED:
        await submissions.move(session, [one.id], state, NOW)
    return one


async def standings_of(session: Session, student: str) -> Sequence[Any]:
    """Where a student stands, to be changed."""
    from sqlalchemy import select

    from app.store.tables import Standing as Row

    return (await session.scalars(select(Row).where(Row.person_id == student))).all()
