"""One try: a body sent to an address, and what came of it. Whatever the other side does is an outcome, no error."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx
from httpx_secure import SSRFProtectionError

from app.errors import AppError
from app.settings import Settings
from app.webhooks.guard import Policy, Resolve
from app.webhooks.guarded import GuardedClient, Request
from app.webhooks.wording import printed, words

TIMEOUT_S = 15.0  #: for all of it: the name, the connection, the answer to its end
READ = 64 << 10  #: bytes of an answer that are read; the status stands before them


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a try: the status of an answer, and `error` with why none came, or not all of it."""

    ms: int
    status: int | None = None
    response: str = ""  #: its beginning
    error: str = ""
    retry_after: str | None = None

    @property
    def ok(self) -> bool:
        """Whether it was taken: by a status of 2xx, and nothing else."""
        return not self.error and self.status is not None and 200 <= self.status < 300  # noqa: PLR2004 - as HTTP has it


class Post:
    """Sends. It belongs to one loop."""

    def __init__(  # noqa: PLR0913 - what sending takes
        self,
        policy: Policy,
        *,
        ca: str = "",
        timeout_s: float = TIMEOUT_S,
        at_once: int = 0,
        resolve: Resolve | None = None,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        """Read the certificates that are trusted (BadCertificates)."""
        self._timeout_s, self._ticks = timeout_s, ticks
        self._client = GuardedClient(policy, ca=ca, timeout_s=timeout_s, at_once=at_once, resolve=resolve)

    @classmethod
    def of(cls, settings: Settings) -> Post:
        """Make one as the settings have it."""
        return cls(Policy.of(settings), ca=settings.webhooks_ca, at_once=settings.webhooks_at_once)

    async def close(self) -> None:
        """Let go of connections and threads."""
        await self._client.close()

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        """Send a body, and wait for the end of the answer, or of the time."""
        began = self._ticks()
        seen = _Seen()
        try:
            async with asyncio.timeout(self._timeout_s):
                await self._send(url, headers, body, seen)
        except TimeoutError:
            seen.error = f"No whole answer came in {self._timeout_s:g} s."
        except (AppError, SSRFProtectionError, httpx.HTTPError, httpx.InvalidURL) as error:
            seen.error = words(error)
        return Outcome(
            ms=round((self._ticks() - began) * 1000),
            status=seen.status,
            response=printed(bytes(seen.body)),
            error=seen.error,
            retry_after=seen.retry_after,
        )

    async def _send(self, url: str, headers: Mapping[str, str], body: bytes, seen: _Seen) -> None:
        place = self._client.place(url)
        await self._client.ask(Request(method="POST", place=place, headers=headers, body=body), seen.read)


@dataclass(kw_only=True)
class _Seen:
    """What has come so far."""

    status: int | None = None
    body: bytearray = field(default_factory=bytearray)
    error: str = ""
    retry_after: str | None = None

    async def read(self, response: httpx.Response) -> None:
        """Take what comes, as long as it is not too much."""
        self.status = response.status_code
        self.retry_after = response.headers.get("retry-after")
        async for chunk in response.aiter_raw():
            self.body += chunk[: READ - len(self.body)]
            if len(self.body) >= READ:
                return
