"""What a worker of the class `notify` does, as worker and sender make it ready."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from app.pipeline import notices, portions
from app.pipeline.notices import NOTIFY
from app.pipeline.outgoing import notifying
from app.queue.house import open_house
from app.settings import Settings
from app.store import deliveries
from app.store.kinds import DeliveryState
from app.store.session import Session
from app.store.tables import Delivery, Event
from tests.app.pipeline.office import until
from tests.app.store.scene import NOW, set_up
from tests.app.webhooks.receiver import receiving

pytestmark = pytest.mark.anyio


async def test_every_kind_of_job_of_its_class_is_done(database_url: str, tmp_path: Path) -> None:
    """Deliveries are sent, and marks told in portions: no job of either kind is left, or set aside."""
    settings = Settings(data=tmp_path, database=database_url, webhooks_allow=("127.0.0.1",), webhooks_http=True)
    async with receiving() as receiver, open_house(settings) as house, notifying(house, settings) as handler:

        async def write(session: Session) -> None:
            course_id = (await set_up(session)).course.id
            one = await deliveries.add_endpoint(session, course_id=course_id, url=receiver.url, secret=b"s", now=NOW)
            await notices.ping(session, house.dispatcher, one, NOW)
            await portions.catch_up(session, house.dispatcher, one, NOW)

        async def idle() -> bool:
            async with house.database.read() as session:
                return not await house.dispatcher.stats(session)

        await house.writer.write(write)
        working = asyncio.create_task(house.dispatcher.run({NOTIFY}, 2, handler))
        await until(idle)
        await house.dispatcher.stop(0.0)
        await working
        async with house.database.read() as session:
            assert list(await session.scalars(select(Event.type))) == ["ping"]
            assert list(await session.scalars(select(Delivery.state))) == [DeliveryState.DELIVERED]
