"""How the processes of the box talk: one format for every conversation, told here in full.

Four processes take part. The **worker** (torch, expected values) owns a `Box`. The **broker** (no torch, no secrets)
hands out rooms. The **zygote** (warm torch, no secrets) is copied, never used. A **spare** is such a copy, locked down
and waiting; it runs one job and is killed.

Every conversation is made of *frames* over a SOCK_SEQPACKET unix socket. A frame is a header (kind, cell, length of
text, length of blob), the text (strict JSON) and the blob (raw bytes), cut into packets of at most `PACKET` bytes. The
header comes first, so the reader knows a frame's whole size before it has read any of it, and refuses it there when it
is over the cap. Frames that follow at once may share a packet.

1. worker -> broker: `JOB` (limits; the blob is the frames that go into the room). One job at a time on a connection,
   several connections for several jobs. A closed connection withdraws the job.
2. broker -> zygote: one packet with file descriptors: the spare's channel, its stdout and, where there are cgroups, its
   group. The packet begins with `orders.HEAD`, for the zygote; the JSON after it (the slot and its limits) is read by
   the spare. zygote -> broker: `orders.MADE`, the new process id, with its pidfd; of what failed, JSON. The spare is
   the broker's own child (CLONE_PARENT), so the broker alone learns its status and usage.
3. spare -> broker: `READY`, once it is locked down and warm. From then on it only waits. (`READY` with the cell 1 says
   that the lock-down failed; its text says how.)
4. broker -> spare: `JOB` (cells, seed, after which cells calls come, what is varied). spare -> broker: `FACTS` of all
   cells, with the numbers that were varied, before the first student line; then for each cell `STARTED` and `FINISHED`
   with what was seen. Where calls of functions or models are due the broker answers `FINISHED` with `CALLS` (the hidden
   inputs go in only then) and gets `ANSWERS`. Last `END`.
5. On the last byte of `END` the broker kills the room by its pidfd, and answers the worker: `ANSWER` (how it ended,
   what it used; the blob is all frames as they came, then stdout). Only then are frames parsed, by the customs desk in
   the worker. When a limit is met first, the broker signals SIGXCPU, on which the inside says `AT` (the line reached),
   waits a moment, and kills.
6. worker -> broker: `STATUS`; the broker answers `STATUS` (its orders, rooms waiting, counters, and why it has none).

The broker looks at headers only. Whatever a spare says is a claim; a frame that breaks this order ends the run.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum

HEADER = struct.Struct("<BxHII")  # kind, cell, length of text, length of blob
PACKET = 1 << 16  # a packet must fit the default socket buffer whole; this one does on every kernel
RECEIVE = 1 << 18  # what one receive can take: more than a hostile sender can put into one packet by default


class Kind(IntEnum):
    """What a frame is for; `wire`'s own docstring tells the order."""

    READY = 1
    JOB = 2
    FACTS = 3
    STARTED = 4
    FINISHED = 5
    CALLS = 6
    ANSWERS = 7
    AT = 8
    END = 9
    ANSWER = 10
    STATUS = 11


class Garbage(Exception):
    """The bytes are not frames."""


class TooBig(Exception):
    """A frame says that it is larger than the reader takes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """One message: its kind, the cell it is about, a JSON text and raw bytes."""

    kind: Kind
    cell: int = 0
    text: bytes = b""
    blob: bytes = b""

    def pack(self) -> bytes:
        """The frame as one run of bytes."""
        return HEADER.pack(self.kind, self.cell, len(self.text), len(self.blob)) + self.text + self.blob


@dataclass(slots=True)
class Reader:
    """Puts frames together from packets; at most `cap` bytes in all frames together."""

    cap: int
    raw: bytearray = field(default_factory=bytearray)  #: everything taken so far, whole frames and a beginning
    start: int = 0  #: where in `raw` the frame under way begins

    def take(self, packet: bytes | memoryview) -> list[Frame]:
        """Add a packet; return the frames that it completed. Raises Garbage or TooBig, after which nothing is taken."""
        self.raw += packet
        done = []
        while frame := self.next():
            done.append(frame)
        return done

    def next(self) -> Frame | None:
        """The frame that begins where the last one ended, once it is there whole. Raises as `take` does."""
        if len(self.raw) - self.start < HEADER.size:
            return None
        kind, cell, text, blob = HEADER.unpack_from(self.raw, self.start)
        at = self.start + HEADER.size
        end = at + text + blob
        if kind not in Kind._value2member_map_:
            raise Garbage
        if end > self.cap:
            raise TooBig
        if len(self.raw) < end:
            return None
        self.start = end
        return Frame(
            kind=Kind(kind), cell=cell, text=bytes(self.raw[at : at + text]), blob=bytes(self.raw[at + text : end])
        )


def split(raw: bytes) -> Iterator[Frame]:
    """The whole frames at the beginning of `raw`, up to where it is cut off or is no frame any more; one by one."""
    reader = Reader(cap=len(raw), raw=bytearray(raw))
    with suppress(Garbage, TooBig):
        while frame := reader.next():
            yield frame


def send(sock: socket.socket, frame: Frame) -> None:
    """Send a frame on a blocking socket, packet by packet."""
    send_packed(sock, frame.pack())


def send_packed(sock: socket.socket, frames: bytes) -> None:
    """Send what one or several frames were packed into."""
    data = memoryview(frames)
    for at in range(0, len(data), PACKET):
        sock.send(data[at : at + PACKET])


def receive(sock: socket.socket, cap: int) -> Frame | None:
    """The next frame from a blocking socket that sends one frame at a time; None when the other side has gone."""
    reader = Reader(cap=cap)
    while packet := sock.recv(RECEIVE):
        if frames := reader.take(packet):
            return frames[0]
    return None
