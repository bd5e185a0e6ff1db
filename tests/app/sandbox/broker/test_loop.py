"""The broker's loop and its links: moments in order, frames without blocking."""

from __future__ import annotations

import socket
from pathlib import Path

from app.sandbox import wire
from app.sandbox.broker.link import Link
from app.sandbox.broker.loop import Loop


def test_moments_come_in_order_and_cancelled_ones_not() -> None:
    """What was asked for earlier in time is called first; what was taken back is not called."""
    loop, seen = Loop(), list[str]()
    loop.after(0.02, lambda: seen.append("late"))
    loop.after(0.01, lambda: seen.append("soon"))
    loop.after(0.005, lambda: seen.append("never")).cancel()
    loop.after(0.03, loop.stop)
    loop.run()
    assert seen == ["soon", "late"]


def test_a_descriptor_closed_by_one_callback_is_not_read_by_another() -> None:
    """Two descriptors ready in one round: the first's callback may close the second."""
    loop, seen = Loop(), list[str]()
    a, b = socket.socketpair()
    c, d = socket.socketpair()
    b.send(b"x")
    d.send(b"x")

    def first() -> None:
        seen.append("first")
        loop.forget(c.fileno())
        c.close()
        loop.stop()

    def second() -> None:
        seen.append("second")
        loop.forget(a.fileno())
        a.close()
        loop.stop()

    loop.read(a.fileno(), first)
    loop.read(c.fileno(), second)
    loop.run()
    assert len(seen) == 1
    for end in (a, b, c, d):
        end.close()


def link(loop: Loop, sock: socket.socket, cap: int = 1 << 24) -> tuple[Link, list[wire.Frame], list[object]]:
    """A link and what it hears."""
    heard, gone = list[wire.Frame](), list[object]()

    def lost(why: type[Exception] | None) -> None:
        gone.append(why)
        loop.stop()

    return Link(loop, sock, wire.Reader(cap=cap), heard.append, lost), heard, gone


def test_a_large_frame_waits_its_turn_and_arrives_whole() -> None:
    """A reader that is slow delays the sender's frame, and never blocks the loop."""
    loop = Loop()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    sender, _, _ = link(loop, ours)
    receiver, heard, _ = link(loop, theirs)
    frame = wire.Frame(kind=wire.Kind.ANSWER, text=b"{}", blob=bytes(5_000_000))
    sender.send(frame)
    sender.send(wire.Frame(kind=wire.Kind.END))
    loop.after(1.0, loop.stop)
    loop.run()
    assert [found.kind for found in heard] == [wire.Kind.ANSWER, wire.Kind.END]
    assert heard[0] == frame
    sender.close()
    receiver.close()


def test_the_other_side_going_is_told_once() -> None:
    """A closed socket is `gone` without a reason."""
    loop = Loop()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listening, _, gone = link(loop, ours)
    theirs.close()
    loop.run()
    assert gone == [None]
    listening.close()


def test_bytes_that_are_no_frames_end_the_link_with_the_reason() -> None:
    """Garbage and oversize are told apart, since they are different endings of a run."""
    for data, reason in ((b"\xff" * 50, wire.Garbage), (wire.HEADER.pack(3, 0, 0, 1 << 30), wire.TooBig)):
        loop = Loop()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        listening, heard, gone = link(loop, ours)
        theirs.send(data)
        loop.run()
        assert gone == [reason]
        assert heard == []
        listening.close()
        theirs.close()


def test_descriptors_attached_by_a_hostile_sender_are_dropped() -> None:
    """A link receives without room for descriptors, so none is ever opened here."""
    loop = Loop()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listening, heard, _ = link(loop, ours)
    before = len(list(Path("/proc/self/fd").iterdir()))
    socket.send_fds(theirs, [wire.Frame(kind=wire.Kind.END).pack()], [0] * 50)
    loop.after(0.05, loop.stop)
    loop.run()
    assert len(heard) == 1
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    listening.close()
    theirs.close()
