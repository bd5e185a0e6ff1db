"""Marks by hand over HTTP: they win, they can be taken away, and all of it is kept."""

from __future__ import annotations

from typing import Any

import pytest

from app.pipeline.receive import GRADE
from app.store import audit, jobs, submissions
from app.store.kinds import SubmissionState
from tests.app.web.scene import Scene, problem

pytestmark = pytest.mark.anyio
WANTED = {"score": 2.5, "reason": "Right, but printed twice."}


def at(submission: str, part: str = "override") -> str:
    """An address below a submission."""
    return f"/v1/submissions/{submission}/{part}"


async def test_a_mark_by_hand_holds_and_goes_again(scene: Scene) -> None:
    """It is shown with its reason; the last one holds; taken away, what the run found holds again. All is kept."""
    submission = await scene.hand_in()
    await scene.grade(submission)
    for score in (1, 2.5):
        given = await scene.ask("teacher", "POST", at(submission), json={"score": score, "reason": f"for {score}"})
        assert given.status_code == 201, given.text
        assert (given.json()["score"], given.json()["max"], given.json()["current"]) == (score, 3, True)
    shown = (await scene.ask("ada", "GET", at(submission, "report"))).json()
    assert (shown["override"]["score"], shown["override"]["reason"]) == (2.5, "for 2.5")
    assert (await scene.ask("ada", "GET", f"/v1/submissions/{submission}")).json()["score"] == 2.5
    assert (await scene.ask("teacher", "DELETE", at(submission))).status_code == 204
    assert (await scene.ask("ada", "GET", f"/v1/submissions/{submission}")).json()["score"] == 2
    problem(await scene.ask("teacher", "DELETE", at(submission)), 404, "not-found")
    history = (await scene.ask("teacher", "GET", at(submission, "reports"))).json()["items"]
    assert [(one["number"], one["cause"], one["score"], one["current"]) for one in history] == [
        (3, "override", 2.5, False), (2, "override", 1, False), (1, "grading", 2, True),
    ]  # fmt: skip
    assert history[0]["by"] == scene.ids["token of teacher"]
    async with scene.house.database.read() as session:
        trail = await audit.page(session, scene.ids["pytorch"], subject=submission)
    assert [(one.deed, one.detail) for one in trail] == [
        ("override.removed", {"question": 9, "score": 2, "max": 3}),
        ("override.set", {"question": 9, "score": 2.5, "max": 3}),
        ("override.set", {"question": 9, "score": 1, "max": 3}),
    ]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"score": 3.01, "reason": "x"}, "score-too-high"),
        ({"score": -0.5, "reason": "x"}, "invalid"),
        ({"score": True, "reason": "x"}, "invalid"),
        ({"score": "2", "reason": "x"}, "invalid"),
        ({"score": 2}, "invalid"),
        ({"score": 2, "reason": ""}, "invalid"),
        ({"score": 2, "reason": " \n\t\u00a0"}, "invalid"),
        ({"score": 2, "reason": "a\x00b"}, "invalid"),
        ({"score": 2, "reason": "x" * 2001}, "invalid"),
        ({"score": 2, "reason": "x", "max": 9}, "invalid"),
    ],
)
async def test_a_mark_that_cannot_be_is_refused(scene: Scene, body: dict[str, Any], kind: str) -> None:
    """Above the most, below nought, no number, without a reason; and nothing changes."""
    submission = await scene.hand_in()
    await scene.grade(submission)
    refused = problem(await scene.ask("teacher", "POST", at(submission), json=body), 422, kind)
    if kind == "score-too-high":
        assert refused["detail"] == "The most that can be had in question 9 is 3."
    for text in (b'{"score": NaN, "reason": "x"}', b'{"score": 1e999, "reason": "x"}'):
        headers = {"Content-Type": "application/json"}
        response = await scene.ask("teacher", "POST", at(submission), content=text, headers=headers)
        assert response.status_code == 422, response.text
    assert (await scene.ask("ada", "GET", f"/v1/submissions/{submission}")).json()["score"] == 2


