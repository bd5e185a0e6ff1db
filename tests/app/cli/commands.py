"""The commands about questions, run in this process and in the box of the session."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.testing import CliRunner

from app.cli import app
from app.sandbox.client import BrokerBox

if TYPE_CHECKING:
    import pytest

PUZZLES = Path(__file__).parents[2] / "packs" / "puzzles"


@dataclass(frozen=True, kw_only=True)
class Said:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def documents(self) -> list[Any]:
        """What it printed, a JSON document a line, and nothing beside them."""
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Said]


def run(*arguments: object) -> Said:
    """Run `allclose` with these arguments. A traceback is no way to end."""
    ended = CliRunner().invoke(app, [str(one) for one in arguments])
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return Said(code=ended.exit_code, out=ended.stdout, err=ended.stderr)


def boxed(box: BrokerBox, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The same, with every box being the one that is warm."""

    @contextmanager
    def warm() -> Iterator[BrokerBox]:
        yield box

    monkeypatch.setattr("app.cli.packs.grading_box", warm)
    return run
