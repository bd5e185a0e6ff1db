"""The ways into a course: opened by its instructors, and their secrets shown once."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from app.web import course_hooks
from tests.app.web.lms import HOOKS, opened
from tests.app.web.scene import Scene, problem
from tests.app.web.test_webhooks import NEVER, deeds

pytestmark = pytest.mark.anyio


async def made(scene: Scene, **more: Any) -> dict[str, Any]:
    """Open a way in; the answer."""
    response = await scene.ask("teacher", "POST", HOOKS, json={"name": "LMS", **more})
    assert response.status_code == 201, response.text
    found: dict[str, Any] = response.json()
    return found


async def test_the_secret_is_shown_once(scene: Scene) -> None:
    """When it is opened, and nowhere afterwards."""
    one = await made(scene, hosts=["files.example.org"], style="standard")
    secret = one.pop("secret")
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32
    assert one["path"] == f"/v1/hooks/{one['id']}"
    assert (await scene.ask("teacher", "GET", f"{HOOKS}/{one['id']}")).json() == one
    listed = await scene.ask("admin", "GET", HOOKS)
    assert listed.json() == {"items": [one]}
    assert secret not in listed.text
    for style in ("github", "canvas"):
        assert len((await made(scene, style=style))["secret"]) == 43


async def test_the_same_request_opens_one(scene: Scene) -> None:
    """Under its key; a rotation likewise."""
    headers = {"Idempotency-Key": "k"}
    first = await scene.ask("teacher", "POST", HOOKS, json={"name": "LMS"}, headers=headers)
    problem(
        await scene.ask("teacher", "POST", HOOKS, json={"name": "LMS"}, headers=headers), 409, "secret-shown-before"
    )
    assert len((await scene.ask("teacher", "GET", HOOKS)).json()["items"]) == 1
    path = f"{HOOKS}/{first.json()['id']}/rotate"
    assert (await scene.ask("teacher", "POST", path, headers=headers)).status_code == 200
    problem(await scene.ask("teacher", "POST", path, headers=headers), 409, "secret-shown-before")


async def test_they_are_for_instructors(scene: Scene) -> None:
    """No student and no LMS opens one; another course's are not there."""
    one = (await made(scene))["id"]
    asked = (("GET", ""), ("POST", ""), ("GET", f"/{one}"), ("DELETE", f"/{one}"), ("POST", f"/{one}/rotate"))
    for method, path in asked:
        body = {"json": {"name": "x"} if not path else {}} if method == "POST" else {}
        for who in ("ada", "lms"):
            problem(await scene.ask(who, method, HOOKS + path, **body), 403, "forbidden")
        problem(await scene.ask("elsewhere", method, HOOKS + path, **body), 404, "not-found")
        if path:
            there = f"/v1/courses/other/hooks{path}"
            problem(await scene.ask("elsewhere", method, there, **body), 404, "not-found")
            problem(await scene.ask("teacher", method, HOOKS + path.replace(one, NEVER), **body), 404, "not-found")
    assert (await scene.ask("teacher", "GET", f"{HOOKS}/{one}")).status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        ({}, 422, "invalid"),
        ({"name": "x", "style": "moodle"}, 422, "invalid"),
        ({"name": "x", "hosts": ["https://files.example.org"]}, 422, "invalid"),
        ({"name": "x", "hosts": ["*.example.org"]}, 422, "invalid"),
        ({"name": "x", "hosts": ["Files.example.org"]}, 422, "invalid"),
        ({"name": "x", "hosts": ["localhost"]}, 422, "refused"),
        ({"name": "x", "hosts": ["127.0.0.1"]}, 422, "refused"),
        ({"name": "x", "hosts": ["10.1"]}, 422, "bad-url"),
        ({"name": "x", "hosts": ["a.example.org"] * 11}, 422, "invalid"),
        ({"name": "x", "endpoint": NEVER}, 404, "not-found"),
        ({"name": "x", "secret": "mine"}, 422, "invalid"),
    ],
)
async def test_bad_input_has_a_clear_error(scene: Scene, body: dict[str, Any], status: int, kind: str) -> None:
    """No host leads inside, and each is told in full."""
    problem(await scene.ask("teacher", "POST", HOOKS, json=body), status, kind)
    assert (await scene.ask("teacher", "GET", HOOKS)).json() == {"items": []}


async def test_the_endpoint_is_of_the_course(scene: Scene) -> None:
    """Nobody has another course told."""
    endpoint = await scene.ask("elsewhere", "POST", "/v1/webhooks", json={"url": "https://lms.example.org/"})
    body = {"name": "x", "endpoint": endpoint.json()["id"]}
    problem(await scene.ask("teacher", "POST", HOOKS, json=body), 404, "not-found")


async def test_there_is_an_end_to_them(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one course."""
    monkeypatch.setattr(course_hooks, "MOST", 1)
    await opened(scene)
    problem(await scene.ask("teacher", "POST", HOOKS, json={"name": "x"}), 409, "too-many-hooks")


async def test_every_deed_is_in_the_trail(scene: Scene) -> None:
    """Opened, rotated, closed; without a secret."""
    one = await made(scene, style="github", hosts=["files.example.org"])
    path = f"{HOOKS}/{one['id']}"
    await scene.ask("teacher", "POST", f"{path}/rotate", json={"overlap_s": 60})
    await scene.ask("teacher", "DELETE", path)
    assert await deeds(scene, one["id"]) == [
        ("hook.made", {"style": "github", "hosts": ["files.example.org"]}),
        ("hook.rotated", {"overlap_s": 60}),
        ("hook.deleted", {"name": "LMS"}),
    ]
