"""A dry run of the whole path, so that the memory that a job touches is touched before anybody waits for it."""

from __future__ import annotations

import sys
import warnings

from .channel import CALLS, JOB, pack
from .clock import Clock
from .draws import untouched
from .job import Job
from .streams import Printed

# What every answer does. More would be touched for nothing by those who do not need it, at 5 us a page in every room,
# and those who train take longer than the touching anyway.
BRIEF = """
import torch
x = torch.tensor([1.0, 2.0])
y = x * 2
"""
# What warms the zygote: the ways that lead to a first import or a first cache.
PIECE = """
import torch
x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
y = ((x * 2 - 1) @ x.T / 3 + 1).relu().sum()
print(x, f"{y:.2f}")
def double(x):
    return 2 * x
"""
FAILURE = "raise ValueError('rehearsed')"


class _Nobody:
    """A channel on which the rehearsal's orders come in, and nobody listens."""

    def __init__(self, *, brief: bool) -> None:
        orders = {"cells": [PIECE, FAILURE], "seed": 0, "calls": {"0": True}}
        calls = {"calls": [{"function": "double", "arguments": [{"plain": 1}]}]}
        self._coming: list[tuple[int, object]] = [(JOB, orders), (CALLS, calls)]
        if brief:
            self._coming = [(JOB, {"cells": [BRIEF], "seed": 0, "calls": {}})]

    def send(self, kind: int, cell: int, text: bytes, blob: bytes) -> None:
        """Nobody hears it."""

    def receive(self) -> tuple[int, int, bytes, bytes] | None:
        """The next of the orders."""
        kind, told = self._coming.pop(0)
        return kind, 0, pack(told).encode(), b""


def rehearse(*, brief: bool = False) -> None:
    """Run a small program as a job is run, and put everything back as it was. `brief` is for each room anew."""
    streams = {
        name: getattr(sys, name) for name in ("stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__")
    }
    main, show = sys.modules["__main__"], warnings.showwarning
    printed, channel = Printed(), _Nobody(brief=brief)
    clock = Clock(channel)
    printed.install()
    try:
        with untouched(), printed.mute():
            Job(channel, printed, clock).do()
    finally:
        for name, stream in streams.items():
            setattr(sys, name, stream)
        sys.modules["__main__"] = main
        warnings.showwarning = show
        if clock.program:
            clock.program.forget()
