"""An LMS on this machine that answers what it is told to: raw bytes over a socket, so that it can misbehave."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from app.webhooks.guard import Resolve

Answer = Callable[["Receiver", asyncio.StreamWriter], Awaitable[None]]


def says(status: int, *headers: str, body: bytes = b"") -> Answer:
    """Answer as a well-behaved server does."""

    async def answer(_: Receiver, writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {status} Whatever", f"content-length: {len(body)}", *headers]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await writer.drain()

    return answer


def writes(content: bytes) -> Answer:
    """Answer with whatever bytes."""

    async def answer(_: Receiver, writer: asyncio.StreamWriter) -> None:
        writer.write(content)
        await writer.drain()

    return answer


@dataclass(frozen=True, kw_only=True)
class Message:
    """What came."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(kw_only=True)
class Receiver:
    """Takes what comes; `answers` are given in their order, the last of them for ever."""

    answers: list[Answer] = field(default_factory=lambda: [says(204)])
    messages: list[Message] = field(default_factory=list)
    connections: int = 0  #: that were made, with a request or without
    sent: int = 0  #: bytes of a long answer
    port: int = 0
    scheme: str = "http"

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"{self.scheme}://127.0.0.1:{self.port}/hook"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one request."""
        self.connections += 1
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            request, *lines = head.splitlines()
            headers = dict(line.split(": ", 1) for line in lines if line)
            headers = {name.lower(): value for name, value in headers.items()}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            self.messages.append(Message(path=request.split(" ")[1], headers=headers, body=body))
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            await answer(self, writer)
        except (ConnectionError, asyncio.IncompleteReadError, TimeoutError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def receiving(
    *answers: Answer, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> AsyncIterator[Receiver]:
    """Listen on a free port."""
    receiver = Receiver(scheme="https" if tls else "http")
    if answers:
        receiver.answers = list(answers)
    open_connections: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        open_connections.add(task)
        await receiver.serve(reader, writer)

    server = await asyncio.start_server(serve, host, 0, ssl=tls)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()
        for task in open_connections:
            task.cancel()
        await asyncio.gather(*open_connections, return_exceptions=True)


def names(**known: list[str]) -> Resolve:
    """A resolver that knows a few names, with _ for a dot."""

    async def resolve(host: str, _: int) -> list[str]:
        found = known.get(host.replace(".", "_"))
        if found is None:
            raise OSError("no such name")
        return found

    return resolve
