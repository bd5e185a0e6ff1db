"""A report under its cell: as HTML where there is a browser, as lines where there is a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from html import escape

from app.client import Json

MARKS = {"passed": "✓", "partial": "◐", "failed": "✗", "not_reached": "·", "ungraded": "?"}
WORDS = {"not_reached": "not reached"}
STATES = {"not_attempted": "not attempted", "ungraded": "not graded: our fault, not yours"}


class Kind(Enum):
    """What a line of a report is."""

    HEAD = "head"
    CHECK = "check"
    ERROR = "error"
    CODE = "code"
    TEXT = "text"


INDENT = {Kind.HEAD: 0, Kind.CHECK: 2, Kind.ERROR: 2, Kind.CODE: 6, Kind.TEXT: 6}


@dataclass(frozen=True)
class Line:
    """One line; a check's has its outcome."""

    kind: Kind
    text: str
    outcome: str = ""


class Sentence(str):
    """Something said instead of a report; a notebook shows it without quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


class Shown:
    """What a cell's magic gives back; the report itself is `report`."""

    def __init__(self, report: Json) -> None:
        self.report = report

    def __repr__(self) -> str:
        return "\n".join(_plain(line) for line in lines(self.report))

    def _repr_html_(self) -> str:
        return f'<div class="allclose">{"".join(_html(line) for line in lines(self.report))}</div>'


def lines(report: Json) -> Iterator[Line]:
    """Say a report line by line; a course may show less of it than there is."""
    marks = STATES.get(report["state"]) or f"{report['score']:g} of {report['max']:g}"
    yield Line(Kind.HEAD, f"Q{report['question']}. {report['title']}: {marks}")
    if report.get("late"):
        yield Line(Kind.TEXT, f"{report['late']['earned']:g} earned. {report['late']['why']}")
    run = report.get("run") or {}
    error = run.get("error")
    if error:
        at = f", line {error['line']}" if error.get("line") else ""
        yield Line(Kind.ERROR, f"{error['type']}{at}: {error['message']}")
        yield from _texts(error, "explanation", "hint")
    if report["state"] == "not_attempted":
        return
    for check in report.get("checks") or []:
        yield Line(Kind.CHECK, f"{check['sentence']} ({check['points']:g} of {check['max']:g})", check["outcome"])
        where = check.get("where")
        if where and check["outcome"] != "passed":
            yield Line(Kind.CODE, f"line {where['line']}: {where['code'].strip()}")
        yield from _texts(check, "message", "hint")
    for warning in run.get("warnings", []):
        yield Line(Kind.TEXT, f"PyTorch warned: {warning}")


def _texts(said: Json, *names: str) -> Iterator[Line]:
    yield from (Line(Kind.TEXT, said[name]) for name in names if said.get(name))


def _plain(line: Line) -> str:
    mark = f"{MARKS[line.outcome]} " if line.outcome else ""
    return textwrap.indent(mark + line.text, " " * INDENT[line.kind])


def _html(line: Line) -> str:
    text = escape(line.text)
    if line.kind is Kind.HEAD:
        return f"<p><strong>{text}</strong></p>"
    if line.kind is Kind.CHECK:
        word = WORDS.get(line.outcome, line.outcome)
        return f'<div><span role="img" aria-label="{word}">{MARKS[line.outcome]}</span> {text}</div>'
    if line.kind is Kind.CODE:
        return f'<div style="margin-left: 2em"><code>{text}</code></div>'
    return f'<div style="margin-left: 2em; white-space: pre-wrap">{text}</div>'
