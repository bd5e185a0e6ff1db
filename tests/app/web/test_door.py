"""The outermost door: what is on every answer, and bodies that come slowly, or not at all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from app.web import shown
from app.web.door import HEADERS, Door
from tests.app.web.scene import Scene, problem

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

pytestmark = pytest.mark.anyio


async def test_every_answer_is_guarded(scene: Scene) -> None:
    """An answer, a refusal and an address that is not there carry the same headers."""
    for path in ("/v1/submissions", "/v1/submissions/x", "/nowhere", "/healthz", "/openapi.json"):
        response = await scene.ask("ada", "GET", path)
        assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


async def test_our_own_fault_is_told_as_ours(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """500 without the exception's text, with the headers of every other answer."""

    async def broken(*_: object) -> None:
        raise RuntimeError("the secret of the house")

    submission = await scene.hand_in()
    monkeypatch.setattr(shown.View, "submission", broken)
    scene.client._transport.raise_app_exceptions = False  # type: ignore[attr-defined]
    response = await scene.ask("ada", "GET", f"/v1/submissions/{submission}")
    problem(response, 500, "internal")
    assert "secret" not in response.text
    assert response.headers["x-frame-options"] == "DENY"


async def test_an_address_and_a_method_that_are_not_there_are_told(scene: Scene) -> None:
    """In the form of every other problem."""
    problem(await scene.client.get("/nowhere"), 404, "not-found")
    problem(await scene.client.put("/v1/submissions"), 405, "method-not-allowed")


async def reads(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that reads the whole body."""
    body = await Request(scope, receive).body()
    await PlainTextResponse(str(len(body)))(scope, receive, send)


async def knock(door: Door, *pieces: bytes, pause_s: float = 0.0, length: int | None = None) -> list[Message]:
    """Send a body in pieces, with a pause before each."""
    left = list(pieces)
    answers: list[Message] = []

    async def receive() -> Message:
        await asyncio.sleep(pause_s)
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    async def send(message: Message) -> None:
        answers.append(message)

    headers = [(b"content-length", str(length).encode())] if length is not None else []
    scope: Any = {"type": "http", "method": "POST", "path": "/", "headers": headers, "query_string": b""}
    await door(scope, receive, send)
    return answers


async def test_a_body_of_the_most_comes_in() -> None:
    """The limit itself is allowed."""
    answers = await knock(Door(reads, most=4), b"ab", b"cd", length=4)
    assert (answers[0]["status"], answers[1]["body"]) == (200, b"4")


async def test_a_length_that_is_announced_is_believed_when_it_is_too_long() -> None:
    """The body is not read at all, and the connection is not used again."""
    answers = await knock(Door(reads, most=4), length=5)
    assert answers[0]["status"] == 413
    assert (b"connection", b"close") in answers[0]["headers"]


@pytest.mark.parametrize(("most", "within_s", "pause_s", "status"), [(3, 5, 0, 413), (9, 0.05, 0.2, 408)])
async def test_a_body_too_large_or_too_slow_is_broken_off(
    most: int, within_s: float, pause_s: float, status: int
) -> None:
    """Whatever length was announced; the framework makes a problem of it."""
    from starlette.exceptions import HTTPException

    with pytest.raises(HTTPException) as refused:
        await knock(Door(reads, most=most, within_s=within_s), b"ab", b"cd", pause_s=pause_s)
    assert refused.value.status_code == status
