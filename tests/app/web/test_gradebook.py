"""Grade reports over HTTP: who may see them, what they say, and that a look at the file is written down."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from app.store import audit, by_hand, courses, people, reports
from app.store.clock import now
from app.store.kinds import Counts, Role, SubmissionState
from tests.app.web.scene import REPORT, Scene, problem

pytestmark = pytest.mark.anyio
COURSE = "/v1/courses/pytorch"
BOOK = f"{COURSE}/gradebook"
ALL = ["gradebook", "gradebook.csv", "statistics", "questions/9/statistics", "questions/9/failures", "attention"]
TEACHERS_ONLY = ALL[4:]  #: they show code and names of those in trouble; an LMS needs neither


@pytest.mark.parametrize("part", ALL)
async def test_who_may_see_the_reports(scene: Scene, part: str) -> None:
    """Instructors and administrators; an LMS what is about marks; another course's instructor finds nothing."""
    path = f"{COURSE}/{part}"
    for who in ("teacher", "admin"):
        assert (await scene.ask(who, "GET", path)).status_code == 200
    assert (await scene.ask("lms", "GET", path)).status_code == (403 if part in TEACHERS_ONLY else 200)
    problem(await scene.ask("ada", "GET", path), 403, "forbidden")
    problem(await scene.ask("elsewhere", "GET", path), 404, "not-found")


@pytest.mark.parametrize("query", ["cursor=x", "limit=0", "limit=101", "search=", "search=a%00b", "section=1"])
async def test_a_query_that_does_not_fit_is_told(scene: Scene, query: str) -> None:
    """A filter that is not there is refused: it would show what was not asked for."""
    problem(await scene.ask("teacher", "GET", f"{BOOK}?{query}"), 422, "invalid")


@pytest.mark.parametrize(
    "path", ["gradebook.csv?shape=excel", "statistics?of=last", "attention?attempts=0", "questions/9/failures?limit=51"]
)
async def test_other_queries_are_held_to_their_words_too(scene: Scene, path: str) -> None:
    """Each says what it takes."""
    problem(await scene.ask("teacher", "GET", f"{COURSE}/{path}"), 422, "invalid")


@pytest.mark.parametrize("part", ["statistics", "failures"])
async def test_a_question_that_is_not_asked_is_not_there(scene: Scene, part: str) -> None:
    """404, with the number."""
    found = problem(await scene.ask("teacher", "GET", f"{COURSE}/questions/7/{part}"), 404, "not-found")
    assert found["detail"] == "This course has no question 7."


async def test_the_matrix_shows_marks_and_what_waits(scene: Scene) -> None:
    """By name; a cell for each question; what was given by hand, and what has no mark, is told as such."""
    one, _ = await scene.hand_in("ada"), await scene.hand_in("ben")
    await scene.grade(one)
    async with scene.house.database.write() as session:
        await by_hand.override(
            session, one, score=2.5, reason="x", by_id=None, counts=Counts.BEST, now=now(), max_score=3
        )
    page = (await scene.ask("teacher", "GET", BOOK)).json()
    assert [(column["question"], column["max"]) for column in page["questions"]] == [(9, 3.0), (14, 3.0)]
    assert (page["max"], page["students"], page["held"], page["next"]) == (6.0, 2, False, None)
    ada, ben = page["items"]
    assert (ada["name"], ada["score"], ben["score"]) == ("ada", 2.5, 0.0)
    assert ada["cells"][0] == {
        "question": 9,
        "state": "graded",
        "also": [],
        "attempts": 1,
        "score": 2.5,
        "max": 3.0,
        "late": False,
        "manual": True,
        "submission": one,
    }
    assert [(cell["state"], cell["score"]) for cell in ben["cells"]] == [("under_way", None), ("not_attempted", None)]


