"""How an address is read, and where a webhook may go by what the operator allows."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.settings import Settings
from app.webhooks import addresses, guard
from app.webhooks.guard import BadUrl, Policy, Refused, Unknown, check_url
from app.webhooks.post import Post
from tests.app.webhooks.receiver import names

pytestmark = pytest.mark.anyio
STRICT = Policy()
WITH_HTTP = Policy(http=True)
PUBLIC = "93.184.215.14"

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


@pytest.mark.parametrize("url", TRICKS)
async def test_no_trick_with_the_rest_of_it(url: str) -> None:
    """Schemes, ports, lengths, and what parsers read in different ways."""
    with pytest.raises(BadUrl):
        check_url(url, STRICT)
    post = Post(STRICT, resolve=names(example_org=["127.0.0.1"]))
    assert (await post.post(url, {}, b"{}")).status is None
    await post.close()


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
