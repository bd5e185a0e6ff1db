"""Many small writes, one commit: a commit waits for the disk, and the disk does not mind how much it is told at once.

The first to come leads: it takes along whoever else is there, commits, and takes those who came meanwhile. Nobody waits
for a timer, so a lone write is as fast as it would be by itself. A write that fails takes no other with it: they are
all rolled back then, and carried out again behind a savepoint each.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from app.store.bell import topics_of
from app.store.engine import BUSY_S, Database
from app.store.trouble import Busy, Crossed, Full, Gone, trouble_in

T = TypeVar("T")
#: What is written. It may be called again, after a deadlock or another's failure: it changes nothing but the session.
Write: TypeAlias = Callable[[AsyncSession], Awaitable[T]]
Mode: TypeAlias = Literal["create_savepoint", "rollback_only"]  #: whether a session's end is one in the transaction

GROUP = 64  #: writes in one commit; more would keep the first of them waiting
ROOM = 2000  #: writes that may wait; the next one is told so at once
TRIES = 3  #: of a write that met a deadlock


class Spoilt(Exception):
    """One write of a group failed."""


@dataclass(kw_only=True)
class Waiting:
    """One write and who waits for it."""

    write: Write[Any]
    answer: asyncio.Future[Any]
    since: float
    tries: int = 0


class Writer:
    """One for each process and database."""

    def __init__(
        self,
        database: Database,
        *,
        patience_s: float = BUSY_S,
        room: int = ROOM,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._patience_s = patience_s
        self._room = room
        self._ticks = ticks
        self._waiting: deque[Waiting] = deque()
        self._leader: asyncio.Task[None] | None = None
        self._closed = False

    async def write(self, write: Write[T]) -> T:
        """Return what `write` returned, once it is committed; what it raised means that nothing of it was stored.

        Busy where the database does not let us in, or too many wait already. Who is cancelled while waiting is left
        out; in the middle of a commit it is too late for that.
        """
        if self._closed or len(self._waiting) >= self._room:
            raise Busy
        waiting = Waiting(write=write, answer=asyncio.get_running_loop().create_future(), since=self._ticks())
        self._waiting.append(waiting)
        if self._leader is None:
            self._leader = asyncio.create_task(self._lead(), name="writer")
        result: T = await waiting.answer
        return result

    async def close(self) -> None:
        """Take nothing more, and finish what waits."""
        self._closed = True
        if self._leader is not None:
            await asyncio.shield(self._leader)

    async def _lead(self) -> None:
        try:
            while group := self._next_group():
                await self._commit(group)
        finally:
            self._leader = None
            while self._waiting:  # only where the leader itself was cancelled
                _answer(self._waiting.popleft(), error=Busy())

    def _next_group(self) -> list[Waiting]:
        group: list[Waiting] = []
        while self._waiting and len(group) < GROUP:
            one = self._waiting.popleft()
            if self._ticks() - one.since > self._patience_s:
                _answer(one, error=Busy())
            elif not one.answer.done():
                group.append(one)
        return group

    async def _commit(self, group: list[Waiting]) -> None:
        """Try all at once: savepoints have their price. Where one of several fails, do it again and find out which."""
        if len(group) > 1 and await self._at_once(group):
            return
        await self._one_by_one(group)

    async def _at_once(self, group: list[Waiting]) -> bool:
        """Carry all out without savepoints; False where a write failed, and then nothing was stored."""
        results: list[Any] = []
        topics: set[str] = set()
        try:
            async with self._database.writer.begin() as connection:
                for one in group:
                    try:
                        results.append(await _carry_out(connection, one.write, topics, "rollback_only"))
                    except Exception as error:
                        raise Spoilt from error
        except Spoilt:
            return False
        except Exception as error:  # noqa: BLE001 - not begun, or not committed: all of them are told
            self._all_failed(group, error)
        except asyncio.CancelledError:
            self._all_failed(group, Busy())
            raise
        else:
            self._all_stored(list(zip(group, results, strict=True)), topics)
        return True

    async def _one_by_one(self, group: list[Waiting]) -> None:
        """Carry out each behind a savepoint, so that one that fails takes no other with it; a lone one needs none."""
        stored: list[tuple[Waiting, Any]] = []
        topics: set[str] = set()
        mode: Mode = "create_savepoint" if len(group) > 1 else "rollback_only"
        try:
            async with self._database.writer.begin() as connection:
                while group:
                    one = group[0]
                    try:
                        stored.append((one, await _carry_out(connection, one.write, topics, mode)))
                    except Exception as error:  # whatever a write raises is its caller's
                        lost = isinstance(trouble_in(error), (Full, Gone)) or not await _under_way(connection)
                        if lost or mode == "rollback_only":
                            raise  # the transaction is lost with it, whole
                        self._failed(one, error)
                    group.pop(0)
        except Exception as error:  # noqa: BLE001 - not begun, or not committed: all of them are told
            self._all_failed([*(one for one, _ in stored), *group], error)
        except asyncio.CancelledError:
            self._all_failed([*(one for one, _ in stored), *group], Busy())
            raise
        else:
            self._all_stored(stored, topics)

    def _all_stored(self, stored: list[tuple[Waiting, Any]], topics: set[str]) -> None:
        if topics:
            self._database.bell.ring(topics)
        for one, result in stored:
            _answer(one, result)

    def _all_failed(self, group: list[Waiting], error: Exception) -> None:
        for one in group:
            self._failed(one, error)

    def _failed(self, one: Waiting, error: Exception) -> None:
        trouble = trouble_in(error)
        one.tries += 1
        if isinstance(trouble, Crossed) and one.tries < TRIES:
            self._waiting.append(one)
            return
        if trouble is not None and trouble is not error:
            trouble.__cause__ = error
        _answer(one, error=trouble or error)


async def _carry_out(connection: AsyncConnection, write: Write[T], topics: set[str], mode: Mode) -> T:
    """Carry out one write in a session of its own, so that it meets no leftovers of another."""
    async with AsyncSession(connection, join_transaction_mode=mode, expire_on_commit=False, autoflush=True) as session:
        result = await write(session)
        await session.commit()
        topics |= topics_of(session)
    return result


async def _under_way(connection: AsyncConnection) -> bool:
    """Whether the transaction still stands.

    SQLite ends it by itself after some errors; the next write would then be committed alone, and those before it gone.
    """
    driver: Any = (await connection.get_raw_connection()).driver_connection
    return bool(driver.in_transaction if connection.dialect.name == "sqlite" else driver.is_in_transaction())


def _answer(one: Waiting, result: object = None, *, error: Exception | None = None) -> None:
    if one.answer.done():  # who waited was cancelled
        return
    if error is None:
        one.answer.set_result(result)
    else:
        one.answer.set_exception(error)
