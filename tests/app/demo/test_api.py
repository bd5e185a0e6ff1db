"""A request that breaks off is asked again under its key; one that is refused is not."""

from __future__ import annotations

import json

import httpx
import pytest

from app.demo import api as room
from app.demo.api import Api, NotDone

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits here."""
    monkeypatch.setattr(room, "PAUSE_S", 0.0)


async def test_what_broke_off_is_asked_again_under_one_key() -> None:
    """A lost answer, a busy service, and then the answer."""
    seen: list[httpx.Request] = []

    def service(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if len(seen) == 1:
            raise httpx.ReadError("killed")
        return httpx.Response(503 if len(seen) == 2 else 201, json={"id": "s1"})

    api = Api("http://service", "ac_1_x", transport=httpx.MockTransport(service))
    assert await api.post("/v1/x", {"a": 1}) == {"id": "s1"}
    await api.close()
    assert api.sent_again == 2
    assert len({request.headers["idempotency-key"] for request in seen}) == 1
    assert {request.headers["authorization"] for request in seen} == {"Bearer ac_1_x"}
    assert {json.loads(request.content)["a"] for request in seen} == {1}


async def test_what_is_refused_is_told() -> None:
    """With the service's own words, and without a second try."""

    def service(_: httpx.Request) -> httpx.Response:
        return httpx.Response(404, text="nothing here")

    api = Api("http://service", "", transport=httpx.MockTransport(service))
    with pytest.raises(NotDone, match="404: nothing here"):
        await api.get("/v1/x", limit=3)
    await api.close()
    assert api.sent_again == 0


async def test_it_is_given_up_in_the_end() -> None:
    """Where nobody answers."""

    def service(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    api = Api("http://service", "", patience_s=-1.0, transport=httpx.MockTransport(service))
    with pytest.raises(NotDone, match="cannot be reached"):
        await api.get("/v1/x")
    await api.close()