async def test_the_matrix_comes_in_pages(scene: Scene) -> None:
    """The Link header leads to the next, with its filters; all pages together are everybody, once."""
    seen, path = [], f"{BOOK}?limit=1&search=e"
    async with scene.house.database.write() as session:
        for name in ("Eve", "eva", "Zoe", "Otto"):
            person = await people.add(session, name=name, now=now())
            await people.join(
                session, course_id=scene.ids["pytorch"], person_id=person.id, role=Role.STUDENT, now=now()
            )
    while path:
        response = await scene.ask("teacher", "GET", path)
        seen += [row["name"] for row in response.json()["items"]]
        path = response.links["next"]["url"] if "next" in response.links else ""
    assert seen == ["ben", "eva", "Eve", "Zoe"]


async def test_held_marks_are_shown_to_instructors_and_to_no_lms(scene: Scene) -> None:
    """Both are told that they are held; a file for an LMS has no marks in it then."""
    await scene.grade(await scene.hand_in("ada"))
    async with scene.house.database.write() as session:
        await courses.change_settings(session, scene.ids["pytorch"], held=True)
    pages = {who: (await scene.ask(who, "GET", BOOK)).json() for who in ("teacher", "lms")}
    assert [page["held"] for page in pages.values()] == [True, True]
    assert [pages[who]["items"][0]["cells"][0]["score"] for who in pages] == [2.0, None]
    assert [pages[who]["items"][0]["score"] for who in pages] == [2.0, None]
    files = {who: await sheet(scene, who, "canvas") for who in pages}
    assert [files[who][2][5] for who in files] == ["2", ""]


async def test_a_held_mark_is_not_told_by_what_stands_beside_it(scene: Scene) -> None:
    """With `best`, the attempt that makes the mark says which was better; an LMS is told what students are."""
    one = await scene.hand_in("ada")
    await scene.grade(one)
    await scene.hand_in("ada")
    async with scene.house.database.write() as session:
        await courses.change_settings(session, scene.ids["pytorch"], held=True)
    cells = {who: (await scene.ask(who, "GET", BOOK)).json()["items"][0]["cells"][0] for who in ("teacher", "lms")}
    assert [(cell["late"], cell["manual"], cell["submission"]) for cell in cells.values()] == [
        (False, False, one),
        (None, None, None),
    ]
    assert [(cell["state"], cell["attempts"]) for cell in cells.values()] == [("graded", 1)] * 2


@pytest.mark.parametrize("shape", ["plain", "canvas", "moodle"])
async def test_a_file_is_named_for_what_it_is_and_written_down(scene: Scene, shape: str) -> None:
    """Who asked for it, and in which shape, stands in the audit trail before the first line is sent."""
    response = await scene.ask("teacher", "GET", f"{BOOK}.csv?shape={shape}")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == f'attachment; filename="gradebook-pytorch-{shape}.csv"'
    async with scene.house.database.read() as session:
        (deed,) = await audit.page(session, scene.ids["pytorch"])
    assert (deed.deed, deed.person_id, deed.detail) == ("gradebook.exported", scene.ids["teacher"], {"shape": shape})


async def test_a_file_has_everybody_and_no_formula(scene: Scene) -> None:
    """More students than are read at once, one of whom calls himself a formula; one who was erased is in no import."""
    from app.web import gradebook

    async with scene.house.database.write() as session:
        for n in range(5):
            person = await people.add(session, name=f"=cmd|'/c calc'!A{n}", now=now())
            await people.join(
                session, course_id=scene.ids["pytorch"], person_id=person.id, role=Role.STUDENT, now=now()
            )
        await people.forget_name(session, person.id, now())
    portion, gradebook.PORTION = gradebook.PORTION, 2
    try:
        rows = await sheet(scene, "teacher", "moodle")
        plain = await sheet(scene, "teacher", "plain")
    finally:
        gradebook.PORTION = portion
    assert [row[0] for row in rows[1:]] == ["'=cmd|'/c"] * 4 + ["ada", "ben"]
    assert len(plain) == 1 + 7


