"""Waiting for a lull: who asks is called once nothing has stirred for a while."""

from __future__ import annotations

import time

from app.sandbox.broker.loop import Loop
from app.sandbox.broker.lull import LULL, Lull


def test_where_nothing_stirs_there_is_nothing_to_wait_for() -> None:
    """The first rooms are made at once."""
    assert not Lull(Loop(), lambda: None).wanted()


def test_who_asked_to_wait_is_called_once_when_nothing_has_stirred_for_a_while() -> None:
    """However often it asked, and not before the time is over."""
    loop = Loop()
    called: list[float] = []

    def call() -> None:
        called.append(time.monotonic())
        loop.after(2 * LULL, loop.stop)

    lull = Lull(loop, call)
    began = time.monotonic()
    lull.stir()
    assert lull.wanted()
    assert lull.wanted()
    loop.run()
    assert len(called) == 1
    assert called[0] - began >= LULL
    assert not lull.wanted()
