"""A file fetched from a host that does what it likes: it comes whole from where it may come, or it is said why not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from ipaddress import ip_network

import pytest

from app.webhooks import fetching
from app.webhooks.fetching import Fetcher, FileRedirects, FileTooLarge, HostNotAllowed, NoPlace, NotFetched
from app.webhooks.guard import BadUrl, Policy, Refused
from tests.app.webhooks.receiver import Answer, Receiver, receiving, says, writes

pytestmark = pytest.mark.anyio
LOOPBACK = Policy(http=True, networks=(ip_network("127.0.0.1"),), hosts=frozenset({"files.example.org"}))
HERE = ["127.0.0.1", "files.example.org"]


async def here(_: str, __: int) -> list[str]:
    """Every name is this machine's."""
    return ["127.0.0.1"]


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    """One that may fetch from this machine."""
    made = Fetcher(LOOPBACK, resolve=here)
    yield made
    await made.close()


def serves(content: bytes, *headers: str) -> Answer:
    """Answer a GET, which has no body to be read."""
    return says(200, *headers, body=content)


def pours(megabytes: int, length: str = "") -> Answer:
    """Send far too much, without saying so before."""

    async def answer(receiver: Receiver, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 200 OK\r\n{length}\r\n".encode())
        for _ in range(megabytes):
            writer.write(b"x" * (1 << 20))
            await writer.drain()
            receiver.sent += 1 << 20

    return answer


async def test_a_file_comes_as_it_is(fetcher: Fetcher) -> None:
    """By an address; its name is the last part of the path."""
    async with receiving(serves(b"# Q9\nprint(1)\n")) as host:
        found = await fetcher.get(f"http://127.0.0.1:{host.port}/a/q9.py?token=x", HERE)
    assert (found.content, found.name) == (b"# Q9\nprint(1)\n", "q9.py")
    assert host.messages[0].path == "/a/q9.py?token=x"


async def test_only_from_hosts_of_the_hook(fetcher: Fetcher) -> None:
    """Neither from another host nor from one that only looks like it; nothing is sent there."""
    async with receiving(serves(b"x")) as host:
        for hosts in ([], ["files.example.org"], ["127.0.0.11"], ["27.0.0.1"]):
            with pytest.raises(HostNotAllowed):
                await fetcher.get(f"http://127.0.0.1:{host.port}/x", hosts)
    assert host.connections == 0


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("http://127.0.0.2/x", Refused),
        ("https://localhost/x", Refused),
        ("https://169.254.169.254/latest/meta-data", Refused),
        ("https://me:word@files.example.org/x", BadUrl),
        ("file:///etc/passwd", BadUrl),
        ("ftp://files.example.org/x", BadUrl),
    ],
)
async def test_no_file_comes_from_inside(fetcher: Fetcher, url: str, error: type[Exception]) -> None:
    """Whatever the hook allows, the guard has its say."""
    hosts = ["127.0.0.2", "localhost", "169.254.169.254", "files.example.org"]
    with pytest.raises(error):
        await fetcher.get(url, hosts)


async def test_a_name_that_leads_inside_is_refused() -> None:
    """It is looked up, and what comes back is checked."""

    async def inside(_: str, __: int) -> list[str]:
        return ["10.0.0.7"]

    fetcher = Fetcher(Policy(), resolve=inside)
    with pytest.raises(Refused):
        await fetcher.get("https://files.example.org/x", ["files.example.org"])
    await fetcher.close()


async def test_a_redirect_is_not_followed(fetcher: Fetcher) -> None:
    """Wherever it leads, even if that is allowed."""
    async with receiving(serves(b"x")) as target:
        there = f"location: http://127.0.0.1:{target.port}/"
        for status in (301, 302, 303, 307, 308):
            async with receiving(says(status, there)) as host:
                with pytest.raises(FileRedirects):
                    await fetcher.get(f"http://127.0.0.1:{host.port}/x", HERE)
    assert target.connections == 0


@pytest.mark.parametrize("length", ["", "content-length: 104857600\r\n"])
async def test_what_is_too_large_is_left_alone(fetcher: Fetcher, length: str) -> None:
    """Whether it says so or not; not much more than 8 MiB of it are read."""
    async with receiving(pours(100, length)) as host:
        with pytest.raises(FileTooLarge):
            await fetcher.get(f"http://127.0.0.1:{host.port}/x", HERE)
        await asyncio.sleep(0)
    assert host.sent < 40 << 20  # what is read, and what the machine's own buffers hold


