"""From what was sent in to its reports, over a real database, queue and box."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.pipeline import kept
from app.pipeline.grade import Grading, read_again, seed_of
from app.pipeline.reading import Notebook, read, read_code
from app.pipeline.receive import GRADE, Sent, receive
from app.queue.dispatcher import Task
from app.queue.lease import LeaseDispatcher
from app.queue.shift import Means, Timing
from app.sandbox.box import Limits, Program, Run
from app.sandbox.client import BrokerBox
from app.store import (
    by_hand,
    courses,
    events,
    observations,
    people,
    reports,
    retention,
    standings,
    submissions,
    uploads,
)
from app.store.clock import now
from app.store.engine import Database, connect
from app.store.kinds import Cause, Lane, Role, SubmissionState, UploadKind
from app.store.tables import Report, Submission, Upload
from app.store.writer import Writer
from graders import catalogue
from graders.observation import RunStatus
from graders.plan import Plan

pytestmark = pytest.mark.anyio
NINE = "import torch\nt = torch.tensor([4., 7., 9., 2., 5.])\nprint(t.max(), t.min(), t.mean())"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything between a request and a report."""

    database: Database
    writer: Writer
    dispatcher: LeaseDispatcher
    course_id: str
    person_id: str

    async def send(self, notebook: Notebook, content: bytes | None = None) -> str:
        """Send something in; the id of its first submission."""
        sent = Sent(
            course_id=self.course_id, person_id=self.person_id, token_id=None, notebook=notebook, content=content
        )
        _, made = await self.writer.write(lambda session: receive(session, self.dispatcher, sent, now()))
        return made[0].id

    async def settled(self, submission_id: str) -> SubmissionState:
        """Wait for the end of its way."""
        for _ in range(600):
            async with self.database.read() as session:
                found = await submissions.get(session, submission_id)
            if found and found.state in {SubmissionState.GRADED, SubmissionState.UNGRADED}:
                return found.state
            await asyncio.sleep(0.05)
        raise TimeoutError(submission_id)


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    """A course with one student."""
    database = connect(database_url)
    writer = Writer(database)
    dispatcher = LeaseDispatcher(Means(database=database, writer=writer, timing=Timing(retry_s=0.1)))
    async with database.write() as session:
        course = await courses.add(session, name="pytorch", title="PyTorch", pack="pytorch-basics", now=now())
        person = await people.add(session, name="Ada", now=now())
        await people.join(session, course_id=course.id, person_id=person.id, role=Role.STUDENT, now=now())
    yield Desk(database=database, writer=writer, dispatcher=dispatcher, course_id=course.id, person_id=person.id)
    await dispatcher.stop(5)
    await writer.close()
    await database.close()


def grading(desk: Desk, box: object) -> Grading:
    """What a worker does."""
    return Grading(
        database=desk.database,
        writer=desk.writer,
        dispatcher=desk.dispatcher,
        box=box,  # type: ignore[arg-type]
        pack=catalogue.load(),
        key=b"secret",
    )


async def test_what_is_sent_in_is_graded_and_told(desk: Desk, box: BrokerBox) -> None:
    """Submission, report, mark, attempt, event and phases: all are there, once, when it is graded."""
    working = asyncio.create_task(desk.dispatcher.run({"cpu"}, 2, grading(desk, box)))
    submission_id = await desk.send(read_code(NINE, 9))
    assert await desk.settled(submission_id) is SubmissionState.GRADED
    await desk.dispatcher.stop(5)
    await working
    async with desk.database.read() as session:
        submission = await submissions.get(session, submission_id)
        assert submission is not None
        report = await reports.current(session, submission_id)
        upload = await uploads.get(session, submission.upload_id)
        told = await events.of_submission(session, submission_id)
        seen = kept.runs_of(await observations.last(session, submission_id))
        assert await desk.dispatcher.place(session, GRADE, submission.upload_id) is None
    assert report is not None
    assert upload is not None
    assert (submission.score, submission.max, submission.attempt) == (3, 3, 1)
    assert report.document["score"] == 3
    assert upload.seed == report.document["reproduce"]["seed"] == seed_of(b"secret", upload.id)
    assert upload.received_at <= upload.claimed_at <= upload.boxed_at <= upload.stored_at  # type: ignore[operator]
    assert [event.type for event in told] == ["submission.graded"]
    assert json.loads(told[0].body)["data"]["score"] == 3
    assert len(seen) == report.document["variations"]["made"] + 1 == 2


