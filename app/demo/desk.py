"""HTTP as an LMS that misbehaves needs it: whoever answers decides when, how much, and whether at all.

A web framework would be kind to the other side. Here each connection takes one request and is closed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus

HEAD, BODY = 64 << 10, 1 << 20  #: bytes; who sends more is hung up on
TOO_MUCH = (asyncio.LimitOverrunError, asyncio.IncompleteReadError, ValueError, OSError)


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was sent; the names of its headers are in small letters."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Exchange:
    """One request, and the way back to who sent it."""

    def __init__(self, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.request, self._reader, self._writer = request, reader, writer

    async def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Answer; a header's name is written with `_` for `-`. Who has hung up meanwhile is not told."""
        told = {"Content-Length": str(len(body)), "Connection": "close"}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
            *(f"{name}: {value}" for name, value in told.items()),
        ]
        await self.say(("\r\n".join(lines) + "\r\n\r\n").encode() + body)

    async def say(self, content: bytes) -> None:
        """Send bytes as they are, whether they make an answer or not."""
        try:
            self._writer.write(content)
            await self._writer.drain()
        except OSError:
            self.hang_up()

    @property
    def gone(self) -> bool:
        """Whether the other side has hung up, or we have."""
        return self._reader.at_eof() or self._writer.is_closing()

    async def until_gone(self) -> None:
        """Wait until the other side hangs up, and say nothing."""
        with suppress(OSError):
            while await self._reader.read(HEAD):
                pass

    def hang_up(self) -> None:
        """End the connection with nothing further said."""
        self._writer.transport.abort()


class Desk:
    """A listening socket whose requests go to one function."""

    def __init__(self, take: Callable[[Exchange], Awaitable[None]], *, host: str = "127.0.0.1", port: int = 0) -> None:
        self._take, self._host = take, host
        self._server: asyncio.Server | None = None
        self._busy: set[asyncio.Task[None]] = set()
        self.port = port

    async def open(self) -> None:
        """Listen; at the same port again where it has listened before."""
        self._server = await asyncio.start_server(self._serve, self._host, self.port, limit=HEAD)
        self.port = self._server.sockets[0].getsockname()[1]

    async def crash(self) -> None:
        """Drop everything at once, as a process does that is killed."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for task in self._busy:
            task.cancel()
        await asyncio.gather(*self._busy, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._busy.add(task)
            task.add_done_callback(self._busy.discard)
        try:
            await self._take(Exchange(await read(reader), reader, writer))
            writer.close()
        except TOO_MUCH:
            writer.transport.abort()
        except asyncio.CancelledError:
            writer.transport.abort()  # not raised again: the server would log what is meant to happen


async def read(reader: asyncio.StreamReader) -> Request:
    """Read one request (one of TOO_MUCH for what is none, or is too large)."""
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ")
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines) if name
    }
    size = int(headers.get("content-length", "0"))
    if not 0 <= size <= BODY:
        raise ValueError(f"a body of {size} bytes")
    return Request(method=method, path=path, headers=headers, body=await reader.readexactly(size))
