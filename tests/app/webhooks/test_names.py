"""Names are looked up in threads; one that hangs costs those nothing who ask for another."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import ip_network
from threading import Event
from typing import Any

import pytest

from app.webhooks import names
from app.webhooks.guard import Policy, Unknown
from app.webhooks.names import HANGS_S, NAMES, Resolver
from app.webhooks.post import Post
from tests.app.webhooks.receiver import receiving

pytestmark = pytest.mark.anyio
PATIENCE_S = 60  # for what has to happen; a test that passes never waits for it
ALLOWED = Policy(http=True, networks=(ip_network("127.0.0.1"),), hosts=frozenset({"well.example.org"}))


@dataclass
class Names:
    """The machine's resolver: a name that begins with `hang` hangs until the test lets go."""

    let_go: Event = field(default_factory=Event)
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str, port: int) -> list[tuple[Any, ...]]:
        """Look one up."""
        self.asked.append(host)
        if host.startswith("hang"):
            self.let_go.wait(PATIENCE_S)
        return [(None, None, None, "", (address, port)) for address in ("127.0.0.1", "127.0.0.1")]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Names]:
    """A machine whose resolver is ours."""
    made = Names()
    monkeypatch.setattr(names, "_getaddrinfo", made)
    yield made
    made.let_go.set()


async def begun(machine: Names, number: int) -> None:
    """Wait until so many names are being looked up."""
    async with asyncio.timeout(PATIENCE_S):
        while len(machine.asked) < number:  # noqa: ASYNC110 - threads tell nobody
            await asyncio.sleep(0.01)


async def test_a_name_is_looked_up_in_a_thread_of_its_own() -> None:
    """The machine's own resolver, once."""
    resolver = Resolver()
    found = await resolver("localhost", 80)
    resolver.close()
    assert set(found) <= {"127.0.0.1", "::1"}
    assert found


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize("at_once", [16, 64])
async def test_names_that_hang_keep_no_other_waiting(at_once: int) -> None:
    """Twice as many as may be sent at once, and time-outs that free no thread: the next is told all the same."""
    hanging = Post(ALLOWED, at_once=at_once, timeout_s=0.05)
    async with receiving() as receiver:
        for turn in range(2):
            urls = [f"http://hang{turn}-{n}.example.org/" for n in range(at_once)]
            tried = await asyncio.gather(*(hanging.post(url, {}, b"{}") for url in urls))
            assert {one.error for one in tried} == {"No whole answer came in 0.05 s."}
        well = Post(ALLOWED, timeout_s=PATIENCE_S)
        well._client._resolve = hanging._client._resolve
        outcome = await well.post(receiver.url.replace("127.0.0.1", "well.example.org"), {}, b"{}")
    assert outcome.ok, outcome.error
    await well.close()
    await hanging.close()


async def test_who_asks_for_the_same_name_shares_the_look_up(machine: Names) -> None:
    """However many notices wait for an endpoint, its name holds one thread; afterwards it is looked up anew."""
    resolver = Resolver()
    asking = [asyncio.create_task(resolver("hang.example.org", 443)) for _ in range(2 * NAMES)]
    await begun(machine, 1)
    asking[0].cancel()  # who goes takes nothing away from the others
    machine.let_go.set()
    assert await asyncio.gather(*asking[1:]) == [["127.0.0.1"]] * (2 * NAMES - 1)
    assert machine.asked == ["hang.example.org"]
    await resolver("hang.example.org", 443)
    assert machine.asked == ["hang.example.org"] * 2
    resolver.close()


async def test_a_name_that_has_hung_for_long_is_refused_at_once(machine: Names) -> None:
    """In the words for one that cannot be looked up; when it lets go at last, it is as good as any."""
    ticks = [0.0]
    post = Post(ALLOWED, timeout_s=PATIENCE_S)
    resolver = Resolver(ticks=lambda: ticks[0])
    post._client._resolve = resolver
    first = asyncio.create_task(resolver("hang.example.org", 80))
    await begun(machine, 1)
    ticks[0] = HANGS_S + 1
    outcome = await post.post("http://hang.example.org/", {}, b"{}")
    assert (outcome.status, outcome.error) == (None, Unknown.default_message())
    machine.let_go.set()
    assert await first == ["127.0.0.1"]
    assert await resolver("hang.example.org", 80) == ["127.0.0.1"]
    await post.close()
    resolver.close()


async def test_what_the_resolver_raises_is_told_to_all_who_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """And forgotten: the name may be known a moment later."""

    def unknown(host: str, _: int) -> list[tuple[Any, ...]]:
        raise OSError(host)

    monkeypatch.setattr(names, "_getaddrinfo", unknown)
    resolver = Resolver()
    tried = await asyncio.gather(*(resolver("gone.example.org", 1) for _ in range(3)), return_exceptions=True)
    assert [type(one) for one in tried] == [OSError] * 3
    assert resolver._under_way == {}
    resolver.close()