async def test_a_run_under_a_mark_by_hand_is_told_to_nobody(desk: Desk, box: BrokerBox) -> None:
    """Its report joins the history; a notice of it would overwrite the mark that holds."""
    submission_id = await desk.send(read_code(NINE, 9))
    async with desk.database.write() as session:
        counts = (await courses.settings_of(session, desk.course_id)).counts
        await by_hand.override(session, submission_id, score=1, reason="x", by_id=None, counts=counts, now=now())
    working = asyncio.create_task(desk.dispatcher.run({"cpu"}, 2, grading(desk, box)))
    for _ in range(600):
        async with desk.database.read() as session:
            history = await reports.history(session, submission_id)
        if len(history) == 2:
            break
        await asyncio.sleep(0.05)
    await desk.dispatcher.stop(5)
    await working
    async with desk.database.read() as session:
        told = await events.of_submission(session, submission_id)
    assert [(one.cause, one.score, one.current) for one in history] == [
        (Cause.OVERRIDE, 1, True), (Cause.GRADING, 3, False),
    ]  # fmt: skip
    assert told == []


async def test_a_syntax_error_costs_no_attempt(desk: Desk, box: BrokerBox) -> None:
    """A slip of the pen is reported, and not counted."""
    working = asyncio.create_task(desk.dispatcher.run({"cpu"}, 2, grading(desk, box)))
    submission_id = await desk.send(read_code("import torch\nt = torch.tensor([4, 7\n", 9))
    assert await desk.settled(submission_id) is SubmissionState.GRADED
    await desk.dispatcher.stop(5)
    await working
    async with desk.database.read() as session:
        submission = await submissions.get(session, submission_id)
    assert submission is not None
    assert (submission.score, submission.attempt) == (0, None)


@pytest.mark.parametrize("added", ["raise SyntaxError('x')", "exec('x = = 1')", "# %%\nx = = 1"])
async def test_a_syntax_error_beside_an_answer_costs_an_attempt(desk: Desk, box: BrokerBox, added: str) -> None:
    """Else whoever adds one to each try has as many as they like, and the right one counts."""
    working = asyncio.create_task(desk.dispatcher.run({"cpu"}, 2, grading(desk, box)))
    content = f"# %% Q9\n{NINE}\n{added}\n".encode()
    submission_id = await desk.send(read(content), content)
    assert await desk.settled(submission_id) is SubmissionState.GRADED
    await desk.dispatcher.stop(5)
    await working
    async with desk.database.read() as session:
        submission = await submissions.get(session, submission_id)
        report = await reports.current(session, submission_id)
    assert submission is not None
    assert report is not None
    assert report.document["run"]["error"]["type"] == "SyntaxError"
    assert (submission.score, submission.attempt) == (3, 1)


async def test_what_is_set_aside_under_a_mark_by_hand_is_told_to_nobody(desk: Desk, box: BrokerBox) -> None:
    """The mark holds; an LMS that heard of an error would take it away."""
    first, second = await desk.send(read_code(NINE, 9)), await desk.send(read_code(NINE, 9))
    async with desk.database.write() as session:
        counts = (await courses.settings_of(session, desk.course_id)).counts
        await by_hand.override(session, first, score=1, reason="x", by_id=None, counts=counts, now=now())
        for one in (first, second):
            answer = await submissions.get(session, one)
            assert answer is not None
            task = Task(
                id=1, kind=GRADE, subject=answer.upload_id, owner=desk.person_id, lane=Lane.FRONT, attempt=3, fence=1
            )
            await grading(desk, box).set_aside(session, task, "it broke")
    async with desk.database.read() as session:
        told = [[event.type for event in await events.of_submission(session, one)] for one in (first, second)]
    assert told == [[], ["submission.errored"]]


