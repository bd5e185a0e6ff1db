"""One try against a server that does what it likes: it costs a bounded time and room, and is told in our own words."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator
from ipaddress import ip_network
from pathlib import Path

import pytest

from app.webhooks.guard import Policy
from app.webhooks.guarded import BadCertificates
from app.webhooks.post import READ, Outcome, Post
from app.webhooks.wording import KEPT
from tests.app.webhooks.receiver import Answer, Receiver, receiving, says, writes

pytestmark = pytest.mark.anyio
LOOPBACK = Policy(http=True, networks=(ip_network("127.0.0.1"),), hosts=frozenset({"lms.example.org"}))
SHORT_S = 0.5


async def here(_: str, __: int) -> list[str]:
    """Every name is this machine's."""
    return ["127.0.0.1"]


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    """One that waits half a second."""
    made = Post(LOOPBACK, timeout_s=SHORT_S)
    yield made
    await made.close()


async def never(_: Receiver, __: asyncio.StreamWriter) -> None:
    """Say nothing, for ever."""
    await asyncio.Event().wait()


def drips(before: bytes, drop: bytes) -> Answer:
    """Say something, and then a little now and then, for ever."""

    async def answer(_: Receiver, writer: asyncio.StreamWriter) -> None:
        writer.write(before)
        while True:
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(0.02)

    return answer


