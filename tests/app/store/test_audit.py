"""The audit trail: a row for each deed, written with it or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.store import audit, courses
from app.store.engine import Database
from tests.app.store.scene import NOW, set_up

pytestmark = pytest.mark.anyio


async def test_deeds_are_listed_the_newest_first_page_by_page(database: Database) -> None:
    """No deed is left out and none told twice, however the pages fall; those of another course are not among them."""
    async with database.write() as session:
        course = (await set_up(session)).course
        other = await courses.add(session, name="other", title="Other", pack="core", now=NOW)
        for at in range(5):
            for where in (course.id, other.id):
                await audit.note(
                    session, course_id=where, token_id=None, person_id="p", deed=f"deed.{at}", subject=f"s{at % 2}",
                    now=NOW + timedelta(seconds=at), detail={"at": at},
                )  # fmt: skip
    async with database.read() as session:
        seen, before = [], None
        while page := await audit.page(session, course.id, before=before, limit=2):
            seen += [one.deed for one in page]
            before = page[-1].id
        of_one = [(one.deed, one.detail, one.at) for one in await audit.page(session, course.id, subject="s1")]
    assert seen == ["deed.4", "deed.3", "deed.2", "deed.1", "deed.0"]
    assert of_one == [
        ("deed.3", {"at": 3}, NOW + timedelta(seconds=3)), ("deed.1", {"at": 1}, NOW + timedelta(seconds=1)),
    ]  # fmt: skip


async def test_a_deed_that_was_not_done_is_not_noted(database: Database) -> None:
    """The row is in the transaction of the deed, and goes with it."""
    async with database.write() as session:
        course = (await set_up(session)).course

    async def do() -> None:
        async with database.write() as session:
            await audit.note(
                session, course_id=course.id, token_id=None, person_id=None, deed="d", subject="s", now=NOW
            )
            assert [one.detail for one in await audit.page(session, course.id)] == [{}]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await do()
    async with database.read() as session:
        assert list(await audit.page(session, course.id)) == []
