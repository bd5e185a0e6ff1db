"""Which addresses a webhook may go to: those of the public internet, and what the operator has allowed beside them."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

UNICAST = IPv6Network("2000::/3")  #: all that IPv6 has given out so far
#: Parts of it that lead elsewhere than they say, or nowhere: Teredo and its like, 6to4, examples.
ODD = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
#: Parts of IPv4 that are no public host's: told in full, for what Python calls global differs from version to version.
#: The last is where Azure tells its machines about themselves.
ODD_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
        ),
    )
)  # fmt: skip
MAPPED = IPv6Network("::ffff:0:0/96")
NAT64 = IPv6Network("64:ff9b::/96")
#: What no host that is allowed by its name may be: this machine itself, and what tells a machine its secrets.
NEVER_BY_NAME = tuple(
    map(ip_network, ("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "::/127", "fe80::/10", "fd00:ec2::254/128"))
)


def plain(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one that is only another way to write it."""
    if isinstance(address, IPv6Address) and (address in MAPPED or address in NAT64):
        return IPv4Address(address.packed[-4:])
    return address


def is_public(address: Address) -> bool:
    """Whether an address is that of one host on the public internet, and not only another way to write one."""
    if isinstance(address, IPv4Address):
        return address.is_global and not _in_any(address, ODD_4)
    return address in UNICAST and not (address.is_private or _in_any(address, ODD))


def is_within(address: Address, networks: Sequence[Network]) -> bool:
    """Whether an address is in one of these networks, also where it is written another way."""
    return _in_any(plain(address), networks)


def may_be_named(address: Address) -> bool:
    """Whether a host that the operator allows by its name may have this address."""
    inner = plain(address)
    return not (inner.is_multicast or _in_any(inner, NEVER_BY_NAME))


def read(text: str) -> Address | None:
    """Read an address in its usual form only, without a zone; None for everything else."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return None if getattr(found, "scope_id", None) else found


def network(text: str) -> Network | None:
    """Read a network, or one address as a network; None for a name."""
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def _in_any(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)
