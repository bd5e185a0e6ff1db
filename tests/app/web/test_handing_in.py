"""Handing in: stored once for each key, refused with a reason, and never half."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from app.store import courses, submissions
from app.store.kinds import SubmissionState
from app.store.trouble import Busy
from tests.app.web.scene import CODE, NINE, NOTEBOOKS, Scene, problem

NO_FILE = b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--b--\r\n'
pytestmark = pytest.mark.anyio


def notebook(*cells: str) -> dict[str, Any]:
    """A notebook with these cells of code."""
    made: list[dict[str, Any]] = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "outputs": [], "execution_count": None, "source": text}
        for i, text in enumerate(cells)
    ]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made}


async def test_code_is_stored_and_queued_before_it_is_promised(scene: Scene) -> None:
    """202, and where it is to be found; there, its place in the queue, and the code as it was sent."""
    response = await scene.ask("ada", "POST", NINE, json=CODE)
    found = response.json()
    assert response.status_code == 202
    assert response.headers["location"] == f"/v1/submissions/{found['id']}"
    assert (found["state"], found["question"]) == ("queued", 9)
    assert (await scene.ask("ada", "GET", found["links"]["self"])).json() == found | {"place": 0}
    assert (await scene.ask("ada", "GET", found["links"]["code"])).text == CODE["code"]


async def test_the_same_key_is_one_deed(scene: Scene) -> None:
    """Sent again with its key, it is told of the first one; without a key it is another."""
    headers = {"Idempotency-Key": "k-1"}
    first = await scene.hand_in(headers=headers)
    assert await scene.hand_in(headers=headers) == first
    assert await scene.count() == 1
    assert await scene.hand_in() != first
    assert await scene.hand_in("ben", headers=headers) != first, "a key is its token's own"


async def test_a_key_is_not_used_for_another_request(scene: Scene) -> None:
    """The same key with another body is refused, for who asks would take one for the other."""
    headers = {"Idempotency-Key": "k-2"}
    await scene.hand_in(headers=headers)
    problem(await scene.ask("ada", "POST", NINE, json={"code": "other"}, headers=headers), 422, "key-reused")
    assert await scene.count() == 1


async def test_many_at_once_with_one_key_are_one_deed(scene: Scene) -> None:
    """Whoever comes second is told what the first was told."""
    headers = {"Idempotency-Key": "k-3"}
    found = await asyncio.gather(*(scene.hand_in(headers=headers) for _ in range(8)))
    assert len(set(found)) == 1
    assert await scene.count() == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "\u00e9", "a\tb"])
async def test_a_key_that_is_none_is_refused(scene: Scene, key: str) -> None:
    """Rather than taken for no key."""
    headers = {b"Idempotency-Key": key.encode("latin-1")}
    response = await scene.ask("ada", "POST", NINE, json=CODE, headers={k.decode(): v for k, v in headers.items()})
    problem(response, 422, "invalid")
    assert await scene.count() == 0


async def test_making_people_and_tokens_is_one_deed_too(scene: Scene) -> None:
    """A roster holds nobody twice, and a token's text is not kept to be shown again."""
    headers = {"Idempotency-Key": "k-4"}
    people = "/v1/courses/pytorch/people"
    first, second = [await scene.ask("teacher", "POST", people, json={"name": "Cy"}, headers=headers) for _ in range(2)]
    assert first.json() == second.json()
    wanted = {"role": "lms", "name": "lms", "course": "pytorch"}
    made = await scene.ask("teacher", "POST", "/v1/tokens", json=wanted, headers=headers)
    again = problem(await scene.ask("teacher", "POST", "/v1/tokens", json=wanted, headers=headers), 409, "shown-before")
    assert made.json()["id"] in again["detail"]
    assert made.json()["token"] not in json.dumps(again)


@pytest.mark.parametrize(
    "code", ["x" * (256 << 10), "a\x00b", "\r\n\t", "\ufeff# Q9", "\U0001f600", "", "\u2028", "é" * 100_000]
)
async def test_odd_code_is_kept_as_it_is(scene: Scene, code: str) -> None:
    """Whatever is text and not too long is taken; a student's slip is told by the report, not at the door."""
    response = await scene.ask("ada", "POST", NINE, json={"code": code})
    assert response.status_code == 202, response.text
    assert await scene.count() == 1


