"""The real service with its client at one end and its operator at the other, while it runs."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.client import Client, Refused
from app.nb.graders import Far
from tests.app.test_serve import RIGHT, WRONG, notebook
from tests.serving import ALLCLOSE, Served, serving


@dataclass(frozen=True, kw_only=True)
class Place:
    """A service that runs, and where its data is."""

    served: Served
    data: Path

    def client(self, token: str = "") -> Client:
        """The demo student, or whose token it is."""
        return Client(self.served.url, token or self.served.tokens["student"])

    def allclose(self, *command: str) -> Any:
        """Run a command of administration beside it, and give its document."""
        ran = subprocess.run(
            [ALLCLOSE, *command], capture_output=True, text=True, check=False,
            env=os.environ | {"ALLCLOSE_DATA": str(self.data)},
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout)

    def logged(self, submission: str) -> list[dict[str, Any]]:
        """The lines of the log about a submission."""
        lines = [json.loads(line) for line in self.served.lines if line.startswith("{")]
        return [line for line in lines if submission in line.get("submission", "")]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One service for this file."""
    data = tmp_path_factory.mktemp("operated")
    with serving(data) as served:
        yield Place(served=served, data=data)


def test_the_client_hands_in_follows_and_reads(place: Place) -> None:
    """Code and a notebook, from the question to the report, over real HTTP."""
    with place.client() as client:
        asked = {one.number: one for one in client.questions()}
        right, wrong = client.grade(9, RIGHT), client.grade(9, WRONG)
        upload = client.submit_file("my.ipynb", json.dumps(notebook("# Q9\n" + RIGHT)).encode())
        states = [now.state for now in client.events(upload.submissions[0].id)]
        with pytest.raises(Refused, match="no question 999") as refused:
            client.submit(999, RIGHT)
    assert right["score"] == right["max"] == asked[9].max
    assert wrong["score"] < wrong["max"]
    assert states[-1] == "graded"
    assert 14 in upload.not_found
    assert (refused.value.code, refused.value.kind) == (404, "not-found")


def test_a_cell_is_graded_by_the_server(place: Place) -> None:
    """What `%%grade` asks is the same report."""
    report = Far(place.served.url, place.served.tokens["student"], "pytorch").grade(9, RIGHT)
    assert (report["question"], report["score"]) == (9, report["max"])


def test_the_log_says_which_submission_it_is_about(place: Place) -> None:
    """From the worker's process, one document a line; and never a line of the code."""
    with place.client() as client:
        submission = client.submit(9, RIGHT).id
        client.wait(submission)
    deadline = time.monotonic() + 30
    while not (found := place.logged(submission)):
        assert time.monotonic() < deadline, place.served.lines
        time.sleep(0.05)
    assert (found[0]["role"], found[0]["event"], found[0]["job"]) == ("worker", "graded", "grade")
    assert "torch.tensor" not in "\n".join(place.served.lines)


def test_a_copy_made_while_it_runs_holds_what_was_handed_in(place: Place, tmp_path: Path) -> None:
    """All that was answered before the copy is in it."""
    with place.client() as client:
        submission = client.submit(9, RIGHT).id
    place.allclose("db", "backup", str(tmp_path / "allclose.db"), "--json")
    copy = Place(served=place.served, data=tmp_path)
    assert copy.allclose("db", "check", "--json")["ok"]
    ran = subprocess.run(
        [ALLCLOSE, "course", "export", "pytorch"], capture_output=True, text=True, check=True,
        env=os.environ | {"ALLCLOSE_DATA": str(tmp_path)},
    )  # fmt: skip
    assert submission in [json.loads(line)["id"] for line in ran.stdout.splitlines() if '"submission"' in line]


def test_who_is_erased_while_it_runs_is_out_at_once(place: Place, tmp_path: Path) -> None:
    """A roster, a token, a submission; then the token opens nothing, and the files do not hold the word."""
    word = "quetzalcoatlus"
    file = tmp_path / "roster.csv"
    file.write_text(f"name,email\n{word},{word}@example.org\n")
    (person,) = place.allclose("roster", "import", str(file), "--course", "pytorch", "--json")["added"]
    made = place.allclose(
        "token", "create", "--role", "student", "--name", word, "--course", "pytorch", "--student", person, "--json"
    )
    with place.client(made["token"]) as client:
        assert client.grade(9, f"{RIGHT}\n{word} = 1")["score"] == 3.0
        done = place.allclose("student", "erase", person, "--yes", "--json")
        with pytest.raises(Refused) as refused:
            client.questions()
    assert (done["submissions"], refused.value.code) == (1, 401)
    assert word.encode() not in b"".join(one.read_bytes() for one in place.data.glob("allclose.db*"))
