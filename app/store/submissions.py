"""Submissions: the answer to one question, from state to state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import ReturningUpdate

from app.store.bell import ring_later
from app.store.ids import ulid
from app.store.kinds import SubmissionState
from app.store.sql import table_of
from app.store.tables import Submission, Upload
from app.store.tables.base import Json, Moment

T = table_of(Submission)
INSERT = insert(T)
S = SubmissionState
#: From which states one is reached. A job that is tried again finds its submission running.
BEFORE: dict[SubmissionState, frozenset[SubmissionState]] = {
    S.RECEIVED: frozenset(),
    S.QUEUED: frozenset({S.RECEIVED, S.RUNNING, S.UNGRADED}),
    S.RUNNING: frozenset({S.RECEIVED, S.QUEUED, S.RUNNING}),
    S.GRADED: frozenset({S.RECEIVED, S.QUEUED, S.RUNNING, S.UNGRADED, S.GRADED}),
    S.UNGRADED: frozenset({S.RECEIVED, S.QUEUED, S.RUNNING}),
    S.WITHDRAWN: frozenset({S.RECEIVED, S.QUEUED, S.RUNNING, S.GRADED, S.UNGRADED}),
}

_MOVED = (
    update(T)
    .where(T.c.state.in_(bindparam("before", expanding=True)))
    .values(state=bindparam("to"), settled_at=func.coalesce(bindparam("now", type_=Moment()), T.c.settled_at))
    .returning(T.c.id)
)
STATES = select(T.c.id, T.c.state).where(T.c.id.in_(bindparam("ids", expanding=True)))
MOVE = _MOVED.where(T.c.id.in_(bindparam("ids", expanding=True)))
MOVE_UPLOAD = _MOVED.where(T.c.upload_id == bindparam("upload"))


async def add(session: AsyncSession, upload: Upload, *, question: int, code: str, now: datetime) -> Submission:
    """Keep the answer to one question. It is queued at once: its job is written in the same commit."""
    values = {
        "id": ulid(now),
        "upload_id": upload.id,
        "course_id": upload.course_id,
        "person_id": upload.person_id,
        "question": question,
        "code": code,
        "state": SubmissionState.QUEUED,
        "submitted_at": now,
    }
    await session.execute(INSERT, values)
    return Submission(**values)


async def get(session: AsyncSession, submission_id: str) -> Submission | None:
    """Find a submission."""
    return await session.get(Submission, submission_id)


async def states(session: AsyncSession, submission_ids: Sequence[str]) -> dict[str, SubmissionState]:
    """Tell how far submissions are, and nothing else: who waits for them asks several times for each."""
    return {row.id: row.state for row in await session.execute(STATES, {"ids": submission_ids})}


async def of_upload(session: AsyncSession, upload_id: str) -> Sequence[Submission]:
    """List the answers of one upload by their questions."""
    rows = select(Submission).where(Submission.upload_id == upload_id).order_by(Submission.question)
    return (await session.scalars(rows)).all()


async def page(
    session: AsyncSession,
    *,
    course_id: str | None = None,
    person_id: str | None = None,
    question: int | None = None,
    state: SubmissionState | None = None,
    before: str | None = None,
    limit: int = 50,
) -> Sequence[Submission]:
    """List submissions, the newest first; `before` is the last id of the page before."""
    wanted = select(Submission).order_by(Submission.id.desc()).limit(limit)
    for column, value in (
        (Submission.course_id, course_id),
        (Submission.person_id, person_id),
        (Submission.question, question),
        (Submission.state, state),
    ):
        if value is not None:
            wanted = wanted.where(column == value)
    if before is not None:
        wanted = wanted.where(Submission.id < before)
    return (await session.scalars(wanted)).all()


async def move(
    session: AsyncSession, submission_ids: Sequence[str], to: SubmissionState, now: datetime | None = None
) -> list[str]:
    """Bring submissions to a state, those that may get there; give their ids. Who waits for them is woken.

    `now` is when they were settled, for the states that settle one.
    """
    return await _move(session, MOVE, {"ids": submission_ids}, to, now)


async def move_upload(
    session: AsyncSession, upload_id: str, to: SubmissionState, now: datetime | None = None
) -> list[str]:
    """Bring all answers of an upload to a state, as `move` does."""
    return await _move(session, MOVE_UPLOAD, {"upload": upload_id}, to, now)


async def _move(
    session: AsyncSession, move: ReturningUpdate[str], which: Json, to: SubmissionState, now: datetime | None
) -> list[str]:
    moved = await session.scalars(move, {**which, "before": sorted(BEFORE[to]), "to": to, "now": now})
    found = sorted(moved)
    for one in _loaded(session, found):
        await session.refresh(one)
    ring_later(session, *found)
    return found


def _loaded(session: AsyncSession, ids: Sequence[str]) -> list[Submission]:
    """Those that the session holds as objects: they would not hear of a change of the table."""
    return [one for one in session.identity_map.values() if isinstance(one, Submission) and one.id in ids]
