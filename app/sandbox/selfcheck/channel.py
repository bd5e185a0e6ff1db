"""Aim: the channel itself: bytes that are no frames, a channel that is no channel, what travels with it."""

from __future__ import annotations

from dataclasses import replace

from app.sandbox.selfcheck.escape import (
    CRASHED,
    FINISHED,
    FORBIDDEN,
    NAP,
    OUT_OF_TIME,
    QUICK,
    TOO_MUCH_OUTPUT,
    TRIED,
    Escape,
)

BROKEN = CRASHED | TOO_MUCH_OUTPUT


ESCAPES = (
    Escape(
        name="garbage",
        why="bytes that mean nothing confuse whoever reads on",
        code=r"""
            import os
            os.write(3, b"\xff" * 1000)
            os._exit(0)
        """,
        may_end=BROKEN,
        probe=True,
    ),
    Escape(
        name="unknown_kind",
        why="a kind of frame that nobody knows",
        code="""
            import os
            send(frame(200, b"{}"))
            os._exit(0)
        """,
        may_end=BROKEN,
    ),
    Escape(
        name="huge_length",
        why="a reader that believes a length reserves four gigabytes, or waits for them",
        code="""
            import struct, time
            send(struct.pack(HEADER, FINISHED, 0, 0xFFFFFFFF, 0xFFFFFFFF))
            time.sleep(100)
        """,
        may_end=BROKEN,
    ),
    Escape(
        name="more_than_the_cap_at_once",
        why="a last packet that breaks the cap is passed on whole, and the worker takes the broker for lost",
        code="""
            import os, time
            os.lseek(1, 1 << 20, 0)
            whole = frame(FINISHED, b"{}", bytes((1 << 16) - 100)) + frame(ANSWERS, b"", bytes(40_000))
            send(whole)
            time.sleep(100)
        """,
        may_end=BROKEN | TOO_MUCH_OUTPUT,
        limits=replace(QUICK, result=(1 << 16) + 2000),
    ),
    Escape(
        name="half_a_frame",
        why="a reader that waits for the rest waits for ever",
        code="""
            import time
            send(frame(FINISHED, b"{}" * 1000)[:100])
            time.sleep(100)
        """,
        may_end=OUT_OF_TIME | CRASHED,
        limits=NAP,
    ),
    Escape(
        name="half_a_frame_then_gone",
        why="or takes what it has for the whole",
        code="""
            import os
            send(frame(FINISHED, b"{}" * 1000)[:100])
            os._exit(0)
        """,
        may_end=BROKEN,
    ),
    Escape(
        name="endless_bytes",
        why="a reader that keeps all it gets runs out of memory",
        code="""
            while True:
                send(frame(FINISHED, b"", bytes(1 << 20)))
        """,
        may_end=BROKEN,
    ),
    Escape(
        name="empty_packet",
        why="a packet of nothing looks like the end of the conversation",
        code="""
            import socket
            channel = socket.socket(fileno=3)
            channel.send(b"")
            channel.detach()
            tried = True
        """,
        may_end=CRASHED | FINISHED,
        leaves=TRIED,
    ),
    Escape(
        name="huge_packet",
        why="a packet larger than the reader takes at once is cut, and what follows is read out of step",
        code="""
            import socket, time
            channel = socket.socket(fileno=3)
            channel.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 24)
            try:
                channel.send(frame(STARTED, b"x" * (1 << 20)))
            except OSError:
                channel.send(frame(STARTED, b"x" * (150 << 10)))
            time.sleep(100)
        """,
        may_end=BROKEN | FORBIDDEN,
    ),
    Escape(
        name="close_the_channel",
        why="a room that cannot be spoken to holds its place",
        code="""
            import os, time
            os.close(3)
            time.sleep(100)
        """,
        may_end=CRASHED,
    ),
    Escape(
        name="shut_the_channel",
        why="the same with the descriptor kept",
        code="""
            import socket, time
            channel = socket.socket(fileno=3)
            channel.shutdown(socket.SHUT_RDWR)
            channel.detach()
            time.sleep(100)
        """,
        may_end=CRASHED | FORBIDDEN,
    ),
    Escape(
        name="another_file_for_the_channel",
        why="the inside speaks to the attacker and the broker to nobody",
        code="""
            import os
            os.dup2(1, 3)
        """,
        may_end=CRASHED,
    ),
    Escape(
        name="gone_without_a_word",
        why="an exit status of success is not a result",
        code="""
            import os
            os._exit(0)
        """,
        may_end=CRASHED,
        times=20,  # what dies, and what is heard of it, come in either order
    ),
    Escape(
        name="descriptors_by_the_hundred",
        why="descriptors that travel with a message stay with whoever takes it, until there are no more",
        code="""
            import array, socket, time
            channel = socket.socket(fileno=3)
            for _ in range(50):
                many = array.array("i", [1] * 100)
                channel.sendmsg([frame(STARTED, cell=9)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, many)])
            time.sleep(100)
        """,
        may_end=BROKEN | FORBIDDEN,
        times=3,
    ),
    Escape(
        name="descriptors_with_a_good_word",
        why="the same inside a conversation that is in order",
        code="""
            import array, os, socket
            def change(kind, cell, text, blob):
                channel = socket.socket(fileno=os.dup(real))
                many = array.array("i", [1] * 100)
                channel.sendmsg([frame(kind, text, blob, cell)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, many)])
                return []
            real = os.dup(3)
            relay(change)
            tried = True
        """,
        may_end=FINISHED | CRASHED | FORBIDDEN,
        leaves=TRIED,
        times=3,
    ),
    Escape(
        name="thread_that_talks",
        why="two that speak on one channel at once mix their frames",
        code="""
            import threading
            def talk():
                while True:
                    send(frame(FINISHED, b"{}", cell=7))
            threading.Thread(target=talk, daemon=True).start()
            tried = True
        """,
        may_end=BROKEN | FINISHED,
        leaves=TRIED,
    ),
)
