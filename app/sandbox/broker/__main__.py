"""`python -m app.sandbox.broker LISTENER LIFELINE ORDERS ROOM`: started by the worker, ends with its lifeline."""

from __future__ import annotations

import gc
import os
import resource
import signal
import socket
import sys
from collections.abc import Sequence

from app.sandbox.broker.front import Front
from app.sandbox.broker.job import RoomSize
from app.sandbox.broker.loop import Loop
from app.sandbox.broker.pool import Pool
from app.sandbox.orders import BrokerOrders


def main(arguments: Sequence[str]) -> None:
    """Keep rooms until the worker has gone, then leave nothing behind."""
    listener, lifeline = socket.socket(fileno=int(arguments[0])), int(arguments[1])
    orders, usual = BrokerOrders.unpack(arguments[2]), RoomSize.unpack(arguments[3])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the worker too, which then closes the lifeline
    # Rooms come and go in circles of references; looking for them after every few cost a millisecond a job
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    _raise_descriptor_limit()
    loop = Loop()
    _stop_on_sigterm(loop)
    os.set_blocking(lifeline, False)
    loop.read(lifeline, loop.stop)
    pool = Pool(loop, orders, usual)
    Front(loop, listener, pool, orders)
    loop.run()
    pool.end()


def _raise_descriptor_limit() -> None:
    """A room takes five descriptors of ours; the usual soft limit of 1024 is for programs that use `select`."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _stop_on_sigterm(loop: Loop) -> None:
    """A handler alone would not end the wait: Python goes on waiting after it. The written byte does."""
    reader, writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(writer)
    signal.signal(signal.SIGTERM, lambda *_: loop.stop())
    loop.read(reader, loop.stop)


if __name__ == "__main__":
    main(sys.argv[1:])
