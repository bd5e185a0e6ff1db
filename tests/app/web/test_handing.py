"""The rules of a course at its door: refused with a reason, and nothing is stored; what was stored is never refused."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from app.store import courses, rules, standings
from app.store.clock import now
from app.store.kinds import SubmissionState
from tests.app.web.scene import CODE, NINE, NOTEBOOKS, Scene, problem

pytestmark = pytest.mark.anyio
HOUR = timedelta(hours=1)
BOTH = {"file": ("a.py", b"# %% Q9\nx = 1\n# %% Q14\ny = 2\n")}


async def rule(scene: Scene, **changes: Any) -> None:
    """Change the rules of the course."""
    async with scene.house.database.write() as session:
        await courses.change_settings(session, scene.ids["pytorch"], **changes)


async def test_a_course_that_is_not_open_takes_nothing(scene: Scene) -> None:
    """Neither code nor a file, from a student or an LMS; one who teaches may try it out."""
    await rule(scene, opens_at=now() + HOUR)
    for path, body in ((NINE, {"json": CODE}), (NOTEBOOKS, {"files": BOTH})):
        told = problem(await scene.ask("ada", "POST", path, **body), 403, "not-open")
        assert "it opens at 20" in told["detail"]
    behalf = CODE | {"student": {"id": "lms-new"}}
    problem(await scene.ask("lms", "POST", NINE, json=behalf), 403, "not-open")
    roster = await scene.ask("teacher", "GET", "/v1/courses/pytorch/people")
    assert "lms-new" not in roster.text, "who was written down for it is taken back with it"
    assert await scene.count() == 0
    assert (await scene.ask("teacher", "POST", NINE, json=behalf)).status_code == 202


async def test_a_course_that_is_closed_takes_nothing(scene: Scene) -> None:
    """Unless it has a late policy."""
    await rule(scene, closes_at=now() - HOUR)
    problem(await scene.ask("ada", "POST", NINE, json=CODE), 403, "closed")
    await rule(scene, late_percent_per_day=10.0)
    await scene.hand_in()
    await rule(scene, late_percent_per_day=0.0, grace_s=7200)
    await scene.hand_in()


async def test_what_was_taken_is_told_again_after_closing(scene: Scene) -> None:
    """The answer was lost at midnight: who asks again with the same key hears that it is there."""
    headers = {"Idempotency-Key": "midnight"}
    first = await scene.hand_in(headers=headers)
    await rule(scene, closes_at=now() - timedelta(microseconds=1), attempts=1)
    assert await scene.hand_in(headers=headers) == first
    problem(await scene.ask("ada", "POST", NINE, json=CODE), 403, "closed")


async def test_when_it_came_decides_not_when_it_was_stored(scene: Scene) -> None:
    """Many hand in at five to midnight; who waits for the others is not late."""
    hold, held = asyncio.Event(), asyncio.Event()

    async def others(_: object) -> None:
        held.set()
        await hold.wait()

    waiting = asyncio.create_task(scene.house.writer.write(others))
    await held.wait()
    asking = asyncio.create_task(scene.ask("ada", "POST", NINE, json=CODE))
    await asyncio.sleep(0.3)
    came_before = now()
    hold.set()
    await waiting
    response = await asking
    assert response.status_code == 202, response.text
    assert response.json()["submitted_at"] < came_before.isoformat()


async def test_attempts_are_told_and_end(scene: Scene) -> None:
    """How many are left with each; the refusal says how many were used, and stores nothing."""
    await rule(scene, attempts=2)
    first = (await scene.ask("ada", "POST", NINE, json=CODE)).json()
    assert first["attempts_left"] == 1
    assert (await scene.ask("ada", "GET", first["links"]["self"])).json()["attempts_left"] == 1
    second = await scene.hand_in()
    told = problem(await scene.ask("ada", "POST", NINE, json=CODE), 409, "no-attempts-left")
    assert told["detail"].startswith("You have used 0 of 2 attempts at question 9, and 2 more are being graded.")
    await scene.grade(second)
    told = problem(await scene.ask("ada", "POST", NINE, json=CODE), 409, "no-attempts-left")
    assert "used 1 of 2" in told["detail"]
    assert await scene.count() == 2
    await scene.hand_in("ben")
    assert (await scene.ask("teacher", "POST", NINE, json=CODE)).status_code == 202


async def test_what_we_spoiled_costs_no_attempt(scene: Scene) -> None:
    """Nor does a slip of the pen, which is not counted when its report is stored."""
    await rule(scene, attempts=1)
    spoiled = await scene.hand_in()
    await scene.move(spoiled, SubmissionState.UNGRADED)
    again = (await scene.ask("ada", "POST", NINE, json=CODE)).json()
    assert again["attempts_left"] == 0


async def test_of_many_at_once_only_the_last_attempt_is_taken(scene: Scene) -> None:
    """Eight with one attempt left: one is stored, seven are told."""
    await rule(scene, attempts=1)
    answers = await asyncio.gather(*(scene.ask("ada", "POST", NINE, json=CODE) for _ in range(8)))
    assert sorted(one.status_code for one in answers) == [202, *[409] * 7]
    assert await scene.count() == 1


async def test_a_file_says_which_questions_were_not_taken(scene: Scene) -> None:
    """The others are graded; they are not told as missing in the file."""
    await rule(scene, attempts=1)
    await scene.hand_in()
    found = (await scene.ask("ada", "POST", NOTEBOOKS, files=BOTH)).json()
    assert [(one["question"], one["attempts_left"]) for one in found["submissions"]] == [(14, 0)]
    assert (found["spent"], found["not_found"], found["unknown"]) == ([9], [], [])
    told = problem(await scene.ask("ada", "POST", NOTEBOOKS, files=BOTH), 409, "no-attempts-left")
    assert "9, 14" in told["detail"]


async def test_attempts_at_the_door_are_those_of_the_standing(scene: Scene) -> None:
    """What is counted from the submissions and what a report was numbered with are one number."""
    for _ in range(3):
        await scene.grade(await scene.hand_in())
    async with scene.house.database.read() as session:
        found = await rules.used(session, course_id=scene.ids["pytorch"], person_id=scene.ids["ada"], questions=[9])
        (standing,) = await standings.of_course(session, scene.ids["pytorch"])
    assert found[9].counted == standing.attempts == 3