async def test_half_a_surrogate_is_survived(scene: Scene) -> None:
    """JSON can write one, and no database can keep it: it is taken, and what is kept can be shown."""
    body = b'{"code": "x = \'\\ud800\'"}'
    response = await scene.ask("ada", "POST", NINE, content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 202
    shown = await scene.ask("ada", "GET", response.json()["links"]["code"])
    assert shown.text == "x = '\ufffd'"


@pytest.mark.parametrize("code", ["x" * ((256 << 10) + 1), "é" * (128 << 10) + "x"])
async def test_code_that_is_too_long_is_refused(scene: Scene, code: str) -> None:
    """In bytes, not in letters: 256 KiB is the most."""
    problem(await scene.ask("ada", "POST", NINE, json={"code": code}), 413, "too-large")
    assert await scene.count() == 0


@pytest.mark.parametrize("body", [b'{"code": "\xff"}', b'{"code": ', b"[]", b'{"code": 3}', b'{"code": "", "x": 1}'])
async def test_a_body_that_does_not_fit_is_refused(scene: Scene, body: bytes) -> None:
    """Half a letter, half an object, another type, a word too many: told, and nothing stored."""
    response = await scene.ask("ada", "POST", NINE, content=body, headers={"Content-Type": "application/json"})
    assert response.status_code in {400, 422}
    problem(response, response.status_code, "bad-request" if response.status_code == 400 else "invalid")
    assert await scene.count() == 0


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "application/xml"])
@pytest.mark.parametrize("path", [NINE, NOTEBOOKS])
async def test_another_kind_of_body_is_refused(scene: Scene, path: str, media: str) -> None:
    """415 says what to send."""
    response = await scene.ask("ada", "POST", path, content=b"code=1", headers={"Content-Type": media})
    problem(response, 415, "wrong-body" if path == NINE else "wrong-media")


@pytest.mark.parametrize("path", [NINE, NOTEBOOKS])
async def test_a_body_that_is_too_large_is_not_read(scene: Scene, path: str) -> None:
    """By its announced length before it is read, and by what has come where no length is announced."""
    heavy = b'{"code": "' + b"x" * (10 << 20) + b'"}'

    async def pieces() -> Any:
        for at in range(0, len(heavy), 1 << 20):
            yield heavy[at : at + (1 << 20)]

    for content in (heavy, pieces()):
        response = await scene.ask("ada", "POST", path, content=content, headers={"Content-Type": "application/json"})
        problem(response, 413, "too-large")
        assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("path", "status"), [("99/submissions", 404), ("x/submissions", 422), ("-1/submissions", 422)])
async def test_a_question_that_is_not_there_is_told(scene: Scene, path: str, status: int) -> None:
    """Before anything is stored."""
    response = await scene.ask("ada", "POST", f"/v1/courses/pytorch/questions/{path}", json=CODE)
    problem(response, status, "not-found" if status == 404 else "invalid")
    assert await scene.count() == 0


async def test_a_notebook_becomes_a_submission_for_each_question(scene: Scene) -> None:
    """As a form or as it is; what is missing and what is unknown is said, and nothing is stored for the unknown."""
    document = notebook("# Q9\nx = 1", "# Q77\ny = 2")
    as_form = await scene.ask("ada", "POST", NOTEBOOKS, files={"file": ("my.ipynb", json.dumps(document))})
    as_it_is = await scene.ask("ada", "POST", NOTEBOOKS, json=document)
    for response in (as_form, as_it_is):
        assert response.status_code == 202, response.text
        found = response.json()
        assert [one["question"] for one in found["submissions"]] == [9]
        assert (found["not_found"], found["unknown"], found["reports"]) == ([14], [77], None)
    assert await scene.count() == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ipynb", b"{"),
        ("a.ipynb", b"[]"),
        ("a.ipynb", b""),
        ("a.ipynb", b"\x00\xff\xfe"),
        ("a.ipynb", b"[" * 100_000),
        ("a.ipynb", b'{"cells": 3}'),
        ("a.ipynb", json.dumps(notebook("x = 1")).encode()),
        ("a.exe", b"# Q9"),
        ("a.py", b"# Q77\nx = 1"),
        ("a\x00.ipynb", b"{"),
    ],
)
async def test_a_file_that_cannot_be_read_is_told(scene: Scene, name: str, content: bytes) -> None:
    """What is wrong and what to do, and nothing is stored."""
    response = await scene.ask("ada", "POST", NOTEBOOKS, files={"file": (name, content)})
    assert len(problem(response, 422, "unreadable")["detail"]) > 40
    assert await scene.count() == 0


