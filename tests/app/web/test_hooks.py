"""An LMS hands over, signed: once for each message, and by the rules of the course."""

from __future__ import annotations

import asyncio
import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from limits import RateLimitItemPerMinute
from sqlalchemy import select
from standardwebhooks import Webhook
from svix.webhooks import Webhook as Svix

from app.store import courses, erasure, people, uploads
from app.store.clock import now
from app.store.tables import CourseSettings, Event, HookMessage, Membership, Person
from app.web import hooks as room
from tests.app.web.lms import BOOK, CODE, HOOKS, Way, opened, rows, send, signed
from tests.app.web.scene import Scene, problem

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("library", [Webhook, Svix])
async def test_what_independent_libraries_sign_is_taken(scene: Scene, library: Any) -> None:
    """Stored and queued; the student, whom the course did not know, is in it by the LMS's own id."""
    response = await send(scene, await opened(scene), CODE, by=library)
    assert response.status_code == 202, response.text
    (one,) = response.json()["submissions"]
    found = (await scene.ask("teacher", "GET", one["links"]["self"])).json()
    assert (found["question"], found["state"], found["student"]) == (9, "queued", one["student"])
    assert (await scene.ask("teacher", "GET", one["links"]["code"])).text == "print(9)"
    async with scene.house.database.read() as session:
        person = await people.by_external_id(session, scene.ids["pytorch"], "lms-7")
    assert person is not None
    assert (person.id, person.name) == (one["student"], "Grace Hopper")


async def test_what_is_written_in_a_file_for_one_question_is_read_as_it_was_graded(scene: Scene) -> None:
    """The message says which question it is of; the file need not, and who marks it sees the text all the same."""
    cells = [
        {"cell_type": "code", "source": "print(1)", "metadata": {}, "outputs": [], "execution_count": None},
        {"cell_type": "markdown", "source": "It falls.", "metadata": {}},
    ]
    book = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    response = await send(scene, await opened(scene), {"student": {"id": "lms-7"}, "question": 9, "notebook": book})
    (one,) = response.json()["submissions"]
    assert (await scene.ask("teacher", "GET", f"{one['links']['self']}/written")).json()["text"] == "It falls."


@pytest.mark.parametrize(
    "matter",
    [
        {"notebook": BOOK},
        {"notebook_base64": base64.b64encode(BOOK.encode()).decode(), "filename": "exam.ipynb"},
        {"notebook": "# Q9\nprint(9)\n# %%\n# Q14\nprint(14)\n# %%\n# Q77\n", "filename": "exam.py"},
    ],
)
async def test_a_whole_notebook_is_taken(scene: Scene, matter: dict[str, Any]) -> None:
    """As text or in base64, as a notebook or as Python: a submission for each question, and what was not found."""
    response = await send(scene, await opened(scene), {"student": {"id": "lms-7"}, **matter})
    told = response.json()
    assert response.status_code == 202, told
    assert [one["question"] for one in told["submissions"]] == [9, 14]
    assert (told["not_found"], told["unknown"]) == ([], [77])
    async with scene.house.database.read() as session:
        upload = await uploads.get(session, told["upload"])
    assert upload is not None
    assert upload.content is not None
    assert upload.filename == matter.get("filename", "")


async def test_the_lms_is_told_with_its_own_ids(scene: Scene) -> None:
    """They go back as they came, to the endpoint that the hook names and to no other."""
    ids = {"line_item": "li-7", "submission": 9_007_199_254_740_993, "attempt": 2.5, "final": True, "group": None}
    mine, _ = [
        (await scene.ask("teacher", "POST", "/v1/webhooks", json={"url": "https://lms.example.org/"})).json()["id"]
        for _ in range(2)
    ]
    way = await opened(scene, endpoint=mine)
    assert (await send(scene, way, CODE | {"lms": ids})).status_code == 202
    async with scene.house.database.read() as session:
        events = (await session.scalars(select(Event))).all()
    (told,) = events
    assert told.type == "submission.received"
    assert json.loads(told.body)["data"]["lms"] == {"user": "lms-7", **ids}
    (delivered,) = (await scene.ask("teacher", "GET", f"/v1/webhooks/{mine}/deliveries")).json()["items"]
    assert delivered["message"] == told.id


