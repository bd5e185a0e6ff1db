"""Courses: found by name, held by rules, asking questions."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from app.store import courses
from app.store.engine import Database
from app.store.kinds import Counts, Detail
from app.store.tables import Question
from tests.app.store import lives
from tests.app.store.scene import NOW, set_up

pytestmark = pytest.mark.anyio


async def test_a_course_has_a_name_of_its_own(database: Database) -> None:
    """It stands in addresses, so there is one of each."""
    async with database.write() as session:
        scene = await set_up(session)

    async def again() -> None:
        async with database.write() as session:
            await set_up(session)

    with pytest.raises(IntegrityError):
        await again()
    async with database.read() as session:
        found = await courses.by_name(session, "pytorch")
        assert (found and found.id, await courses.by_name(session, "chemistry")) == (scene.course.id, None)


async def test_a_course_without_rules_has_the_defaults(database: Database) -> None:
    """Open, unlimited, the best attempt counts, all is shown. Changing one rule leaves the others."""
    async with database.write() as session:
        scene = await set_up(session)
    async with database.read() as session:
        rules = await courses.settings_of(session, scene.course.id)
    assert (rules.opens_at, rules.closes_at, rules.attempts, rules.counts) == (None, None, None, Counts.BEST)
    async with database.write() as session:
        await courses.change_settings(session, scene.course.id, attempts=3, closes_at=NOW)
        await courses.change_settings(session, scene.course.id, detail_before=Detail.CHECKS)
    async with database.read() as session:
        rules = await courses.settings_of(session, scene.course.id)
    assert (rules.attempts, rules.closes_at, rules.detail_before, rules.detail_after) == (
        3, NOW, Detail.CHECKS, Detail.FULL,
    )  # fmt: skip


async def test_a_rule_that_is_none_is_refused(database: Database) -> None:
    """A slip of the pen must not vanish."""
    async with database.read() as session:
        with pytest.raises(AttributeError, match="a course has no setting attempt"):
            await courses.change_settings(session, "c", attempt=3)


async def test_the_questions_of_a_pack_are_replaced_as_a_whole(database: Database) -> None:
    """A question that was taken out of a pack is gone; another pack's stay."""

    def question(pack: str, number: int) -> Question:
        return Question(
            pack=pack, number=number, version="v", title="t", task="", starter="", max=1, checks={}, loaded_at=NOW
        )

    async with database.write() as session:
        await courses.write_questions(session, "core", [question("core", n) for n in (2, 1, 3)])
        await courses.write_questions(session, "other", [question("other", 9)])
        await courses.write_questions(session, "core", [question("core", n) for n in (2, 1)])
    async with database.read() as session:
        assert [one.number for one in await courses.questions_of(session, "core")] == [1, 2]
        assert [one.number for one in await courses.questions_of(session, "other")] == [9]


async def test_courses_are_counted(database: Database) -> None:
    """People and submissions of each, also where there are none."""
    async with database.write() as session:
        first = await lives.course(session)
        await courses.add(session, name="empty", title="Empty", pack="p", now=NOW)
        await lives.student(session, first.id)
        found = [(one.course.name, one.people, one.submissions) for one in await courses.overview(session)]
    assert found == [("empty", 0, 0), ("pytorch", 1, 2)]
