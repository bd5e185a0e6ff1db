"""What a process says while it runs: a JSON document a line, or lines for people where a terminal watches.

Rooms write with `logging` as ever. What the lines are about is bound once, where a piece of work begins, and stands in
each of them, also in those of other rooms and of threads.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import structlog

if TYPE_CHECKING:
    from structlog.types import EventDict, Processor, WrappedLogger

LOUD = ("httpx", "httpcore", "asyncio", "aiosqlite", "alembic")  #: they tell of each request or statement


def set_up(role: str, stream: TextIO | None = None) -> None:
    """Have all that is logged in this process go to stderr; `role` stands in each line: web, worker."""
    to = stream or sys.stderr
    handler = logging.StreamHandler(to)
    handler.setFormatter(_formatter(role, for_people=to.isatty()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)


def bind(**about: str | int) -> None:
    """Say what the rest of this task is about, such as `upload=ID`; a task that is begun later inherits it."""
    structlog.contextvars.bind_contextvars(**about)


@contextmanager
def about(**what: str | int) -> Iterator[None]:
    """Say what the lines within are about, and forget it at the end."""
    with structlog.contextvars.bound_contextvars(**what):
        yield


def _formatter(role: str, *, for_people: bool) -> logging.Formatter:
    def named(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        event["role"] = role
        return event

    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        named,
    ]
    # A traceback without the values of its variables: those may be a student's code, or a token.
    after: list[Processor] = (
        [structlog.dev.ConsoleRenderer(colors=True, exception_formatter=structlog.dev.plain_traceback)]
        if for_people
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=before,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *after],
    )