async def test_the_same_message_is_one_deed(scene: Scene) -> None:
    """Sent again under its id it is answered as before, word for word; with another body it is refused."""
    way = await opened(scene)
    first = await send(scene, way, CODE)
    again = await send(scene, way, CODE)
    assert (again.status_code, again.json()) == (202, first.json())
    problem(await send(scene, way, CODE | {"code": "print(10)"}), 409, "message-reused")
    assert await scene.count() == 1
    assert (await send(scene, way, CODE, "m2")).json() != first.json()
    assert (await send(scene, await opened(scene), CODE)).json() != first.json(), "an id is its hook's own"


async def test_many_at_once_with_one_id_are_one_deed(scene: Scene) -> None:
    """All are answered alike; so are two messages about one student whom the course did not know."""
    way = await opened(scene)
    answers = await asyncio.gather(*[send(scene, way, CODE) for _ in range(8)])
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.text for answer in answers}) == 1
    assert await scene.count() == 1
    ada = CODE | {"student": {"id": "lms-8"}}
    both = await asyncio.gather(*[send(scene, way, ada, f"n{number}") for number in range(2)])
    assert len({answer.json()["submissions"][0]["student"] for answer in both}) == 1
    assert await rows(scene, HookMessage) == 3


async def test_what_was_refused_is_not_remembered(scene: Scene) -> None:
    """The LMS mends it and sends it again under the same id."""
    way = await opened(scene)
    problem(await send(scene, way, CODE | {"question": 15}), 404, "not-found")
    problem(await send(scene, way, CODE | {"lms": {"user": "x"}}), 422, "invalid")
    assert await rows(scene, HookMessage) == 0
    assert (await send(scene, way, CODE)).status_code == 202


@pytest.mark.parametrize("ahead", [-301, -86_400, 301])
async def test_a_message_of_another_time_is_refused(scene: Scene, ahead: int) -> None:
    """However well it is signed; it is said how far the clocks are apart."""
    response = await send(scene, await opened(scene), CODE, at=now() + timedelta(seconds=ahead))
    told = problem(response, 401, "wrong-time")
    assert "s in the future" in told["detail"] if ahead > 0 else f"{-ahead}" in told["detail"]
    assert "www-authenticate" not in response.headers
    assert await scene.count() == 0


async def test_nothing_is_read_that_is_not_signed_well(scene: Scene) -> None:
    """A body changed on the way, another hook's secret, a header that is missing: refused whatever the body is."""
    way, other = await opened(scene), await opened(scene)
    body = json.dumps(CODE).encode()
    headers = signed(way, body)
    for content in (body.replace(b"9", b"14"), b"no JSON", b"", b"\xff"):
        problem(await scene.client.post(way.path, content=content, headers=headers), 401, "bad-signature")
    problem(await scene.client.post(other.path, content=body, headers=headers), 401, "bad-signature")
    told = problem(await scene.client.post(way.path, content=body), 400, "missing-header")
    assert told["detail"] == "The header webhook-id is missing: this hook takes no message without it."
    bad = headers | {"webhook-timestamp": "now"}
    problem(await scene.client.post(way.path, content=body, headers=bad), 400, "bad-header")
    assert await scene.count() == 0
    assert await rows(scene, Person) == 3 + 1


async def test_a_token_is_no_signature(scene: Scene) -> None:
    """Nor is there a way round it."""
    way = await opened(scene)
    for who in ("teacher", "lms", "admin"):
        problem(await scene.ask(who, "POST", way.path, json=CODE), 400, "missing-header")


