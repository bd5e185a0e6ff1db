"""Written answers over HTTP: read and marked by who teaches, seen by the student when marks are not held."""

from __future__ import annotations

from typing import Any

import pytest

from app.store import erasure, events, retention, submissions
from app.store.clock import now
from tests.app.web.scene import NOTEBOOKS, Scene, problem

pytestmark = pytest.mark.anyio
RUBRIC = "/v1/courses/pytorch/questions/9/rubric"
LIST = "/v1/courses/pytorch/written"
CRITERIA: dict[str, Any] = {
    "criteria": [
        {"name": "reasons", "sentence": "Says why.", "max": 2},
        {"name": "style", "sentence": "Is short.", "max": 1},
    ]
}
MARKS = {"marks": {"reasons": 1.5, "style": 1}, "comment": "Good.\nMore of it."}
FILE = {"file": ("a.py", b"# %% Q9\nx = 1\n# %% [markdown]\n# It <b>falls</b>.\n")}


async def hand_in(scene: Scene, who: str = "ada") -> str:
    """Hand a file in, and have it graded; the id of its submission."""
    response = await scene.ask(who, "POST", NOTEBOOKS, files=FILE)
    found: str = response.json()["submissions"][0]["id"]
    await scene.grade(found)
    return found


async def set_rubric(scene: Scene) -> None:
    """Say what question 9 is marked by."""
    assert (await scene.ask("teacher", "PUT", RUBRIC, json=CRITERIA)).status_code == 200


def at(submission: str, part: str = "written") -> str:
    """Where it is."""
    return f"/v1/submissions/{submission}/{part}"


async def test_a_rubric_is_seen_by_all_and_set_by_who_teaches(scene: Scene) -> None:
    """It says what is looked for, as the sentences of checks do."""
    assert (await scene.ask("ada", "GET", RUBRIC)).json() == {"question": 9, "criteria": [], "max": 0, "set_at": None}
    problem(await scene.ask("ada", "PUT", RUBRIC, json=CRITERIA), 403, "forbidden")
    problem(await scene.ask("elsewhere", "PUT", RUBRIC, json=CRITERIA), 404, "not-found")
    await set_rubric(scene)
    shown = (await scene.ask("ada", "GET", RUBRIC)).json()
    assert (shown["criteria"], shown["max"]) == (CRITERIA["criteria"], 3)
    problem(await scene.ask("teacher", "PUT", RUBRIC.replace("9", "99"), json=CRITERIA), 404, "not-found")
    trail = (await scene.ask("teacher", "GET", "/v1/courses/pytorch/audit")).json()["items"]
    assert [(one["deed"], one["detail"]["question"], one["detail"]["before"]) for one in trail] == [
        ("rubric.set", 9, [])
    ]


@pytest.mark.parametrize(
    "criteria",
    [
        [{"name": "a", "sentence": "s", "max": 0}],
        [{"name": "a", "sentence": "s", "max": -1}],
        [{"name": "a", "sentence": "s", "max": "1"}],
        [{"name": "", "sentence": "s", "max": 1}],
        [{"name": "a\x00", "sentence": "s", "max": 1}],
        [{"name": f"{n}", "sentence": "s", "max": 1} for n in range(21)],
        [{"name": "a", "sentence": "s", "max": 1, "x": 1}],
        None,
    ],
)
async def test_a_rubric_that_cannot_be_is_refused(scene: Scene, criteria: object) -> None:
    """Nothing is set."""
    problem(await scene.ask("teacher", "PUT", RUBRIC, json={"criteria": criteria}), 422, "invalid")
    assert (await scene.ask("ada", "GET", RUBRIC)).json()["criteria"] == []


async def test_two_criteria_have_two_names(scene: Scene) -> None:
    """Their marks could not be told apart."""
    twice = {"criteria": CRITERIA["criteria"][:1] * 2}
    told = problem(await scene.ask("teacher", "PUT", RUBRIC, json=twice), 422, "wrong-rubric")
    assert told["detail"] == "Two criteria are called 'reasons'."


