"""Where a webhook may go: at least thirty ways inside are refused, and a socket that listens there hears nothing."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.settings import Settings
from app.webhooks import addresses, guard
from app.webhooks.guard import BadUrl, Policy, Refused, Unknown, check_url
from app.webhooks.post import Post

pytestmark = pytest.mark.anyio
STRICT = Policy()
WITH_HTTP = Policy(http=True)
PUBLIC = "93.184.215.14"

#: Hosts that lead to this machine, to a network inside, or to what tells a machine its secrets; `{port}` is where a
#: socket listens. What is plainly an address in its usual form is Refused, what only some programs read as one BadUrl.
SPELLINGS = [
    "127.0.0.1", "127.0.0.1:{port}", "127.1", "127.0.1", "127.127.127.127", "2130706433", "0x7f000001", "0x7f.0.0.1",
    "0x7F.0x0.0x0.0x1", "0177.0.0.1", "017700000001", "0000177.0.0.01", "127.0.0.1.", "127.0.0.1..", "0", "0.0.0.0",  # noqa: S104 - nothing is bound to it
    "0x0", "00000000000", "4294967295", "255.255.255.255", "10.0.0.1", "10.1", "172.16.0.1", "172.31.255.255",
    "192.168.0.1", "192.168.1", "3232235521", "100.64.0.1", "169.254.169.254", "169.254.43518", "2852039166",
    "0xa9fea9fe", "0251.0376.0251.0376", "169.254.169.254.", "168.63.129.16", "192.0.0.192", "198.18.0.1",
    "100.100.100.200", "224.0.0.1", "240.0.0.1", "192.88.99.1", "[::1]", "[::1]:{port}", "[::]",
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
#: Of the list above: not addresses of anything, and refused only because no name is written so, or resolved in time.
MERELY_NAMES = {"1e3", "0b1"}

TRICKS = [
    "http://example.org/", "ftp://example.org/", "gopher://127.0.0.1:6379/_x", "file:///etc/passwd", "//example.org/",
    "example.org", "", "https:", "https:/", "https://", "https:example.org", "https:///example.org", "https://?x",
    "https://#x", "HTTPS://", "javascript:alert(1)", "data:,x", "unix:///var/run/docker.sock", "https+unix://x/",
    "https://example.org:22/", "https://example.org:0/", "https://example.org:65536/", "https://example.org:-1/",
    "https://example.org:443:80/", "https://example.org:4４3/", "https://example.org: 443/", "https://example.org:x/",  # noqa: RUF001
    "https://example.org:6379/", "https://example.org/#secret", "https://example.org/a b", "https://example.org/é",
    "https://example.org/\x7f", " https://example.org/", "https://example.org/ ", "https://example.org/" + "a" * 2000,
    "https://" + "a" * 64 + ".org/", "https://" + "a." * 127 + "org/", "url:https://example.org/", "\thttps://a.org",
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


def names(**known: list[str]) -> guard.Resolve:
    """A resolver that knows a few names, with _ for a dot."""

    async def resolve(host: str, _: int) -> list[str]:
        found = known.get(host.replace(".", "_"))
        if found is None:
            raise OSError("no such name")
        return found

    return resolve


@pytest.mark.parametrize("policy", [STRICT, WITH_HTTP], ids=["https", "http"])
@pytest.mark.parametrize("host", SPELLINGS)
async def test_no_spelling_leads_inside(host: str, policy: Policy) -> None:
    """It is refused when it is registered; and where it is sent to all the same, no connection is tried."""
    with listening() as (port, listener):
        scheme = "http" if policy.http else "https"
        url = f"{scheme}://{host.replace('{port}', str(port))}/"
        if host not in MERELY_NAMES:
            with pytest.raises((BadUrl, Refused)):
                check_url(url, policy)
        post = Post(policy, timeout_s=5, resolve=names())
        outcome = await post.post(url, {}, b"{}")
        await post.close()
        assert (outcome.status, outcome.ok) == (None, False)
        assert outcome.error
        assert not heard(listener)


def test_there_are_enough_of_them() -> None:
    """A list that shrinks is noticed."""
    assert len(set(SPELLINGS)) >= 100


@pytest.mark.parametrize("url", TRICKS)
async def test_no_trick_with_the_rest_of_it(url: str) -> None:
    """Schemes, ports, lengths, and what parsers read in different ways."""
    with pytest.raises(BadUrl):
        check_url(url, STRICT)
    post = Post(STRICT, resolve=names(example_org=["127.0.0.1"]))
    assert (await post.post(url, {}, b"{}")).status is None
    await post.close()


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
async def test_a_name_that_leads_inside_is_refused(address: str, beside: list[str]) -> None:
    """Every address it has is looked at, and one that is wrong is enough: the next lookup may give that one alone."""
    with listening() as (port, listener):
        policy = Policy(http=True, hosts=frozenset())
        for found in ([*beside, address], [address, *beside]):
            post = Post(policy, resolve=names(evil_example_org=found))
            outcome = await post.post("http://evil.example.org:8080/", {}, b"{}")
            await post.close()
            assert outcome.status is None
            assert outcome.error in {Refused.default_message(), LEADS_INSIDE}
        assert port
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
            await post._client.get(f"http://127.0.0.1:{port}/")
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


@pytest.mark.parametrize(
    ("host", "leads_to", "may"),
    [
        ("lms.campus.example", "10.20.0.5", True), ("lms.campus.example", "fd12::5", True),
        ("lms.campus.example", "127.0.0.1", False), ("lms.campus.example", "::1", False),
        ("lms.campus.example", "169.254.169.254", False), ("lms.campus.example", "::ffff:127.0.0.1", False),
        ("lms.campus.example", "64:ff9b::7f00:1", False), ("lms.campus.example", "0.0.0.0", False),  # noqa: S104
        ("lms.campus.example", "224.0.0.1", False), ("lms.campus.example", "fd00:ec2::254", False),
        ("other.example.org", "10.20.0.5", False), ("other.example.org", "10.30.0.5", True),
        ("other.example.org", "::ffff:10.30.0.5", True), ("other.example.org", "10.31.0.5", False),
        ("moodle", "172.18.0.4", True), ("other.example.org", PUBLIC, True),
        ("other.example.org", "2606:4700::1", True),
    ],
)  # fmt: skip
async def test_what_the_operator_allows(host: str, leads_to: str, may: bool) -> None:  # noqa: FBT001 - the table's
    """A network, for whoever is in it; a name, for private addresses, and not for this machine or the metadata."""
    policy = Policy.of(Settings(webhooks_allow="10.30.0.0/16, LMS.campus.example,moodle"))  # type: ignore[arg-type]
    place = check_url(f"https://{host}/", policy)
    resolve = names(**{host.replace(".", "_"): [leads_to]})
    if may:
        assert await guard.checked(place, policy, resolve) == [ip_address(leads_to)]
    else:
        with pytest.raises(Refused):
            await guard.checked(place, policy, resolve)


def test_only_what_is_allowed_may_have_any_port() -> None:
    """Ports of other services are not the business of a webhook."""
    policy = Policy.of(Settings(webhooks_allow="10.0.0.0/8,lms.example.org"))  # type: ignore[arg-type]
    for good in ("lms.example.org:9443", "10.1.2.3:8000", "a.example.org:8443", "a.example.org"):
        assert check_url(f"https://{good}/", policy).port in {9443, 8000, 8443, 443}
    with pytest.raises(BadUrl, match="The port must be 443 or 8443"):
        check_url("https://a.example.org:9443/", policy)
    with pytest.raises(BadUrl, match="from 1 to 65535"):
        check_url("https://lms.example.org:70000/", policy)


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("https://example.org", "example.org", 443), ("https://EXAMPLE.org:8443/a?b=c", "example.org", 8443),
        ("HTTPS://xn--bcher-kva.example/", "xn--bcher-kva.example", 443), ("https://8.8.8.8/", "8.8.8.8", 443),
        ("https://[2606:4700::1111]/", "2606:4700::1111", 443), ("https://a_b.example.org/%20", "a_b.example.org", 443),
        ("https://example.org/?x=@y", "example.org", 443), ("https://1.example.org/a:b@c", "1.example.org", 443),
    ],
)  # fmt: skip
def test_what_is_right_is_taken(url: str, host: str, port: int) -> None:
    """An address as anybody would write it."""
    place = check_url(url, STRICT)
    assert (place.host, place.port) == (host, port)


@given(
    st.one_of(
        st.text(max_size=80),
        st.text(max_size=60).map("https://".__add__),
        st.from_regex(r"https://[0-9a-fx.:\[\]%]{1,30}/"),
    )
)
def test_whatever_is_asked_for_gets_an_answer(url: str) -> None:
    """A place, or one of our refusals."""
    try:
        place = check_url(url, WITH_HTTP)
    except (BadUrl, Refused):
        return
    assert place.address is None or addresses.is_public(place.address)


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_what_is_public_is_global_by_the_book_too(address: addresses.Address) -> None:
    """Ours is the stricter list: nothing that Python calls private, local or reserved passes."""
    if addresses.is_public(address):
        assert address.is_global
        others = ("private", "loopback", "link_local", "multicast", "reserved", "unspecified")
        assert not any(getattr(address, f"is_{one}") for one in others)


async def test_a_name_without_an_address_is_told() -> None:
    """Also one that the resolver itself stumbles over."""
    place = check_url("https://gone.example.org/", STRICT)
    with pytest.raises(Unknown):
        await guard.checked(place, STRICT, names())
    with pytest.raises(Unknown):
        await guard.checked(place, STRICT, names(gone_example_org=[]))


@pytest.mark.parametrize(
    "value", ["https://lms.example.org", "10.0.0.0/33", "*.example.org", "10.1", "a b", "0x7f", "[::1]"]
)
def test_a_setting_that_would_allow_nothing_is_refused(value: str) -> None:
    """A slip in the allow-list is told at the start, not found out by a course."""
    with pytest.raises(ValueError, match="neither a network nor a host"):
        Settings(webhooks_allow=value)  # type: ignore[arg-type]
