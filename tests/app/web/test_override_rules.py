"""Marks by hand while the rules change: each counts by the rules that hold when it is stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.settings import Settings
from app.store import courses, rules, standings
from app.store.kinds import Counts
from app.web.app import build
from tests.app.waiting import until_it_waits
from tests.app.web.scene import Scene, open_scene

pytestmark = pytest.mark.anyio


@pytest.fixture
async def scene(database_url: str, tmp_path: Path, anyio_backend: str) -> AsyncIterator[Scene]:  # noqa: ARG001 - it makes the fixture async
    """A course in session, on each database."""
    app = build(Settings(data=tmp_path, database=database_url, rate_per_minute=100_000))
    async with app.router.lifespan_context(app), open_scene(app) as opened:
        yield opened


@pytest.mark.parametrize("method", ["POST", "DELETE"])
async def test_a_mark_by_hand_waits_for_a_change_of_the_rules(scene: Scene, method: str) -> None:
    """Else it would count by the old ones, and who counted anew by the new ones had not seen it."""
    first, last = [await scene.hand_in(), await scene.hand_in()]
    wanted = {"score": 3, "reason": "by eye"}
    path = f"/v1/submissions/{first}/override"
    for one in (first, last):
        await scene.grade(one)
    if method == "DELETE":
        assert (await scene.ask("teacher", "POST", path, json={**wanted, "score": 0})).status_code == 201
    course_id, database = scene.ids["pytorch"], scene.house.database
    async with database.write() as session:
        await courses.change_settings(session, course_id, counts=Counts.BEST)
        await rules.recount(session, course_id, Counts.BEST)
    async with database.write() as session:
        await courses.change_settings(session, course_id, counts=Counts.LAST)
        await rules.recount(session, course_id, Counts.LAST)
        body = {"json": wanted} if method == "POST" else {}
        asking = asyncio.create_task(scene.ask("teacher", method, path, **body))
        await until_it_waits(database, asking)
    assert (await asking).is_success
    async with database.read() as session:
        (standing,) = await standings.of_course(session, course_id)
    assert (standing.submission_id, standing.score) == (last, 2)
