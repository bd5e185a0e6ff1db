"""A worker grades and sends: from a student's request to a webhook that independent libraries accept."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import standardwebhooks
import svix

from app.store import courses, deliveries, submissions
from app.store.clock import now
from app.store.engine import connect
from app.store.tables import Upload
from app.webhooks import signing
from tests.app.pipeline.office import until
from tests.app.test_serve import NINE, RIGHT, WAIT, WRONG
from tests.app.webhooks.receiver import receiving
from tests.serving import Served, serving

pytestmark = pytest.mark.anyio
KEY = b"k" * 32
ALLOWED = {"webhooks_allow": "127.0.0.1", "webhooks_http": "true"}


def hand_in(served: Served, *codes: str) -> list[dict[str, Any]]:
    """Hand in as the demo student, and wait for the reports; then what is counted."""
    with served.client(served.tokens["student"]) as client:
        return [client.post(NINE, json={"code": code}, headers=WAIT).json() for code in codes]


def metrics(served: Served) -> str:
    """What is counted."""
    return httpx.get(f"{served.url}/metrics").text


async def test_what_is_graded_reaches_the_lms(tmp_path: Path) -> None:
    """Received and graded, signed, in the order of the sequence; counted, and its time written down."""
    served_by = serving(tmp_path / "data", **ALLOWED)
    served = await asyncio.to_thread(served_by.__enter__)
    database = connect(f"sqlite:///{tmp_path}/data/allclose.db")
    try:
        async with receiving() as receiver:
            async with database.write() as session:
                course = await courses.by_name(session, "pytorch")
                assert course is not None
                await deliveries.add_endpoint(session, course_id=course.id, url=receiver.url, secret=KEY, now=now())
            reports = await asyncio.to_thread(hand_in, served, RIGHT, WRONG)

            async def all_told() -> bool:
                return 'allclose_webhook_deliveries{state="delivered"} 4.0' in await asyncio.to_thread(metrics, served)

            await until(all_told)
        async with database.read() as session:
            answer = await submissions.get(session, reports[0]["id"])
            assert answer is not None
            upload = await session.get(Upload, answer.upload_id)
    finally:
        await database.close()
        await asyncio.to_thread(served_by.__exit__, None, None, None)
    for message in receiver.messages:
        for library in (standardwebhooks.Webhook, svix.Webhook):
            library(signing.shown(KEY)).verify(message.body, message.headers)
    told = sorted((json.loads(message.body) for message in receiver.messages), key=lambda one: one["data"]["sequence"])
    assert [one["type"].partition(".")[2] for one in told] == ["received", "graded"] * 2
    assert [one["data"]["score"] for one in told if "score" in one["data"]] == [one["score"] for one in reports]
    assert told[-1]["data"]["counts"] == {"submission": reports[0]["id"], "score": 3.0, "max": 3.0}
    assert upload is not None
    assert upload.notified_at is not None
