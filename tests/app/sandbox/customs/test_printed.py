"""What is kept of the printed text, and the line of a crash in it."""

from __future__ import annotations

import pytest

from app.sandbox.box import Program
from app.sandbox.customs import line_of_crash
from app.sandbox.customs.printed import keep

REPORT = b"""hello
Fatal Python error: Segmentation fault

Thread 0x00007f0000000001 (most recent call first):
  File "<cell 1>", line 9 in other

Current thread 0x00007f0000000002 (most recent call first):
  File "/lib/python3.11/ctypes/__init__.py", line 519 in string_at
  File "<cell 2>", line 3 in f
  File "<cell 2>", line 5 in <module>

Extension modules: numpy.core._multiarray_umath (total: 1)
"""


def test_short_text_is_kept_whole() -> None:
    """What is no UTF-8 is replaced."""
    assert keep(b"a\xffb") == "a\ufffdb"
    assert keep(b"x" * 65_536) == "x" * 65_536


def test_of_long_text_the_ends_are_kept() -> None:
    """48 KiB, a note, 16 KiB."""
    kept = keep(b"a" * 60_000 + b"z" * 60_000)
    assert kept == "a" * 49_152 + "\n... 54464 bytes of output are left out here ...\n" + "z" * 16_384


def test_the_line_of_a_crash_is_the_innermost_of_the_students() -> None:
    """In the thread that crashed."""
    place = line_of_crash(Program.of("a", "b\nc\nd"), REPORT)
    assert place is not None
    assert (place.cell, place.line, place.code) == (1, 3, "d")


@pytest.mark.parametrize(
    "printed",
    [
        b"",
        b"Fatal Python error: ",
        REPORT.replace(b"<cell 2>", b"<cell 3>"),
        REPORT.replace(b"<cell 2>", b"<cell 0>"),
        REPORT.replace(b"<cell 2>", b"<string>"),
        REPORT.replace(b"line 3", b"line 0"),
        REPORT.replace(b"Current thread", b"Thread"),
        b"Fatal Python error: " * 100_000,
    ],
)
def test_no_crash_is_found_where_there_is_none(printed: bytes) -> None:
    """Text of the student's own, a cell that does not exist, a report without a line of theirs."""
    assert line_of_crash(Program.of("a", "b"), printed) is None
