"""The audit trail over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.store import audit
from app.store.clock import now
from tests.app.web.scene import Scene, problem

pytestmark = pytest.mark.anyio
PATH = "/v1/courses/pytorch/audit"


async def fill(scene: Scene) -> None:
    """Five deeds, about two things."""
    async with scene.house.database.write() as session:
        for at in range(5):
            await audit.note(
                session, course_id=scene.ids["pytorch"], token_id=scene.ids["token of teacher"],
                person_id=scene.ids["teacher"], deed=f"deed.{at}", subject=f"s{at % 2}",
                now=now() + timedelta(seconds=at), detail={"at": at},
            )  # fmt: skip


async def test_the_trail_is_read_page_by_page(scene: Scene) -> None:
    """By `next` as by the Link header, the newest first; a subject picks its own."""
    await fill(scene)
    seen: list[str] = []
    path = f"{PATH}?limit=2"
    while path:
        response = await scene.ask("teacher", "GET", path)
        seen += [one["deed"] for one in response.json()["items"]]
        path = response.headers.get("link", "").partition(">")[0].lstrip("<")
    assert seen == ["deed.4", "deed.3", "deed.2", "deed.1", "deed.0"]
    (last, _) = (await scene.ask("admin", "GET", f"{PATH}?subject=s1")).json()["items"]
    assert (last["deed"], last["subject"], last["detail"]) == ("deed.3", "s1", {"at": 3})
    assert (last["token"], last["person"]) == (scene.ids["token of teacher"], scene.ids["teacher"])


async def test_the_trail_is_for_those_who_answer_for_the_course(scene: Scene) -> None:
    """Its instructors and administrators; another course's instructor finds nothing there."""
    for who in ("ada", "lms"):
        problem(await scene.ask(who, "GET", PATH), 403, "forbidden")
    problem(await scene.ask("elsewhere", "GET", PATH), 404, "not-found")
    for query in ("cursor=x", "limit=0", "limit=101", "subject=", "subject=%00", "deed=x"):
        problem(await scene.ask("teacher", "GET", f"{PATH}?{query}"), 422, "invalid")


async def test_who_lets_somebody_in_is_written_down(scene: Scene) -> None:
    """People added, tokens made and revoked: by ids and roles, and never a name or the token itself."""
    added = (await scene.ask("teacher", "POST", "/v1/courses/pytorch/people", json={"name": "Eve Moneypenny"})).json()
    wanted = {"role": "student", "name": "Eve's own", "course": "pytorch", "student": added["id"]}
    made = (await scene.ask("teacher", "POST", "/v1/tokens", json=wanted)).json()
    for _ in range(2):
        await scene.ask("teacher", "DELETE", f"/v1/tokens/{made['id']}")
    trail = (await scene.ask("teacher", "GET", PATH)).json()["items"]
    assert [(one["deed"], one["subject"], one["token"], one["detail"]) for one in reversed(trail)] == [
        ("person.added", added["id"], scene.ids["token of teacher"], {"role": "student"}),
        ("token.made", made["id"], scene.ids["token of teacher"], {"role": "student", "of": added["id"]}),
        ("token.revoked", made["id"], scene.ids["token of teacher"], {"role": "student", "of": added["id"]}),
    ]


async def test_a_token_without_a_course_is_in_no_trail(scene: Scene) -> None:
    """An administrator's."""
    made = await scene.ask("admin", "POST", "/v1/tokens", json={"role": "admin", "name": "root"})
    assert made.status_code == 201
    assert (await scene.ask("teacher", "GET", PATH)).json()["items"] == []