async def test_it_is_read_marked_and_seen(scene: Scene) -> None:
    """The text as text, the rubric, the marks; beside the mark of the code, which stays what it was."""
    await set_rubric(scene)
    submission = await hand_in(scene)
    shown = (await scene.ask("teacher", "GET", at(submission))).json()
    assert (shown["text"], shown["rubric"]["max"], shown["mark"]) == ("It <b>falls</b>.", 3, None)
    given = await scene.ask("teacher", "PUT", at(submission), json=MARKS)
    assert (given.status_code, given.json()["score"], given.json()["max"]) == (200, 2.5, 3)
    for who in ("ada", "lms"):
        shown = (await scene.ask(who, "GET", at(submission))).json()
        assert (shown["mark"]["comment"], shown["mark"]["marks"]) == (MARKS["comment"], MARKS["marks"])
        report = (await scene.ask(who, "GET", at(submission, "report"))).json()
        assert report["written"] == {"score": 2.5, "max": 3, "comment": MARKS["comment"]}
        assert report["score"] == 2
    problem(await scene.ask("ben", "GET", at(submission)), 404, "not-found")
    problem(await scene.ask("ada", "PUT", at(submission), json=MARKS), 403, "forbidden")
    trail = (await scene.ask("teacher", "GET", "/v1/courses/pytorch/audit")).json()["items"]
    deed = next(one for one in trail if one["deed"] == "written.marked")
    assert deed["detail"] == {"question": 9, "before": None, "after": MARKS["marks"]}
    assert "Good." not in str(trail), "an audit trail outlives what it speaks of"


async def test_held_marks_of_writing_are_not_seen(scene: Scene) -> None:
    """The text is theirs; the mark comes with the release."""
    await set_rubric(scene)
    submission = await hand_in(scene)
    await scene.ask("teacher", "PUT", at(submission), json=MARKS)
    await scene.ask("teacher", "PATCH", "/v1/courses/pytorch/settings", json={"held": True})
    shown = (await scene.ask("ada", "GET", at(submission))).json()
    assert (shown["text"], shown["mark"]) == ("It <b>falls</b>.", None)
    assert "held back" in shown["note"]
    assert (await scene.ask("teacher", "GET", at(submission))).json()["mark"]["score"] == 2.5
    await scene.ask("teacher", "POST", "/v1/courses/pytorch/release")
    assert (await scene.ask("ada", "GET", at(submission))).json()["mark"]["score"] == 2.5


@pytest.mark.parametrize(
    ("level", "marks", "comment"),
    [("score", {}, ""), ("checks", MARKS["marks"], ""), ("messages", MARKS["marks"], MARKS["comment"])],
)
async def test_a_comment_is_seen_with_the_messages_of_checks(
    scene: Scene, level: str, marks: dict[str, float], comment: str
) -> None:
    """Where a course shows scores alone, no comment is shown either; the points by criterion are as checks."""
    await set_rubric(scene)
    submission = await hand_in(scene)
    await scene.ask("teacher", "PUT", at(submission), json=MARKS)
    await scene.ask("teacher", "PATCH", "/v1/courses/pytorch/settings", json={"detail_before": level})
    shown = (await scene.ask("ada", "GET", at(submission))).json()["mark"]
    assert (shown["score"], shown["marks"], shown["comment"]) == (2.5, marks, comment)
    report = (await scene.ask("ada", "GET", at(submission, "report"))).json()
    assert report["written"] == {"score": 2.5, "max": 3, "comment": comment}
    assert (await scene.ask("teacher", "GET", at(submission))).json()["mark"]["comment"] == MARKS["comment"]


async def test_a_mark_says_that_the_rubric_was_changed_after_it(scene: Scene) -> None:
    """It stays, and can be given anew."""
    await set_rubric(scene)
    submission = await hand_in(scene)
    assert not (await scene.ask("teacher", "PUT", at(submission), json=MARKS)).json()["outdated"]
    await scene.ask("teacher", "PUT", RUBRIC, json={"criteria": CRITERIA["criteria"][:1]})
    mark = (await scene.ask("ada", "GET", at(submission))).json()["mark"]
    assert (mark["score"], mark["outdated"]) == (2.5, True)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"marks": {"reasons": 1}}, "wrong-marks"),
        ({"marks": {"reasons": 3, "style": 1}}, "wrong-marks"),
        ({"marks": {"reasons": -1, "style": 1}}, "invalid"),
        ({"marks": {"reasons": "1", "style": 1}}, "invalid"),
        ({"marks": {"reasons": 1, "style": 1}, "comment": "a\x00b"}, "invalid"),
        ({"marks": {"reasons": 1, "style": 1}, "comment": "x" * 10_001}, "invalid"),
        ({"marks": {"reasons": 1, "style": 1}, "score": 3}, "invalid"),
        ({}, "invalid"),
    ],
)
async def test_marks_that_do_not_fit_are_refused(scene: Scene, body: dict[str, Any], kind: str) -> None:
    """And nothing is given."""
    await set_rubric(scene)
    submission = await hand_in(scene)
    problem(await scene.ask("teacher", "PUT", at(submission), json=body), 422, kind)
    assert (await scene.ask("teacher", "GET", at(submission))).json()["mark"] is None


