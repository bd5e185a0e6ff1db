"""Where a webhook may go. What is asked for is checked when it is registered, and again each time it is sent.

An instructor names the address, so it is a stranger's: it may be that of a service inside, or a name that leads to
another place each time it is looked up. So the name is resolved here, every address that comes back is checked, and the
connection goes to one that was checked; `httpx-secure` sees to it, under the connection, that it goes nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import httpx

from app.errors import AppError
from app.settings import Settings
from app.webhooks import addresses
from app.webhooks.addresses import Address, Network

LONGEST = 2000  #: characters of an address
WRITTEN = re.compile(r"[!-\[\]-~]+")  # ASCII without spaces and backslashes, which programs read in different ways
BEGINNING = re.compile(r"(?P<scheme>https?)://(?P<authority>[^/?#]+)", re.IGNORECASE)
LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
INSIDE = frozenset({"localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "private"})
PORTS = {"https": frozenset({443, 8443}), "http": frozenset({80, 8080, 443, 8443})}
DEFAULTS = {"https": 443, "http": 80}
HIGHEST = 65535

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


class BadUrl(AppError):
    """No webhook can be sent to such an address."""

    status = 422


class Refused(AppError):
    """The address leads where no webhook may go."""

    status = 422


class Unknown(AppError):
    """The name cannot be looked up."""

    status = 422


@dataclass(frozen=True, kw_only=True)
class Place:
    """An address that was taken apart once; nobody reads it a second time in another way."""

    url: httpx.URL
    host: str  #: a name, or an address
    port: int
    address: Address | None  #: where the host is one


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What the operator allows."""

    http: bool = False
    networks: tuple[Network, ...] = ()  #: that may be reached although they are not public
    hosts: frozenset[str] = frozenset()  #: that may be wherever they are, but not on this machine

    @classmethod
    def of(cls, settings: Settings) -> Policy:
        """Take it from the settings."""
        read = [(one, addresses.network(one)) for one in settings.webhooks_allow]
        return cls(
            http=settings.webhooks_http,
            networks=tuple(found for _, found in read if found is not None),
            hosts=frozenset(one.lower() for one, found in read if found is None),
        )

    def lets(self, address: Address, host: str) -> bool:
        """Whether a connection may go to an address that a host has."""
        if addresses.is_within(address, self.networks) or addresses.is_public(address):
            return True
        return host in self.hosts and addresses.may_be_named(address)

    def trusts(self, place: Place) -> bool:
        """Whether the operator has named it: then it may have any port."""
        if place.address is not None:
            return addresses.is_within(place.address, self.networks)
        return place.host in self.hosts


def check_url(url: str, policy: Policy) -> Place:
    """Take apart what somebody wants to have told; BadUrl says what is wrong with it, Refused that it leads inside.

    What a name resolves to is not asked here: it may be another thing tomorrow, and is asked each time.
    """
    place = _read(url, policy)
    if place.address is not None and not policy.lets(place.address, place.host):
        raise Refused("This address is not on the public internet, and the operator has not allowed it.")
    if place.address is None and place.host not in policy.hosts:
        _check_name(place.host)
    if place.port not in PORTS[place.url.scheme] and not policy.trusts(place):
        ports = " or ".join(map(str, sorted(PORTS[place.url.scheme])))
        raise BadUrl(f"The port must be {ports}, but for hosts that the operator has allowed.")
    return place


async def checked(place: Place, policy: Policy, resolve: Resolve) -> list[Address]:
    """Give the addresses of a place, all of them checked (Refused, Unknown)."""
    found = [place.address] if place.address is not None else await _looked_up(place, resolve)
    for address in found:
        if not policy.lets(address, place.host):
            raise Refused("The name leads to an address that is not on the public internet, and not allowed.")
    return found


async def _looked_up(place: Place, resolve: Resolve) -> list[Address]:
    try:
        found = await resolve(place.host, place.port)
    except (OSError, UnicodeError) as error:
        raise Unknown from error
    read = [addresses.read(one) for one in found]
    if not read:
        raise Unknown
    if None in read:  # with a zone, or nothing that we know
        raise Refused
    return [one for one in read if one is not None]


def _read(url: str, policy: Policy) -> Place:
    if len(url) > LONGEST:
        raise BadUrl(f"An address has at most {LONGEST} characters.")
    if not WRITTEN.fullmatch(url):
        raise BadUrl("Write the address in ASCII, without spaces and backslashes: a host as xn--..., a path with %...")
    begun = BEGINNING.match(url)
    if begun is None or (begun["scheme"].lower() == "http" and not policy.http):
        raise BadUrl("The address must begin with https:// and a host.")
    if "@" in begun["authority"]:
        raise BadUrl("No name and password may stand in the address.")
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise BadUrl from error
    if parsed.fragment or "#" in url:
        raise BadUrl("No #fragment may stand in the address.")
    port = parsed.port if parsed.port is not None else DEFAULTS[parsed.scheme]
    if not 1 <= port <= HIGHEST:
        raise BadUrl("A port is a number from 1 to 65535.")
    host = parsed.raw_host.decode("ascii")  # `host` would show xn-- in letters, which are not what is looked up
    return Place(url=parsed, host=host, port=port, address=addresses.read(host))


def _check_name(host: str) -> None:
    labels = host.split(".")
    if not all(LABEL.fullmatch(label) for label in labels) or len(host) > 253:  # noqa: PLR2004 - as DNS has it
        raise BadUrl("This is no host: write its full name, without a dot at the end, or its address as usual.")
    if NUMBER.fullmatch(labels[-1]):
        raise BadUrl("A host that ends in a number must be an address as it is usually written.")
    if len(labels) == 1 or labels[-1] in INSIDE or labels[-2:] == ["home", "arpa"]:
        raise Refused("This name is known only inside a network, and the operator has not allowed it.")
