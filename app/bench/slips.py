"""Marks as an earlier version of the graders might have given them: what a regrade is there to put right."""

from __future__ import annotations

from collections.abc import Collection

from app.bench.service import Service
from app.pipeline import notices
from app.queue.house import open_house
from app.settings import Settings
from app.store import reports, rules, standings, submissions
from app.store.clock import now
from app.store.kinds import Cause
from app.store.session import Session


async def slip(service: Service, chosen: Collection[str]) -> list[str]:
    """Have these submissions judged wrongly, and have everybody told; give those that were there to be judged."""
    async with open_house(Settings(data=service.data, database=service.database_url)) as house:

        async def write(session: Session) -> list[str]:
            done = []
            for one in chosen:
                answer, report = await submissions.get(session, one), await reports.current(session, one)
                if answer is None or report is None or report.cause is not Cause.GRADING:
                    continue
                wrong = report.max / 4
                report.score = wrong
                answer.score = answer.earned = wrong
                await session.flush()
                counts = (await rules.in_force(session, answer.course_id)).counts
                await standings.recount(session, answer, counts)
                await notices.changed(session, house.dispatcher, answer, now(), why="regrade")
                done.append(one)
            return done

        return await house.writer.write(write)
