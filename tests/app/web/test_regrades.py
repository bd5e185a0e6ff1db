"""Regrades over HTTP: from the asking to the taking back, with a worker's part played by hand."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from app.pipeline.chain import REGRADE
from app.store import audit, courses, deliveries, events, jobs, people, regrades
from app.store.clock import now
from app.store.kinds import JobState, Role
from app.store.regrades import Judged
from app.store.reports import NewReport
from tests.app.web.scene import PACK, REPORT, Scene, problem

pytestmark = pytest.mark.anyio
PATH = "/v1/courses/pytorch/regrades"
WHY = {"why": "The largest was taken for the smallest."}


async def ask(scene: Scene, who: str = "teacher", **wanted: Any) -> dict[str, Any]:
    """Ask for a regrade."""
    response = await scene.ask(who, "POST", PATH, json=WHY | wanted)
    assert response.status_code == 202, response.text
    assert response.headers["location"] == f"{PATH}/{response.json()['id']}"
    made: dict[str, Any] = response.json()
    return made


async def judge(scene: Scene, regrade_id: str, score: float = 3.0) -> None:
    """Judge what waits, as a worker does."""
    check = REPORT["checks"][0] | {"outcome": "passed", "points": 1.0, "message": ""}
    document = REPORT | {"score": score, "checks": [check], "reproduce": {"question_version": "new"}}
    async with scene.house.database.write() as session:
        while upload_id := await regrades.next_upload(session, regrade_id):
            ids = await regrades.waiting(session, regrade_id, upload_id)
            judged = [
                Judged(
                    submission_id=one,
                    report=NewReport(submission_id=one, state="graded", score=score, max=3.0, document=document),
                )
                for one in ids
            ]
            assert await regrades.note(session, regrade_id, upload_id, judged, now()) is not None


async def score_of(scene: Scene, submission: str) -> float:
    """The mark of a submission as its student sees it."""
    found: float = (await scene.ask("teacher", "GET", f"/v1/submissions/{submission}")).json()["score"]
    return found


async def graded(scene: Scene, *who: str) -> list[str]:
    """A graded submission of each."""
    made = [await scene.hand_in(one) for one in who]
    for one in made:
        await scene.grade(one)
    return made


async def test_a_regrade_from_the_asking_to_the_taking_back(scene: Scene) -> None:
    """Asked for it waits as one job; shown before anything moves; published; taken back; each told and written down."""
    hers, his = await graded(scene, "ada", "ben")
    async with scene.house.database.write() as session:
        await deliveries.add_endpoint(
            session, course_id=scene.ids["pytorch"], url="https://lms.example/", secret=b"s" * 24, now=now()
        )
    made = await ask(scene)
    assert (made["state"], made["progress"]["total"], made["progress"]["waiting"]) == ("judging", 2, 2)
    async with scene.house.database.read() as session:
        queued = [one for one in await jobs.counts(session) if one.state is JobState.WAITING]
        assert await scene.house.dispatcher.place(
            session, REGRADE, f"{made['id']}/{await regrades.next_upload(session, made['id'])}"
        ) == 2  # behind what students have sent in  # fmt: skip
    assert [one.jobs for one in queued if one.job_class == "cpu"] == [3]
    problem(await scene.ask("teacher", "POST", f"{PATH}/{made['id']}/publish"), 409, "not-that-far")
    await judge(scene, made["id"])
    found = (await scene.ask("teacher", "GET", f"{PATH}/{made['id']}")).json()
    assert (found["state"], found["progress"]["judged"]) == ("ready", 2)
    shown = (await scene.ask("teacher", "GET", found["links"]["preview"])).json()
    assert shown["totals"] == {"submissions": {"up": 2}, "marks": {"up": 2}}
    (first, _) = shown["items"]
    assert (first["change"], first["kind"], first["ran"], first["question"]) == (1.0, "up", False, 9)
    assert (first["before"]["score"], first["after"]["score"], first["after"]["question_version"]) == (2, 3, "new")
    assert (first["counts_before"]["score"], first["counts_after"]["score"]) == (2, 3)
    (check,) = first["checks"]
    assert (check["name"], check["before"]["outcome"], check["after"]["outcome"]) == ("largest", "failed", "passed")
    assert await score_of(scene, hers) == 2
    done = (await scene.ask("teacher", "POST", f"{PATH}/{made['id']}/publish")).json()
    assert done == {"state": "published", "reports": 2, "moved": 2, "left": 0}
    assert (await score_of(scene, hers), await score_of(scene, his)) == (3, 3)
    again = problem(await scene.ask("teacher", "POST", f"{PATH}/{made['id']}/publish"), 409, "not-that-far")
    assert again["detail"] == "It is published already."
    back = (await scene.ask("teacher", "POST", f"{PATH}/{made['id']}/rollback")).json()
    assert back == {"state": "rolled_back", "reports": 2, "moved": 2, "left": 0}
    assert (await score_of(scene, hers), await score_of(scene, his)) == (2, 2)
    async with scene.house.database.read() as session:
        trail = await audit.page(session, scene.ids["pytorch"], subject=made["id"])
        told = [one.type for one in await events.of_submission(session, hers)]
    assert [one.deed for one in trail] == [
        "regrade.rolled_back", "regrade.published", "regrade.seen", "regrade.asked",
    ]  # fmt: skip
    assert trail[1].detail == {"reports": 2, "moved": 2, "left": 0}
    assert told.count("grade.changed") == 2


async def test_what_is_discarded_changes_nothing(scene: Scene) -> None:
    """Judged or not; and it cannot be published any more. Another may be asked for then."""
    (hers,) = await graded(scene, "ada")
    first = await ask(scene)
    problem(await scene.ask("teacher", "POST", PATH, json=WHY), 409, "one-at-a-time")
    assert (await scene.ask("teacher", "POST", f"{PATH}/{first['id']}/discard")).json()["state"] == "discarded"
    problem(await scene.ask("teacher", "POST", f"{PATH}/{first['id']}/discard"), 409, "not-that-far")
    second = await ask(scene)
    await judge(scene, second["id"])
    await scene.ask("teacher", "POST", f"{PATH}/{second['id']}/discard")
    problem(await scene.ask("teacher", "POST", f"{PATH}/{second['id']}/publish"), 409, "not-that-far")
    assert await score_of(scene, hers) == 2
    listed = (await scene.ask("teacher", "GET", f"{PATH}?limit=1")).json()
    assert [one["id"] for one in listed["items"]] == [second["id"]]
    rest = (await scene.ask("teacher", "GET", f"{PATH}?cursor={listed['next']}")).json()
    assert [one["id"] for one in rest["items"]] == [first["id"]]


async def test_questions_students_and_attempts_are_picked(scene: Scene) -> None:
    """What makes a mark, or every attempt; of these students; in these questions; and nothing at all is refused."""
    await graded(scene, "ada", "ada", "ben")
    for wanted, total in (
        ({}, 2),
        ({"submissions": "all"}, 3),
        ({"students": [scene.ids["ada"]], "submissions": "all"}, 2),
        ({"questions": [9]}, 2),
    ):
        made = await ask(scene, **wanted)
        assert made["progress"]["total"] == total
        await scene.ask("teacher", "POST", f"{PATH}/{made['id']}/discard")
    nothing = await scene.ask("teacher", "POST", PATH, json=WHY | {"questions": [14]})
    problem(nothing, 409, "nothing-to-regrade")


async def test_a_preview_says_what_an_lms_calls_the_student_and_the_column(scene: Scene) -> None:
    """Word for word as the files for an import do; of a student it never named, or a question gone, there is none."""
    await graded(scene, "ada", "ben")
    async with scene.house.database.write() as session:
        await people.join(
            session,
            course_id=scene.ids["pytorch"],
            person_id=scene.ids["ada"],
            role=Role.STUDENT,
            now=now(),
            external_id="lms-7",
        )
    path = f"{PATH}/{(await ask(scene))['id']}/preview"
    items = (await scene.ask("teacher", "GET", path)).json()["items"]
    assert {one["student"]: one["external_id"] for one in items} == {scene.ids["ada"]: "lms-7", scene.ids["ben"]: None}
    for shape in ("plain", "canvas", "moodle"):
        file = await scene.ask("teacher", "GET", f"/v1/courses/pytorch/gradebook.csv?shape={shape}")
        heads = next(csv.reader(io.StringIO(file.text, newline="")))
        assert [heads.count(one["columns"][shape]) for one in items] == [1, 1]
    async with scene.house.database.write() as session:
        await courses.write_questions(session, PACK, [])
    items = (await scene.ask("teacher", "GET", path)).json()["items"]
    assert [(one["question"], one["columns"]) for one in items] == [(9, {})] * 2


async def test_a_preview_is_read_page_by_page_and_by_kind(scene: Scene) -> None:
    """None is left out, none told twice; a mark by hand is told apart."""
    hers, his = await graded(scene, "ada", "ben")
    made = await ask(scene)
    await judge(scene, made["id"])
    await scene.ask("teacher", "POST", f"/v1/submissions/{hers}/override", json={"score": 1, "reason": "x"})
    seen: list[str] = []
    path = f"{PATH}/{made['id']}/preview?limit=1"
    while path:
        response = await scene.ask("teacher", "GET", path)
        assert (response.json()["totals"] is None) == ("cursor" in path)
        seen += [one["submission"] for one in response.json()["items"]]
        path = response.headers.get("link", "").partition(">")[0].lstrip("<")
    assert sorted(seen) == sorted([hers, his])
    by_hand = (await scene.ask("teacher", "GET", f"{PATH}/{made['id']}/preview?kind=override")).json()["items"]
    assert [(one["submission"], one["counts_after"]["score"]) for one in by_hand] == [(hers, 1)]
    done = (await scene.ask("teacher", "POST", f"{PATH}/{made['id']}/publish")).json()
    assert (done["reports"], done["left"]) == (1, 1)
    assert (await score_of(scene, hers), await score_of(scene, his)) == (1, 3)


async def test_regrades_are_the_instructors(scene: Scene) -> None:
    """A student and an LMS may not; for another course's instructor, and by another course's address, there is none."""
    await graded(scene, "ada")
    made = (await ask(scene))["id"]
    calls = [
        ("POST", PATH), ("GET", PATH), ("GET", f"{PATH}/{made}"), ("GET", f"{PATH}/{made}/preview"),
        ("POST", f"{PATH}/{made}/publish"), ("POST", f"{PATH}/{made}/discard"), ("POST", f"{PATH}/{made}/rollback"),
    ]  # fmt: skip
    for method, path in calls:
        body = WHY if (method, path) == ("POST", PATH) else None
        for who, status, kind in (
            ("ada", 403, "forbidden"),
            ("lms", 403, "forbidden"),
            ("elsewhere", 404, "not-found"),
        ):
            problem(await scene.ask(who, method, path, json=body), status, kind)
        if made in path:
            elsewhere = path.replace("pytorch", "other")
            problem(await scene.ask("admin", method, elsewhere), 404, "not-found")
            problem(await scene.ask("teacher", method, path.replace(made, "0" * 26)), 404, "not-found")
            problem(await scene.ask("teacher", method, path.replace(made, "x")), 404, "not-found")
    assert (await scene.ask("admin", "POST", f"{PATH}/{made}/discard")).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {}, {"why": ""}, {"why": " \n"}, {"why": "a\x00"}, WHY | {"questions": [-1]}, WHY | {"questions": ["9"]},
        WHY | {"students": ["x"]}, WHY | {"submissions": "some"}, WHY | {"more": 1}, WHY | {"questions": [1] * 501},
    ],
)  # fmt: skip
async def test_a_wish_that_cannot_be_read_is_refused(scene: Scene, body: dict[str, Any]) -> None:
    """And no regrade is opened."""
    await graded(scene, "ada")
    problem(await scene.ask("teacher", "POST", PATH, json=body), 422, "invalid")
    assert (await scene.ask("teacher", "GET", PATH)).json()["items"] == []


async def test_the_same_request_twice_is_one_regrade(scene: Scene) -> None:
    """Where it carries its key."""
    await graded(scene, "ada")
    ids = set()
    for _ in range(2):
        response = await scene.ask("teacher", "POST", PATH, json=WHY, headers={"Idempotency-Key": "k"})
        ids.add(response.json()["id"])
    assert len(ids) == 1
