"""What the LMS remembers when it is killed: each message it took, on the disk before it says so."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Entry(NamedTuple):
    """A message that was taken."""

    message: str
    body: bytes


class Journal:
    """A file of one line for each message. A last line that was not finished was never said to be taken."""

    def __init__(self, path: Path) -> None:
        self._path = path
        whole = path.read_bytes() if path.exists() else b""
        self._kept = whole[: whole.rfind(b"\n") + 1]
        path.write_bytes(self._kept)
        self._file = path.open("ab")

    def __iter__(self) -> Iterator[Entry]:
        """What was kept by those who wrote in it before."""
        for line in self._kept.splitlines():
            message, body = json.loads(line)
            yield Entry(message, body.encode())

    def write(self, entry: Entry) -> None:
        """Keep a message; it is on the disk when this returns."""
        self._file.write(json.dumps([entry.message, entry.body.decode()]).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
