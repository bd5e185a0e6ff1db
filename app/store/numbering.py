"""The numbers of attempts that a regrade gives to what was ungraded, as a first mark has one, and takes away again.

What is ungraded costs no attempt. A number that another attempt came after stays a gap when it is taken away: no two
attempts of a student at a question ever have the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, literal, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.store import findings, standings
from app.store.kinds import SubmissionState
from app.store.reports import UNGRADED
from app.store.sql import Condition, insert_into, table_of
from app.store.standings import THEIRS
from app.store.tables import RegradeItem, Report, Standing, Submission

Cell = tuple[str, int, str]  #: the key of a standing: course, question, student
CELL = (Submission.course_id, Submission.question, Submission.person_id)
ANSWERS = table_of(Submission)
NUMBER = update(ANSWERS).where(ANSWERS.c.id == bindparam("of")).values(attempt=bindparam("number"))


async def make_room(session: AsyncSession, items: Sequence[Condition]) -> None:
    """Have a standing for each of these items; call it before the standings are held."""
    keys = [getattr(Standing, name) for name in ("course_id", "question", "person_id", "attempts", "sequence")]
    wanted = (
        select(*CELL, literal(0), literal(0))
        .distinct()
        .join(RegradeItem, RegradeItem.submission_id == Submission.id)
        .where(*items, true())
    )
    await session.execute(insert_into(session, Standing).from_select(keys, wanted).on_conflict_do_nothing())


async def give(session: AsyncSession, items: Sequence[Condition]) -> None:
    """Number what has its first mark now, but for slips of the pen; the standings are held by the caller."""
    before = aliased(Report)
    rows = await session.execute(
        select(Submission.id, *CELL, RegradeItem.found, Standing.attempts)
        .join(RegradeItem, RegradeItem.submission_id == Submission.id)
        .join(Standing, THEIRS)
        .outerjoin(before, before.id == RegradeItem.before_id)
        .where(*items, Submission.attempt.is_(None), or_(before.id.is_(None), before.state == UNGRADED))
        .order_by(*CELL, Submission.id)
    )
    made: dict[Cell, int] = {}
    numbers = []
    for submission_id, course_id, question, person_id, found, attempts in rows:
        if findings.slip(findings.read(found)):
            continue
        key = (course_id, question, person_id)
        made[key] = made.get(key, attempts) + 1
        numbers.append({"of": submission_id, "number": made[key]})
    await _write(session, numbers, made)


async def take_away(session: AsyncSession, items: Sequence[Condition]) -> None:
    """Take the numbers of what is ungraded again; the last ones are free for the next attempt."""
    rows = await session.execute(
        select(Submission.id, *CELL, Submission.attempt, Standing.attempts)
        .join(RegradeItem, RegradeItem.submission_id == Submission.id)
        .join(Standing, THEIRS)
        .where(*items, Submission.state == SubmissionState.UNGRADED, Submission.attempt.is_not(None))
        .order_by(*CELL, Submission.attempt.desc())
    )
    made: dict[Cell, int] = {}
    numbers = []
    for submission_id, course_id, question, person_id, attempt, attempts in rows:
        key = (course_id, question, person_id)
        last = made.setdefault(key, attempts)
        made[key] = last - (attempt == last)
        numbers.append({"of": submission_id, "number": None})
    await _write(session, numbers, made)


async def _write(session: AsyncSession, numbers: list[dict[str, Any]], made: Mapping[Cell, int]) -> None:
    if numbers:
        await session.execute(NUMBER, numbers)
        counts = [{"course": at[0], "of": at[1], "person": at[2], "attempts": count} for at, count in made.items()]
        await session.execute(standings.SET, counts)
