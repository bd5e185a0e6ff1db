"""An LMS hands over, signed: once for each message, and refused with a reason that an integrator can act on."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from ipaddress import ip_network
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from limits import RateLimitItemPerMinute
from sqlalchemy import func, select
from standardwebhooks import Webhook
from svix.webhooks import Webhook as Svix

from app.store import courses, erasure, people, submissions, uploads
from app.store.clock import now
from app.store.tables import CourseSettings, Event, HookMessage, Membership, Person
from app.web import hooks as room
from app.webhooks.fetching import Fetcher
from app.webhooks.guard import Policy
from tests.app.web.scene import Scene, problem
from tests.app.web.test_handing_in import notebook
from tests.app.webhooks.receiver import Answer, receiving, says, writes

if TYPE_CHECKING:
    import httpx

pytestmark = pytest.mark.anyio
HOOKS = "/v1/courses/pytorch/hooks"
CODE: dict[str, Any] = {"student": {"id": "lms-7", "name": "Grace Hopper"}, "question": 9, "code": "print(9)"}
BOOK = json.dumps(notebook("# Q9\nprint(9)", "# Q14\nprint(14)", "# Q77\nprint(77)"))


class Way(NamedTuple):
    """A hook, as the LMS knows it."""

    path: str
    secret: str


async def opened(scene: Scene, **more: Any) -> Way:
    """Open a way in."""
    response = await scene.ask("teacher", "POST", HOOKS, json={"name": "LMS", **more})
    assert response.status_code == 201, response.text
    return Way(response.json()["path"], response.json()["secret"])


def signed(
    way: Way, body: bytes, message: str = "m1", *, at: datetime | None = None, by: Any = Webhook
) -> dict[str, str]:
    """Headers of Standard Webhooks, made by a library."""
    at = (at or now()).replace(microsecond=0)
    signature = by(way.secret).sign(message, at, body.decode("utf-8", "surrogateescape"))
    return {"webhook-id": message, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}


async def send(scene: Scene, way: Way, document: Any, message: str = "m1", **more: Any) -> httpx.Response:
    """Send a message as it should be."""
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return await scene.client.post(way.path, content=body, headers=signed(way, body, message, **more))


async def rows(scene: Scene, table: type[Any]) -> int:
    """How many there are."""
    async with scene.house.database.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


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


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b"", 400, "bad-request"),
        (b"print(9)", 400, "bad-request"),
        (b'{"question": 9', 400, "bad-request"),
        (b'{"code": "\xff"}', 400, "bad-request"),
        (b'{"code": "\\ud800"}', 400, "bad-request"),
        (b"[" * 100_000, 400, "bad-request"),
        (b"[]", 422, "invalid"),
        (b"{}", 422, "invalid"),
        (json.dumps(CODE | {"course": "other"}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"question": "9"}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"question": None}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"code": None}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"notebook": "# Q9"}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"student": None}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"student": {"id": ""}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"student": {"id": "a\0b"}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {"user": "x"}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {"a b": 1}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {"a": {"b": 1}}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {"a": "\0"}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {"a": "x" * 501}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {str(key): 1 for key in range(21)}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {str(key): "x" * 499 for key in range(9)}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {"a": float("nan")}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {"a": 1 << 63}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"question": 15}).encode(), 404, "not-found"),
        (json.dumps(CODE | {"code": "x" * (256 * 1024 + 1)}).encode(), 413, "too-large"),
        (json.dumps({"student": {"id": "x"}, "notebook": "print(1)"}).encode(), 422, "unreadable"),
        (json.dumps({"student": {"id": "x"}, "notebook": "# Q77\nprint(1)"}).encode(), 422, "unreadable"),
        (json.dumps({"student": {"id": "x"}, "notebook": "{", "filename": "a.ipynb"}).encode(), 422, "unreadable"),
        (json.dumps({"student": {"id": "x"}, "notebook": "x", "filename": "a.exe"}).encode(), 422, "unreadable"),
        (json.dumps({"student": {"id": "x"}, "notebook_base64": "%%%"}).encode(), 422, "unreadable"),
        (json.dumps({"student": {"id": "x"}, "notebook_base64": "\u00e9"}).encode(), 422, "unreadable"),
        (json.dumps({"student": {"id": "x"}, "notebook_base64": "UEsDBAAA"}).encode(), 422, "unreadable"),
    ],
)
async def test_bad_input_has_a_clear_error(scene: Scene, body: bytes, status: int, kind: str) -> None:
    """Nothing is stored of it, and nobody is added to the course."""
    way = await opened(scene)
    at = now().replace(microsecond=0)
    signature = hmac.new(base64.b64decode(way.secret.removeprefix("whsec_")), digestmod=hashlib.sha256)
    signature.update(f"m1.{int(at.timestamp())}.".encode() + body)
    headers = {
        "webhook-id": "m1", "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": f"v1,{base64.b64encode(signature.digest()).decode()}",
    }  # fmt: skip
    problem(await scene.client.post(way.path, content=body, headers=headers), status, kind)
    assert (await scene.count(), await rows(scene, HookMessage), await rows(scene, Person)) == (0, 0, 4)


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


# --- the other styles


def github(secret: str, body: bytes, **more: str) -> dict[str, str]:
    """Headers as GitHub makes them."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature-256": f"sha256={digest}", **more}


