"""A large class, written down in bulk: students with attempts that were graded, ungraded or marked by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.store import by_hand, courses, findings, publishing, regrades, rules
from app.store.ids import ulid
from app.store.kinds import Cause, Counts, ItemState, SubmissionState, UploadKind
from app.store.regrades import Judged, Wanted, Which
from app.store.replacing import Changed
from app.store.reports import GRADING, NewReport
from app.store.tables import Person, Regrade, RegradeItem, Report, Standing, Submission, Upload
from app.store.tables.base import Json
from tests.app.store.scene import NOW


def document(score: float, most: float = 10.0, state: str = "graded") -> Json:
    """A report's document with one check."""
    check = {"name": "all", "sentence": "All is right.", "points": score, "max": most, "outcome": "partial"}
    return {"question": 1, "title": "One", "state": state, "score": score, "max": most, "checks": [check], "run": {}}


def new(submission_id: str, score: float, **changes: Any) -> NewReport:
    """A report out of ten."""
    values = {"state": "graded", "score": score, "max": 10.0, "document": document(score), **changes}
    return NewReport(submission_id=submission_id, **values)


@dataclass(frozen=True, kw_only=True)
class Class:
    """A course, and of each student their submissions in the order of their ids."""

    course_id: str
    submissions: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def all(self) -> list[str]:
        """All submissions."""
        return [one for theirs in self.submissions.values() for one in theirs]


async def fill(
    session: AsyncSession, marks: Mapping[str, Sequence[float | None]], counts: Counts, *, name: str = "pytorch"
) -> Class:
    """Write down students by their names with the scores of their attempts; None is one that was left ungraded."""
    course = await courses.add(session, name=name, title="PyTorch", pack="core", now=NOW)
    await courses.change_settings(session, course.id, counts=counts)
    made: dict[str, list[str]] = {}
    layers: list[list[Any]] = [[], [], [], []]  # each stands on the one before it
    for student, scores in marks.items():
        person = Person(id=ulid(NOW), name=student, made_at=NOW)
        layers[0].append(person)
        layers[1].append(
            Standing(course_id=course.id, question=1, person_id=person.id, attempts=len(scores), sequence=0)
        )
        ids = sorted(ulid(NOW) for _ in scores)
        made[student] = ids
        for one, score in zip(ids, scores, strict=True):
            for layer, row in zip(layers[1:], _attempt(course.id, person.id, one, score, NOW), strict=True):
                layer.append(row)
    for layer in layers:
        session.add_all(layer)
        await session.flush()
    await rules.recount(session, course.id, counts)
    return Class(course_id=course.id, submissions=made)


def _attempt(course_id: str, person_id: str, submission_id: str, score: float | None, now: datetime) -> list[Any]:
    upload = Upload(
        id=ulid(now), course_id=course_id, person_id=person_id, kind=UploadKind.CODE, context={}, received_at=now
    )
    paper = document(score or 0.0, state="graded" if score is not None else "ungraded")
    submission = Submission(
        id=submission_id,
        upload_id=upload.id,
        course_id=course_id,
        person_id=person_id,
        question=1,
        code="x = 1",
        state=SubmissionState.UNGRADED if score is None else SubmissionState.GRADED,
        score=score,
        max=10.0,
        earned=score,
        found=findings.brief(paper),
        submitted_at=now,
        settled_at=now,
    )
    report = Report(
        id=ulid(now),
        submission_id=submission_id,
        number=1,
        cause=Cause.GRADING,
        source=GRADING if score is not None else ulid(now),
        current=True,
        state=paper["state"],
        score=score or 0.0,
        max=10.0,
        document=paper,
        made_at=now,
    )
    return [upload, submission, report]


async def judge(
    session: AsyncSession,
    room: Class,
    scores: Mapping[str, float | None],
    *,
    which: Which = Which.ALL,
    now: datetime = NOW,
    **changes: Any,
) -> str:
    """Open a regrade and judge all of it, one upload after another; None is one that could not be judged."""
    regrade = await regrades.ask(session, room.course_id, Wanted(which=which, why="mended"), by_id=None, now=now)
    while upload_id := await regrades.next_upload(session, regrade.id):
        for one in await regrades.waiting(session, regrade.id, upload_id):
            score = scores[one]
            judged = Judged(
                submission_id=one, report=None if score is None else new(one, score, **changes), error="It broke."
            )
            await regrades.note(session, regrade.id, upload_id, [judged], now)
    return regrade.id


async def judge_at_once(session: AsyncSession, room: Class, scores: Mapping[str, float | None]) -> str:
    """Come to the same in bulk, for a class that is large."""
    regrade_id = (await regrades.ask(session, room.course_id, Wanted(which=Which.ALL), by_id=None, now=NOW)).id
    rows = await session.execute(select(Report.submission_id, Report.id).where(Report.current))
    holds = {row.submission_id: row.id for row in rows}
    for item in (await items(session, regrade_id)).values():
        score = scores[item.submission_id]
        item.state = ItemState.FAILED if score is None else ItemState.JUDGED
        if score is None:
            item.error = "It broke."
            continue
        report = Report(
            id=ulid(NOW),
            submission_id=item.submission_id,
            number=9,
            cause=Cause.REGRADE,
            source=regrade_id,
            current=False,
            state="graded",
            score=score,
            max=10.0,
            document=document(score),
            made_at=NOW,
        )
        session.add(report)
        item.before_id, item.report_id = holds.get(item.submission_id), report.id
        item.earned, item.found = score, findings.brief(report.document)
    await session.flush()
    await regrades.settle(session, await found(session, regrade_id), NOW)
    return regrade_id


async def override(session: AsyncSession, submission_id: str, score: float, counts: Counts) -> None:
    """Give a mark by hand."""
    await by_hand.override(session, submission_id, score=score, reason="", by_id=None, counts=counts, now=NOW)


async def marks(session: AsyncSession, room: Class) -> dict[str, Any]:
    """All that makes or tells a mark, to be compared."""
    await session.flush()
    session.expunge_all()
    standing = await session.execute(
        select(Standing.person_id, Standing.submission_id, Standing.score, Standing.max, Standing.attempts)
        .where(Standing.course_id == room.course_id)
        .order_by(Standing.person_id)
    )
    submission = await session.execute(
        select(
            Submission.id, Submission.state, Submission.score, Submission.max, Submission.earned, Submission.found
        ).order_by(Submission.id)
    )
    current = await session.execute(select(Report.submission_id, Report.id).where(Report.current).order_by(Report.id))
    return {
        "standings": standing.all(),
        "submissions": submission.all(),
        "current": sorted(tuple(row) for row in current),
    }


async def items(session: AsyncSession, regrade_id: str) -> dict[str, RegradeItem]:
    """The items of a regrade by their submissions."""
    await session.flush()
    session.expunge_all()
    rows = await session.scalars(select(RegradeItem).where(RegradeItem.regrade_id == regrade_id))
    return {one.submission_id: one for one in rows}


async def published(session: AsyncSession, regrade_id: str, counts: Counts) -> Changed:
    """Publish."""
    return await publishing.publish(session, regrade_id, counts, NOW)


async def found(session: AsyncSession, regrade_id: str) -> Regrade:
    """The regrade."""
    regrade = await regrades.get(session, regrade_id)
    assert regrade is not None
    return regrade
