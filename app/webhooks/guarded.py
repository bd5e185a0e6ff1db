"""Requests that leave the house: each goes to an address that was checked, under its name, and nowhere else."""

from __future__ import annotations

import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TypeVar

import httpx
from httpx_secure import httpx_ssrf_protection

from app.errors import AppError
from app.webhooks import guard
from app.webhooks.addresses import Address
from app.webhooks.guard import Place, Policy, Resolve
from app.webhooks.names import Resolver

CONNECTS = 3  #: addresses of one name that are tried
CONNECT_S = 5.0  #: for each of them

#: To which addresses the request under way may be connected. It is asked under the connection, where nothing else is
#: known of the request; without one nothing may be.
allowed: ContextVar[Sequence[Address]] = ContextVar("allowed", default=())

Answer = TypeVar("Answer")


class BadCertificates(AppError):
    """The file that ALLCLOSE_WEBHOOKS_CA names holds no certificates, or cannot be read."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked, and of which place."""

    method: str
    place: Place
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class GuardedClient:
    """Asks what a policy lets be asked. It belongs to one loop."""

    def __init__(
        self, policy: Policy, *, ca: str, timeout_s: float, at_once: int, resolve: Resolve | None = None
    ) -> None:
        """Read the certificates that are trusted (BadCertificates); `timeout_s` is for each part of a request."""
        self._policy = policy
        self._names = Resolver(at_once)
        self._resolve = resolve or self._names
        trusted = httpx.create_ssl_context(trust_env=False)
        if ca:
            _trust(trusted, ca)
        # No connection is used twice: two hosts may share an address, and each has to show its own certificate.
        # Nor is a cookie kept: it would be sent to whoever shares the address.
        self._client = httpx.AsyncClient(
            cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
            verify=trusted,
            trust_env=False,
            follow_redirects=False,
            event_hooks={"response": [_no_location]},
            timeout=httpx.Timeout(timeout_s, connect=CONNECT_S),
            limits=httpx.Limits(max_keepalive_connections=0, max_connections=None),
        )
        httpx_ssrf_protection(
            self._client,
            check_globally_reachable=False,  # the policy knows more blocks, and those that an operator allows
            custom_validator=lambda _host, address, _port: address in allowed.get(),
            dns_cache_size=0,  # what one request may do says nothing about another
        )

    async def close(self) -> None:
        """Let go of connections and threads."""
        await self._client.aclose()
        self._names.close()

    def place(self, url: str) -> Place:
        """Take an address apart (BadUrl, Refused)."""
        return guard.check_url(url, self._policy)

    async def ask(self, request: Request, read: Callable[[httpx.Response], Awaitable[Answer]]) -> Answer:
        """Ask the first address of a place that takes a connection; give what `read` makes of its answer as it comes.

        Raises Refused, Unknown, SSRFProtectionError, httpx.HTTPError, and what `read` raises.
        """
        found = (await guard.checked(request.place, self._policy, self._resolve))[:CONNECTS]
        allowed.set(tuple(found))
        *others, last = found
        for address in others:
            with suppress(httpx.ConnectError, httpx.ConnectTimeout):
                return await self._ask(request, address, read)
        return await self._ask(request, last, read)

    async def _ask(
        self, request: Request, address: Address, read: Callable[[httpx.Response], Awaitable[Answer]]
    ) -> Answer:
        response = await self._client.send(self._written(request, address), stream=True)
        try:
            return await read(response)
        finally:
            await response.aclose()

    def _written(self, request: Request, address: Address) -> httpx.Request:
        """Write a request to an address, that names the host as if it had been looked up on the way."""
        place = request.place
        url, host = place.url.copy_with(host=str(address)), place.url.netloc.decode("ascii")
        headers = {**request.headers, "host": host, "accept-encoding": "identity", "connection": "close"}
        extensions = {} if place.address is not None else {"sni_hostname": place.host}
        return self._client.build_request(
            request.method, url, content=request.body, headers=headers, extensions=extensions
        )


async def _no_location(response: httpx.Response) -> None:
    """Take away where a redirect leads: nobody goes there, and one that is no address would hide the status."""
    response.headers.pop("location", None)


def _trust(trusted: ssl.SSLContext, file: str) -> None:
    try:
        trusted.load_verify_locations(cafile=file)
    except OSError as error:  # ssl.SSLError is one, too
        raise BadCertificates from error
