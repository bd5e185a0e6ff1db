"""Clearing a scratch space that a hostile program filled, as the very user who filled it.

A planted link then leads nowhere it could not have gone. What that user may not read or enter it may still open up,
since it owns it; and a tree is never descended, but lifted to the top level by level: a thousand levels cost no
descriptor.
"""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Iterator

OPEN = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
OWNER = 0o700


def wipe(scratch: str) -> None:
    """Remove all that is in the directory. Nobody else works in it meanwhile. Raises OSError when something stays."""
    os.chmod(scratch, OWNER)
    top = os.open(scratch, OPEN)
    taken = set(os.listdir(top))
    fresh = (f"lifted-{number}" for number in itertools.count())
    names = (name for name in fresh if name not in taken)
    try:
        while entries := os.listdir(top):
            for name in entries:
                _remove(top, name, names)
    finally:
        os.close(top)


def _remove(top: int, name: str, names: Iterator[str]) -> None:
    if not stat.S_ISDIR(os.stat(name, dir_fd=top, follow_symlinks=False).st_mode):
        os.unlink(name, dir_fd=top)
        return
    os.chmod(name, OWNER, dir_fd=top)
    folder = os.open(name, OPEN, dir_fd=top)
    try:
        for inner in os.listdir(folder):
            if stat.S_ISDIR(os.stat(inner, dir_fd=folder, follow_symlinks=False).st_mode):
                os.chmod(inner, OWNER, dir_fd=folder)  # to move a directory one must be able to write to it
                os.rename(inner, next(names), src_dir_fd=folder, dst_dir_fd=top)
            else:
                os.unlink(inner, dir_fd=folder)
    finally:
        os.close(folder)
    os.rmdir(name, dir_fd=top)
