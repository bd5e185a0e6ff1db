"""The text that a run printed: what is kept of it, and the line of a crash that the interpreter left in it."""

from __future__ import annotations

import re

HEAD, TAIL = 48 << 10, 16 << 10
NOTE = "\n... {} bytes of output are left out here ...\n"

_CRASH = re.compile(rb"Fatal Python error: .*?^Current thread [^\n]*\n(.*?)(?:^\n|\Z)", re.DOTALL | re.MULTILINE)
_STUDENTS = re.compile(rb'^  File "<cell (\d{1,5})>", line (\d{1,7}) in ', re.MULTILINE)


def keep(printed: bytes) -> str:
    """The text, or its beginning and end if it is longer than 64 KiB."""
    if len(printed) <= HEAD + TAIL:
        return printed.decode(errors="replace")
    note = NOTE.format(len(printed) - HEAD - TAIL)
    return printed[:HEAD].decode(errors="replace") + note + printed[-TAIL:].decode(errors="replace")


def crash(printed: bytes) -> tuple[int, int] | None:
    """Cell and line, each counted from 1, of the student's innermost frame in the report of the last crash, if any."""
    start = printed.rfind(b"Fatal Python error: ")
    report = _CRASH.match(printed, start) if start >= 0 else None
    found = _STUDENTS.search(report[1]) if report else None
    return (int(found[1]), int(found[2])) if found else None
