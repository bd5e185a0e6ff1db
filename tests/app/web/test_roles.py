"""Who may see and do what; another's work is not there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.store import tokens
from app.store.clock import now
from app.store.kinds import Role
from tests.app.web.scene import CODE, NINE, Scene, problem

pytestmark = pytest.mark.anyio
PARTS = ["", "/report", "/code", "/events"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("who", ["ben", "elsewhere"])
async def test_another_ones_work_is_not_there(scene: Scene, who: str, part: str) -> None:
    """Another student and another course's instructor get 404, word for word as for an id that never was."""
    submission = await scene.hand_in()
    await scene.grade(submission)
    refused = problem(await scene.ask(who, "GET", f"/v1/submissions/{submission}{part}"), 404, "not-found")
    never = problem(await scene.ask(who, "GET", f"/v1/submissions/{'0' * 26}{part}"), 404, "not-found")
    assert refused == never


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("who", ["ada", "teacher", "lms", "admin"])
async def test_who_has_to_do_with_it_sees_it(scene: Scene, who: str, part: str) -> None:
    """Its owner, the course's instructor and LMS, and an administrator."""
    submission = await scene.hand_in()
    await scene.grade(submission)
    assert (await scene.ask(who, "GET", f"/v1/submissions/{submission}{part}")).status_code == 200


async def test_a_list_holds_ones_own_only(scene: Scene) -> None:
    """A student lists what is theirs, whatever they ask for; an instructor lists the course, or one student's."""
    hers, his = await scene.hand_in("ada"), await scene.hand_in("ben")

    async def listed(who: str, **query: str) -> set[str]:
        response = await scene.ask(who, "GET", "/v1/submissions", params=query)
        return {one["id"] for one in response.json()["items"]}

    assert await listed("ada") == {hers}
    assert await listed("ada", student=scene.ids["ben"]) == {hers}
    assert await listed("teacher") == {hers, his}
    assert await listed("teacher", student=scene.ids["ben"]) == {his}
    assert await listed("elsewhere") == set()


@pytest.mark.parametrize("text", ["", "x", "ac_", "ac_01JD8Z3M7W5X9Q2K4R6T8V0A1B_no", "ac_" + "\u00e9" * 26 + "_x"])
async def test_a_wrong_token_is_refused(scene: Scene, text: str) -> None:
    """Whatever is wrong with it, the answer is the same, and says how to do better."""
    headers = [(b"Authorization", f"Bearer {text}".encode("latin-1"))]
    response = await scene.client.get("/v1/submissions", headers=headers)
    problem(response, 401, "unauthorized")
    assert response.headers["www-authenticate"] == "Bearer"


async def test_an_expired_and_a_revoked_token_are_refused(scene: Scene) -> None:
    """At once, and in the same words as one that never was."""
    async with scene.house.database.write() as session:
        _, old = await tokens.make(session, role=Role.ADMIN, name="old", now=now(), expires_at=now() - timedelta(1))
    old_headers = {"Authorization": f"Bearer {old}"}
    expired = problem(await scene.client.get("/v1/submissions", headers=old_headers), 401, "unauthorized")
    gone = await scene.ask("teacher", "DELETE", f"/v1/tokens/{scene.ids['token of ada']}")
    assert gone.status_code == 204
    revoked = problem(await scene.ask("ada", "GET", "/v1/submissions"), 401, "unauthorized")
    assert expired == revoked == problem(await scene.client.get("/v1/submissions"), 401, "unauthorized")


@pytest.mark.parametrize("path", ["", "/questions", "/questions/9"])
async def test_another_course_is_not_there(scene: Scene, path: str) -> None:
    """A token is good for its own course."""
    assert (await scene.ask("ada", "GET", f"/v1/courses/pytorch{path}")).status_code == 200
    for course in ("other", "never", "a%00b", "é" * 300):
        problem(await scene.ask("ada", "GET", f"/v1/courses/{course}{path}"), 404, "not-found")


