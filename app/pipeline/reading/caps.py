"""How much is read. Each cap is far above any honest notebook, and bounds the work of all who read on."""

from __future__ import annotations

from collections.abc import Sequence

from app.pipeline.reading.parts import Part
from app.pipeline.reading.unreadable import Unreadable

MAX_FILE = 8 << 20  #: bytes, the outputs of a notebook included
MAX_BRACKETS = 500_000  #: in a notebook's JSON: each becomes an object of 60 bytes or more before it can be looked at
MAX_CELLS = 2000
MAX_LINES = 50_000  #: of all cells, written ones included
MAX_CODE = 1 << 20  #: characters of code

CLEAR = "Clear the outputs of all cells, save it, and hand it in again."
ONLY_CODE = "Hand in only the cells that answer the questions, and no data in them."


def check_file(data: bytes) -> None:
    """Refuse a file that is too large to be looked at."""
    if len(data) > MAX_FILE:
        raise Unreadable(f"It is larger than {MAX_FILE >> 20} MiB.", CLEAR)


def check_json(text: str) -> None:
    """Refuse what would fill the memory when it is parsed."""
    if text.count("[") + text.count("{") > MAX_BRACKETS:
        raise Unreadable("It holds too many values.", CLEAR)


def check_count(cells: int) -> None:
    """Refuse more cells than anybody writes."""
    if cells > MAX_CELLS:
        raise Unreadable(f"It has more than {MAX_CELLS:,} cells.", ONLY_CODE)


def check_script(text: str) -> None:
    """Refuse a Python file that is too long to be cut into cells."""
    _check(text.count("\n"), len(text))


def check_parts(parts: Sequence[Part]) -> None:
    """Refuse too much, and a file without any code."""
    check_count(len(parts))
    lines = sum(part.text.count("\n") + 1 for part in parts)
    _check(lines, sum(len(part.text) for part in parts if part.code))
    if not any(part.code for part in parts):
        raise Unreadable("It has no cell of code.", "Hand in the notebook or the .py file that holds your code.")


def _check(lines: int, code: int) -> None:
    if lines > MAX_LINES:
        raise Unreadable(f"It has more than {MAX_LINES:,} lines.", ONLY_CODE)
    if code > MAX_CODE:
        raise Unreadable(f"It has more than {MAX_CODE >> 20} MiB of code.", ONLY_CODE)