async def test_a_course_without_anything_has_reports(scene: Scene) -> None:
    """No student has sent anything, and no worker has loaded a question: null with a reason, lists that are empty."""
    found = (await scene.ask("teacher", "GET", f"{COURSE}/statistics")).json()
    assert found["reliability"]["alpha"]["value"] is None
    assert "below 20" in found["reliability"]["alpha"]["why_not"]
    assert found["histogram"] == {
        "value": None, "n": 0, "why_not": "It rests on 0 students; below 20 it is not shown.",
    }  # fmt: skip
    found = (await scene.ask("teacher", "GET", f"{COURSE}/questions/9/statistics")).json()
    assert (found["active"], found["since_opening"], found["fewest"]) == (0, None, 20)
    async with scene.house.database.write() as session:
        await courses.write_questions(session, "pytorch-basics", [])
    assert (await scene.ask("teacher", "GET", f"{COURSE}/statistics")).json()["questions"] == []
    assert (await scene.ask("teacher", "GET", BOOK)).json()["items"][0]["cells"] == []
    assert (await sheet(scene, "teacher", "canvas"))[0][-1] == "Section"


async def test_statistics_name_their_checks_and_the_way_they_were_worked_out(scene: Scene) -> None:
    """The sentence of a check is that of the question now."""
    await scene.grade(await scene.hand_in("ada"))
    path = f"{COURSE}/questions/9/statistics?of=counted&missing=skip"
    found = (await scene.ask("teacher", "GET", path)).json()
    assert (found["of"], found["missing"], found["students"], found["active"]) == ("counted", "skip", 2, 1)
    (check,) = found["checks"]
    assert (check["name"], check["sentence"]) == ("largest", "The largest value is found.")
    assert found["difficulty"] == {
        "value": None, "n": 1, "why_not": "It rests on 1 student; below 20 it is not shown.",
    }  # fmt: skip


async def test_failures_come_with_an_example(scene: Scene) -> None:
    """The check, its message as the student read it, the line; an exception with what it means."""
    await scene.grade(await scene.hand_in("ada"))
    error = {"type": "NameError", "message": "name 'x' is not defined", "explanation": "It has no value.", "line": 4}
    raised: dict[str, Any] = REPORT | {"checks": [], "run": {"status": "raised", "error": error}}
    other = await scene.hand_in("ben")
    async with scene.house.database.write() as session:
        new = reports.NewReport(submission_id=other, state="graded", score=0.0, max=3.0, document=raised)
        await reports.store(session, new, counts=Counts.BEST, now=now())
    found = (await scene.ask("teacher", "GET", f"{COURSE}/questions/9/failures")).json()
    assert (found["active"], found["clusters"]) == (2, 2)
    by_exception, by_check = found["items"]
    assert (by_check["check"], by_check["message_id"], by_check["students"], by_check["now"]) == (
        "largest", "swapped", 1, 1,
    )  # fmt: skip
    example = by_check["example"]
    assert (example["message"], example["line"], example["code"]) == ("It is the smallest.", 2, "t.min()")
    assert (by_exception["exception"], by_exception["check"]) == ("NameError", None)
    assert by_exception["example"]["message"] == "name 'x' is not defined\nIt has no value."
    assert (by_exception["example"]["line"], by_exception["example"]["submission"]) == (4, other)
    code = await scene.ask("teacher", "GET", by_exception["example"]["links"]["code"])
    assert code.status_code == 200
    one = (await scene.ask("teacher", "GET", f"{COURSE}/questions/9/failures?limit=1")).json()
    assert (one["clusters"], len(one["items"])) == (2, 1)


async def test_attention_lists_what_waits(scene: Scene) -> None:
    """An ungraded answer, a student without any; nothing of a course in which all is well."""
    answer = await scene.hand_in("ada")
    await scene.move(answer, SubmissionState.UNGRADED)
    found = (await scene.ask("teacher", "GET", f"{COURSE}/attention")).json()
    assert (found["ungraded"]["count"], found["ungraded"]["items"][0]["submission"]) == (1, answer)
    assert [one["name"] for one in found["silent"]["items"]] == ["ben"]
    assert (found["aside"], found["stuck"]) == ({"count": 0, "items": []}, {"count": 0, "items": []})
    assert (found["questions"], found["endpoints"]) == ([], [])


async def sheet(scene: Scene, who: str, shape: str) -> list[list[str]]:
    """A file, as a program reads it."""
    response = await scene.ask(who, "GET", f"{BOOK}.csv?shape={shape}")
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.text, newline="")))