def pours(head: bytes, megabytes: int) -> Answer:
    """Say far too much."""

    async def answer(receiver: Receiver, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        for _ in range(megabytes):
            writer.write(b"x" * (1 << 20))
            await writer.drain()
            receiver.sent += 1 << 20

    return answer


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize("location", ["http://[", "https://x:99999999/", "http://\x7f/", "//"])
async def test_a_redirect_to_no_address_has_its_status(post: Post, location: str) -> None:
    """Nobody follows it, so nobody has to understand it."""
    async with receiving(says(302, f"location: {location}")) as receiver:
        outcome = await post.post(receiver.url, {}, b"")
    assert (outcome.status, outcome.error) == (302, "")


@pytest.mark.parametrize(
    "answer",
    [
        never, drips(HEAD + b"content-length: 1000000\r\n\r\n", b"x"), drips(HEAD, b"x-a: b\r\n"), drips(b"", b"H"),
        drips(HEAD + b"transfer-encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["silent", "drips its body", "drips its headers", "drips its first line", "drips chunks", "always continues"],
)  # fmt: skip
async def test_the_time_is_for_all_of_it(post: Post, answer: Answer) -> None:
    """However busy the other side looks: when the time is over it has failed."""
    async with receiving(answer) as receiver:
        outcome = await post.post(receiver.url, {}, b"{}")
    assert (outcome.ok, outcome.error) == (False, "No whole answer came in 0.5 s.")
    assert outcome.ms >= SHORT_S * 1000 - 1


async def test_a_name_that_is_never_found_takes_no_longer() -> None:
    """The time for it counts too."""

    async def lost(_: str, __: int) -> list[str]:
        await asyncio.Event().wait()
        return []

    post = Post(LOOPBACK, timeout_s=SHORT_S, resolve=lost)
    outcome = await post.post("http://lms.example.org/", {}, b"{}")
    await post.close()
    assert outcome.error == "No whole answer came in 0.5 s."


@pytest.mark.parametrize("head", [b"content-length: 104857600\r\n\r\n", b"\r\n"], ids=["with its length", "without"])
async def test_a_hundred_megabytes_are_not_read(head: bytes) -> None:
    """The status counts; of the rest the beginning is kept, and no more is read than a little."""
    post = Post(LOOPBACK)
    async with receiving(pours(HEAD + head, 100)) as receiver:
        outcome = await post.post(receiver.url, {}, b"{}")
        await post.close()
        assert (outcome.status, outcome.ok) == (200, True)
        assert outcome.response == "x" * KEPT
        assert receiver.sent < 50 << 20  # what lies in the buffers of two sockets, and not all of it
    assert READ == 65536


async def test_what_was_packed_is_not_unpacked(post: Post) -> None:
    """A bomb of zeros stays the few bytes that it is."""
    bomb = b"\x1f\x8b" + b"\0" * 50
    async with receiving(says(200, "content-encoding: gzip", body=bomb)) as receiver:
        outcome = await post.post(receiver.url, {}, b"{}")
    assert (outcome.ok, len(outcome.response)) == (True, 52)
    assert receiver.messages[0].headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"no HTTP\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n", b"\0" * 1000, b"HTTP/1.1 200",
        HEAD + b"x: " + b"a" * 200_000 + b"\r\n\r\n", HEAD + b"content-length: -1\r\n\r\n",
        HEAD + b"content-length: 10\r\n\r\nshort", HEAD + b"transfer-encoding: chunked\r\n\r\nzz\r\n",
        HEAD + b"a b: c\r\n\r\n",
        HEAD + b"content-length: 1\r\ncontent-length: 2\r\n\r\nxx", b"HTTP/1.1 101 Switching\r\n\r\n",
    ],
)  # fmt: skip
async def test_what_is_no_http_has_failed(post: Post, content: bytes) -> None:
    """Also what breaks off, or claims more than it brings."""
    async with receiving(writes(content)) as receiver:
        outcome = await post.post(receiver.url, {}, b"{}")
    assert not outcome.ok
    assert outcome.error or outcome.status == 101


async def test_bytes_of_an_answer_are_made_fit_to_be_stored_and_shown(post: Post) -> None:
    """No NUL, which PostgreSQL refuses; nothing that steers a terminal or turns a line around."""
    body = b"ok\0\x1b[31m\xff\xfe \xe2\x80\xae evil \xc3\xa9\r\n\t\x7f\x9b"
    async with receiving(says(400, body=body)) as receiver:
        outcome = await post.post(receiver.url, {}, b"{}")
    assert outcome.response == "ok\ufffd\ufffd[31m\ufffd\ufffd \ufffd evil é\r\n\t\ufffd\ufffd"


async def test_nobody_there(post: Post) -> None:
    """A connection that is refused is told as that."""
    async with receiving() as receiver:
        url = receiver.url
    outcome = await post.post(url, {}, b"{}")
    assert (outcome.status, outcome.error) == (None, "No connection came about: it was refused, or TLS failed.")


async def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    """A name with two addresses, one of them dead; the host is named as it was written."""

    async def two(_: str, __: int) -> list[str]:
        return ["127.0.0.9", "127.0.0.1"]

    policy = Policy(http=True, networks=(ip_network("127.0.0.0/8"),), hosts=frozenset({"lms.example.org"}))
    post = Post(policy, resolve=two)
    async with receiving() as receiver:
        outcome = await post.post(f"http://LMS.example.org:{receiver.port}/a?b=c", {"x": "y"}, b'{"a": 1}')
        await post.close()
    assert outcome.ok
    (message,) = receiver.messages
    assert (message.path, message.body, message.headers["x"]) == ("/a?b=c", b'{"a": 1}', "y")
    assert message.headers["host"] == f"lms.example.org:{receiver.port}"
    assert receiver.connections == 1


async def test_no_cookie_and_no_connection_is_kept(post: Post) -> None:
    """Two tries have nothing to do with each other."""
    async with receiving(says(200, "set-cookie: a=b")) as receiver:
        for _ in range(2):
            await post.post(receiver.url, {}, b"{}")
    assert receiver.connections == 2
    assert "cookie" not in receiver.messages[1].headers


def openssl(*arguments: str) -> None:
    """Run the program."""
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Certificates that sign themselves: of a name, and of one whose time is over."""
    place = tmp_path_factory.mktemp("certificates")
    key, request, certificate = (str(place / name) for name in ("key", "request", "certificate"))
    openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=lms",
            "-addext", "subjectAltName=DNS:lms.example.org", "-keyout", key, "-out", request)  # fmt: skip
    made = {}
    for name, days in (("good", "2"), ("old", "-1")):
        openssl("x509", "-req", "-in", request, "-signkey", key, "-days", days, "-copy_extensions", "copy",
                "-out", certificate)  # fmt: skip
        made[name] = place / f"{name}.pem"
        made[name].write_text(Path(key).read_text() + Path(certificate).read_text())
    return made


def serving(file: Path) -> ssl.SSLContext:
    """The other side of TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


async def over_tls(served: Path, trusted: str, host: str = "lms.example.org") -> Outcome:
    """What comes of a try against a certificate, with another one trusted."""
    policy = Policy(networks=LOOPBACK.networks, hosts=frozenset({host}))
    post = Post(policy, ca=trusted, resolve=here)
    async with receiving(tls=serving(served)) as receiver:
        outcome = await post.post(f"https://{host}:{receiver.port}/", {}, b"{}")
        await post.close()
    assert len(receiver.messages) == int(outcome.ok)
    return outcome


async def test_a_campus_authority_is_trusted_where_it_is_named(certificates: dict[str, Path]) -> None:
    """The certificate is held against the name, though the connection goes to an address."""
    assert (await over_tls(certificates["good"], str(certificates["good"]))).ok


@pytest.mark.parametrize(
    ("served", "trusted", "host", "why"),
    [
        ("good", "", "lms.example.org", "self-signed certificate"),
        ("old", "old", "lms.example.org", "certificate has expired"),
        ("good", "good", "other.example.org", "Hostname mismatch, certificate is not valid for 'other.example.org'."),
    ],
)
async def test_a_certificate_that_is_not_trusted(
    certificates: dict[str, Path], served: str, trusted: str, host: str, why: str
) -> None:
    """Nothing is sent, and the reason is told: it is what somebody has to mend."""
    outcome = await over_tls(certificates[served], str(certificates[trusted]) if trusted else "", host)
    assert outcome.error == f"The certificate is not trusted: {why}"
    assert outcome.status is None


async def test_http_where_https_is_spoken_and_the_other_way_round(certificates: dict[str, Path], post: Post) -> None:
    """Both fail, and neither hangs."""
    async with receiving(tls=serving(certificates["good"])) as receiver:
        assert not (await post.post(receiver.url.replace("https", "http"), {}, b"{}")).ok
    async with receiving(writes(b"SSH-2.0-OpenSSH\r\n")) as receiver:
        outcome = await post.post(receiver.url.replace("http", "https"), {}, b"{}")
    assert (outcome.status, outcome.ok) == (None, False)


def test_a_file_of_certificates_that_holds_none_is_told(tmp_path: Path) -> None:
    """At the start, by the name of the setting."""
    (tmp_path / "empty.pem").write_text("nothing")
    for file in (tmp_path / "empty.pem", tmp_path / "gone.pem"):
        with pytest.raises(BadCertificates, match="ALLCLOSE_WEBHOOKS_CA"):
            Post(LOOPBACK, ca=str(file))


async def test_many_that_hang_keep_none_waiting() -> None:
    """They wait side by side."""
    post = Post(LOOPBACK, timeout_s=5)
    async with receiving(never) as dead, receiving() as well:
        hanging = [asyncio.create_task(post.post(dead.url, {}, b"{}")) for _ in range(60)]
        await asyncio.sleep(0.1)
        assert (await post.post(well.url, {}, b"{}")).ok
        assert not any(one.done() for one in hanging)
        assert not any(one.ok for one in await asyncio.gather(*hanging))
    await post.close()