async def test_eight_mebibytes_are_not_too_large(fetcher: Fetcher) -> None:
    """To the byte."""
    async with receiving(serves(b"x" * fetching.LARGEST)) as host:
        assert len((await fetcher.get(f"http://127.0.0.1:{host.port}/x", HERE)).content) == fetching.LARGEST


async def never(_: Receiver, __: asyncio.StreamWriter) -> None:
    """Say nothing, for ever."""
    await asyncio.Event().wait()


@dataclass(kw_only=True)
class Slow:
    """A host that says when it was asked, and answers when it may."""

    asked: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    may: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, receiver: Receiver, writer: asyncio.StreamWriter) -> None:
        """Take a request."""
        self.asked.release()
        await self.may.wait()
        await serves(b"x")(receiver, writer)

    async def full(self) -> None:
        """Wait until all places that a host has are taken."""
        for _ in range(fetching.OF_A_HOST):
            await self.asked.acquire()


async def test_a_host_that_is_slow_keeps_no_other_waiting(fetcher: Fetcher) -> None:
    """It has two places, however many ask for them, and what is fetched from elsewhere comes; it is said who waits."""
    slow = Slow()
    async with receiving(slow.answer) as held, receiving(serves(b"x")) as host:
        url = f"http://127.0.0.1:{held.port}/x"
        stuck = [asyncio.create_task(fetcher.get(url, HERE, within_s=60, wait_s=60)) for _ in range(40)]
        await slow.full()
        found = await fetcher.get(f"http://files.example.org:{host.port}/x", HERE)
        with pytest.raises(NoPlace):
            await fetcher.get(url, HERE, wait_s=0)
        assert (found.content, held.connections) == (b"x", fetching.OF_A_HOST)
        slow.may.set()
        assert [one.content for one in await asyncio.gather(*stuck)] == [b"x"] * 40


async def test_waiting_for_a_place_takes_nothing_of_a_files_own_time(fetcher: Fetcher) -> None:
    """Whoever came third has their own time when a place is free, and it is over then, not before."""
    slow = Slow()
    async with receiving(slow.answer) as host:
        url = f"http://127.0.0.1:{host.port}/x"
        first = [asyncio.create_task(fetcher.get(url, HERE, within_s=60)) for _ in range(fetching.OF_A_HOST)]
        await slow.full()
        third = asyncio.create_task(fetcher.get(url, HERE, within_s=0, wait_s=60))
        await asyncio.wait([third], timeout=0.2)
        assert not third.done()
        slow.may.set()
        await asyncio.gather(*first)
        with pytest.raises(NotFetched, match="within 0 s"):
            await third


BROKEN = "The file could not be fetched. The connection broke, or what came was no HTTP."
PACKED = "The file could not be fetched: its host sends it compressed although it was asked not to."


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (says(404), "The file could not be fetched: its host answered 404."),
        (says(500), "The file could not be fetched: its host answered 500."),
        (says(206, body=b"x"), "The file could not be fetched: its host answered 206."),
        (never, "The file did not come within 0.5 s. Send the message again."),
        (writes(b"SSH-2.0-OpenSSH_9.6\r\n"), BROKEN),
        (writes(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc"), BROKEN),
        (serves(b"\x1f\x8b", "content-encoding: gzip"), PACKED),
    ],
)
async def test_it_is_said_why_it_could_not_be_fetched(fetcher: Fetcher, answer: Answer, told: str) -> None:
    """In words of ours; what the host says is told to nobody."""
    async with receiving(answer) as host:
        with pytest.raises(NotFetched) as caught:
            await fetcher.get(f"http://127.0.0.1:{host.port}/x", HERE, within_s=0.5)
    assert str(caught.value) == told


async def test_nobody_listening_is_told_as_such(fetcher: Fetcher) -> None:
    """So is a name that nobody knows."""
    async with receiving() as host:
        pass
    with pytest.raises(NotFetched, match="No connection came about"):
        await fetcher.get(f"http://127.0.0.1:{host.port}/x", HERE)

    async def nowhere(_: str, __: int) -> list[str]:
        raise OSError

    lost = Fetcher(LOOPBACK, resolve=nowhere)
    with pytest.raises(NotFetched, match="The name cannot be looked up"):
        await lost.get("http://files.example.org/x", HERE)
    await lost.close()
