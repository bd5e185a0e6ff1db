"""That somebody looked at another's work is written down: once for a token, a piece of work and a day.

Students look at their own, and an LMS fetches what it was told of. Neither is written down, so no student waits for it.
What could not be written down is not shown.
"""

from __future__ import annotations

from app.queue.house import House
from app.store import audit
from app.store.clock import now
from app.store.session import Session
from app.store.tables import Submission
from app.web.caller import Caller


async def note(house: House, caller: Caller, one: Submission, deed: str) -> None:
    """Write it down where an instructor or administrator was shown a student's work."""
    if not caller.teaches or one.person_id == caller.person_id:
        return
    moment = now()
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)

    async def known(session: Session) -> bool:
        return await audit.noted(session, one.course_id, deed=deed, subject=one.id, token_id=caller.token_id, since=day)

    async def write(session: Session) -> None:
        if not await known(session):  # two requests of one page come at once
            await audit.done(session, caller, one.course_id, deed, one.id, moment)

    async with house.database.glance() as session:
        if await known(session):
            return
    await house.writer.write(write)
