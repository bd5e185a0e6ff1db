"""The worker: the one process that holds expected values. It runs no student's line and unpickles nothing.

It also sends the webhooks, unless it is told to grade only; `app.sender` sends without grading.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime

from app.pipeline.by_kind import ByKind
from app.pipeline.chain import REGRADE
from app.pipeline.grade import Grading
from app.pipeline.notices import NOTIFY
from app.pipeline.outgoing import notifying
from app.pipeline.portions import TOLD, Telling
from app.pipeline.receive import CPU, GRADE
from app.pipeline.regrade import Regrading
from app.pipeline.tidying import Tidying
from app.queue.dispatcher import Handler
from app.queue.house import House, key_of, open_house
from app.sandbox.client import BrokerBox
from app.sandbox.start import start_probed_box
from app.settings import Settings
from app.store import clock, courses
from app.store.session import Session
from app.store.tables import Question
from graders import catalogue
from graders.catalogue import Entry, Pack


async def work(settings: Settings, ready: Callable[[], None], *, sends: bool = True) -> None:
    """Grade, and send, until SIGTERM or SIGINT; then finish what runs, within the grace that the settings give.

    `ready` is called once the box has shown that its walls stand and the pack is loaded. Raises what
    `start_probed_box` raises, QuestionError for a pack that is written wrongly, and BadCertificates.
    """
    box, pack = await asyncio.gather(asyncio.to_thread(start_probed_box, settings), asyncio.to_thread(catalogue.load))
    try:
        async with open_house(settings) as house, notifying(house, settings) if sends else nullcontext() as sending:
            await house.writer.write(lambda session: write_manifest(session, pack, clock.now()))
            ready()
            await _serve(house, settings, box, pack, sending)
    finally:
        await asyncio.to_thread(box.close)


async def _serve(house: House, settings: Settings, box: BrokerBox, pack: Pack, sending: Handler | None) -> None:
    grading, regrading = (
        kind(
            database=house.database,
            writer=house.writer,
            dispatcher=house.dispatcher,
            box=box,
            pack=pack,
            key=key_of(settings.data),
        )
        for kind in (Grading, Regrading)
    )
    telling = Telling(writer=house.writer, dispatcher=house.dispatcher)
    handler = ByKind(handlers={GRADE: grading, REGRADE: regrading, TOLD: telling})
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    at_once = settings.workers or os.cpu_count() or 1
    tidy = Tidying(writer=house.writer, keep_days=settings.keep_days, notices_days=settings.notices_days)
    tidying = asyncio.create_task(tidy.keep_on())
    working = [asyncio.create_task(house.dispatcher.run({CPU}, at_once, handler))]
    if sending is not None:
        working.append(asyncio.create_task(house.dispatcher.run({NOTIFY}, settings.webhooks_at_once, sending)))
    told = asyncio.create_task(stopping.wait())
    await asyncio.wait({*working, told}, return_when=asyncio.FIRST_COMPLETED)
    await house.dispatcher.stop(settings.grace_s)
    told.cancel()
    tidying.cancel()
    await asyncio.gather(*working)


async def write_manifest(session: Session, pack: Pack, now: datetime) -> None:
    """Write down what the web shows of a pack, which never loads it."""
    await courses.write_questions(session, pack.name, [_row(pack, entry, now) for entry in pack.entries.values()])


def _row(pack: Pack, entry: Entry, now: datetime) -> Question:
    checks = [{"name": c.name, "sentence": c.sentence, "max": c.points} for c in entry.question.checks]
    return Question(
        pack=pack.name,
        number=entry.question.number,
        version=entry.version,
        title=entry.title,
        task=entry.task,
        starter=entry.starter,
        max=entry.question.points,
        checks={"checks": checks},
        loaded_at=now,
    )
