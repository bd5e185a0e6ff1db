"""Cells that begin with `%%`: another language is dropped, a stop-watch around Python is taken off."""

from __future__ import annotations

import re
from dataclasses import dataclass

HEAD = re.compile(r"(?P<before>\s*)%%(?P<name>!|\w+)(?P<rest>[^\n]*)(?P<body>.*)", re.DOTALL)
AROUND = frozenset({"time", "timeit", "capture", "prun", "memit", "grade"})  #: what they hold is Python and runs here
WITH_SETUP = frozenset({"timeit"})  #: the rest of the first line is Python too
OPTIONS = re.compile(r"(?:[ \t]*-[nrpt][ \t]*[0-9]+|[ \t]*-[oqcvt](?![A-Za-z0-9]))*[ \t]*")


@dataclass(frozen=True, kw_only=True)
class Head:
    """A cell magic found: the whole cell goes, or a text stays."""

    shown: str = ""
    why: str = ""
    dropped: bool = False
    text: str = ""


def look(text: str) -> Head | None:
    """Find a cell magic; `%%time?` asks for help and is a line's business."""
    found = HEAD.match(text)
    if not found or found["rest"].startswith("?"):
        return None
    name, rest = found["name"], found["rest"]
    if name not in AROUND:
        return Head(shown=f"%%{name}{rest}", why="and its cell were left out: only Python runs here.", dropped=True)
    setup = OPTIONS.sub("", rest, count=1) if name in WITH_SETUP else ""
    return Head(text=f"{found['before']}{setup}{found['body']}")
