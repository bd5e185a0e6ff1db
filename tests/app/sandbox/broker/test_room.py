"""One room's life, played by a test that is zygote and inside at once."""

from __future__ import annotations

import os
import signal
import socket

from app.sandbox import wire
from app.sandbox.broker.job import RoomSize
from app.sandbox.broker.loop import Loop
from app.sandbox.broker.room import Room

SIZE = RoomSize(memory=1 << 25, threads=1, files=16, scratch=1 << 16, inodes=16, stdout=1 << 10)


def test_a_room_is_ready_only_once_its_process_is_known() -> None:
    """READY may overtake the zygote's word; a job given to a room without a pid is lost when the zygote dies."""
    loop, ready, gone = Loop(), list[Room](), list[Room]()
    room = Room(loop, 0, SIZE, ready=ready.append, gone=gone.append, late=lambda _: None)
    theirs = socket.socket(fileno=os.dup(room.descriptors[0]))
    wire.send(theirs, wire.Frame(kind=wire.Kind.READY))
    loop.after(0.05, loop.stop)
    loop.run()
    assert ready == []
    child = os.fork()
    if child == 0:
        signal.pause()
    room.made(child, os.pidfd_open(child))
    assert ready == [room]
    assert room.waiting
    room.kill()
    theirs.close()
    loop._going = True
    loop.after(1.0, loop.stop)
    loop.run()
    assert gone == [room]
