"""What comes to the desk is a request of a sane size, or is hung up on."""

from __future__ import annotations

import asyncio

import pytest

from app.demo.desk import BODY, Desk, Exchange

pytestmark = pytest.mark.anyio


async def say(port: int, content: bytes) -> bytes:
    """Send bytes, and read what comes back."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(content)
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def echo(exchange: Exchange) -> None:
    """Answer with what was asked."""
    asked = exchange.request
    await exchange.answer(200, asked.body, X_Asked=f"{asked.method} {asked.path} {asked.headers.get('x-a')}")


async def test_a_request_is_read_whole() -> None:
    """Its line, its headers whatever their case, its body."""
    desk = Desk(echo)
    await desk.open()
    answer = await say(desk.port, b"POST /a HTTP/1.1\r\nX-A: b: c\r\nContent-Length: 3\r\n\r\nxyz")
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\nX-Asked: POST /a b: c\r\n" in answer
    assert answer.endswith(b"\r\n\r\nxyz")
    await desk.crash()


@pytest.mark.parametrize(
    "content",
    [
        b"nonsense\r\n\r\n",
        b"POST /a HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /a HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        b"POST /a HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (BODY + 1),
        b"POST /a HTTP/1.1\r\nX: " + b"x" * 200_000,
    ],
)
async def test_what_is_no_request_is_hung_up_on(content: bytes) -> None:
    """Nothing is read on in the hope that it ends."""
    desk = Desk(echo)
    await desk.open()
    assert await say(desk.port, content) == b""
    await desk.crash()