class Failing:
    """A box that fails so many times before it works."""

    def __init__(self, box: BrokerBox, failures: int) -> None:
        self._box, self.left = box, failures

    def run(self, program: Program, plan: Plan, limits: Limits) -> Run:
        """Fail, or do it."""
        if self.left:
            self.left -= 1
            return Run(status=RunStatus.BOX_FAILED, sentence="ours")
        return self._box.run(program, plan, limits)


@pytest.mark.parametrize(("failures", "state"), [(2, SubmissionState.GRADED), (3, SubmissionState.UNGRADED)])
async def test_our_failure_is_tried_again_and_never_a_zero(
    desk: Desk, box: BrokerBox, failures: int, state: SubmissionState, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A box that fails is tried again; at the third time a person has to look, and there is no mark."""
    monkeypatch.setattr("app.pipeline.grade.AGAIN_S", 0.05)
    working = asyncio.create_task(desk.dispatcher.run({"cpu"}, 2, grading(desk, Failing(box, failures))))
    submission_id = await desk.send(read_code(NINE, 9))
    assert await desk.settled(submission_id) is state
    await desk.dispatcher.stop(5)
    await working
    async with desk.database.read() as session:
        submission = await submissions.get(session, submission_id)
        stored = await session.scalar(select(func.count()).select_from(Report))
    assert submission is not None
    assert submission.score == (3 if state is SubmissionState.GRADED else None)
    assert stored == 1


async def test_late_work_counts_less_and_its_report_says_what_was_earned(desk: Desk, box: BrokerBox) -> None:
    """The mark follows the late policy, by the time at which it came; the document keeps what the graders found."""
    async with desk.database.write() as session:
        closed = now() - timedelta(hours=30)
        await courses.change_settings(session, desk.course_id, closes_at=closed, late_percent_per_day=10.0)
    working = asyncio.create_task(desk.dispatcher.run({"cpu"}, 2, grading(desk, box)))
    submission_id = await desk.send(read_code(NINE, 9))
    assert await desk.settled(submission_id) is SubmissionState.GRADED
    await desk.dispatcher.stop(5)
    await working
    async with desk.database.read() as session:
        submission = await submissions.get(session, submission_id)
        report = await reports.current(session, submission_id)
        (standing,) = await standings.of_course(session, desk.course_id)
    assert submission is not None
    assert report is not None
    assert (submission.score, report.score, standing.score, report.document["score"]) == (2.4, 2.4, 2.4, 3)


async def test_what_was_cleared_is_never_run_again(desk: Desk) -> None:
    """Of an empty upload nothing is judged: it is set aside, and never a zero."""

    class Broken:
        """A box that is not to be used."""

        def run(self, program: Program, plan: Plan, limits: Limits) -> Run:
            """Fail the test."""
            raise AssertionError(program, plan, limits)

    submission_id = await desk.send(read_code(NINE, 9))
    async with desk.database.write() as session:
        submission = await submissions.get(session, submission_id)
        assert submission is not None
        await retention.clear(session, [submission.upload_id], now())
    working = asyncio.create_task(desk.dispatcher.run({"cpu"}, 1, grading(desk, Broken())))
    assert await desk.settled(submission_id) is SubmissionState.UNGRADED
    await desk.dispatcher.stop(5)
    await working
    async with desk.database.read() as session:
        assert await reports.current(session, submission_id) is None
        assert await desk.dispatcher.place(session, GRADE, submission.upload_id) is None


def test_a_question_of_which_no_answer_was_taken_is_not_run() -> None:
    """Where a file's attempt at one question was refused, only the others are judged."""
    content = b"# %% Q9\nx = 1\n# %% Q14\ny = 2\n"
    upload = Upload(kind=UploadKind.NOTEBOOK, content=content, filename="a.py")
    both = [Submission(question=9), Submission(question=14)]
    assert list(read_again(upload, both).answers) == [9, 14]
    one = read_again(upload, both[1:])
    assert list(one.answers) == [14]
    assert len(one.cells) == 2, "the cells before it may be needed"
