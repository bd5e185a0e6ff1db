"""Statistics over HTTP: none of held marks for an LMS, and nothing that rests on few students."""

from __future__ import annotations

import pytest

from app.store import courses, people, reports, submissions, uploads
from app.store.clock import now
from app.store.kinds import Counts, Role, UploadKind
from tests.app.web.scene import REPORT, Scene, problem

pytestmark = pytest.mark.anyio
COURSE = "/v1/courses/pytorch"
FULL = REPORT | {"score": 3.0}


@pytest.mark.parametrize("part", ["statistics", "questions/9/statistics"])
@pytest.mark.parametrize("of", ["first", "counted"])
async def test_statistics_of_held_marks_are_for_instructors(scene: Scene, part: str, of: str) -> None:
    """An LMS is told that marks are held, as a student is who asks for a report; once released it is answered."""
    path = f"{COURSE}/{part}?of={of}"
    for held in (True, False):
        async with scene.house.database.write() as session:
            await courses.change_settings(session, scene.ids["pytorch"], held=held)
        for who in ("teacher", "admin"):
            assert (await scene.ask(who, "GET", path)).status_code == 200
        answer = await scene.ask("lms", "GET", path)
        if held:
            assert problem(answer, 409, "held")["detail"].startswith("The marks of this course are held back.")
        else:
            assert answer.status_code == 200


@pytest.mark.parametrize("students", [19, 20])
async def test_counts_that_rest_on_few_are_not_shown(scene: Scene, students: int) -> None:
    """A histogram of nineteen is null with the reason, as every figure is; from twenty on all of it is there."""
    await classful(scene, students)
    whole = (await scene.ask("lms", "GET", f"{COURSE}/statistics")).json()
    one = (await scene.ask("lms", "GET", f"{COURSE}/questions/9/statistics")).json()
    (check,) = one["checks"]
    shown = [
        whole["histogram"]["value"],
        one["histogram"]["value"],
        one["attempts"]["to_pass"]["value"],
        check["first"],
    ]
    if students < 20:
        why = "It rests on 19 students; below 20 it is not shown."
        assert shown == [None] * 4
        assert [whole["histogram"][name] for name in ("n", "why_not")] == [19, why]
        assert (one["attempts"]["to_pass"]["why_not"], check["first_rate"]["why_not"]) == (why, why)
        assert (one["since_first"]["steps"], check["ever_rate"]["value"]) == ([], None)
    else:
        full, half = [0] * 9 + [20], [0, 0, 0, 0, 0, 20, 0, 0, 0, 0]
        assert shown == [half, full, [20] + [0] * 9, {"failed": 20}]
        assert whole["histogram"]["why_not"] is None
        assert len(one["since_first"]["steps"]) > 0


async def classful(scene: Scene, students: int) -> None:
    """So many students with full marks, whose one check failed nevertheless; nobody else in the course."""
    async with scene.house.database.write() as session:
        for name in ("ada", "ben"):
            await people.join(
                session,
                course_id=scene.ids["pytorch"],
                person_id=scene.ids[name],
                role=Role.INSTRUCTOR,
                now=now(),
            )
        for n in range(students):
            person = await people.add(session, name=f"s{n}", now=now())
            await people.join(
                session, course_id=scene.ids["pytorch"], person_id=person.id, role=Role.STUDENT, now=now()
            )
            upload = await uploads.add(
                session, course_id=scene.ids["pytorch"], person_id=person.id, kind=UploadKind.CODE, now=now()
            )
            one = await submissions.add(session, upload, question=9, code="x", now=now())
            new = reports.NewReport(submission_id=one.id, state="graded", score=3.0, max=3.0, document=FULL)
            await reports.store(session, new, counts=Counts.BEST, now=now())
