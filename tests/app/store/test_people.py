"""People: who they are in a course, and what is left of them after an erasure."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.store import courses, people, tokens
from app.store.engine import Database
from app.store.kinds import Role
from app.store.trouble import Taken
from tests.app.store import lives
from tests.app.store.lives import WORD
from tests.app.store.scene import NOW, set_up

pytestmark = pytest.mark.anyio


async def test_somebody_is_found_by_what_the_lms_calls_them(database: Database) -> None:
    """In that course, and in no other."""
    async with database.write() as session:
        scene = await set_up(session)
        other = await set_up(session, name="other")
    async with database.read() as session:
        found = await people.by_external_id(session, scene.course.id, "lms-1")
        elsewhere = await people.by_external_id(session, other.course.id, "lms-1")
        nobody = await people.by_external_id(session, scene.course.id, "lms-2")
    assert (found and found.id, elsewhere and elsewhere.id, nobody) == (scene.student.id, other.student.id, None)


async def test_joining_again_changes_the_role(database: Database) -> None:
    """A student who becomes a tutor is still one person with one part."""
    async with database.write() as session:
        scene = await set_up(session)
        await people.join(session, course_id=scene.course.id, person_id=scene.student.id, role=Role.INSTRUCTOR, now=NOW)
    async with database.read() as session:
        roster = await people.roster(session, scene.course.id)
        stranger = await people.membership(session, scene.course.id, "nobody")
    assert [(person.name, member.role, member.external_id) for person, member in roster] == [
        ("Ada", Role.INSTRUCTOR, "lms-1")
    ]
    assert stranger is None


async def test_two_people_cannot_have_one_id_in_the_lms(database: Database) -> None:
    """Or a mark would go to the wrong one. Of those without an id there may be many."""
    async with database.write() as session:
        scene = await set_up(session)
        for name in ("Bob", "Eve"):
            person = await people.add(session, name=name, now=NOW)
            await people.join(session, course_id=scene.course.id, person_id=person.id, role=Role.STUDENT, now=NOW)

    async def take_the_id() -> None:
        async with database.write() as session:
            await people.join(
                session,
                course_id=scene.course.id,
                person_id=person.id,
                role=Role.STUDENT,
                now=NOW,
                external_id="lms-1",
            )

    with pytest.raises(Taken) as taken:
        await take_the_id()
    assert taken.value.status == 409


async def test_the_roster_comes_in_pages(database: Database) -> None:
    """Nobody twice, nobody left out."""
    async with database.write() as session:
        scene = await set_up(session)
        for n in range(4):
            person = await people.add(session, name=str(n), now=NOW + timedelta(seconds=n))
            await people.join(session, course_id=scene.course.id, person_id=person.id, role=Role.STUDENT, now=NOW)
    async with database.read() as session:
        whole = [person.id for person, _ in await people.roster(session, scene.course.id)]
        first = [person.id for person, _ in await people.roster(session, scene.course.id, limit=3)]
        rest = [person.id for person, _ in await people.roster(session, scene.course.id, after=first[-1])]
    assert len(whole) == 5
    assert first + rest == whole


async def test_an_erased_person_has_no_name_and_no_way_in(database: Database) -> None:
    """The row stays, so that statistics add up; nothing in it says who it was."""
    async with database.write() as session:
        scene = await set_up(session)
        _, text = await tokens.make(session, role=Role.STUDENT, name="t", now=NOW, person_id=scene.student.id)
        await people.forget_name(session, scene.student.id, NOW)
    async with database.read() as session:
        ((person, member),) = await people.roster(session, scene.course.id)
        assert (person.name, person.email, person.erased_at, member.external_id) == ("", None, NOW, None)
        assert await tokens.find(session, text, NOW) is None


async def test_people_are_found_by_what_is_theirs_alone(database: Database) -> None:
    """Id, address whatever its capitals, the LMS's id; never by a name, and each once, however many courses."""
    async with database.write() as session:
        first = await lives.course(session)
        second = await courses.add(session, name="other", title="Other", pack="p", now=NOW)
        life = await lives.student(session, first.id)
        await people.join(session, course_id=second.id, person_id=life.person_id, role=Role.STUDENT, now=NOW)
        twin = await people.add(session, name="Twin", email=f"{WORD}@example.org", now=NOW)
        await people.join(session, course_id=second.id, person_id=twin.id, role=Role.STUDENT, now=NOW)
        found = {
            (name, course_id): [one.id for one in await people.search(session, name, course_id=course_id)]
            for name, course_id in [
                (life.person_id, None), (f"lms-{WORD}", None), (WORD, None), (f"{WORD}@EXAMPLE.org", None),
                (f"{WORD}@example.org", first.id), (twin.id, first.id),
            ]
        }  # fmt: skip
    assert found == {
        (life.person_id, None): [life.person_id],
        (f"lms-{WORD}", None): [life.person_id],
        (WORD, None): [],
        (f"{WORD}@EXAMPLE.org", None): sorted([life.person_id, twin.id]),
        (f"{WORD}@example.org", first.id): [life.person_id],
        (twin.id, first.id): [],
    }
