"""One upload judged anew: from what is kept of it where only the checks have changed, else run with its stored seed.

A regrade is a chain of short jobs, an upload each, in the background: the next is queued in the commit that stores what
came of the last. So there is never more than one of a regrade in the queue or in a worker's hands; a student waits
behind one upload at most, and never behind a class. What a worker was doing when it died another one does again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from app.pipeline import kept
from app.pipeline.chain import next_link
from app.pipeline.grade import new_report, read_again, seed_of
from app.pipeline.late import Policy
from app.pipeline.upload import grade_upload
from app.queue.dispatcher import Dispatcher, NotNow, Task
from app.sandbox.box import Box
from app.sandbox.kept import Noting, Recalling
from app.store import observations, regrades, rules, submissions, uploads
from app.store.clock import Clock
from app.store.clock import now as utc_now
from app.store.engine import Database
from app.store.kinds import RegradeState
from app.store.observations import Packed
from app.store.regrades import CLEARED, Judged
from app.store.session import Session
from app.store.tables import Submission, Upload
from app.store.writer import Writer
from graders.catalogue import Pack
from graders.observation import RunStatus
from graders.report import QuestionReport, State

log = logging.getLogger(__name__)

AGAIN_S = 2.0  #: before a run that our side spoiled is tried again
NO_QUESTION = "The pack has no such question any more."
OURS = "It could not be judged, and that is ours."


@dataclass(frozen=True, kw_only=True)
class Anew:
    """What came of one upload."""

    reports: Sequence[QuestionReport]
    ran: bool  #: whether anything had to be run
    kept: Packed | None


@dataclass(frozen=True, kw_only=True)
class Regrading:
    """What a worker does with the jobs of a regrade. See `app.queue.dispatcher.Handler`."""

    database: Database
    writer: Writer
    dispatcher: Dispatcher
    box: Box
    pack: Pack
    key: bytes
    clock: Clock = utc_now

    async def claimed(self, session: Session, task: Task) -> None:
        """Nobody sees a regrade's work under way."""

    async def handle(self, task: Task) -> None:
        """Judge what of an upload is still to be judged, and go on to the next."""
        regrade_id, _, upload_id = task.subject.partition("/")
        async with self.database.glance() as session:
            regrade = await regrades.get(session, regrade_id)
            waiting = await regrades.waiting(session, regrade_id, upload_id)
            upload = await uploads.get(session, upload_id)
            answers = list(await submissions.of_upload(session, upload_id))
            seen = await observations.last(session, answers[0].id) if answers else None
        anew = None
        if regrade is not None and regrade.state is RegradeState.JUDGING and waiting and upload is not None:
            anew = await self._judge(task, upload, answers, seen)
        await self.writer.write(lambda s: self._store(s, task, answers, anew))

    async def set_aside(self, session: Session, task: Task, error: str) -> None:  # noqa: ARG002 - the protocol's
        """Three attempts ended badly: what held before stays for this upload, and the regrade goes on."""
        regrade_id, _, upload_id = task.subject.partition("/")
        waiting = await regrades.waiting(session, regrade_id, upload_id)
        failed = [Judged(submission_id=one, error=OURS) for one in waiting]
        if await regrades.note(session, regrade_id, upload_id, failed, self.clock()) is not None:
            await next_link(session, self.dispatcher, regrade_id)

    async def _judge(self, task: Task, upload: Upload, answers: list[Submission], seen: Packed | None) -> Anew | None:
        if upload.cleared_at is not None:
            return None
        seed = seed_of(self.key, upload.id) if upload.seed is None else upload.seed
        anew = await asyncio.to_thread(self._make, upload, answers, seen, seed)
        if not task.last and any(report.run.status == RunStatus.BOX_FAILED for report in anew.reports):
            raise NotNow("the box failed", delay_s=AGAIN_S)
        return anew

    def _make(self, upload: Upload, answers: list[Submission], seen: Packed | None, seed: int) -> Anew:
        """In a thread, as the first time. What had to be run is kept for the next."""
        recalling = Recalling(self.box, kept.runs_of(seen))
        noting = Noting(box=recalling)
        graded = grade_upload(noting, self.pack, read_again(upload, answers), seed)
        ran = recalling.ran > 0
        return Anew(reports=graded.reports, ran=ran, kept=kept.pack(noting) if ran else None)

    async def _store(self, session: Session, task: Task, answers: list[Submission], anew: Anew | None) -> None:
        await self.dispatcher.finish(session, task)  # first: who has lost the job stores nothing
        regrade_id, _, upload_id = task.subject.partition("/")
        now = self.clock()
        upload = await uploads.get(session, upload_id)
        gone = upload is None or upload.cleared_at is not None  # also where that happened while it was run
        judged = await self._judged(session, answers, None if gone else anew)
        if await regrades.note(session, regrade_id, upload_id, judged, now) is None:
            return  # it was discarded
        if anew is not None and anew.kept is not None and not gone:
            await observations.keep(session, answers[0].id, anew.kept, now)
        await next_link(session, self.dispatcher, regrade_id)

    async def _judged(self, session: Session, answers: list[Submission], anew: Anew | None) -> list[Judged]:
        if anew is None:
            return [Judged(submission_id=answer.id, error=CLEARED) for answer in answers]
        of_course = await rules.in_force(session, answers[0].course_id)
        found = {report.question: report for report in anew.reports}
        return [_judged(answer, found.get(answer.question), Policy.of(of_course), ran=anew.ran) for answer in answers]


def _judged(answer: Submission, report: QuestionReport | None, policy: Policy, *, ran: bool) -> Judged:
    if report is None:
        return Judged(submission_id=answer.id, ran=ran, error=NO_QUESTION)
    if report.state is State.UNGRADED:
        spoiled = report.run.status == RunStatus.BOX_FAILED
        names = "" if spoiled else ", ".join(check.name for check in report.checks if check.trouble)
        return Judged(submission_id=answer.id, ran=ran, error=f"{OURS} {names}".strip())
    return Judged(submission_id=answer.id, report=new_report(answer, report, policy), ran=ran)
