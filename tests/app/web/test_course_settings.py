"""The rules of a course over HTTP: read and changed by who teaches it, and what is shown follows at once."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest

from app.store.clock import now
from tests.app.web.scene import CODE, NINE, NOTEBOOKS, Scene, problem

pytestmark = pytest.mark.anyio
SETTINGS, RELEASE = "/v1/courses/pytorch/settings", "/v1/courses/pytorch/release"
DEFAULT = {
    "opens_at": None, "closes_at": None, "grace_s": 0, "late_percent_per_day": 0.0, "attempts": None,
    "counts": "best", "detail_before": "full", "detail_after": "full", "held": False,
}  # fmt: skip


async def rule(scene: Scene, **changes: Any) -> dict[str, Any]:
    """Change the rules as a teacher."""
    response = await scene.ask("teacher", "PATCH", SETTINGS, json=changes)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def test_rules_are_read_and_changed_one_by_one(scene: Scene) -> None:
    """What is left out stays; null takes a date or a limit away; times come back in UTC."""
    assert (await scene.ask("teacher", "GET", SETTINGS)).json() == DEFAULT
    changed = await rule(scene, closes_at="2027-01-01T00:30:00+01:00", attempts=3, counts="last")
    assert changed == DEFAULT | {"closes_at": "2026-12-31T23:30:00Z", "attempts": 3, "counts": "last"}
    assert await rule(scene, attempts=None) == changed | {"attempts": None}
    assert await rule(scene) == changed | {"attempts": None}
    assert (await rule(scene, grace_s=60.0))["grace_s"] == 60
    await rule(scene, grace_s=0)
    assert (await scene.ask("admin", "GET", SETTINGS)).json() == changed | {"attempts": None}


async def test_everybody_in_a_course_knows_its_dates(scene: Scene) -> None:
    """And how late work is taken, how often one may try, and what counts."""
    await rule(scene, closes_at="2099-12-31T23:30:00Z", attempts=3, grace_s=900)
    rules = (await scene.ask("ada", "GET", "/v1/courses/pytorch")).json()["rules"]
    assert rules == {
        "opens_at": None, "closes_at": "2099-12-31T23:30:00Z", "grace_s": 900, "late_percent_per_day": 0.0,
        "attempts": 3, "counts": "best", "held": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "kind", "word"),
    [
        ({"closes_at": "2026-01-01T00:00:00"}, "invalid", "timezone"),
        ({"closes_at": 1_790_000_000}, "invalid", "write it as 2026-10-31T22:00:00Z"),
        ({"closes_at": "1764000000"}, "invalid", "write it as 2026-10-31T22:00:00Z"),
        ({"closes_at": "-1.5"}, "invalid", "write it as 2026-10-31T22:00:00Z"),
        ({"closes_at": "tomorrow"}, "invalid", "closes_at"),
        ({"closes_at": "9999-12-31T23:59:59-12:00"}, "invalid", "no such time in UTC"),
        ({"closes_at": "9999-12-31T23:59:59Z"}, "wrong-rules", "between the years 2000 and 2200"),
        ({"opens_at": "2027-01-02T00:00:00Z", "closes_at": "2027-01-01T00:00:00Z"}, "wrong-rules", "before it opens"),
        ({"late_percent_per_day": 101}, "invalid", "less than or equal to 100"),
        ({"late_percent_per_day": -1}, "invalid", "greater than or equal to 0"),
        ({"late_percent_per_day": "10"}, "invalid", "late_percent_per_day"),
        ({"attempts": 0}, "invalid", "greater than or equal to 1"),
        ({"attempts": 1.5}, "invalid", "attempts"),
        ({"grace_s": None}, "invalid", "grace_s"),
        ({"grace_s": 10**9}, "invalid", "grace_s"),
        ({"counts": "worst"}, "invalid", "'best' or 'last'"),
        ({"detail_after": "none"}, "invalid", "detail_after"),
        ({"held": 1}, "invalid", "held"),
        ({"grace": 60}, "invalid", "grace"),
    ],
)
async def test_a_rule_that_cannot_be_is_told(scene: Scene, changes: dict[str, Any], kind: str, word: str) -> None:
    """By its name and what it may be; nothing is changed."""
    told = problem(await scene.ask("teacher", "PATCH", SETTINGS, json=changes), 422, kind)
    assert word in told["detail"]
    assert (await scene.ask("teacher", "GET", SETTINGS)).json() == DEFAULT


@pytest.mark.parametrize(("method", "path"), [("GET", SETTINGS), ("PATCH", SETTINGS), ("POST", RELEASE)])
async def test_rules_are_the_teachers_own(scene: Scene, method: str, path: str) -> None:
    """Not a student's, not an LMS's; another course's is not there."""
    body: dict[str, Any] = {"json": {}} if method == "PATCH" else {}
    for who in ("ada", "lms"):
        problem(await scene.ask(who, method, path, **body), 403, "forbidden")
    problem(await scene.ask("elsewhere", method, path, **body), 404, "not-found")


