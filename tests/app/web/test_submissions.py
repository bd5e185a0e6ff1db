"""Looking at submissions: pages, waiting, events, and as much of a report as the course shows."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from app.store import courses
from app.store.kinds import Detail, SubmissionState
from app.web.waiting import seconds
from tests.app.web.scene import CODE, NINE, Scene, problem

pytestmark = pytest.mark.anyio


async def test_pages_follow_each_other(scene: Scene) -> None:
    """By `next` as by the Link header, the newest first, none twice and none left out, and filters stay."""
    made = [await scene.hand_in() for _ in range(5)]
    found: list[str] = []
    path = "/v1/submissions?limit=2&question=9&state=queued"
    while path:
        response = await scene.ask("ada", "GET", path)
        page = response.json()
        found += [one["id"] for one in page["items"]]
        link = response.headers.get("link", "")
        assert (page["next"] is None) == (link == "")
        if link:
            assert link.endswith('; rel="next"')
            assert f"cursor={page['next']}" in link
            assert "question=9" in link
        path = link.partition(">")[0].lstrip("<")
    assert found == made[::-1]


@pytest.mark.parametrize(
    "query",
    [
        "cursor=x",
        "cursor=%00",
        "limit=0",
        "limit=101",
        "limit=x",
        "studnet=x",
        "question=-1",
        "state=done",
        "student=%00",
    ],
)
async def test_a_filter_that_is_none_is_refused(scene: Scene, query: str) -> None:
    """Rather than left out, which would show what was not asked for."""
    problem(await scene.ask("teacher", "GET", f"/v1/submissions?{query}"), 422, "invalid")


@pytest.mark.parametrize(
    ("prefer", "wanted"),
    [
        (None, 0),
        ("", 0),
        ("wait=5", 5),
        ("respond-async, wait=10", 10),
        ("wait = 7", 7),
        ('wait="3"', 3),
        ("wait=99999", 60),
        ("wait=9999999999", 0),
        ("wait=-1", 0),
        ("wait", 0),
        ("await=5", 0),
        ("wait=5;x=1", 5),
        ("wait=\u0665", 0),
    ],
)
def test_how_long_to_wait(prefer: str | None, wanted: int) -> None:
    """RFC 7240; a minute at most, and what cannot be read is not waited for."""
    assert seconds(prefer) == wanted


async def test_who_waits_gets_the_report(scene: Scene) -> None:
    """200 as soon as it is there."""
    asking = asyncio.create_task(scene.ask("ada", "POST", NINE, json=CODE, headers={"Prefer": "wait=30"}))
    await scene.until_listening()
    submission = (await scene.ask("ada", "GET", "/v1/submissions")).json()["items"][0]["id"]
    assert not asking.done()
    await scene.grade(submission)
    response = await asking
    assert response.status_code == 200
    assert (response.json()["id"], response.json()["score"]) == (submission, 2.0)
    assert response.json() == (await scene.ask("ada", "GET", f"/v1/submissions/{submission}/report")).json()


async def test_who_waited_in_vain_is_told_where_it_stands(scene: Scene) -> None:
    """202 as without waiting."""
    response = await scene.ask("ada", "POST", NINE, json=CODE, headers={"Prefer": "wait=1"})
    assert (response.status_code, response.json()["state"]) == (202, "queued")


async def test_what_is_ours_to_blame_is_not_waited_for(scene: Scene) -> None:
    """A submission that was set aside without a report ends the waiting; its state says what became of it."""
    headers = {"Prefer": "wait=30", "Idempotency-Key": "k"}
    submission = await scene.hand_in(headers={"Idempotency-Key": "k"})
    await scene.move(submission, SubmissionState.UNGRADED)
    response = await scene.ask("ada", "POST", NINE, json=CODE, headers=headers)
    assert (response.status_code, response.json()["state"]) == (202, "ungraded")
    problem(await scene.ask("ada", "GET", f"/v1/submissions/{submission}/report"), 409, "no-report")


async def test_events_tell_the_way(scene: Scene) -> None:
    """Queued with its place, running, graded; then the stream ends by itself."""
    await scene.hand_in("ben")
    submission = await scene.hand_in()
    asking = asyncio.create_task(scene.ask("ada", "GET", f"/v1/submissions/{submission}/events"))
    await scene.until_listening()
    await asyncio.sleep(0.2)
    await scene.move(submission, SubmissionState.RUNNING)
    await asyncio.sleep(0.2)
    await scene.grade(submission)
    response = await asking
    assert response.headers["content-type"].startswith("text/event-stream")
    told = [_event(text) for text in response.text.strip().split("\n\n")]
    states = [name for name, _ in told]
    assert states in (["queued", "running", "graded"], ["queued", "graded"])  # who looks late has missed one
    assert [data["place"] for _, data in told] == [1, None, None][: len(told)]
    assert told[-1][1]["score"] == 2.0


async def test_a_report_that_is_not_there_is_told(scene: Scene) -> None:
    """409: ask again, which a 404 would not say."""
    submission = await scene.hand_in()
    problem(await scene.ask("ada", "GET", f"/v1/submissions/{submission}/report"), 409, "not-yet")


@pytest.mark.parametrize(
    ("detail", "there", "gone"),
    [
        (Detail.SCORE, {"score", "max", "state"}, {"checks", "run", "variations", "seeds"}),
        (Detail.CHECKS, {"checks", "variations"}, {"run"}),
        (Detail.MESSAGES, {"checks"}, {"run"}),
        (Detail.FULL, {"checks", "run"}, set()),
    ],
)
async def test_a_student_sees_as_much_as_the_course_shows(
    scene: Scene, detail: Detail, there: set[str], gone: set[str]
) -> None:
    """At each level more; an instructor sees all of it always, and so does a student's waiting request nothing more."""
    async with scene.house.database.write() as session:
        await courses.change_settings(session, scene.ids["pytorch"], detail_before=detail)
    submission = await scene.hand_in()
    await scene.grade(submission)
    path = f"/v1/submissions/{submission}/report"
    report = (await scene.ask("ada", "GET", path)).json()
    assert there <= set(report)
    assert not gone & set(report)
    silent = detail in {Detail.SCORE, Detail.CHECKS}
    assert ("It is the smallest." in json.dumps(report)) == (not silent)
    assert "message_params" not in json.dumps(report), "the hidden values of a message"
    assert {"checks", "run", "variations"} <= set((await scene.ask("teacher", "GET", path)).json())


async def test_a_token_that_asks_too_often_waits(scene: Scene) -> None:
    """429 with Retry-After, for this token alone."""
    from limits import RateLimitItemPerMinute

    scene.app.state.rate = RateLimitItemPerMinute(3)
    found = [await scene.ask("ada", "GET", "/v1/submissions") for _ in range(4)]
    assert [one.status_code for one in found] == [200, 200, 200, 429]
    problem(found[-1], 429, "too-many")
    assert 1 <= int(found[-1].headers["retry-after"]) <= 60
    assert (await scene.ask("ben", "GET", "/v1/submissions")).status_code == 200


def _event(text: str) -> tuple[str, dict[str, Any]]:
    fields = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line and not line.startswith(":"))
    return fields["event"], json.loads(fields["data"])
