"""An LMS that hands over where a file is: fetched before anything is promised."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_network
from typing import TYPE_CHECKING, Any

import pytest

from app.store import courses, submissions, uploads
from app.store.clock import now
from app.store.tables import CourseSettings, HookMessage
from app.webhooks.fetching import Fetcher
from app.webhooks.guard import Policy
from tests.app.web.lms import BOOK, opened, rows, send
from tests.app.web.scene import Scene, problem
from tests.app.webhooks.receiver import Answer, receiving, says, writes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.anyio


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
