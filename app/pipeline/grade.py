"""A job from the queue to its reports: the box, the graders, and one commit that stores all that came of it."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app import logs
from app.pipeline import kept, notices
from app.pipeline.late import Policy
from app.pipeline.reading import Notebook, read, read_code
from app.pipeline.upload import Graded, grade_upload
from app.queue.dispatcher import Dispatcher, NotNow, Task
from app.sandbox.box import Box
from app.sandbox.kept import Noting
from app.store import observations, reports, rules, submissions, uploads
from app.store.clock import Clock
from app.store.clock import now as utc_now
from app.store.engine import Database
from app.store.kinds import SubmissionState, UploadKind
from app.store.observations import Packed
from app.store.reports import NewReport
from app.store.session import Session
from app.store.tables import Submission, Upload
from app.store.writer import Writer
from graders.catalogue import Pack
from graders.observation import RunStatus
from graders.report import QuestionReport

log = logging.getLogger(__name__)

AGAIN_S = 2.0  #: before a run that our side spoiled is tried again


@dataclass(frozen=True, kw_only=True)
class Made:
    """What came of a run: the reports, and what was seen, to be judged again."""

    graded: Graded
    kept: Packed | None
    boxed: datetime


@dataclass(frozen=True, kw_only=True)
class Grading:
    """Grades uploads: what a worker does with the jobs of its class. See `app.queue.dispatcher.Handler`."""

    database: Database
    writer: Writer
    dispatcher: Dispatcher
    box: Box
    pack: Pack
    key: bytes  #: with it and the upload's id everything random in a grading is decided
    clock: Clock = utc_now

    async def claimed(self, session: Session, task: Task) -> None:
        """The student sees it running. What is random in the run is decided here, once for all its attempts."""
        now = self.clock()
        await submissions.move_upload(session, task.subject, SubmissionState.RUNNING)
        await uploads.claim(session, task.subject, seed=seed_of(self.key, task.subject), now=now)

    async def handle(self, task: Task) -> None:
        """Run it, judge it, store it. What our side spoiled is tried again, and at the last attempt stored as ours."""
        async with self.database.glance() as session:
            upload = await uploads.get(session, task.subject)
            answers = list(await submissions.of_upload(session, task.subject))
        if upload is None or all(answer.state is SubmissionState.WITHDRAWN for answer in answers):
            return
        if upload.cleared_at is not None:  # its content is gone: a run of nothing would be a zero for what was right
            await self.writer.write(lambda session: self.set_aside(session, task, "its content was taken away"))
            return
        logs.bind(submission=" ".join(answer.id for answer in answers))
        seed = seed_of(self.key, task.subject) if upload.seed is None else upload.seed
        made = await asyncio.to_thread(self._make, read_again(upload, answers), seed)
        graded = made.graded
        if not task.last and any(report.run.status == RunStatus.BOX_FAILED for report in graded.reports):
            raise NotNow("the box failed", delay_s=AGAIN_S)
        await self.writer.write(lambda s: self._store(s, task, upload, answers, made))
        log.info("graded", extra={"questions": [one.question for one in graded.reports], "score": graded.score})

    def _make(self, notebook: Notebook, seed: int) -> Made:
        """In a thread: what is long must not keep the loop from giving a sign of life."""
        noting = Noting(box=self.box)
        graded = grade_upload(noting, self.pack, notebook, seed)
        boxed = self.clock()
        return Made(graded=graded, kept=kept.pack(noting), boxed=boxed)

    async def set_aside(self, session: Session, task: Task, error: str) -> None:  # noqa: ARG002 - the protocol's
        """Three attempts ended badly: it is ours, and a person has to look."""
        now = self.clock()
        moved = await submissions.move_upload(session, task.subject, SubmissionState.UNGRADED, now)
        for answer in await submissions.of_upload(session, task.subject):
            if answer.id in moved:  # of the others a mark by hand holds
                await notices.errored(session, self.dispatcher, answer, now)

    async def _store(self, session: Session, task: Task, upload: Upload, answers: list[Submission], made: Made) -> None:
        await self.dispatcher.finish(session, task)  # first: who has lost the job stores nothing
        now = self.clock()
        of_course = await rules.in_force(session, upload.course_id)
        policy = Policy.of(of_course)
        found = {report.question: report for report in made.graded.reports}
        for answer in answers:
            report = found.get(answer.question)
            if report is None:  # the pack has no such question any more
                if await submissions.move(session, [answer.id], SubmissionState.UNGRADED, now):
                    await notices.errored(session, self.dispatcher, answer, now)
            elif await reports.store(session, new_report(answer, report, policy), counts=of_course.counts, now=now):
                stored = await submissions.get(session, answer.id)
                if stored is not None and stored.settled_at == now:  # else a mark by hand was there first, and holds
                    await notices.graded(session, self.dispatcher, stored, report, now)
        await observations.keep(session, answers[0].id, made.kept, now)
        await uploads.graded(session, upload.id, boxed=made.boxed, graded=now, stored=now)


def new_report(answer: Submission, report: QuestionReport, policy: Policy) -> NewReport:
    """The report as it is stored: the document says what was earned, and the score what counts of it."""
    return NewReport(
        submission_id=answer.id,
        state=report.state.value,
        score=policy.counting(report.score, answer.submitted_at),
        max=report.max,
        document=report.to_json(with_params=True),
        counted=not report.unread or report.score > 0,  # a slip of the pen, of which nothing could be learnt
    )


def seed_of(key: bytes, upload_id: str) -> int:
    """What decides everything random in a grading: nobody without the key can tell it beforehand."""
    digest = hmac.new(key, upload_id.encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:4], "big") >> 1


def read_again(upload: Upload, answers: Sequence[Submission]) -> Notebook:
    """Read what was sent in, as it was read when it came; questions of which no answer was taken are left out."""
    if upload.kind is UploadKind.CODE:
        return read_code(answers[0].code, answers[0].question)
    found = read(upload.content or b"", upload.filename, answers[0].question if len(answers) == 1 else None)
    taken = {answer.question for answer in answers}
    return replace(found, answers={number: one for number, one in found.answers.items() if number in taken})
