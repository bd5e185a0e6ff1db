"""Who grades a cell: a server far away, or the box on this very machine."""

from __future__ import annotations

import atexit
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from app.client import Client, Json
from app.errors import AppError

if TYPE_CHECKING:
    from app.sandbox.box import Box
    from graders.catalogue import Pack


class Asked(AppError):
    """What was asked for cannot be graded."""


class Grader(Protocol):
    """Grades the code of one question."""

    def grade(self, question: int, code: str) -> Json:
        """Give the report (AppError where there is none)."""


class Far:
    """A server: the submission counts as an attempt there."""

    def __init__(self, url: str, token: str, course: str) -> None:
        self._url, self._token, self._course = url, token, course

    def grade(self, question: int, code: str) -> Json:
        """Hand in, wait, and give the report."""
        with Client(self._url, self._token, course=self._course) as client:
            return client.grade(question, code)


class Near:
    """The box of this machine: started with the first cell, kept for the next ones; nothing is handed in."""

    def __init__(self) -> None:
        self._ready: tuple[Box, Pack] | None = None

    def grade(self, question: int, code: str) -> Json:
        """Run and judge it here and now."""
        from app.pipeline.reading import read_code  # noqa: PLC0415 - torch is loaded with the first cell, not before
        from app.pipeline.upload import grade_upload  # noqa: PLC0415 - as above

        box, pack = self._ready = self._ready or _open()
        if question not in pack.entries:
            raise Asked(f"There is no question {question}; there are {_numbers(pack.entries)}.")
        graded = grade_upload(box, pack, read_code(code, question), secrets.randbits(31))
        return graded.reports[0].to_json()


def of(environment: Mapping[str, str]) -> Grader:
    """The server that the environment names, or this machine where it names none."""
    url, token = environment.get("ALLCLOSE_URL", ""), environment.get("ALLCLOSE_TOKEN", "")
    if not url:
        return Near()
    if not token:
        raise Asked("ALLCLOSE_URL names a server, and ALLCLOSE_TOKEN no token for it.")
    return Far(url, token, environment.get("ALLCLOSE_COURSE", "pytorch"))


def _open() -> tuple[Box, Pack]:
    from app.sandbox.start import start_probed_box  # noqa: PLC0415 - as above
    from app.settings import Settings  # noqa: PLC0415 - as above
    from graders import catalogue  # noqa: PLC0415 - as above

    try:
        box = start_probed_box(Settings())
    except TimeoutError as late:
        raise Asked(f"The box does not start: {late}") from late
    atexit.register(box.close)
    return box, catalogue.load()


def _numbers(entries: Mapping[int, object]) -> str:
    return ", ".join(str(number) for number in sorted(entries))
