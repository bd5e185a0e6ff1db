"""The LMS over real sockets: what it takes, how it fails, and what it remembers."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from app.demo import lms as room
from app.demo.faults import Fault, Weather
from app.demo.gradebook import Mark, Taken
from app.demo.lms import Arrived, Lms
from app.demo.signatures import signed

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - the standard's own, which everybody knows
NOTICE = {
    "type": "submission.graded",
    "timestamp": "2026-11-24T06:10:00.123Z",
    "data": {
        "student": "ada",
        "question": 9,
        "sequence": 1,
        "counts": {"submission": "s1", "score": 2.0, "max": 3.0},
        "lms": {"user": "lms-1"},
    },
}
BODY = json.dumps(NOTICE).encode()
BOOK = {("ada", 9): Mark(submission="s1", score=2.0, max=3.0)}
TOOK = {Fault.TOOK_AND_FAILED, Fault.TOOK_AND_HUNG_UP, Fault.FLOOD, Fault.SLOW, Fault.HELD}

pytestmark = pytest.mark.anyio


@pytest.fixture
async def lms(tmp_path: Path, anyio_backend: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Lms]:  # noqa: ARG001 - it makes the fixture async
    """An LMS in calm weather."""
    monkeypatch.setattr(room, "BEFORE_IT_IS_TAKEN", {Fault.SLOW: 0.01, Fault.HELD: 0.05})
    opened = Lms(tmp_path / "journal", Weather(0, stormy=False))
    opened.secrets.append(SECRET)
    await opened.open()
    yield opened
    await opened.close()


async def send(
    lms: Lms, body: bytes = BODY, *, message: str = "m1", path: str = "", forged: dict[str, str] | None = None
) -> httpx.Response | None:
    """Send it as the service does; None where no answer came."""
    told = signed(SECRET, message, body, now=time.time()) | (forged or {})
    async with httpx.AsyncClient(timeout=1.0) as client:
        try:
            async with client.stream("POST", path or lms.url, content=body, headers=told) as answer:
                return answer
        except httpx.HTTPError:
            return None


async def test_a_notice_is_verified_and_entered(lms: Lms) -> None:
    """And said to be."""
    seen: list[Arrived] = []
    lms._told = seen.append
    answer = await send(lms)
    assert answer is not None
    assert answer.status_code == 204
    assert lms.book.marks == BOOK
    assert [(one.message, one.notice["type"], one.taken) for one in seen] == [
        ("m1", "submission.graded", Taken.NEWS),
    ]


async def test_what_is_not_signed_is_not_entered(lms: Lms) -> None:
    """Nor what is sent elsewhere, or before there is a secret."""
    for forged in ({"webhook-id": "m2"}, {"webhook-timestamp": "1614265330"}, {"webhook-signature": ""}):
        answer = await send(lms, forged=forged)
        assert answer is not None
        assert answer.status_code == 401
    answer = await send(lms, path=lms.url + "/elsewhere")
    assert answer is not None
    assert answer.status_code == 404
    lms.secrets.clear()
    answer = await send(lms)
    assert answer is not None
    assert answer.status_code == 401
    assert lms.book.marks == {}
    assert sum(lms.refused.values()) == 4


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault not in {Fault.NONE, Fault.FORGOT}])
async def test_each_fault_is_what_it_is_called(lms: Lms, fault: Fault) -> None:
    """What is not a 2xx did not arrive, for whoever sent it; taking it may have happened all the same."""
    lms.weather.once.append(fault)
    answer = await send(lms)
    expected = {
        Fault.ERROR: 500,
        Fault.BAD_GATEWAY: 502,
        Fault.LATE_GATEWAY: 504,
        Fault.BUSY: 429,
        Fault.REDIRECT: 307,
        Fault.GONE: 410,
        Fault.CLOCK: 401,
        Fault.FLOOD: 200,
        Fault.SLOW: 204,
        Fault.HELD: 204,
        Fault.TOOK_AND_FAILED: 500,
    }.get(fault)
    assert (answer.status_code if answer else None) == expected
    assert lms.book.marks == (BOOK if fault in TOOK else {})
    assert lms.met == {fault: 1}
    assert lms.refused == {}
    if fault is Fault.BUSY:
        assert answer is not None
        assert answer.headers["retry-after"] == "1"


async def test_what_is_held_back_comes_after_what_was_sent_later(lms: Lms) -> None:
    """And does not undo it."""
    later = json.dumps(NOTICE | {"data": NOTICE["data"] | {"sequence": 2}}).encode()  # type: ignore[operator]
    lms.weather.once.append(Fault.HELD)
    first = asyncio.create_task(send(lms))
    await asyncio.sleep(0.02)
    await send(lms, later, message="m2")
    await first
    assert lms.taken == {Taken.NEWS: 1, Taken.OLDER: 1}


async def test_a_restart_keeps_the_gradebook_and_drops_what_was_under_way(lms: Lms) -> None:
    """The journal is all that is left of the one that was killed; it listens where it listened."""
    await send(lms)
    lms.weather.once.append(Fault.SILENT)
    waiting = asyncio.create_task(send(lms, message="m2"))
    while lms.met[Fault.SILENT] == 0:  # noqa: ASYNC110 - what happens at the other end of a socket
        await asyncio.sleep(0.01)
    port = lms.port
    await lms.restart()
    assert await waiting is None
    assert (lms.port, lms.restarts, lms.book.marks) == (port, 1, BOOK)
    assert lms.met[Fault.FORGOT] == 1
    await send(lms)
    assert lms.taken == {Taken.NEWS: 1, Taken.AGAIN: 1}


async def test_a_rotated_secret_is_taken_beside_the_one_before_it(lms: Lms) -> None:
    """For as long as both are in use."""
    lms.secrets.append("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    await send(lms)
    assert lms.taken == {Taken.NEWS: 1}
