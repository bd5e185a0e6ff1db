"""A report in brief: what failed, and by which message, in few enough bytes to stand in an index.

Statistics and clusters of failures are made of thousands of reports. Their documents are kilobytes each; this is some
hundred bytes, kept beside the mark and written with it.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass

from app.store.tables.base import Json

LONGEST = 1500  #: bytes; PostgreSQL takes no more than 2,700 into an index
LETTERS = {"passed": "p", "partial": "h", "failed": "f", "not_reached": "n", "ungraded": "u"}
OUTCOMES = {letter: outcome for outcome, letter in LETTERS.items()}
SHORTCOMINGS = frozenset({"partial", "failed"})
EARNING = frozenset({"passed", "partial"})
SLIPS = frozenset({"SyntaxError", "IndentationError", "TabError"})  #: exceptions; a slip of the pen costs no attempt
EXCEPTION = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,59}")
OTHER = "other"  #: a type of exception whose name is none
VARIES = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|-?\d[\d_.,]*(?:e[+-]?\d+)?")
LOOKED_AT = 500  #: characters of a message


@dataclass(frozen=True, kw_only=True)
class CheckFound:
    """How one check ended."""

    name: str
    outcome: str  #: a value of `graders.report.Outcome`
    message_id: str = ""  #: or `~` and a fingerprint of the words, where a teacher wrote them


@dataclass(frozen=True, kw_only=True)
class Found:
    """A report in brief."""

    state: str = "graded"
    error: str = ""  #: the type of the exception that ended the run
    signature: str = ""  #: of the exception's text
    checks: tuple[CheckFound, ...] = ()


def brief(document: Json) -> str:
    """Write a report's document in brief."""
    error = (document.get("run") or {}).get("error")
    head = [document.get("state") or "graded", *_error(error)]
    rows = [_check(check) for check in document.get("checks") or []]
    text = _write(head, rows)
    if len(text) > LONGEST:  # a question of very many checks: how they ended, without why
        text = _write(head, [row[:2] for row in rows])
    while len(text) > LONGEST:
        rows = rows[: len(rows) // 2]
        text = _write(head, [row[:2] for row in rows])
    return text


def read(text: str | None) -> Found:
    """Read what `brief` wrote; nothing is known of what has none."""
    if not text:
        return Found()
    (state, error, signature), *rows = json.loads(text)
    checks = tuple(
        CheckFound(name=name, outcome=OUTCOMES.get(letter, "ungraded"), message_id=rest[0] if rest else "")
        for name, letter, *rest in rows
    )
    return Found(state=state, error=error, signature=signature, checks=checks)


def slip(found: Found) -> bool:
    """Whether it is a slip of the pen, of which nothing was earned."""
    return found.error in SLIPS and not any(check.outcome in EARNING for check in found.checks)


def earned(document: Json, score: float) -> float:
    """Give the score as the graders found it, before the late policy; where they said none, what counts."""
    value = document.get("score")
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else score


def fingerprint(message: str) -> str:
    """Give eight digits that are the same for messages that differ only in numbers and in what they quote."""
    bare = VARIES.sub("*", message[:LOOKED_AT])
    return hashlib.sha256(bare.encode("utf-8", "replace")).hexdigest()[:8]


def _error(error: Json | None) -> tuple[str, str]:
    if not error:
        return "", ""
    named = str(error.get("type") or "")
    message = str(error.get("message") or "")
    return named if EXCEPTION.fullmatch(named) else OTHER, fingerprint(message)


def _check(check: Json) -> list[str]:
    outcome = str(check.get("outcome"))
    row = [str(check.get("name"))[:80], LETTERS.get(outcome, "u")]
    if outcome in SHORTCOMINGS:
        known, words = str(check.get("message_id") or "")[:80], str(check.get("message") or "")
        row.append(known or (f"~{fingerprint(words)}" if words else ""))
    return row


def _write(head: list[str], rows: list[list[str]]) -> str:
    return json.dumps([head, *rows], separators=(",", ":"))
