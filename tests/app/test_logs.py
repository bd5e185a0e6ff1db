"""What is logged: one document a line, with what it is about in it, and nothing that is secret."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from app import logs

log = logging.getLogger("app.somewhere")


class Terminal(io.StringIO):
    """Somebody watches."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where the lines go; what other tests log is as before afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    quiet = {name: logging.getLogger(name).level for name in logs.LOUD}
    made = io.StringIO()
    logs.set_up("worker", made)
    yield made
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in quiet.items():
        logging.getLogger(name).setLevel(before)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    """What was logged."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_a_document(stream: io.StringIO) -> None:
    """Who, when, how bad, what; values handed along stand beside it, also where a message holds line breaks."""
    log.info("graded %s\nat once", 3, extra={"score": 2.5})
    (line,) = lines(stream)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "graded 3\nat once", "level": "info", "logger": "app.somewhere", "role": "worker", "score": 2.5,
    }  # fmt: skip


def test_what_it_is_about_stands_in_every_line_of_it(stream: io.StringIO) -> None:
    """Also of other rooms and threads, and never in the lines of what runs beside it."""

    async def work(upload: str) -> None:
        logs.bind(upload=upload)
        await asyncio.sleep(0)
        with logs.about(submission=upload + "s"):
            await asyncio.to_thread(log.info, "inside")
        log.info("outside")

    async def both() -> None:
        await asyncio.gather(work("a"), work("b"))
        log.info("after")

    asyncio.run(both())
    found = [(line["event"], line.get("upload"), line.get("submission")) for line in lines(stream)]
    assert sorted(found[:4]) == [
        ("inside", "a", "as"),
        ("inside", "b", "bs"),
        ("outside", "a", None),
        ("outside", "b", None),
    ]
    assert found[4] == ("after", None, None)


def fail(code: str) -> None:
    """Raise, with a secret in a variable."""
    raise ValueError(len(code))


def test_a_traceback_tells_no_values(stream: io.StringIO) -> None:
    """The lines of our code, and not what its variables held."""
    try:
        fail("geheim"[::-1])
    except ValueError:
        log.exception("it failed")
    (line,) = lines(stream)
    assert "ValueError: 6" in line["exception"]
    assert "fail(" in line["exception"]
    assert "miehe" not in stream.getvalue()


def test_warnings_are_logged_too(stream: io.StringIO) -> None:
    """Nothing is written past the log, where nobody would look for it."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logs.set_up("worker", stream)
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        logging.captureWarnings(capture=False)
    assert [("DeprecationWarning: old" in line["event"], line["logger"]) for line in lines(stream)] == [
        (True, "py.warnings")
    ]


def test_people_are_shown_lines_for_people(stream: io.StringIO) -> None:
    """Where a terminal watches: no JSON, the same values, and no variables in tracebacks there either."""
    watched = Terminal()
    logs.set_up("web", watched)
    try:
        fail("geheim"[::-1])
    except ValueError:
        log.exception("it failed", extra={"jobs": 3})
    shown = watched.getvalue()
    assert not shown.startswith("{")
    assert all(word in shown for word in ("it failed", "jobs", "ValueError: 6"))
    assert "miehe" not in shown
    assert stream.getvalue() == ""
