"""The room's end of its conversation: what kinds of frames there are, and what a channel does.

The numbers are those of the protocol outside; a test holds them equal, since nothing in here can import them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Protocol

JOB, FACTS, STARTED, FINISHED, CALLS, ANSWERS, AT, END = range(2, 10)


class Channel(Protocol):
    """Frames to and from the broker: kind, cell, a JSON text, raw bytes."""

    def send(self, kind: int, cell: int, text: bytes, blob: bytes) -> None:
        """Send one frame."""

    def receive(self) -> tuple[int, int, bytes, bytes] | None:
        """The next frame; None when the broker has gone."""


# Bound here, before a student's line could replace them. ASCII only, so that a lone surrogate travels as an escape.
pack: Callable[[Any], str] = json.JSONEncoder(separators=(",", ":"), allow_nan=False, check_circular=False).encode
unpack: Callable[[str], Any] = json.JSONDecoder().decode
