"""One end of a conversation in frames that never blocks: what cannot be sent at once waits its turn."""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Callable

from app.sandbox import wire
from app.sandbox.broker.loop import Loop


def _unheard(_: object) -> None:
    """Stand in for a listener that has left."""


class Link:
    """A socket, the frames that arrive on it, and the packets that still have to leave.

    `heard` is called with each frame; `gone` once, with the reason, when the other side closed, broke the format
    (`wire.Garbage`) or said more than the reader's cap allows (`wire.TooBig`).
    """

    def __init__(
        self,
        loop: Loop,
        sock: socket.socket,
        reader: wire.Reader,
        heard: Callable[[wire.Frame], None],
        gone: Callable[[type[Exception] | None], None],
    ) -> None:
        self.reader = reader
        self._loop, self._sock, self._heard, self._gone = loop, sock, heard, gone
        self._waiting: deque[memoryview] = deque()
        self._open = True
        sock.setblocking(False)
        loop.read(sock.fileno(), self._arrived)

    def send(self, frame: wire.Frame) -> None:
        """Send now what goes now, the rest when there is room."""
        if not self._open:
            return
        data = memoryview(frame.pack())
        self._waiting.extend(data[at : at + wire.PACKET] for at in range(0, len(data), wire.PACKET))
        self._push()

    def close(self) -> None:
        """Hear and say nothing more."""
        if self._open:
            self._open = False
            self._loop.forget(self._sock.fileno())
            self._sock.close()
            # Let go of whoever listened, who holds this link: what it has heard can be megabytes
            self._heard, self._gone = _unheard, _unheard
            self._waiting.clear()

    def drain(self) -> None:
        """Take what has arrived already, as when the other side has died."""
        while self._open and self._receive():
            pass

    def _arrived(self) -> None:
        self._receive()

    def _receive(self) -> bool:  # True: there may be more
        if not self._open:
            return False
        try:
            # recv, not recvmsg: descriptors that a hostile sender attaches are dropped by the kernel
            packet = self._sock.recv(wire.RECEIVE)
        except BlockingIOError:
            return False
        except OSError:
            packet = b""
        if not packet:
            self._gone(None)
            return False
        try:
            frames = self.reader.take(packet)
        except (wire.Garbage, wire.TooBig) as error:
            self._gone(type(error))
            return False
        for frame in frames:
            if self._open:
                self._heard(frame)
        return self._open

    def _push(self) -> None:
        was_waiting = False
        while self._waiting:
            try:
                self._sock.send(self._waiting[0])
            except BlockingIOError:
                was_waiting = True
                break
            except OSError:  # the other side has gone; reading tells it
                self._waiting.clear()
                return
            self._waiting.popleft()
        self._loop.write_too(self._sock.fileno(), self._arrived, self._push if was_waiting else None)
