"""Clearing a scratch space: whatever its owner did to it, it is empty afterwards, and nothing outside was touched."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.sandbox.wipe import wipe


def deep(folder: Path) -> None:
    """Nine hundred levels, more than a process of a room has descriptors."""
    handle = os.open(folder, os.O_RDONLY)
    for _ in range(900):
        os.mkdir("deeper", dir_fd=handle)
        inner = os.open("deeper", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    os.close(handle)


def closed(folder: Path) -> None:
    """Directories that their owner may not read, enter or write to, one in the other, and the top itself."""
    (folder / "a" / "b" / "c").mkdir(parents=True)
    (folder / "a" / "b" / "file").touch()
    for path in (folder / "a" / "b", folder / "a", folder):
        path.chmod(0)


def odd_names(folder: Path) -> None:
    """Names that look like options, hold line ends, are no text, or are those that the wiping itself gives."""
    for name in (b"-rf", b"a\nb", b"\xff", b"lifted-0", b"lifted-1"):
        Path(folder, os.fsdecode(name)).mkdir()
    (folder / "lifted-1" / "lifted-2").mkdir()
    (folder / "-rf" / "x" / "y").mkdir(parents=True)


def pipes(folder: Path) -> None:
    """A named pipe, which whoever opens it waits at."""
    os.mkfifo(folder / "pipe")


@pytest.mark.parametrize("mess", [deep, closed, odd_names, pipes])
def test_nothing_is_left(tmp_path: Path, mess: Callable[[Path], None]) -> None:
    """An ordinary user can clear what it made, and the directory is its own again."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    mess(folder)
    wipe(str(folder))
    assert list(folder.iterdir()) == []
    assert folder.stat().st_mode & 0o777 == 0o700


def test_links_are_removed_and_not_followed(tmp_path: Path) -> None:
    """What a link points to stays as it is."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("kept", encoding="ascii")
    outside.chmod(0o755)
    folder = tmp_path / "scratch"
    (folder / "inner").mkdir(parents=True)
    (folder / "link").symlink_to(outside)
    (folder / "inner" / "link").symlink_to(outside)
    wipe(str(folder))
    assert list(folder.iterdir()) == []
    assert (outside / "kept").read_text(encoding="ascii") == "kept"
    assert outside.stat().st_mode & 0o777 == 0o755