async def test_in_the_style_of_github_a_message_is_its_body(scene: Scene) -> None:
    """For its id is not signed: who changes it hands nothing in again. The same id with another body is refused."""
    way = await opened(scene, style="github")
    body, other = (json.dumps(CODE | {"lms": {"push": push}}).encode() for push in (1, 2))

    async def sent(content: bytes, delivery: str) -> httpx.Response:
        headers = github(way.secret, content, **{"X-GitHub-Delivery": delivery} if delivery else {})
        return await scene.client.post(way.path, content=content, headers=headers)

    first = await sent(body, "d1")
    assert first.status_code == 202, first.text
    for delivery in ("d1", "d2", ""):
        assert (await sent(body, delivery)).json() == first.json()
    problem(await sent(other, "d1"), 409, "message-reused")
    assert (await sent(other, "d3")).status_code == 202
    assert await scene.count() == 2
    problem(await scene.client.post(way.path, content=body, headers=github("x", body)), 401, "bad-signature")


async def test_in_the_style_of_canvas_the_address_and_the_time_are_signed(scene: Scene) -> None:
    """Sent again with a new time it is one message; an old time is refused."""
    way = await opened(scene, style="canvas")
    body = json.dumps(CODE).encode()

    async def sent(at: datetime) -> httpx.Response:
        date = at.strftime("%a, %d %b %Y %H:%M:%S GMT")
        digest = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
        parts = ["POST", "allclose", "application/json", digest, way.path, "", date, way.secret]
        signature = base64.b64encode(hmac.new(way.secret.encode(), "\n".join(parts).encode(), hashlib.sha256).digest())
        headers = {
            "Authorization": f"HMACAuth lms:{signature.decode()}", "Date": date, "Content-MD5": digest,
            "Content-Type": "application/json",
        }  # fmt: skip
        return await scene.client.post(way.path, content=body, headers=headers)

    first = await sent(now())
    assert first.status_code == 202, first.text
    assert (await sent(now() + timedelta(seconds=5))).json() == first.json()
    problem(await sent(now() - timedelta(seconds=400)), 401, "wrong-time")
    assert await scene.count() == 1


# --- files


async def here(_: str, __: int) -> list[str]:
    """Every name is this machine's."""
    return ["127.0.0.1"]


@pytest.fixture
async def fetching(scene: Scene) -> AsyncIterator[None]:
    """Have files fetched from this machine, under a name that the operator allows."""
    before = scene.app.state.fetcher
    policy = Policy(http=True, networks=(ip_network("127.0.0.1"),), hosts=frozenset({"files.example.org"}))
    scene.app.state.fetcher = Fetcher(policy, resolve=here)
    yield
    await scene.app.state.fetcher.close()
    scene.app.state.fetcher = before


def by_url(port: int, host: str = "files.example.org", **more: Any) -> dict[str, Any]:
    """Hand over where a file is."""
    return {"student": {"id": "lms-7"}, "file_url": f"http://{host}:{port}/a/exam.ipynb?token=x", **more}


