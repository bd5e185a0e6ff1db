"""stdin, stdout and stderr of the student's program, on descriptors that take only so much."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any


class Sink(io.RawIOBase):
    """A raw writer that swallows what its descriptor no longer takes, so that a flood does not end a program."""

    def __init__(self, descriptor: int) -> None:
        self.cut = False
        self.muted = False
        self._descriptor = descriptor

    def writable(self) -> bool:
        """It can be written to, always."""
        return True

    def fileno(self) -> int:
        """The descriptor below."""
        return self._descriptor

    def write(self, data: Any) -> int:
        """Write what fits; say that all was written."""
        view = memoryview(data).cast("B")
        at = 0
        while at < len(view) and not self.cut and not self.muted:
            try:
                at += os.write(self._descriptor, view[at:])
            except OSError:
                self.cut = True
                self._fill(view[at:])
        return len(view)

    def _fill(self, view: memoryview) -> None:
        """The part that crosses the end is refused whole: write the piece before the end by itself."""
        try:
            room = os.fstat(self._descriptor).st_size - os.lseek(self._descriptor, 0, os.SEEK_CUR)
            os.write(self._descriptor, view[: max(0, room)])
        except OSError:
            return


class Printed:
    """The two text streams and what has become of them."""

    def __init__(self) -> None:
        self._sinks = Sink(1), Sink(2)
        self._texts = [_text(sink) for sink in self._sinks]
        self.muted = False

    @property
    def cut(self) -> bool:
        """Whether something was printed that did not fit."""
        return any(sink.cut for sink in self._sinks)

    def install(self) -> None:
        """Give them to the program, with an empty stdin."""
        sys.stdout = sys.__stdout__ = self._texts[0]  # type: ignore[misc]
        sys.stderr = sys.__stderr__ = self._texts[1]  # type: ignore[misc]
        sys.stdin = sys.__stdin__ = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")  # type: ignore[misc]

    def flush(self) -> int:
        """Put out what waits in the streams; return how much was printed so far."""
        for text in (*self._texts, sys.stdout, sys.stderr):
            with suppress(BaseException):  # it may be closed, or something of the student's own
                text.flush()
        try:
            return os.lseek(1, 0, os.SEEK_CUR)
        except OSError:
            return 0

    @contextmanager
    def mute(self) -> Iterator[None]:
        """Swallow what is printed meanwhile, also by those who keep an own reference to a stream."""
        self.flush()
        for sink in self._sinks:
            sink.muted = True
        try:
            yield
        finally:
            self.flush()
            for sink in self._sinks:
                sink.muted = False


def _text(sink: Sink) -> io.TextIOWrapper:
    buffered = io.BufferedWriter(sink)
    return io.TextIOWrapper(buffered, encoding="utf-8", errors="backslashreplace", line_buffering=True)
