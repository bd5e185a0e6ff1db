"""The other ways to sign, at the door."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from app.store.clock import now
from tests.app.web.lms import CODE, opened
from tests.app.web.scene import Scene, problem

if TYPE_CHECKING:
    import httpx

pytestmark = pytest.mark.anyio


def github(secret: str, body: bytes, **more: str) -> dict[str, str]:
    """Headers as GitHub makes them."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature-256": f"sha256={digest}", **more}


async def test_in_the_style_of_github_a_message_is_its_body(scene: Scene) -> None:
    """For its id is not signed: who changes it hands nothing in again. The same id with another body is refused."""
    way = await opened(scene, style="github")
    body, other = (json.dumps(CODE | {"lms": {"push": push}}).encode() for push in (1, 2))

    async def sent(content: bytes, delivery: str) -> httpx.Response:
        headers = github(way.secret, content, **{"X-GitHub-Delivery": delivery} if delivery else {})
        return await scene.client.post(way.path, content=content, headers=headers)

    first = await sent(body, "d1")
    assert first.status_code == 202, first.text
    for delivery in ("d1", "d2", ""):
        assert (await sent(body, delivery)).json() == first.json()
    problem(await sent(other, "d1"), 409, "message-reused")
    assert (await sent(other, "d3")).status_code == 202
    assert await scene.count() == 2
    problem(await scene.client.post(way.path, content=body, headers=github("x", body)), 401, "bad-signature")


async def test_in_the_style_of_canvas_the_address_and_the_time_are_signed(scene: Scene) -> None:
    """Sent again with a new time it is one message; an old time is refused."""
    way = await opened(scene, style="canvas")
    body = json.dumps(CODE).encode()

    async def sent(at: datetime) -> httpx.Response:
        date = at.strftime("%a, %d %b %Y %H:%M:%S GMT")
        digest = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
        parts = ["POST", "allclose", "application/json", digest, way.path, "", date, way.secret]
        signature = base64.b64encode(hmac.new(way.secret.encode(), "\n".join(parts).encode(), hashlib.sha256).digest())
        headers = {
            "Authorization": f"HMACAuth lms:{signature.decode()}", "Date": date, "Content-MD5": digest,
            "Content-Type": "application/json",
        }  # fmt: skip
        return await scene.client.post(way.path, content=body, headers=headers)

    first = await sent(now())
    assert first.status_code == 202, first.text
    assert (await sent(now() + timedelta(seconds=5))).json() == first.json()
    problem(await sent(now() - timedelta(seconds=400)), 401, "wrong-time")
    assert await scene.count() == 1
