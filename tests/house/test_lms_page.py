"""docs/lms.md is real: what it types is typed, its receiver receives, and what it shows is what comes back."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from app.pipeline.notices import TYPES
from tests.house.pages import Typed, fits, session
from tests.serving import serving

PAGE = Path(__file__).parents[2] / "docs" / "lms.md"
TEXT = PAGE.read_text(encoding="utf-8")
SERVICE, RECEIVER = "http://127.0.0.1:8000", "127.0.0.1:9000"
WITHIN_S = 60.0


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class Desk:
    """Who follows the page: a shell, and another terminal with the receiver in it."""

    def __init__(self, place: Path, service: str, teacher: str) -> None:
        self.place, self.port = place, free_port()
        self._moved = {
            SERVICE: service,
            RECEIVER: f"127.0.0.1:{self.port}",
            '("127.0.0.1", 9000)': f'("127.0.0.1", {self.port})',
        }
        self.environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        self.seen = f'"{teacher}"'
        self.printed = place / "printed"
        self.expected = ""
        self.receiver: subprocess.Popen[bytes] | None = None
        for number, name in enumerate(("receiver.py", "hand_over.py")):
            (place / name).write_text(self.moved(code("python", number)), encoding="utf-8")

    def moved(self, text: str) -> str:
        """The same with the ports of this test."""
        for old, new in self._moved.items():
            text = text.replace(old, new)
        return text

    def do(self, typed: Typed) -> None:
        """Type it, and hold what comes back against what is shown."""
        if typed.names:
            self.environment[typed.names] = typed.value(self.seen)
        elif typed.command == "python receiver.py":
            self.receive(typed.shown)
        else:
            command = ["bash", "-c", self.moved(typed.command)]
            ran = subprocess.run(
                command, cwd=self.place, env=self.environment, capture_output=True, text=True, check=True
            )
            assert fits(self.moved(typed.shown), ran.stdout) == "", typed.command
            self.seen += ran.stdout

    def receive(self, expected: str) -> None:
        """Start the receiver as in another terminal."""
        self.expected = expected
        with self.printed.open("w") as file:
            command = [sys.executable, "receiver.py"]
            self.receiver = subprocess.Popen(command, cwd=self.place, env=self.environment, stdout=file)
        until = time.monotonic() + WITHIN_S
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.05)
        pytest.fail("the receiver does not listen")

    def read(self) -> str:
        """What the receiver has printed, once it is as much as is expected, in an order without chance."""
        until = time.monotonic() + WITHIN_S
        while time.monotonic() < until and len(self.printed.read_text().splitlines()) < len(self.expected.splitlines()):
            time.sleep(0.1)
        return in_order(self.printed.read_text())


def in_order(lines: str) -> str:
    """Notices come in any order."""
    return "\n".join(sorted(lines.splitlines()))


def code(language: str, number: int = 0) -> str:
    """A block of the page."""
    found: str = re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)[number]
    return found


@contextmanager
def followed(place: Path) -> Iterator[Desk]:
    """Follow the page from its beginning to its end."""
    with serving(place / "data", webhooks_allow="127.0.0.1", webhooks_http="true") as served:
        desk = Desk(place, served.url, served.tokens["instructor"])
        try:
            for typed in session(PAGE):
                desk.do(typed)
            yield desk
        finally:
            if desk.receiver is not None:
                desk.receiver.terminate()
                desk.receiver.wait()


@pytest.mark.slow
def test_whoever_follows_the_page_is_connected(tmp_path: Path) -> None:
    """Every command gives what stands under it, and the receiver verifies and prints what it is told."""
    with followed(tmp_path) as desk:
        assert fits(in_order(desk.expected), desk.read()) == ""


def test_every_type_is_described() -> None:
    """In the table, and nothing that is not sent."""
    assert set(re.findall(r"^\| `([a-z]+(?:\.[a-z]+)?)` \|", TEXT, re.MULTILINE)) >= set(TYPES)


def test_the_examples_of_notices_are_json() -> None:
    """Each line or block by itself, of a type that there is."""
    whole = json.loads(code("json"))
    lines = [json.loads(line) for line in code("json", 1).splitlines()]
    assert {one["type"] for one in (whole, *lines)} <= set(TYPES)
