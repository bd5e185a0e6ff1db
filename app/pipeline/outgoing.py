"""All that a worker does with the jobs of the class `notify`: deliveries are sent, and marks told in portions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.pipeline.by_kind import ByKind
from app.pipeline.notices import NOTIFY
from app.pipeline.notify import Notifying
from app.pipeline.portions import TELL, Telling
from app.queue.dispatcher import Handler
from app.queue.house import House
from app.settings import Settings
from app.webhooks.post import Post
from app.webhooks.schedule import Schedule


@asynccontextmanager
async def notifying(house: House, settings: Settings) -> AsyncIterator[Handler]:
    """Make ready to send, as the settings have it (BadCertificates)."""
    post = Post.of(settings)
    sending = Notifying(
        database=house.database,
        writer=house.writer,
        dispatcher=house.dispatcher,
        post=post,
        schedule=Schedule(pace=settings.webhooks_pace),
        at_once=settings.webhooks_at_once,
    )
    try:
        yield ByKind(handlers={NOTIFY: sending, TELL: Telling(writer=house.writer, dispatcher=house.dispatcher)})
    finally:
        await post.close()
