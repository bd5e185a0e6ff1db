"""A small stand-in for the zygote: it loads torch and `inside` once, and runs each job in a copy of itself.

Started by the fixture `rooms` with one end of a socket pair and the folder to load. Nothing is locked here; what is
tested is what happens inside the room.
"""

import array
import importlib.util
import os
import socket
import struct
import sys
import time
from pathlib import Path
from typing import Any

import torch

JOB_FD = 3


class Channel:
    """Frames as the wire has them, but on a stream."""

    header = struct.Struct("<BxHII")

    def __init__(self) -> None:
        self._sock = socket.socket(fileno=JOB_FD)

    def send(self, kind: int, cell: int, text: bytes, blob: bytes) -> None:
        """Send one frame."""
        self._sock.sendall(self.header.pack(kind, cell, len(text), len(blob)) + text + blob)

    def receive(self) -> tuple[int, int, bytes, bytes] | None:
        """The next frame; None when the other side has gone."""
        head = self._exactly(self.header.size)
        if not head:
            return None
        kind, cell, text, blob = self.header.unpack(head)
        return kind, cell, self._exactly(text), self._exactly(blob)

    def _exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size and (more := self._sock.recv(size - len(data))):
            data += more
        return data


def load(folder: Path) -> Any:
    """Load the package by its path, as the zygote does."""
    spec = importlib.util.spec_from_file_location(
        "inside", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["inside"] = module
    spec.loader.exec_module(module)
    return module


def live(inside: Any, descriptors: list[int]) -> None:
    """Be a room."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(descriptors[1], 1)
    os.dup2(descriptors[1], 2)
    os.dup2(descriptors[0], JOB_FD)
    os.closerange(JOB_FD + 1, 1000)
    inside.rehearse()
    inside.serve(Channel())
    time.sleep(600)


def main(control: socket.socket, folder: Path) -> None:
    """Make rooms and bury them, as told."""
    inside = load(folder)
    assert "app" not in sys.modules
    inside.rehearse()
    torch.optim.SGD([torch.ones(1)])  # the first optimiser imports 800 modules
    control.send(b"ready")
    while True:
        message, ancillary, _, _ = control.recvmsg(1 << 16, socket.CMSG_LEN(64))
        if not message:
            return
        if message != b"room":
            control.send(str(os.waitpid(int(message), 0)[1]).encode())
            continue
        found = array.array("i")
        for _, _, data in ancillary:
            found.frombytes(data)
        pid = os.fork()
        if pid == 0:
            try:
                live(inside, list(found))
            finally:
                os._exit(99)
        for descriptor in found:
            os.close(descriptor)
        control.send(str(pid).encode())


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2]))
