"""One try: a body sent to an address, and what came of it. Whatever the other side does is an outcome, no error."""

from __future__ import annotations

import asyncio
import re
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx
from httpx_secure import SSRFProtectionError, httpx_ssrf_protection

from app.errors import AppError
from app.settings import Settings
from app.webhooks import guard
from app.webhooks.addresses import Address
from app.webhooks.guard import Place, Policy, Refused, Resolve
from app.webhooks.names import Resolver

TIMEOUT_S = 15.0  #: for all of it: the name, the connection, the answer to its end
READ = 64 << 10  #: bytes of an answer that are read; the status stands before them
KEPT = 1000  #: characters of an answer that are kept
CONNECTS = 3  #: addresses of one name that are tried
CONNECT_S = 5.0  #: for each of them
UNPRINTED = re.compile(r"[^\t\r\n\x20-\x7e\xa0-\U0010ffff]|[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")

#: To which addresses the request under way may be connected. It is asked under the connection, where nothing else is
#: known of the request; without one nothing may be.
allowed: ContextVar[Sequence[Address]] = ContextVar("allowed", default=())


class BadCertificates(AppError):
    """The file that ALLCLOSE_WEBHOOKS_CA names holds no certificates, or cannot be read."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a try: the status of an answer that came whole, or `error` and why there was none."""

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
        self.policy = policy
        self._timeout_s, self._ticks = timeout_s, ticks
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

    @classmethod
    def of(cls, settings: Settings) -> Post:
        """Make one as the settings have it."""
        return cls(Policy.of(settings), ca=settings.webhooks_ca, at_once=settings.webhooks_at_once)

    async def close(self) -> None:
        """Let go of connections and threads."""
        await self._client.aclose()
        self._names.close()

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
            response=_printed(bytes(seen.body)),
            error=seen.error,
            retry_after=seen.retry_after,
        )

    async def _send(self, url: str, headers: Mapping[str, str], body: bytes, seen: _Seen) -> None:
        place = guard.check_url(url, self.policy)
        found = (await guard.checked(place, self.policy, self._resolve))[:CONNECTS]
        allowed.set(tuple(found))
        for left, address in zip(range(len(found) - 1, -1, -1), found, strict=True):
            try:
                await self._exchange(request_to(self._client, place, address, headers, body), seen)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if not left:
                    raise
            else:
                return

    async def _exchange(self, request: httpx.Request, seen: _Seen) -> None:
        response = await self._client.send(request, stream=True)
        try:
            seen.status = response.status_code
            seen.retry_after = response.headers.get("retry-after")
            async for chunk in response.aiter_raw():
                seen.body += chunk[: READ - len(seen.body)]
                if len(seen.body) >= READ:
                    return
        finally:
            await response.aclose()


async def _no_location(response: httpx.Response) -> None:
    """Take away where a redirect leads: nobody goes there, and one that is no address would hide the status."""
    response.headers.pop("location", None)


def _trust(trusted: ssl.SSLContext, file: str) -> None:
    try:
        trusted.load_verify_locations(cafile=file)
    except OSError as error:  # ssl.SSLError is one, too
        raise BadCertificates from error


@dataclass(kw_only=True)
class _Seen:
    """What has come so far."""

    status: int | None = None
    body: bytearray = field(default_factory=bytearray)
    error: str = ""
    retry_after: str | None = None


def request_to(  # noqa: PLR0913, PLR0917 - what a request is made of
    client: httpx.AsyncClient,
    place: Place,
    address: Address,
    headers: Mapping[str, str],
    body: bytes,
    method: str = "POST",
) -> httpx.Request:
    """Write a request to an address, that names the host as if it had been looked up on the way."""
    url = place.url.copy_with(host=str(address))
    named = {**headers, "host": place.url.netloc.decode("ascii"), "accept-encoding": "identity", "connection": "close"}
    extensions = {} if place.address is not None else {"sni_hostname": place.host}
    return client.build_request(method, url, content=body, headers=named, extensions=extensions)


def _printed(body: bytes) -> str:
    """The beginning of an answer as text that can be stored and shown: whoever sent it may mean harm."""
    return UNPRINTED.sub("\ufffd", body[: 4 * KEPT].decode("utf-8", errors="replace"))[:KEPT]


#: Why there was no answer, in words of ours; the first that fits.
WORDS: tuple[tuple[type[Exception], str], ...] = (
    (SSRFProtectionError, Refused.default_message()),
    (httpx.ConnectTimeout, "No connection came about in time."),
    (httpx.ConnectError, "No connection came about: it was refused, or TLS failed."),
    (httpx.TimeoutException, "The other side fell silent."),
    (Exception, "The connection broke, or what came was no HTTP."),
)


def words(error: Exception) -> str:
    """Why there was no answer, in words of ours."""
    if isinstance(error, AppError):
        return str(error)
    not_trusted = _certificate(error)
    if not_trusted is not None:
        return f"The certificate is not trusted: {not_trusted}"[:200]
    return next(words for kind, words in WORDS if isinstance(error, kind))


def _certificate(error: BaseException | None) -> str | None:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return UNPRINTED.sub("?", error.verify_message)
        error = error.__cause__ or error.__context__
    return None