async def test_an_administrator_is_at_home_everywhere(scene: Scene) -> None:
    """Their token has no course."""
    for course in ("other", "pytorch"):
        assert (await scene.ask("admin", "GET", f"/v1/courses/{course}/people")).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/v1/courses/pytorch/people", None),
        ("POST", "/v1/courses/pytorch/people", {"name": "Eve"}),
        ("POST", "/v1/tokens", {"role": "student", "name": "x", "course": "pytorch"}),
        ("DELETE", f"/v1/tokens/{'0' * 26}", None),
    ],
)
@pytest.mark.parametrize("who", ["ada", "lms"])
async def test_a_student_and_an_lms_administer_nothing(
    scene: Scene, who: str, method: str, path: str, body: dict[str, str] | None
) -> None:
    """What is an instructor's is forbidden."""
    problem(await scene.ask(who, method, path, json=body), 403, "forbidden")


@pytest.mark.parametrize("role", ["instructor", "admin"])
async def test_nobody_makes_a_token_that_is_more_than_their_own(scene: Scene, role: str) -> None:
    """An instructor makes tokens for students and an LMS, of their own course."""
    wanted = {"role": role, "name": "x", "course": "pytorch"}
    problem(await scene.ask("teacher", "POST", "/v1/tokens", json=wanted), 403, "forbidden")
    elsewhere = {"role": "lms", "name": "x", "course": "other"}
    problem(await scene.ask("teacher", "POST", "/v1/tokens", json=elsewhere), 404, "not-found")


async def test_a_new_student_gets_a_token_that_works(scene: Scene) -> None:
    """From the roster to the first submission."""
    added = await scene.ask("teacher", "POST", "/v1/courses/pytorch/people", json={"name": "Cy", "external_id": "c1"})
    assert added.status_code == 201
    wanted = {"role": "student", "name": "Cy", "course": "pytorch", "student": added.json()["id"]}
    made = (await scene.ask("teacher", "POST", "/v1/tokens", json=wanted)).json()
    headers = {"Authorization": f"Bearer {made['token']}"}
    response = await scene.client.post(NINE, json=CODE, headers=headers)
    assert (response.status_code, response.json()["student"]) == (202, added.json()["id"])


async def test_an_lms_hands_in_for_a_student(scene: Scene) -> None:
    """By its own id for them: who is new is written down once; it must say whose work it is, and a student may not."""
    body = CODE | {"student": {"id": "lms-7", "name": "Dee"}}
    first = await scene.ask("lms", "POST", NINE, json=body)
    second = await scene.ask("lms", "POST", NINE, json=body)
    assert first.status_code == second.status_code == 202
    assert first.json()["student"] == second.json()["student"]
    roster = (await scene.ask("teacher", "GET", "/v1/courses/pytorch/people")).json()["items"]
    assert [one["name"] for one in roster if one["external_id"] == "lms-7"] == ["Dee"]
    problem(await scene.ask("lms", "POST", NINE, json=CODE), 403, "forbidden")
    problem(await scene.ask("ada", "POST", NINE, json=body), 403, "forbidden")


async def test_an_lms_hands_in_a_file_for_a_student(scene: Scene) -> None:
    """The form carries the student's id beside the file; an id that is none is told by its name."""
    files = {"file": ("a.py", b"# Q9\nx = 1\n")}
    path = "/v1/courses/pytorch/notebooks"
    response = await scene.ask("lms", "POST", path, files=files, data={"student_id": "lms-8"})
    assert response.status_code == 202
    roster = (await scene.ask("teacher", "GET", "/v1/courses/pytorch/people")).json()["items"]
    assert [one["id"] for one in roster if one["external_id"] == "lms-8"] == [
        response.json()["submissions"][0]["student"]
    ]
    wrong = problem(await scene.ask("lms", "POST", path, files=files, data={"student_id": "\x00"}), 422, "invalid")
    assert "student_id" in wrong["detail"]