@pytest.mark.usefixtures("fetching")
async def test_a_file_is_fetched_once(scene: Scene) -> None:
    """Before it is promised; a message that comes again is answered without it."""
    way = await opened(scene, hosts=["files.example.org"])
    async with receiving(says(200, body=BOOK.encode())) as host:
        first = await send(scene, way, by_url(host.port))
        again = await send(scene, way, by_url(host.port))
    assert first.status_code == 202, first.text
    assert again.json() == first.json()
    assert len(host.messages) == 1
    async with scene.house.database.read() as session:
        upload = await uploads.get(session, first.json()["upload"])
        answers = await submissions.of_upload(session, first.json()["upload"])
    assert upload is not None
    assert (upload.content, upload.filename) == (BOOK.encode(), "exam.ipynb")
    assert [one.question for one in answers] == [9, 14]


@pytest.mark.usefixtures("fetching")
@pytest.mark.parametrize(
    ("path", "name"), [("a/q9.PY", "q9.PY"), ("download.php?id=4711", ""), ("", ""), ("%00.py", ".py")]
)
async def test_a_file_is_named_by_its_address_where_that_names_it(scene: Scene, path: str, name: str) -> None:
    """What a server calls its script says nothing of the file; `question` says what it answers."""
    way = await opened(scene, hosts=["files.example.org"])
    async with receiving(says(200, body=b"print(9)")) as host:
        document = {
            "student": {"id": "lms-7"},
            "question": 9,
            "file_url": f"http://files.example.org:{host.port}/{path}",
        }
        response = await send(scene, way, document)
    assert response.status_code == 202, response.text
    async with scene.house.database.read() as session:
        upload = await uploads.get(session, response.json()["upload"])
    assert upload is not None
    assert (upload.filename, upload.content) == (name, b"print(9)")


@pytest.mark.usefixtures("fetching")
@pytest.mark.parametrize(
    ("answer", "status", "kind"),
    [
        (says(302, "location: https://files.example.org/"), 422, "file-redirects"),
        (writes(b"HTTP/1.1 200 OK\r\ncontent-length: 8388609\r\n\r\n"), 413, "file-too-large"),
        (says(200, body=b"x" * ((8 << 20) + 1)), 413, "file-too-large"),
        (says(404), 502, "not-fetched"),
        (says(200, body=b"<html>please sign in</html>"), 422, "unreadable"),
    ],
)
async def test_a_file_that_does_not_come_is_told(scene: Scene, answer: Answer, status: int, kind: str) -> None:
    """Nothing is stored, so that the same message may be sent again."""
    way = await opened(scene, hosts=["files.example.org"])
    async with receiving(answer, says(200, body=BOOK.encode())) as host:
        problem(await send(scene, way, by_url(host.port)), status, kind)
        assert (await scene.count(), await rows(scene, HookMessage)) == (0, 0)
        assert (await send(scene, way, by_url(host.port))).status_code == 202


@pytest.mark.usefixtures("fetching")
async def test_a_file_comes_from_hosts_of_the_hook_only(scene: Scene) -> None:
    """From no other, and from none where none was named; and only what the rules of the course let in is fetched."""
    async with receiving(says(200, body=BOOK.encode())) as host:
        way = await opened(scene, hosts=["files.example.org"])
        problem(await send(scene, way, by_url(host.port, "127.0.0.1")), 422, "host-not-allowed")
        problem(await send(scene, await opened(scene), by_url(host.port)), 422, "host-not-allowed")
        problem(await send(scene, way, by_url(host.port, "localhost")), 422, "refused")
        problem(await send(scene, way, by_url(host.port, question=15)), 404, "not-found")
        async with scene.house.database.write() as session:
            session.add(courses.defaults(scene.ids["pytorch"]))
            await session.flush()
            rules = await session.get(CourseSettings, scene.ids["pytorch"])
            assert rules is not None
            rules.closes_at = now() - timedelta(minutes=1)
        problem(await send(scene, way, by_url(host.port)), 403, "closed")
    assert host.connections == 0