async def test_half_a_surrogate_in_a_comment_is_survived(scene: Scene) -> None:
    """Taken or refused, but told."""
    await set_rubric(scene)
    submission = await hand_in(scene)
    body = b'{"marks": {"reasons": 1, "style": 1}, "comment": "\\ud800"}'
    response = await scene.ask(
        "teacher", "PUT", at(submission), content=body, headers={"Content-Type": "application/json"}
    )
    problem(response, 422, "invalid")


async def test_what_cannot_be_marked_is_told(scene: Scene) -> None:
    """Bare code, a question without a rubric, what was taken away."""
    code = await scene.hand_in()
    problem(await scene.ask("teacher", "GET", at(code)), 404, "not-written")
    problem(await scene.ask("teacher", "PUT", at(code), json=MARKS), 404, "not-written")
    submission = await hand_in(scene)
    problem(await scene.ask("teacher", "PUT", at(submission), json=MARKS), 409, "no-rubric")
    await set_rubric(scene)
    async with scene.house.database.write() as session:
        found = await submissions.get(session, submission)
        assert found is not None
        await retention.clear(session, [found.upload_id], now())
    problem(await scene.ask("teacher", "PUT", at(submission), json=MARKS), 410, "cleared")
    problem(await scene.ask("ada", "GET", at(submission)), 410, "cleared")
    problem(await scene.ask("ada", "GET", at(submission, "code")), 410, "cleared")


async def test_those_that_wait_are_listed(scene: Scene) -> None:
    """For who teaches; page by page."""
    await set_rubric(scene)
    hers, his = await hand_in(scene), await hand_in(scene, "ben")
    problem(await scene.ask("ada", "GET", LIST), 403, "forbidden")
    problem(await scene.ask("teacher", "GET", f"{LIST}?marked=perhaps"), 422, "invalid")
    first = await scene.ask("teacher", "GET", f"{LIST}?marked=false&limit=1")
    assert [one["submission"] for one in first.json()["items"]] == [hers]
    path = first.headers["link"].partition(">")[0].lstrip("<")
    assert [one["submission"] for one in (await scene.ask("teacher", "GET", path)).json()["items"]] == [his]
    await scene.ask("teacher", "PUT", at(hers), json=MARKS)
    waiting = (await scene.ask("teacher", "GET", f"{LIST}?marked=false")).json()["items"]
    assert [(one["submission"], one["marked"], one["max"]) for one in waiting] == [(his, False, 3)]
    marked = (await scene.ask("teacher", "GET", f"{LIST}?marked=true")).json()["items"]
    assert [(one["submission"], one["score"], one["student"]) for one in marked] == [(hers, 2.5, scene.ids["ada"])]


async def test_who_was_erased_leaves_a_mark_and_no_comment(scene: Scene) -> None:
    """The text is gone, the roster says so, and nothing can be written about them any more."""
    await set_rubric(scene)
    submission = await hand_in(scene)
    await scene.ask("teacher", "PUT", at(submission), json=MARKS)
    async with scene.house.database.write() as session:
        await erasure.erase(session, scene.ids["ada"], now())
    problem(await scene.ask("teacher", "GET", at(submission)), 410, "cleared")
    report = (await scene.ask("teacher", "GET", at(submission, "report"))).json()
    assert report["written"] == {"score": 2.5, "max": 3, "comment": ""}
    people = (await scene.ask("teacher", "GET", "/v1/courses/pytorch/people")).json()["items"]
    assert [one["name"] for one in people if one["id"] == scene.ids["ada"]] == ["erased"]
    assert (await scene.ask("teacher", "GET", LIST)).json()["items"] == []
    async with scene.house.database.read() as session:
        assert await events.of_submission(session, submission) == []


async def test_that_a_teacher_read_it_is_written_down(scene: Scene) -> None:
    """It is a student's own words; the student's look leaves no row, and the teacher's one."""
    one = await hand_in(scene)
    for who in ("ada", "teacher", "teacher"):
        assert (await scene.ask(who, "GET", at(one))).status_code == 200
    trail = (await scene.ask("teacher", "GET", f"/v1/courses/pytorch/audit?subject={one}")).json()["items"]
    assert [(row["deed"], row["person"]) for row in trail] == [("written.read", scene.ids["teacher"])]
