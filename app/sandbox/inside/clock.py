"""What the room says when its time is up: the line of the student's that was reached."""

from __future__ import annotations

import signal
import time
from types import FrameType

from .channel import AT, Channel, pack
from .program import Program


class Clock:
    """Answers SIGXCPU, but only while the student's code runs: at other times a frame may be half sent."""

    def __init__(self, channel: Channel) -> None:
        self.program: Program | None = None
        self.cell: int | None = None  #: the cell under way
        self._channel = channel

    def listen(self) -> None:
        """From now on SIGXCPU is answered."""
        signal.signal(signal.SIGXCPU, self._up)

    def _up(self, _number: int, frame: FrameType | None) -> None:
        if self.cell is None or self.program is None:
            return
        cell, self.cell = self.cell, None
        place = self.program.innermost(frame)
        told = {"cell": place[0] if place else cell, "line": place[1] if place else None}
        self._channel.send(AT, cell, pack(told).encode(), b"")
        while True:
            time.sleep(60)  # the broker kills this process
