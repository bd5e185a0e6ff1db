"""A file fetched from a host that a hook allows: through the guard, without redirects, within a time and a size."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import ClassVar
from weakref import WeakValueDictionary

import httpx
from httpx_secure import SSRFProtectionError

from app.errors import AppError
from app.settings import Settings
from app.webhooks.guard import Place, Policy, Resolve, Unknown
from app.webhooks.guarded import GuardedClient, Request
from app.webhooks.wording import words

LARGEST = 8 << 20  #: bytes
TIMEOUT_S = 10.0  #: for all of it, and the LMS waits for us as long
SILENT_S = 15.0  #: for each part of it, where more is given for all of it
AT_ONCE = 32  #: each may hold 8 MiB
OF_A_HOST = 2  #: of these, so that a host that is slow keeps nobody waiting who fetches from another
WAIT_S = 5.0  #: for a place


class HostNotAllowed(AppError):
    """The hook does not allow files from this host."""

    status = 422


class FileRedirects(AppError):
    """The address of the file redirects, and redirects are not followed: give the address of the file itself."""

    status = 422


class FileTooLarge(AppError):
    """The file has more than 8 MiB. Clear a notebook's outputs, and hand it over again."""

    status = 413


class NotFetched(AppError):
    """The file could not be fetched; nothing was stored. Send the message again."""

    status = 502


class NoPlace(AppError):
    """Too many files are being fetched, from this host or from all, and no place was free in time. Send it again."""

    status = 503
    retry_after_s: ClassVar[int] = 10


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What came, and the last part of its path."""

    content: bytes
    name: str


class Fetcher:
    """Fetches. It belongs to one loop."""

    def __init__(self, policy: Policy, *, ca: str = "", resolve: Resolve | None = None) -> None:
        """Read the certificates that are trusted (BadCertificates)."""
        self._client = GuardedClient(policy, ca=ca, timeout_s=SILENT_S, at_once=AT_ONCE, resolve=resolve)
        self._room = asyncio.Semaphore(AT_ONCE)
        self._of_host: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()  # those that are asked now

    @classmethod
    def of(cls, settings: Settings) -> Fetcher:
        """Make one as the settings have it."""
        return cls(Policy.of(settings), ca=settings.webhooks_ca)

    async def close(self) -> None:
        """Let go of connections and threads."""
        await self._client.close()

    async def get(
        self, url: str, hosts: Collection[str], *, within_s: float = TIMEOUT_S, wait_s: float = WAIT_S
    ) -> Fetched:
        """Fetch a file (BadUrl, Refused, and any error above); `within_s` begins when there is a place for it."""
        place = self._client.place(url)
        if place.host not in hosts:
            raise HostNotAllowed(f"This hook fetches no files from {place.host}.")
        async with self._place(place.host, wait_s):
            content = await self._within(place, within_s)
        return Fetched(content=content, name=place.url.path.rpartition("/")[2])

    @asynccontextmanager
    async def _place(self, host: str, wait_s: float) -> AsyncIterator[None]:
        of_host = self._of_host.setdefault(host, asyncio.Semaphore(OF_A_HOST))
        async with AsyncExitStack() as places:
            try:
                async with asyncio.timeout(wait_s):
                    await places.enter_async_context(of_host)
                    await places.enter_async_context(self._room)
            except TimeoutError:
                raise NoPlace from None
            yield

    async def _within(self, place: Place, within_s: float) -> bytes:
        try:
            async with asyncio.timeout(within_s):
                return await self._client.ask(Request(method="GET", place=place), _content)
        except TimeoutError:
            raise NotFetched(f"The file did not come within {within_s:g} s. Send the message again.") from None
        except (Unknown, SSRFProtectionError, httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotFetched(f"The file could not be fetched. {words(error)}") from None


async def _content(response: httpx.Response) -> bytes:
    _check(response)
    content = bytearray()
    async for chunk in response.aiter_raw():
        content += chunk
        if len(content) > LARGEST:
            raise FileTooLarge
    return bytes(content)


def _check(response: httpx.Response) -> None:
    if response.is_redirect:
        raise FileRedirects
    if response.status_code != httpx.codes.OK:
        raise NotFetched(f"The file could not be fetched: its host answered {response.status_code}.")
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise NotFetched("The file could not be fetched: its host sends it compressed although it was asked not to.")
    length = response.headers.get("content-length", "")
    if length.isdecimal() and len(length) < 20 and int(length) > LARGEST:  # noqa: PLR2004 - a longer one is no length
        raise FileTooLarge
