"""Where a webhook may not go: every spelling of it is refused, and a socket that listens there hears nothing."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_network

import pytest

from app.webhooks import guard
from app.webhooks.guard import BadUrl, Policy, Refused, check_url
from app.webhooks.post import Post
from tests.app.webhooks.receiver import names

pytestmark = pytest.mark.anyio
STRICT = Policy()
WITH_HTTP = Policy(http=True)
PUBLIC = "93.184.215.14"

#: Hosts that lead to this machine, to a network inside, or to what tells a machine its secrets; behind each is put the
#: port where a socket listens. An address in its usual form is Refused, what only some programs read as one BadUrl.
SPELLINGS = [
    "127.0.0.1", "127.1", "127.0.1", "127.127.127.127", "2130706433", "0x7f000001", "0x7f.0.0.1",
    "0x7F.0x0.0x0.0x1", "0177.0.0.1", "017700000001", "0000177.0.0.01", "127.0.0.1.", "127.0.0.1..", "0", "0.0.0.0",  # noqa: S104 - nothing is bound to it
    "0x0", "00000000000", "4294967295", "255.255.255.255", "10.0.0.1", "10.1", "172.16.0.1", "172.31.255.255",
    "192.168.0.1", "192.168.1", "3232235521", "100.64.0.1", "169.254.169.254", "169.254.43518", "2852039166",
    "0xa9fea9fe", "0251.0376.0251.0376", "169.254.169.254.", "168.63.129.16", "192.0.0.192", "198.18.0.1",
    "100.100.100.200", "224.0.0.1", "240.0.0.1", "192.88.99.1", "[::1]", "[::]",
    "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:0:127.0.0.1]", "[::127.0.0.1]",
    "[::ffff:169.254.169.254]", "[::ffff:10.0.0.1]", "[2002:7f00:1::]", "[2002:a00:1::1]", "[64:ff9b::127.0.0.1]",
    "[64:ff9b::a00:1]", "[64:ff9b:1::7f00:1]", "[2001:0:7f00:1::]", "[2001:db8::1]", "[2001:10::1]", "[fe80::1]",
    "[fe80::1%25eth0]", "[fe80::1%eth0]", "[::1%25lo]", "[fc00::1]", "[fd00:ec2::254]", "[fec0::1]", "[ff02::1]",
    "[100::1]", "[3fff::1]", "localhost", "LOCALHOST", "localhost.", "localhost.localdomain", "sub.localhost",
    "intranet", "printer.local", "metadata.google.internal", "db.internal", "nas.lan", "router.home.arpa",
    "127.0.0.1@example.org", "example.org@127.0.0.1", "user:secret@example.org", "@example.org",
    "example.org:@127.0.0.1",
    "example.org\\@127.0.0.1", "example.org\\.127.0.0.1", "127.0.0.1\\.example.org", "example.org#@127.0.0.1",
    # what some programs take for digits, letters or dots
    "①②⑦.0.0.1", "127。0。0。1", "１２７.0.0.1", "١٢٧.0.0.1", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "loc\u00adalhost",  # noqa: RUF001
    "127.0.0.1\u2024example.org",
    "%31%32%37.0.0.1", "127%2e0.0.1", "127.0.0.1%00.example.org", "127.0.0.1%20", " 127.0.0.1", "127.0.0.1\t",
    "127.0.0.1\n", "127.0.0.1\r\nhost: example.org", "127.0.0.1\0.example.org", "[127.0.0.1]", "[::1", "::1", "1",
    "[v1.127.0.0.1]", "", ".", "..", "-", "a..b", "_.", "example.org.", "[]", "xn--", "a b.example.org", "127.0.0.1,a",
    "0x7f.1", "0x.0x.0", "1e3", "0b1", "256.256.256.256", "127.0.0.1.1", "999999999999", "-1", "+127.0.0.1",
]  # fmt: skip


@contextmanager
def listening() -> Iterator[tuple[int, socket.socket]]:
    """A port of this machine, on all its addresses, that somebody listens on."""
    with socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True, backlog=64) as listener:
        listener.settimeout(0)
        yield listener.getsockname()[1], listener


def heard(listener: socket.socket) -> bool:
    """Whether a connection was so much as tried."""
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def open_to(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let any address have this port: what is refused then is refused for where it leads."""
    monkeypatch.setattr(guard, "PORTS", {scheme: ports | {port} for scheme, ports in guard.PORTS.items()})


async def all_here(_: str, __: int) -> list[str]:
    """A resolver by which every name leads to this machine."""
    return ["127.0.0.1"]