async def test_late_work_says_what_was_taken_and_why(scene: Scene) -> None:
    """What counts, what was earned, and the sentence; a mark by hand has no lateness, and what came in time neither."""
    submission = await scene.hand_in()
    await scene.grade(submission)
    path = f"/v1/submissions/{submission}"
    assert (await scene.ask("ada", "GET", f"{path}/report")).json()["late"] is None
    await rule(scene, closes_at=(now() - timedelta(hours=30)).isoformat(), late_percent_per_day=10)
    report = (await scene.ask("ada", "GET", f"{path}/report")).json()
    assert (report["score"], (await scene.ask("ada", "GET", path)).json()["score"]) == (1.6, 1.6)
    late = report["late"]
    assert (late["earned"], late["days"], late["percent"]) == (2.0, 2, 20)
    assert late["why"].startswith("It came 2 days late")
    given = {"score": 2.5, "reason": "She was ill."}
    assert (await scene.ask("teacher", "POST", f"{path}/override", json=given)).status_code == 201
    report = (await scene.ask("ada", "GET", f"{path}/report")).json()
    assert (report["score"], report["late"]) == (2.5, None)


@pytest.mark.parametrize("who", ["ada", "lms"])
async def test_held_marks_are_shown_to_nobody_else(scene: Scene, who: str) -> None:
    """State without score and why, no report, not in a list, not in events, not to who waits; a teacher sees all."""
    submission = await scene.hand_in()
    await scene.grade(submission)
    await rule(scene, held=True)
    path = f"/v1/submissions/{submission}"
    shown = (await scene.ask(who, "GET", path)).json()
    assert (shown["state"], shown["score"], shown["max"]) == ("graded", None, 3.0)
    assert shown["note"] == "The marks of this course are held back. They are shown when your teacher releases them."
    told = problem(await scene.ask(who, "GET", f"{path}/report"), 409, "held")
    assert told["detail"] == shown["note"]
    listed = (await scene.ask(who, "GET", "/v1/submissions")).json()["items"]
    assert listed == [shown]
    events = await scene.ask(who, "GET", f"{path}/events")
    assert '"score":2.0' not in events.text.replace(" ", "")
    assert (await scene.ask("teacher", "GET", path)).json()["score"] == 2.0
    assert (await scene.ask("teacher", "GET", f"{path}/report")).json()["score"] == 2.0
    assert (await scene.ask("teacher", "POST", RELEASE)).json() == {"held": False, "released": True}
    assert (await scene.ask("teacher", "POST", RELEASE)).json() == {"held": False, "released": False}
    shown = (await scene.ask(who, "GET", path)).json()
    assert (shown["score"], shown["note"]) == (2.0, None)


@pytest.mark.parametrize("path", [NINE, NOTEBOOKS])
async def test_who_waits_is_told_no_held_mark(scene: Scene, path: str) -> None:
    """The waiting ends when it is graded, and the answer is where it stands."""
    await rule(scene, held=True)
    body = {"json": CODE} if path == NINE else {"files": {"file": ("a.py", b"# Q9\nx = 1\n")}}
    asking = asyncio.create_task(scene.ask("ada", "POST", path, headers={"Prefer": "wait=30"}, **body))
    await scene.until_listening()
    (one,) = (await scene.ask("ada", "GET", "/v1/submissions")).json()["items"]
    assert one["note"] is None
    await scene.grade(one["id"])
    response = await asking
    found = response.json() if path == NINE else response.json()["submissions"][0]
    assert (found["state"], found["score"]) == ("graded", None)
    assert "largest" not in response.text


@pytest.mark.parametrize("path", [NINE, NOTEBOOKS])
@pytest.mark.parametrize("level", ["score", "checks", "messages", "full"])
async def test_who_waits_sees_no_more_than_who_asks_later(scene: Scene, path: str, level: str) -> None:
    """At each level, for code and for a file."""
    await rule(scene, detail_before=level)
    body = {"json": CODE} if path == NINE else {"files": {"file": ("a.py", b"# Q9\nx = 1\n")}}
    asking = asyncio.create_task(scene.ask("ada", "POST", path, headers={"Prefer": "wait=30"}, **body))
    await scene.until_listening()
    (one,) = (await scene.ask("ada", "GET", "/v1/submissions")).json()["items"]
    await scene.grade(one["id"])
    waited = (await asking).json()
    report = waited if path == NINE else waited["reports"][0]
    assert report == (await scene.ask("ada", "GET", one["links"]["report"])).json()
    text = json.dumps(waited)
    assert ("The largest value is found." in text) == (level != "score")
    assert ("It is the smallest." in text) == (level in {"messages", "full"})
    assert ("1 2 3" in text) == (level == "full")


async def test_the_level_after_the_end_is_another(scene: Scene) -> None:
    """The grace is before the end: there are those who still work."""
    submission = await scene.hand_in()
    await scene.grade(submission)
    path = f"/v1/submissions/{submission}/report"
    closed = (now() - timedelta(minutes=5)).isoformat()
    await rule(scene, detail_before="score", closes_at=closed, grace_s=3600)
    assert "checks" not in (await scene.ask("ada", "GET", path)).json()
    await rule(scene, grace_s=60)
    assert "checks" in (await scene.ask("ada", "GET", path)).json()
