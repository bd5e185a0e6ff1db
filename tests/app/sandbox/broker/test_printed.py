"""Printed text in sealed memory: a flood is refused, a moved offset reads nothing that was not written."""

from __future__ import annotations

import os

import pytest

from app.sandbox.broker import printed


def test_what_was_written_is_read() -> None:
    """The shared offset is the length; no reader has to run meanwhile."""
    descriptor = printed.make(100)
    os.write(descriptor, b"hello\n")
    assert printed.read(descriptor, 100) == b"hello\n"
    os.close(descriptor)


def test_a_flood_is_refused_at_the_size() -> None:
    """The memory cannot grow, so a write past its end fails and costs nothing."""
    descriptor = printed.make(100)
    os.write(descriptor, b"x" * 100)
    with pytest.raises(PermissionError):
        os.write(descriptor, b"x")
    with pytest.raises(PermissionError):
        os.ftruncate(descriptor, 1000)
    assert printed.read(descriptor, 100) == b"x" * 100
    os.close(descriptor)


def test_an_offset_moved_far_away_reads_no_more_than_the_size() -> None:
    """A room may seek where it likes; what is read is at most what there is."""
    descriptor = printed.make(100)
    os.lseek(descriptor, 1 << 40, os.SEEK_SET)
    assert len(printed.read(descriptor, 100)) == 100
    os.close(descriptor)