@pytest.mark.parametrize("policy", [STRICT, WITH_HTTP], ids=["https", "http"])
@pytest.mark.parametrize("host", SPELLINGS)
async def test_no_spelling_leads_inside(host: str, policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused when it is registered; and where it is sent to all the same, no connection is tried."""
    with listening() as (port, listener):
        open_to(port, monkeypatch)
        url = f"{'http' if policy.http else 'https'}://{host}:{port}/"
        with pytest.raises((BadUrl, Refused)):
            check_url(url, policy)
        post = Post(policy, timeout_s=5, resolve=all_here)
        outcome = await post.post(url, {}, b"{}")
        await post.close()
        assert (outcome.status, outcome.ok) == (None, False)
        assert outcome.error
        assert not heard(listener)


async def test_without_the_guard_the_same_spellings_are_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above can fail: over thirty of them reach the socket as soon as nobody looks where they lead."""
    reached = set()
    with listening() as (port, listener):
        open_to(port, monkeypatch)
        monkeypatch.setattr(Policy, "lets", lambda *_: True)
        monkeypatch.setattr(guard, "_check_name", lambda _: None)
        server = await asyncio.start_server(lambda _, writer: writer.close(), sock=listener.dup())
        post = Post(WITH_HTTP, timeout_s=5, resolve=all_here)
        for host in (*SPELLINGS, "evil.example.org"):
            url = f"http://{host}:{port}/"
            outcome = await post.post(url, {}, b"{}") if is_here(url) else None
            if outcome is not None and outcome.error == "The connection broke, or what came was no HTTP.":
                reached.add(host)
        await post.close()
        server.close()
    assert len(reached) > 30
    numbers, others = {"127.0.0.1", "127.1", "2130706433", "0x7f000001"}, {"[::1]", "[::ffff:127.0.0.1]", "localhost"}
    assert numbers | others | {"evil.example.org"} <= reached


def is_here(url: str) -> bool:
    """Whether it leads to this machine, as far as it can be read; the test knocks at no other door."""
    try:
        address = check_url(url, WITH_HTTP).address
    except BadUrl:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return mapped is None or mapped.is_loopback or mapped.is_unspecified


def test_there_are_enough_of_them() -> None:
    """A list that shrinks is noticed."""
    assert len(set(SPELLINGS)) >= 100


LEADS_INSIDE = "The name leads to an address that is not on the public internet, and not allowed."
INSIDE = [
    "127.0.0.1",
    "::1",
    "::ffff:127.0.0.1",
    "10.0.0.1",
    "169.254.169.254",
    "fe80::1%eth0",
    "0.0.0.0",  # noqa: S104 - as above
    "64:ff9b::7f00:1",
]


@pytest.mark.parametrize("address", INSIDE)
@pytest.mark.parametrize("beside", [[], [PUBLIC]], ids=["alone", "beside a public one"])
async def test_a_name_that_leads_inside_is_refused(
    address: str, beside: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every address it has is looked at, and one that is wrong is enough: the next lookup may give that one alone."""
    with listening() as (port, listener):
        open_to(port, monkeypatch)
        policy = Policy(http=True, hosts=frozenset())
        for found in ([*beside, address], [address, *beside]):
            post = Post(policy, resolve=names(evil_example_org=found))
            outcome = await post.post(f"http://evil.example.org:{port}/", {}, b"{}")
            await post.close()
            assert outcome.status is None
            assert outcome.error in {Refused.default_message(), LEADS_INSIDE}
        assert not heard(listener)


async def test_a_name_is_looked_up_once_and_the_connection_goes_there() -> None:
    """A name that changes between the look and the connection gains nothing: there is no second look."""
    asked = []

    async def rebinding(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.3"] if len(asked) == 1 else ["127.0.0.1"]

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        port = listener.getsockname()[1]
        allowed = Policy(http=True, networks=(ip_network("127.0.0.3"),), hosts=frozenset({"rebind.example.org"}))
        post = Post(allowed, resolve=rebinding)
        outcome = await post.post(f"http://rebind.example.org:{port}/", {}, b"{}")
        await post.close()
        assert (asked, outcome.status) == ([("rebind.example.org", port)], None)
        assert not heard(listener)


async def test_the_connection_itself_is_guarded_too() -> None:
    """Whatever asks the client for another address than those checked is refused under it."""
    with listening() as (port, listener):
        post = Post(Policy(http=True))
        with pytest.raises(Exception, match="access denied"):
            await post._client._client.get(f"http://127.0.0.1:{port}/")
        await post.close()
        assert not heard(listener)


async def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would connect in our place, to what we did not check."""
    with listening() as (port, listener):
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
        post = Post(Policy(http=True, networks=(ip_network("127.0.0.2"),)))
        await post.post("http://127.0.0.2:1/", {}, b"{}")  # allowed, and nobody is there
        await post.post("http://127.0.0.1:80/", {}, b"{}")
        await post.close()
        assert not heard(listener)
