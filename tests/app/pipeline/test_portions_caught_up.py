"""An endpoint that is enabled again is told every mark that counts, and it alone."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from app.pipeline import portions
from app.store import deliveries
from app.store.tables import Event, Upload
from tests.app.pipeline.office import Office, until
from tests.app.store.scene import NOW
from tests.app.webhooks.receiver import receiving

pytestmark = pytest.mark.anyio


async def test_who_is_enabled_again_is_told_all_marks_and_nobody_else_is(office: Office) -> None:
    """Each that counts, of what it hears of: none of a submission of which only another is to hear."""
    async with receiving() as back, receiving() as other, office.at_work():
        one = await office.endpoint(back.url)
        named = await office.endpoint(other.url)
        answers = [await office.graded(question=n) for n in range(1, 6)]
        async with office.database.write() as session:
            upload = await session.get(Upload, answers[4].upload_id)
            assert upload is not None
            upload.context = {"endpoint": named.id}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("app.pipeline.portions.PORTION", 2)
            await office.writer.write(lambda s: portions.catch_up(s, office.dispatcher, one, NOW))
            await until(office.idle)
    said = [json.loads(message.body)["data"] for message in back.messages]
    assert sorted((mark["question"], mark["why"]) for mark in said) == [(n, "caught_up") for n in range(1, 5)]
    assert other.messages == []


async def test_who_is_disabled_again_is_caught_up_no_further(office: Office) -> None:
    """What is left of it ends without a word, and so it does where the endpoint is gone."""
    one = await office.endpoint("https://lms.example.org/")
    await office.endpoint("https://other.example.org/")
    await office.graded()
    await office.writer.write(lambda s: portions.catch_up(s, office.dispatcher, one, NOW))
    await office.writer.write(lambda s: deliveries.disable(s, one.id, "by hand", NOW))
    async with office.at_work():
        await until(office.idle)
    async with office.database.read() as session:
        assert list(await session.scalars(select(Event))) == []
