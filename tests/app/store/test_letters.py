"""Names of any alphabet are found whatever their capitals, and stand where one looks for them."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.store import gradebook, people
from app.store.engine import Database
from app.store.kinds import Role
from app.store.letters import in_order, lower
from tests.app.store.scene import NOW, set_up
from tests.databases import ON_SQLITE

pytestmark = pytest.mark.anyio
NAMES = ["Zoe", "Özil", "ÉMILE", "Olga", "Østergaard", "Paul", "ŁUKASZ"]


async def fill(database: Database) -> str:
    """A course with these students besides Ada; the course."""
    async with database.write() as session:
        course_id = (await set_up(session)).course.id
        for name in NAMES:
            person = await people.add(session, name=name, email=f"{name}@Example.org", now=NOW)
            await people.join(session, course_id=course_id, person_id=person.id, role=Role.STUDENT, now=NOW)
    return course_id


@pytest.mark.parametrize(
    ("search", "name"), [("Özil", "Özil"), ("özil", "Özil"), ("ÖZ", "Özil"), ("émile", "ÉMILE"), ("łukasz", "ŁUKASZ")]
)
async def test_a_name_is_found_whatever_its_capitals(database: Database, search: str, name: str) -> None:
    """Both databases know more than A to Z; a part of a name is enough."""
    course_id = await fill(database)
    async with database.read() as session:
        assert [one.name for one in await gradebook.students(session, course_id, search=search)] == [name]


async def test_an_address_is_found_whatever_its_capitals(database: Database) -> None:
    """By a roster that is read in, and by an operator; through either of the doors to read by."""
    course_id = await fill(database)
    async with database.read() as session:
        by_email = await people.by_email(session, course_id, "özil@example.ORG")
    async with database.glance() as session:
        found = await people.search(session, "ÖZIL@example.org")
    async with database.write() as session:
        written = await people.by_email(session, course_id, "émile@example.org")
    assert [one.name for one in (*by_email, *found, *written)] == ["Özil", "Özil", "ÉMILE"]


@ON_SQLITE
async def test_an_accent_does_not_send_anybody_behind_the_z(database: Database) -> None:
    """Page by page it is the same order, and everybody is in it once."""
    course_id = await fill(database)
    seen: list[str] = []
    after = ""
    async with database.read() as session:
        whole = [one.name for one in await gradebook.students(session, course_id)]
        while page := await gradebook.students(session, course_id, after=after, limit=2):
            seen += [one.name for one in page]
            after = page[-1].id
    assert whole == ["Ada", "ÉMILE", "Olga", "Özil", "Paul", "Zoe", "Østergaard", "ŁUKASZ"]
    assert seen == whole


@ON_SQLITE
async def test_what_is_no_text_is_left_alone(database: Database) -> None:
    """No address, a number: SQL's own functions raise nothing there either."""
    async with database.read() as session:
        row = (await session.execute(text("SELECT lower(NULL), lower(7), in_order(NULL), in_order('ß')"))).one()
    assert tuple(row) == (None, 7, None, "ss")
    assert (lower("İ"), in_order("Zoë")) == ("i̇", "zoe")
