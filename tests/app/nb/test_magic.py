"""`%%grade` in a real IPython: over the real box, and over a server that the test plays."""

from __future__ import annotations

import atexit
import builtins
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from app.client import Client
from app.nb import graders
from app.nb.shown import Sentence, Shown
from app.sandbox.client import BrokerBox
from graders import catalogue

NINE = "import torch\nt = torch.tensor([4., 7., 9., 2., 5.])\nprint(t.max(), t.min(), t.mean())"


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, box: BrokerBox) -> Iterator[InteractiveShell]:
    """A shell with the magic; the tests' own box is the box of this machine."""
    for name in ("URL", "TOKEN", "COURSE"):
        monkeypatch.delenv(f"ALLCLOSE_{name}", raising=False)
    monkeypatch.setattr(graders, "_open", lambda: (box, catalogue.load()))
    for name in ("display", "get_ipython"):  # a shell puts them among Python's own names, and leaves them there
        monkeypatch.setattr(builtins, name, None, raising=False)
    made = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))  # type: ignore[no-untyped-call]
    made.run_line_magic("load_ext", "app.nb")
    yield made
    atexit.unregister(made.atexit_operations)
    made.atexit_operations()  # type: ignore[no-untyped-call]


def run(shell: InteractiveShell, cell: str) -> Any:
    """What a cell gives."""
    ran = shell.run_cell(cell)  # type: ignore[no-untyped-call]
    if ran.error_in_exec:
        raise ran.error_in_exec
    return ran.result


def test_a_cell_is_graded_on_this_machine(shell: InteractiveShell) -> None:
    """Without a server: the report is the cell's value, to be looked at and to be used."""
    shown = run(shell, f"%%grade 9\n{NINE}")
    assert isinstance(shown, Shown)
    assert shown.report["question"] == 9
    assert shown.report["score"] == shown.report["max"] > 0
    assert repr(shown).startswith("Q9.")


def test_the_cell_is_run_here_only_if_wanted(shell: InteractiveShell) -> None:
    """Grading defines nothing in the notebook; with --run the cell has its effect, too."""
    run(shell, f"%%grade 9\n{NINE}\nmine = 1")
    assert "mine" not in shell.user_ns
    run(shell, f"%%grade q9 --run\n{NINE}\nmine = 1")
    assert shell.user_ns["mine"] == 1


def test_what_cannot_be_graded_is_said(shell: InteractiveShell) -> None:
    """A sentence under the cell, and no traceback."""
    said = run(shell, f"%%grade 999\n{NINE}")
    assert isinstance(said, Sentence)
    assert said.startswith("There is no question 999; there are 1, 2, ")


@pytest.mark.parametrize("line", ["", "four", "4 --walk", "4 5"])
def test_a_line_that_makes_no_sense_is_a_usage_error(shell: InteractiveShell, line: str) -> None:
    """It says how it is written."""
    with pytest.raises(Exception, match="as in `%%grade 4`"):
        run(shell, f"%%grade {line}\nx = 1")


def test_with_a_server_in_the_environment_it_is_asked(shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch) -> None:
    """The code goes there with the token; a server's refusal is its own sentence."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(403, json={"type": "urn:allclose:problem:forbidden", "detail": "The course is closed."})

    monkeypatch.setattr(graders, "Client", partial(Client, transport=httpx.MockTransport(answer)))
    monkeypatch.setenv("ALLCLOSE_URL", "http://grader.example")
    assert run(shell, "%%grade 4\nx = 1") == "ALLCLOSE_URL names a server, and ALLCLOSE_TOKEN no token for it."
    monkeypatch.setenv("ALLCLOSE_TOKEN", "ac_1_s")
    monkeypatch.setenv("ALLCLOSE_COURSE", "spring")
    assert run(shell, "%%grade 4\nx = 1") == "The course is closed."
    assert asked[0].url == "http://grader.example/v1/courses/spring/questions/4/submissions"
    assert asked[0].content == b'{"code":"x = 1\\n"}'


def test_the_students_page_names_what_is_read() -> None:
    """Every variable that a notebook heeds is on the page, and no other."""
    page = (Path(__file__).parents[3] / "docs" / "student.md").read_text(encoding="utf-8")
    source = Path(graders.__file__).read_text(encoding="utf-8")
    assert set(re.findall(r"`(ALLCLOSE_[A-Z]+)`", page)) == set(re.findall(r'"(ALLCLOSE_[A-Z]+)"', source))
