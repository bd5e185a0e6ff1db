"""Who looked at a student's work is written down, once a day, and not on the way of a student."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from app.store import audit
from app.web import looking
from tests.app.web.scene import Scene, problem

pytestmark = pytest.mark.anyio
PARTS = {"report": "report.read", "code": "code.read"}
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def trail(scene: Scene, submission: str) -> list[tuple[str, str | None, str | None]]:
    """What was done to a submission, by whom."""
    async with scene.house.database.read() as session:
        rows = await audit.page(session, scene.ids["pytorch"], subject=submission)
    return [(row.deed, row.token_id, row.person_id) for row in rows]


async def graded(scene: Scene, who: str = "ada") -> str:
    """A submission with a report."""
    made = await scene.hand_in(who)
    await scene.grade(made)
    return made


@pytest.mark.parametrize("part", ["report", "code"])
async def test_an_instructors_look_is_written_down(scene: Scene, part: str) -> None:
    """With the token and whose it is; an administrator's has no person."""
    one = await graded(scene)
    for who in ("teacher", "admin"):
        assert (await scene.ask(who, "GET", f"/v1/submissions/{one}/{part}")).status_code == 200
    admin, teacher = await trail(scene, one)
    assert teacher == (PARTS[part], scene.ids["token of teacher"], scene.ids["teacher"])
    assert (admin[0], admin[2]) == (PARTS[part], None)


@pytest.mark.parametrize("part", ["report", "code"])
async def test_who_looks_again_the_same_day_adds_nothing(
    scene: Scene, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does another submission hide this one; the next day it is written down anew."""
    one, other = await graded(scene), await graded(scene)
    for at in (NOON, NOON + timedelta(hours=11), NOON + timedelta(hours=13)):
        monkeypatch.setattr(looking, "now", lambda at=at: at)
        for _ in range(2):
            await scene.ask("teacher", "GET", f"/v1/submissions/{one}/{part}")
    await scene.ask("teacher", "GET", f"/v1/submissions/{other}/{part}")
    assert Counter(deed for deed, _, _ in await trail(scene, one)) == {PARTS[part]: 2}
    assert Counter(deed for deed, _, _ in await trail(scene, other)) == {PARTS[part]: 1}


async def test_two_looks_at_once_are_one_row(scene: Scene) -> None:
    """A page asks for several things at a time."""
    one = await graded(scene)
    path = f"/v1/submissions/{one}/report"
    answers = await asyncio.gather(*(scene.ask("teacher", "GET", path) for _ in range(5)))
    assert [answer.status_code for answer in answers] == [200] * 5
    if scene.house.database.is_sqlite:  # one line for writers; PostgreSQL may let two in at the same moment
        assert len(await trail(scene, one)) == 1
    assert {deed for deed, _, _ in await trail(scene, one)} == {"report.read"}


async def test_nothing_is_written_for_students_and_an_lms(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """A student reads their own without a write, even where none is possible; so does who teaches and handed in."""
    hers, own = await graded(scene), await graded(scene, "teacher")

    async def refuse(_write: object) -> None:
        raise AssertionError

    monkeypatch.setattr(scene.house.writer, "write", refuse)
    for who, one in (("ada", hers), ("lms", hers), ("teacher", own)):
        for part in ("report", "code"):
            assert (await scene.ask(who, "GET", f"/v1/submissions/{one}/{part}")).status_code == 200
    assert await trail(scene, hers) == await trail(scene, own) == []


async def test_who_is_shown_nothing_has_not_looked(scene: Scene) -> None:
    """No report yet, another's course: no row."""
    one = await scene.hand_in("ada")
    assert (await scene.ask("teacher", "GET", f"/v1/submissions/{one}/report")).status_code == 409
    problem(await scene.ask("elsewhere", "GET", f"/v1/submissions/{one}/code"), 404, "not-found")
    assert await trail(scene, one) == []
