"""What a room prints: into memory of a fixed size that can neither grow nor shrink, so that a flood costs nothing."""

from __future__ import annotations

import fcntl
import os

SEALS = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW


def make(size: int) -> int:
    """A descriptor that takes `size` bytes and refuses the next with EPERM."""
    descriptor = os.memfd_create("printed", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.ftruncate(descriptor, size)
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, SEALS)
    return descriptor


def read(descriptor: int, size: int) -> bytes:
    """What was written. The offset is shared with the room, so it is the length; moved at will, but capped."""
    length = min(os.lseek(descriptor, 0, os.SEEK_CUR), size)
    return os.pread(descriptor, length, 0)