@pytest.mark.parametrize(
    ("media", "content"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b"--b\r\nx\r\n"),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--b--\r\n',
        ),
        ("multipart/form-data; boundary=b", b""),
        ("application/json", b"{"),
        ("application/json", b"\xff"),
        ("application/json", b"3"),
    ],
)
async def test_a_form_that_is_broken_is_told(scene: Scene, media: str, content: bytes) -> None:
    """A form without a file, and a form that is none."""
    response = await scene.ask("ada", "POST", NOTEBOOKS, content=content, headers={"Content-Type": media})
    problem(response, response.status_code, {400: "bad-request", 422: "unreadable"}[response.status_code])


async def test_half_a_surrogate_in_a_notebook_is_survived(scene: Scene) -> None:
    """JSON may write one; what is stored can be shown again."""
    content = json.dumps(notebook("# Q9\nx = '@'")).replace("@", "\\ud800").encode()
    response = await scene.ask("ada", "POST", NOTEBOOKS, files={"file": ("a.ipynb", content)})
    assert response.status_code == 202, response.text
    shown = await scene.ask("ada", "GET", response.json()["submissions"][0]["links"]["code"])
    assert shown.status_code == 200


async def test_a_busy_database_promises_nothing(scene: Scene, tmp_path: Path) -> None:
    """503 with Retry-After, and nothing stored, for who waited too long; taken when it is free again."""
    scene.house.writer._patience_s = 0.2
    holder = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    first = asyncio.create_task(scene.ask("ada", "POST", NINE, json=CODE))  # it stands at the door of the database
    await asyncio.sleep(0.3)
    second = asyncio.create_task(scene.ask("ada", "POST", NINE, json=CODE))  # it stands behind
    await asyncio.sleep(0.6)
    holder.close()
    assert (await first).status_code == 202
    problem(await second, 503, "busy")
    assert (await second).headers["retry-after"] == "2"
    assert (await scene.ask("ada", "POST", NINE, json=CODE)).status_code == 202
    assert await scene.count() == 2


async def test_more_than_can_wait_is_refused_at_once(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """503 and when to come again; nothing is stored."""

    async def busy(_: object) -> None:
        raise Busy

    monkeypatch.setattr(scene.house.writer, "write", busy)
    response = await scene.ask("ada", "POST", NINE, json=CODE)
    problem(response, 503, "busy")
    assert int(response.headers["retry-after"]) > 0
    assert await scene.count() == 0


async def test_what_is_stored_is_never_told_as_failed(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that cannot be read after the commit is no reason to have it sent again."""
    before = submissions.get

    async def gone(*_: object) -> None:
        raise Busy

    monkeypatch.setattr(submissions, "get", gone)
    one = await scene.ask("ada", "POST", NINE, json=CODE, headers={"Prefer": "wait=1"})
    all_of_it = await scene.ask("ada", "POST", NOTEBOOKS, json=notebook("# Q9\nx = 1"))
    monkeypatch.setattr(submissions, "get", before)
    assert one.status_code == all_of_it.status_code == 202
    assert (await scene.ask("ada", "GET", one.headers["location"])).json()["state"] == "queued"
    assert all_of_it.json()["submissions"][0]["question"] == 9


async def test_without_a_worker_there_are_no_questions_yet(scene: Scene) -> None:
    """Nothing is taken that nobody could judge: 503, come again."""
    async with scene.house.database.write() as session:
        await courses.write_questions(session, "pytorch-basics", [])
    response = await scene.ask("ada", "POST", NINE, json=CODE)
    problem(response, 503, "starting")
    assert response.headers["retry-after"]


async def test_what_was_withdrawn_says_so(scene: Scene) -> None:
    """Its events end, and its report is told as not to come."""
    submission = await scene.hand_in()
    await scene.move(submission, SubmissionState.WITHDRAWN)
    problem(await scene.ask("ada", "GET", f"/v1/submissions/{submission}/report"), 409, "withdrawn")
    events = await scene.ask("ada", "GET", f"/v1/submissions/{submission}/events")
    assert "event: withdrawn" in events.text
