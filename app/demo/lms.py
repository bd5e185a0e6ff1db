"""The LMS: receives signed notices, keeps a gradebook, and fails on purpose."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.demo.desk import Desk, Exchange, Request
from app.demo.faults import Fault, Weather
from app.demo.gradebook import Gradebook, Notice, Taken
from app.demo.journal import Entry, Journal
from app.demo.signatures import Forged, check

PATH = "/notices"
RETRY_AFTER_S = 1
SLOW_S, HELD_S = 0.5, 2.0
WRONG_CLOCK_S = 3600.0
#: What is answered at once, and with which headers.
ANSWERS: dict[Fault, tuple[int, dict[str, str]]] = {
    Fault.ERROR: (500, {}),
    Fault.BAD_GATEWAY: (502, {}),
    Fault.LATE_GATEWAY: (504, {}),
    Fault.BUSY: (429, {"Retry_After": str(RETRY_AFTER_S)}),
    Fault.REDIRECT: (307, {"Location": "/elsewhere"}),
    Fault.GONE: (410, {}),
}
BEFORE_IT_IS_TAKEN = {Fault.SLOW: SLOW_S, Fault.HELD: HELD_S}


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """A notice that was verified, and what was made of it."""

    message: str
    notice: Notice
    taken: Taken


class Lms:
    """One LMS with a desk at which notices are received. What it took outlives it in its journal."""

    def __init__(  # noqa: PLR0913 - where it is, and what becomes of what arrives
        self,
        journal: Path,
        weather: Weather,
        *,
        told: Callable[[Arrived], None] = lambda _: None,
        host: str = "127.0.0.1",
        port: int = 0,
        public: str = "",
    ) -> None:
        self._path, self.weather, self._told, self._public = journal, weather, told, public
        self._desk = Desk(self.take, host=host, port=port)
        self.secrets: list[str] = []  #: the newest last
        self.met: Counter[Fault] = Counter()
        self.taken: Counter[Taken] = Counter()
        self.refused: Counter[str] = Counter()  #: what did not prove who sent it, while the clock was right
        self.restarts = -1
        self._remember()

    @property
    def url(self) -> str:
        """Where notices are to be sent."""
        return self._public or f"http://127.0.0.1:{self._desk.port}{PATH}"

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._desk.port

    async def open(self) -> None:
        """Begin to listen."""
        await self._desk.open()

    async def restart(self, pause_s: float = 0.0) -> None:
        """Be killed, stay away, and come back with what the journal holds."""
        await self.close()
        await asyncio.sleep(pause_s)
        self._remember()
        await self.open()

    async def close(self) -> None:
        """Drop everything at once."""
        await self._desk.crash()
        self._journal.close()

    async def take(self, exchange: Exchange) -> None:
        """Do with one request what the weather has for it."""
        request = exchange.request
        if request.path != PATH or request.method != "POST":
            await exchange.answer(404)
            return
        message = request.headers.get("webhook-id", "")
        fault = self.weather.of(message)
        self.met[fault] += 1
        try:
            await self._do(fault, exchange)
        except Forged as error:
            if fault is not Fault.CLOCK:
                self.refused[str(error)] += 1
            await exchange.answer(401)
        except asyncio.CancelledError:
            self.met[Fault.FORGOT] += 1
            raise

    async def _do(self, fault: Fault, exchange: Exchange) -> None:
        if fault in ANSWERS:
            status, headers = ANSWERS[fault]
            await exchange.answer(status, b"not now", **headers)
        elif fault in {Fault.SILENT, Fault.HUNG_UP, Fault.NO_HTTP}:
            await _give_no_answer(fault, exchange)
        else:
            await asyncio.sleep(BEFORE_IT_IS_TAKEN.get(fault, 0.0))
            self._enter(exchange.request, time.time() + WRONG_CLOCK_S * (fault is Fault.CLOCK))
            await _say_so(fault, exchange)

    def _enter(self, request: Request, now: float) -> None:
        """Verify a notice and keep it; what we took before costs no second line (Forged)."""
        self._verify(request, now)
        message, notice = request.headers["webhook-id"], json.loads(request.body)
        if not self.book.knows(message):
            self._journal.write(Entry(message, request.body))
        taken = self.book.take(message, request.body, notice)
        self.taken[taken] += 1
        self._told(Arrived(message=message, notice=notice, taken=taken))

    def _verify(self, request: Request, now: float) -> None:
        """Any of our secrets will do, for a notice may have been sent before the last was made (Forged)."""
        for secret in self.secrets[-2:]:
            try:
                check(secret, request.headers, request.body, now=now)
            except Forged as error:
                why = error
            else:
                return
        raise why if self.secrets else Forged("we have no secret yet")

    def _remember(self) -> None:
        """Begin with what the journal holds, and nothing else."""
        self.book, self._journal = Gradebook(), Journal(self._path)
        for entry in self._journal:
            self.book.take(entry.message, entry.body, json.loads(entry.body))
        self.restarts += 1


async def _say_so(fault: Fault, exchange: Exchange) -> None:
    """Say that it was taken, or fail to."""
    if fault is Fault.TOOK_AND_HUNG_UP:
        exchange.hang_up()
    elif fault is Fault.FLOOD:
        await exchange.say(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        while not exchange.gone:
            await exchange.say(b"more " * 4000)
        exchange.hang_up()
    else:
        await exchange.answer(500 if fault is Fault.TOOK_AND_FAILED else 204)


async def _give_no_answer(fault: Fault, exchange: Exchange) -> None:
    if fault is Fault.NO_HTTP:
        await exchange.say(b"220 mail.example.org ESMTP\r\n")
    if fault is Fault.SILENT:
        await exchange.until_gone()
    exchange.hang_up()
