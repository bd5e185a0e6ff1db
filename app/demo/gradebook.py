"""The LMS's gradebook: what it knows of each student and question, in whatever order and however often it is told."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

Notice: TypeAlias = Mapping[str, Any]  #: `{type, timestamp, data}`
Cell: TypeAlias = tuple[str, int]  #: a student as the service calls them, and a question


class Taken(StrEnum):
    """What a notice was to the gradebook."""

    NEWS = "news"
    OLDER = "older"  #: a later one of this student and question was here before it
    AGAIN = "again"  #: this very message was taken already
    NOTED = "noted"  #: of no student and question, such as a ping
    CONTRADICTS = "contradicts"  #: the same id with other words, or two notices with one number


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What counts, and of which submission it is."""

    submission: str
    score: float
    max: float


class Gradebook:
    """Marks by student and question. It never fails on what it is told: it was signed, and the sender may grow."""

    def __init__(self) -> None:
        self.marks: dict[Cell, Mark] = {}
        self.users: dict[str, str] = {}  #: student -> what we call them ourselves
        self._words: dict[str, bytes] = {}
        self._last: dict[Cell, int] = {}
        self._numbers: set[tuple[Cell, int]] = set()

    def take(self, message: str, body: bytes, notice: Notice) -> Taken:
        """Enter a notice that was verified, under its `webhook-id`."""
        words = hashlib.sha256(body).digest()
        if (before := self._words.get(message)) is not None:
            return Taken.AGAIN if before == words else Taken.CONTRADICTS
        self._words[message] = words
        return self._enter(notice.get("data", {}))

    def knows(self, message: str) -> bool:
        """Whether a message was taken."""
        return message in self._words

    def _enter(self, data: Notice) -> Taken:
        student, question, sequence = (data.get(name) for name in ("student", "question", "sequence"))
        if not (isinstance(student, str) and isinstance(question, int) and isinstance(sequence, int)):
            return Taken.NOTED
        if isinstance(user := (data.get("lms") or {}).get("user"), str):
            self.users[student] = user
        cell = (student, question)
        if (cell, sequence) in self._numbers:
            return Taken.CONTRADICTS
        self._numbers.add((cell, sequence))
        if sequence < self._last.get(cell, sequence):
            return Taken.OLDER
        self._last[cell] = sequence
        self._mark(cell, data)
        return Taken.NEWS

    def _mark(self, cell: Cell, data: Notice) -> None:
        if data.get("held"):
            return  # what is held back is not told: what was known before stays
        if (counts := data.get("counts")) is None:
            self.marks.pop(cell, None)
        else:
            self.marks[cell] = Mark(submission=counts["submission"], score=counts["score"], max=counts["max"])