async def test_marks_by_hand_are_the_instructors(scene: Scene) -> None:
    """A student, also of their own work, and an LMS may not; for others it is not there."""
    submission = await scene.hand_in()
    await scene.grade(submission)
    for method, part in (("POST", "override"), ("DELETE", "override"), ("GET", "reports")):
        body = WANTED if method == "POST" else None
        for who, status, kind in (
            ("ada", 403, "forbidden"), ("lms", 403, "forbidden"),
            ("ben", 404, "not-found"), ("elsewhere", 404, "not-found"),
        ):  # fmt: skip
            problem(await scene.ask(who, method, at(submission, part), json=body), status, kind)
    assert (await scene.ask("admin", "POST", at(submission), json=WANTED)).status_code == 201


async def test_the_same_request_twice_is_one_mark(scene: Scene) -> None:
    """Where it carries its key."""
    submission = await scene.hand_in()
    await scene.grade(submission)
    for _ in range(2):
        made = await scene.ask("teacher", "POST", at(submission), json=WANTED, headers={"Idempotency-Key": "k"})
        assert made.json()["number"] == 2
    assert len((await scene.ask("teacher", "GET", at(submission, "reports"))).json()["items"]) == 2


async def test_told_again_a_mark_that_was_taken_away_is_not_the_one_that_holds(scene: Scene) -> None:
    """The answer of before is given again, but for what is so no more."""
    submission = await scene.hand_in()
    await scene.grade(submission)
    told = []
    for _ in range(2):
        made = await scene.ask("teacher", "POST", at(submission), json=WANTED, headers={"Idempotency-Key": "k"})
        told.append((made.status_code, made.json()["number"], made.json()["current"]))
        await scene.ask("teacher", "DELETE", at(submission))
    assert told == [(201, 2, True), (201, 2, False)]


async def test_the_history_is_read_page_by_page(scene: Scene) -> None:
    """None is left out, none told twice."""
    submission = await scene.hand_in()
    await scene.grade(submission)
    for score in (0, 1, 2, 3):
        await scene.ask("teacher", "POST", at(submission), json={"score": score, "reason": "x"})
    seen: list[int] = []
    path = at(submission, "reports?limit=2")
    while path:
        response = await scene.ask("teacher", "GET", path)
        seen += [one["number"] for one in response.json()["items"]]
        path = response.headers.get("link", "").partition(">")[0].lstrip("<")
    assert seen == [5, 4, 3, 2, 1]


async def test_what_waits_may_be_marked_and_waits_again(scene: Scene) -> None:
    """A mark before the run: the run comes nevertheless. Taken away before it came, the submission waits as before."""
    submission = await scene.hand_in()
    assert (await scene.ask("teacher", "POST", at(submission), json=WANTED)).status_code == 201
    shown = (await scene.ask("ada", "GET", at(submission, "report"))).json()
    assert (shown["question"], shown["score"], shown["checks"]) == (9, 2.5, [])
    problem(await scene.ask("teacher", "POST", at(submission), json=WANTED | {"score": 4}), 422, "score-too-high")
    assert (await scene.ask("teacher", "DELETE", at(submission))).status_code == 204
    waits = (await scene.ask("ada", "GET", f"/v1/submissions/{submission}")).json()
    assert (waits["state"], waits["score"], waits["place"]) == ("queued", None, 0)
    await scene.grade(submission)
    history = (await scene.ask("teacher", "GET", at(submission, "reports"))).json()["items"]
    assert [(one["number"], one["cause"], one["current"]) for one in history] == [
        (2, "grading", True), (1, "override", False),
    ]  # fmt: skip


async def test_what_was_never_found_is_ungraded_again(scene: Scene) -> None:
    """Where there is no run to wait for."""
    submission = await scene.hand_in()
    await scene.ask("teacher", "POST", at(submission), json=WANTED)
    async with scene.house.database.write() as session:
        row = await submissions.get(session, submission)
        assert row is not None
        assert await jobs.cancel(session, GRADE, row.upload_id)
    await scene.ask("teacher", "DELETE", at(submission))
    assert (await scene.ask("ada", "GET", f"/v1/submissions/{submission}")).json()["state"] == "ungraded"


async def test_what_was_withdrawn_takes_no_mark(scene: Scene) -> None:
    """It makes no mark any more."""
    submission = await scene.hand_in()
    await scene.move(submission, SubmissionState.WITHDRAWN)
    problem(await scene.ask("teacher", "POST", at(submission), json=WANTED), 409, "takes-no-mark")
