"""An LMS at the door: what it hands over, and how it signs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select
from standardwebhooks import Webhook

from app.store.clock import now
from tests.app.web.test_handing_in import notebook

if TYPE_CHECKING:
    from datetime import datetime

    import httpx

    from tests.app.web.scene import Scene


HOOKS = "/v1/courses/pytorch/hooks"
CODE: dict[str, Any] = {"student": {"id": "lms-7", "name": "Grace Hopper"}, "question": 9, "code": "print(9)"}
BOOK = json.dumps(notebook("# Q9\nprint(9)", "# Q14\nprint(14)", "# Q77\nprint(77)"))


class Way(NamedTuple):
    """A hook, as the LMS knows it."""

    path: str
    secret: str


async def opened(scene: Scene, **more: Any) -> Way:
    """Open a way in."""
    response = await scene.ask("teacher", "POST", HOOKS, json={"name": "LMS", **more})
    assert response.status_code == 201, response.text
    return Way(response.json()["path"], response.json()["secret"])


def signed(
    way: Way, body: bytes, message: str = "m1", *, at: datetime | None = None, by: Any = Webhook
) -> dict[str, str]:
    """Headers of Standard Webhooks, made by a library."""
    at = (at or now()).replace(microsecond=0)
    signature = by(way.secret).sign(message, at, body.decode("utf-8", "surrogateescape"))
    return {"webhook-id": message, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}


async def send(scene: Scene, way: Way, document: Any, message: str = "m1", **more: Any) -> httpx.Response:
    """Send a message as it should be."""
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return await scene.client.post(way.path, content=body, headers=signed(way, body, message, **more))


async def rows(scene: Scene, table: type[Any]) -> int:
    """How many there are."""
    async with scene.house.database.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0
