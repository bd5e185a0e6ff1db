"""The outermost door: how much may come in, how long it may take, and what is written on everything that goes out."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.problems import TooLarge, problem

BODY = 9 << 20  #: bytes: a notebook in a form
BODY_S = 60.0  #: in which a body has to be here
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
WITH_SCRIPTS = "/docs"  #: its page loads scripts


class Door:
    """Wraps the whole application, what it says of its own errors included."""

    def __init__(self, app: ASGIApp, *, most: int = BODY, within_s: float = BODY_S) -> None:
        self._app, self._most, self._within_s = app, most, within_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, and its answer out."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answering = Answering(scope, send)
        if _announced(scope) > self._most:
            await problem(TooLarge(), {"Connection": "close"})(scope, receive, answering)
            return
        await self._app(scope, Body(receive, self._most, self._within_s), answering)


class Body:
    """What comes in, counted and timed."""

    def __init__(self, receive: Receive, most: int, within_s: float) -> None:
        self._receive, self._left, self._within_s = receive, most, within_s
        self._until: float | None = None
        self._whole = False

    async def __call__(self) -> Message:
        """Give the next piece; the framework lets an HTTPException pass, and no other error, where it reads."""
        if self._whole:
            return await self._receive()
        now = asyncio.get_running_loop().time
        self._until = self._until or now() + self._within_s
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408) from None
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
            if self._left < 0:
                raise HTTPException(413)
        return message


class Answering:
    """What goes out, with the headers that all answers carry."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope, self._send = scope, send

    async def __call__(self, message: Message) -> None:
        """Send the next piece."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                if not (name == "Content-Security-Policy" and self._scope["path"] == WITH_SCRIPTS):
                    headers.setdefault(name, value)
        await self._send(message)


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isdecimal() and len(length) < 20 else 0  # noqa: PLR2004 - what is no number is not announced
