"""The chain of a regrade's jobs, an upload each: loads no torch, so that the web may begin it."""

from __future__ import annotations

from app.pipeline.receive import CPU
from app.queue.dispatcher import Dispatcher
from app.store import regrades
from app.store.jobs import NewJob
from app.store.kinds import Lane
from app.store.session import Session

REGRADE = "regrade"  #: the kind of job


async def next_link(session: Session, dispatcher: Dispatcher, regrade_id: str) -> None:
    """Queue the next upload of a regrade, if there is one."""
    upload_id = await regrades.next_upload(session, regrade_id)
    if upload_id is not None:
        job = NewJob(kind=REGRADE, subject=f"{regrade_id}/{upload_id}", job_class=CPU, lane=Lane.BACKGROUND)
        await dispatcher.enqueue(session, [job])