async def test_bad_signatures_lock_nobody_out(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sends many is told to stop; the LMS's own messages are taken all the same."""
    monkeypatch.setattr(room, "BAD", RateLimitItemPerMinute(3))
    way, other = await opened(scene), await opened(scene)
    headers = signed(way, b"{}")
    for _ in range(3):
        problem(await scene.client.post(way.path, content=b"x", headers=headers), 401, "bad-signature")
    refused = await scene.client.post(way.path, content=b"x", headers=headers)
    problem(refused, 429, "too-many-bad-signatures")
    assert refused.headers["retry-after"] == "60"
    problem(await scene.client.post(other.path, content=b"x", headers=headers), 401, "bad-signature")
    assert (await send(scene, way, CODE)).status_code == 202


async def test_too_large_a_body_is_stopped_at_the_door(scene: Scene) -> None:
    """Before it is looked at."""
    way = await opened(scene)
    problem(await scene.client.post(way.path, content=b"x" * ((9 << 20) + 1)), 413, "too-large")


async def test_both_secrets_are_taken_while_one_is_changed(scene: Scene) -> None:
    """The old one as long as it was promised; with no overlap not a moment longer."""
    old = await opened(scene)
    path = f"{HOOKS}/{old.path.rpartition('/')[2]}/rotate"
    new = Way(old.path, (await scene.ask("teacher", "POST", path)).json()["secret"])
    assert (await send(scene, old, CODE, "m1")).status_code == 202
    assert (await send(scene, new, CODE, "m2")).status_code == 202
    last = Way(old.path, (await scene.ask("teacher", "POST", path, json={"overlap_s": 0})).json()["secret"])
    for gone in (old, new):
        problem(await send(scene, gone, CODE, "m3"), 401, "bad-signature")
    assert (await send(scene, last, CODE, "m3")).status_code == 202


async def test_a_hook_that_is_closed_takes_nothing(scene: Scene) -> None:
    """As one that never was; what came by it stays."""
    way = await opened(scene)
    taken = await send(scene, way, CODE)
    assert (await scene.ask("teacher", "DELETE", f"{HOOKS}/{way.path.rpartition('/')[2]}")).status_code == 204
    problem(await send(scene, way, CODE, "m2"), 404, "not-found")
    for path in ("/v1/hooks/01JD8Z3M7W5X9Q2K4R6T8V0A1B", "/v1/hooks/x%00"):
        problem(await scene.client.post(path, content=b"{}"), 404, "not-found")
    assert (await scene.ask("teacher", "GET", taken.json()["submissions"][0]["links"]["self"])).status_code == 200
    assert await rows(scene, HookMessage) == 0


async def test_the_rules_of_the_course_hold(scene: Scene) -> None:
    """What comes after the closing date is refused, and what has no attempts left; a message taken before is not."""
    way = await opened(scene)
    async with scene.house.database.write() as session:
        session.add(courses.defaults(scene.ids["pytorch"]))
        await session.flush()
        rules = await session.get(CourseSettings, scene.ids["pytorch"])
        assert rules is not None
        rules.attempts = 1
    first = await send(scene, way, CODE)
    assert first.json()["submissions"][0]["attempts_left"] == 0
    problem(await send(scene, way, CODE, "m2"), 409, "no-attempts-left")
    async with scene.house.database.write() as session:
        rules = await session.get(CourseSettings, scene.ids["pytorch"])
        assert rules is not None
        rules.attempts, rules.closes_at = None, now() - timedelta(minutes=1)
    problem(await send(scene, way, CODE, "m3"), 403, "closed")
    assert (await send(scene, way, CODE)).json() == first.json()


async def test_a_student_who_was_erased_is_not_brought_back(scene: Scene) -> None:
    """Not by a message that comes once more. A new one is of somebody new: of who was erased nothing is known."""
    way = await opened(scene)
    first = await send(scene, way, CODE | {"lms": {"submission": 1}})
    student = first.json()["submissions"][0]["student"]
    async with scene.house.database.write() as session:
        await erasure.erase(session, student, now())
    assert (await send(scene, way, CODE | {"lms": {"submission": 1}})).json() == first.json()
    assert (await scene.count(), await rows(scene, Person)) == (1, 5)
    anew = await send(scene, way, CODE, "m2")
    assert anew.json()["submissions"][0]["student"] != student
    async with scene.house.database.read() as session:
        kept = [await uploads.get(session, first.json()["upload"]), await session.get(Person, student)]
    assert (kept[0].context, kept[1].name) == ({}, "")  # type: ignore[union-attr]


async def test_a_student_who_left_the_course_comes_in_anew(scene: Scene) -> None:
    """It is the LMS that says who is in it; what they did before stays theirs who left."""
    way = await opened(scene)
    first = (await send(scene, way, CODE)).json()["submissions"][0]
    async with scene.house.database.write() as session:
        membership = await people.membership(session, scene.ids["pytorch"], first["student"])
        await session.delete(membership)
    again = (await send(scene, way, CODE, "m2")).json()["submissions"][0]
    assert again["student"] != first["student"]
    assert await rows(scene, Membership) == 4 + 1
