"""The real service, started as an operator does and asked as a student does."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.serving import Served, processes_of, serving

if TYPE_CHECKING:
    import httpx

NINE = "/v1/courses/pytorch/questions/9/submissions"
RIGHT = "import torch\nt = torch.tensor([4., 7., 9., 2., 5.])\nprint(t.max(), t.min(), t.mean())"
WRONG = "import torch\nt = torch.tensor([4., 7., 9., 2., 5.])\nprint(t.min(), t.min(), t.mean())"
SLOW = "import time\ntime.sleep(3)\n" + RIGHT
WAIT = {"Prefer": "wait=60"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One service for the tests of this file that do not stop it."""
    with serving(tmp_path_factory.mktemp("serve")) as started:
        yield started


@pytest.fixture
def student(served: Served) -> Iterator[httpx.Client]:
    """The demo student."""
    with served.client(served.tokens["student"]) as client:
        yield client


def test_a_question_is_graded_while_one_waits(student: httpx.Client) -> None:
    """200 and the report: marks, and a sentence where some are missing."""
    right = student.post(NINE, json={"code": RIGHT}, headers=WAIT)
    wrong = student.post(NINE, json={"code": WRONG}, headers=WAIT)
    assert right.status_code == wrong.status_code == 200, wrong.text
    assert (right.json()["score"], right.json()["max"]) == (3.0, 3.0)
    assert wrong.json()["score"] < 3
    assert any(check["message"] for check in wrong.json()["checks"] if check["outcome"] == "failed")
    phases = right.json()["phases"]
    assert phases["received"] <= phases["claimed"] <= phases["boxed"] <= phases["stored"]


def test_a_notebook_is_graded_question_by_question(student: httpx.Client) -> None:
    """As a form, with a file; each question has its submission and its report."""
    cells = ["# Q9\n" + RIGHT, "# Q14\nimport torch\ntorch.tensor([1.0]).sum().backward()"]
    response = student.post(
        "/v1/courses/pytorch/notebooks", files={"file": ("my.ipynb", json.dumps(notebook(*cells)))}, headers=WAIT
    )
    assert response.status_code == 200, response.text
    found = response.json()
    assert {one["question"]: one["score"] for one in found["submissions"]} == {9: 3.0, 14: 3.0}
    assert {one["question"] for one in found["reports"]} == {9, 14}
    assert 25 in found["not_found"]


def test_events_are_told_while_they_happen(student: httpx.Client) -> None:
    """The stream begins before the end is known, and closes with it."""
    submission = student.post(NINE, json={"code": SLOW}).json()
    states = []
    with student.stream("GET", submission["links"]["events"]) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        for line in stream.iter_lines():
            if line.startswith("event: "):
                states.append(line.removeprefix("event: "))
                if len(states) == 1:
                    assert student.get(submission["links"]["report"]).status_code == 409, "told only at the end"
    assert states in (["queued", "running", "graded"], ["running", "graded"])


def test_a_request_sent_again_is_graded_once(student: httpx.Client) -> None:
    """The same key, the same submission."""
    headers = WAIT | {"Idempotency-Key": "again"}
    first, second = [student.post(NINE, json={"code": RIGHT}, headers=headers).json() for _ in range(2)]
    assert first == second


def test_roles_are_kept_apart(served: Served, student: httpx.Client) -> None:
    """The instructor sees the student's work; a stranger sees nothing, another student not that it is there."""
    submission = student.post(NINE, json={"code": RIGHT}, headers=WAIT).json()["id"]
    path = f"/v1/submissions/{submission}/report"
    with served.client(served.tokens["instructor"]) as teacher:
        assert teacher.get(path).json()["score"] == 3.0
        other = teacher.post("/v1/courses/pytorch/people", json={"name": "Ben"}).json()["id"]
        wanted = {"role": "student", "name": "Ben", "course": "pytorch", "student": other}
        token = teacher.post("/v1/tokens", json=wanted).json()["token"]
    with served.client(token) as ben, served.client() as stranger:
        assert ben.get(path).status_code == 404
        assert stranger.get(path).status_code == 401


def test_who_operates_it_can_look(served: Served) -> None:
    """Alive, ready, and the queue counted."""
    with served.client() as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        assert client.get("/readyz").json() == {"status": "ready"}
        assert client.get("/metrics").status_code == 200
        document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")


def test_grading_gives_way_to_taking_in(served: Served) -> None:
    """On a machine that both share the web process goes first, and all that the worker has started goes with it."""
    nice = {line: os.getpriority(os.PRIO_PROCESS, pid) for pid, line in processes_of(served.process.pid).items()}
    (web,) = [value for line, value in nice.items() if line.strip().endswith("app.cli web")]
    behind = [value for line, value in nice.items() if line.strip().endswith("app.cli worker") or "sandbox" in line]
    assert behind
    assert min(behind) > web


@pytest.mark.slow
def test_it_stops_in_order_and_goes_on_where_it_was(tmp_path: Path) -> None:
    """Ctrl-C leaves no process; what was sent in is graded after the next start, with the tokens of before."""
    with serving(tmp_path, workers="1") as first:
        token = first.tokens["student"]
        children = processes_of(first.process.pid)
        assert any(" web" in line for line in children.values())
        with first.client(token) as student:
            sent = [student.post(NINE, json={"code": SLOW}).json()["id"] for _ in range(4)]
        assert first.stop() == 0
        assert any(line.startswith("Stopping") for line in first.lines)
        assert "Traceback" not in "\n".join(first.lines)
    deadline = time.monotonic() + 30
    while left := [pid for pid in children if _lives(pid)]:
        assert time.monotonic() < deadline, [children[pid] for pid in left]
        time.sleep(0.1)
    with serving(tmp_path) as second, second.client(token) as student:
        assert second.tokens == {}
        settled = [_settled(student, one) for one in sent]
        assert [one["state"] for one in settled] == ["graded"] * 4
        assert sorted(one["attempt"] for one in settled) == [1, 2, 3, 4]


def _settled(student: httpx.Client, submission: str) -> dict[str, Any]:
    with student.stream("GET", f"/v1/submissions/{submission}/events") as stream:
        for _ in stream.iter_lines():
            pass
    found: dict[str, Any] = student.get(f"/v1/submissions/{submission}").json()
    return found


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def notebook(*cells: str) -> dict[str, Any]:
    """A notebook with these cells of code."""
    made: list[dict[str, Any]] = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "outputs": [], "execution_count": None, "source": text}
        for i, text in enumerate(cells)
    ]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made}
