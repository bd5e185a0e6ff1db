"""The door to the workers: one job at a time on each connection."""

from __future__ import annotations

import json
import socket
from dataclasses import asdict

from app.sandbox import wire
from app.sandbox.broker.job import Job, no_room
from app.sandbox.broker.link import Link
from app.sandbox.broker.loop import Loop
from app.sandbox.broker.pool import Pool
from app.sandbox.orders import BrokerOrders

JOB_CAP = 64 << 20  # bytes of one order: a whole notebook and its hidden inputs


class Front:
    """Accepts workers, takes their jobs to the pool and brings the answers back."""

    def __init__(self, loop: Loop, listener: socket.socket, pool: Pool, orders: BrokerOrders) -> None:
        self._loop, self._listener, self._pool, self._orders = loop, listener, pool, orders
        listener.setblocking(False)
        loop.read(listener.fileno(), self._accept)

    def _accept(self) -> None:
        try:
            sock, _ = self._listener.accept()
        except OSError:  # it has gone again, or no descriptor is left just now
            return
        Visit(self._loop, sock, self._pool, self._orders)


class Visit:
    """One worker's connection."""

    def __init__(self, loop: Loop, sock: socket.socket, pool: Pool, orders: BrokerOrders) -> None:
        self._pool, self._orders = pool, orders
        self._job: Job | None = None
        self._link = Link(loop, sock, wire.Reader(cap=JOB_CAP), self._hear, self._gone)

    def _hear(self, frame: wire.Frame) -> None:
        self._link.reader = wire.Reader(cap=JOB_CAP)
        if frame.kind is wire.Kind.STATUS:
            self._link.send(wire.Frame(kind=wire.Kind.STATUS, text=json.dumps(self._status()).encode()))
        elif frame.kind is wire.Kind.JOB and self._job is None:
            try:
                self._job = Job.read(frame, self._answer)
            except (ValueError, TypeError, KeyError) as error:  # a worker of another version, say
                self._answer(no_room(f"the order cannot be read: {error}"))
            else:
                self._pool.submit(self._job)

    def _answer(self, frame: wire.Frame) -> None:
        self._job = None
        self._link.send(frame)

    def _gone(self, _error: type[Exception] | None) -> None:
        if self._job:
            self._pool.withdraw(self._job)
        self._link.close()

    def _status(self) -> dict[str, object]:
        pool = self._pool
        return {
            "orders": asdict(self._orders),
            "waiting": pool.waiting,
            "zygotes": pool.zygotes.started,
            "zygote_pid": pool.zygotes.current.pid if pool.zygotes.current else None,
            "room_pids": pool.pids,
            "groups": bool(pool.groups.slots),
            "groups_why_not": pool.groups.why_not,
            "failure": pool.failure or pool.zygotes.failure,
            "counts": dict(pool.counts),
        }
