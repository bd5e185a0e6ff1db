"""Exceptions as data. The exception may be hostile: its class is asked only what the interpreter itself answers."""

from __future__ import annotations

import re
import traceback
from typing import Any

from .budget import Budget
from .program import Program, Spot, span

MESSAGE, TRACE, CHAIN = 2000, 16_000, 8
FRAMES = 1000  # the innermost ones, should there be more

_INSTALLED = re.compile(r"^.*/(?:site-packages|dist-packages|python3\.\d+)/")
_name = type.__dict__["__name__"].__get__
_own = {name: BaseException.__dict__[name].__get__ for name in ("__cause__", "__context__", "__traceback__")}
_suppressed = BaseException.__dict__["__suppress_context__"].__get__
_errno = OSError.__dict__["errno"].__get__


def type_name(kind: type) -> str:
    """A class's name, whatever its metaclass claims."""
    return str(_name(kind))[:200]


def describe(error: BaseException, program: Program, budget: Budget) -> dict[str, Any]:
    """An exception that came out of the student's code."""
    frames = program.frames(_own["__traceback__"](error))
    place, end = None, None
    if frames:
        last = frames[-1]
        place, end = program.spot(last.tb_frame.f_code, last.tb_lasti, last.tb_lineno)
    try:
        trace = _trace(error, program)
    except Exception:  # the student may have replaced what it is made with
        trace = ""
    return _told(error, say(error), place, end, trace, budget)


def refused(error: BaseException, index: int, program: Program, budget: Budget) -> dict[str, Any]:
    """An exception of the compiler, about a cell that never began."""
    if not isinstance(error, SyntaxError):
        return _told(error, say(error), None, None, "", budget)
    lines = program.cells[index].lines
    place: Spot | None = None
    end = None
    trace = f"{type_name(type(error))}: {error.msg}\n"
    if error.lineno and error.lineno > 0:
        column = error.offset - 1 if error.offset and error.offset > 0 else None
        place = (index, error.lineno, column)
        code = lines[error.lineno - 1] if error.lineno <= len(lines) else ""
        if column is not None:
            same = error.end_lineno in (None, error.lineno)
            end = max(column + 1, (error.end_offset or 0) - 1 if same else len(code))
        trace = f'  File "{program.cells[index].name}", line {error.lineno}\n{_underlined(code, column, end)}{trace}'
    return _told(error, str(error.msg), place, end, trace, budget)


def swallowed(error: BaseException, program: Program, budget: Budget) -> dict[str, Any]:
    """An exception that the student's code caught: what `describe` tells, without the text of a traceback."""
    frames = program.frames(_own["__traceback__"](error))
    place, end = None, None
    if frames:
        last = frames[-1]
        place, end = program.spot(last.tb_frame.f_code, last.tb_lasti, last.tb_lineno)
    return _told(error, say(error), place, end, "", budget)


def say(error: BaseException) -> str:
    """The exception's message, if it can say one."""
    try:
        return str.__getitem__(str(error), slice(MESSAGE))
    except BaseException:
        return "<this exception cannot say what it is about>"


def _told(
    error: BaseException, message: str, place: Spot | None, end: int | None, trace: str, budget: Budget
) -> dict[str, Any]:
    number = _errno(error) if issubclass(type(error), OSError) else None
    return {
        "type": budget.text(type_name(type(error)), 200),
        "message": budget.text(message, MESSAGE),
        "place": place,
        "end_column": end,
        "traceback": budget.text(trace, TRACE),
        "file": budget.text(_file(error), 200),
        "errno": number if type(number) is int and 0 <= number < 1 << 16 else None,
    }


def _file(error: BaseException) -> str:
    """The file of the frame that raised it, without the way to where libraries are installed."""
    name: object = ""
    trace = _own["__traceback__"](error)
    while trace is not None:
        name, trace = trace.tb_frame.f_code.co_filename, trace.tb_next
    if type(name) is not str:
        return ""
    return _INSTALLED.sub("", name)[-200:]


def _trace(error: BaseException, program: Program) -> str:
    """What Python would print, less the frames that are not the student's."""
    parts: list[str] = []
    seen: set[int] = set()
    link = ""
    at: BaseException | None = error
    while at is not None and id(at) not in seen and len(seen) < CHAIN:
        seen.add(id(at))
        parts.append(_one(at, program) + link)
        cause, context = _own["__cause__"](at), _own["__context__"](at)
        if cause is not None:
            link = "\nThe above exception was the direct cause of the following exception:\n\n"
        else:
            link = "\nDuring handling of the above exception, another exception occurred:\n\n"
        at = cause if cause is not None or _suppressed(at) else context
    return "".join(reversed(parts))


def _one(error: BaseException, program: Program) -> str:
    frames = []
    for trace in program.frames(_own["__traceback__"](error))[-FRAMES:]:
        code, line = trace.tb_frame.f_code, trace.tb_lineno
        first, last, start, end = span(code, trace.tb_lasti)
        if first != line:
            last, start, end = None, None, None
        frames.append(
            traceback.FrameSummary(code.co_filename, line, code.co_name, end_lineno=last, colno=start, end_colno=end)
        )
    head = "Traceback (most recent call last):\n" if frames else ""
    name, message = type_name(type(error)), say(error)
    last_line = f"{name}: {message}\n" if message else f"{name}\n"
    return head + "".join(traceback.StackSummary.from_list(frames).format()) + last_line


def _underlined(code: str, column: int | None, end: int | None) -> str:
    stripped = code.lstrip()
    if column is None or end is None:
        return f"    {stripped}\n"
    left = max(0, column - (len(code) - len(stripped)))
    return f"    {stripped}\n    {' ' * left}{'^' * max(1, min(end, len(code)) - column)}\n"
