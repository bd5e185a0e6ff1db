"""What is stored of a student is handed out, and forgotten, at the command line."""

from __future__ import annotations

import json

import pytest

from app.store import courses
from app.store.session import Session
from tests.app.cli.conftest import Desk
from tests.app.store import lives


@pytest.fixture
def life(allclose: Desk) -> lives.Life:
    """A student of whom everything is stored, in a second course."""

    async def fill(session: Session) -> lives.Life:
        course = await courses.add(session, name="c", title="C", pack="p", now=lives.NOW)
        return await lives.student(session, course.id)

    return allclose.write(fill)


def test_an_export_is_one_document(allclose: Desk, life: lives.Life) -> None:
    """By id, e-mail, or the LMS's id within a course."""
    documents = [
        json.loads(allclose("student", "export", *whose).stdout)
        for whose in ([life.person_id], [f"{lives.WORD}@example.org"], [f"lms-{lives.WORD}", "--course", "c"])
    ]
    assert documents[0] == documents[1] == documents[2]
    assert documents[0]["student"]["id"] == life.person_id
    assert len(documents[0]["submissions"]) == 2


def test_who_is_erased_is_gone_from_the_disk(allclose: Desk, life: lives.Life) -> None:
    """Not a byte of what they wrote, nor a name, in any file of the data directory; and nobody is found any more."""
    before = b"".join(file.read_bytes() for file in allclose.data.iterdir())
    done = json.loads(allclose("student", "erase", life.person_id, "--yes", "--json").stdout)
    after = b"".join(file.read_bytes() for file in allclose.data.iterdir())
    assert lives.WORD.encode() in before
    assert lives.WORD.encode() not in after
    assert done == {"student": life.person_id, "uploads": 2, "submissions": 2, "reports": 2}
    assert allclose("student", "export", life.person_id).exit_code == 1


def test_it_asks_before_and_no_means_no(allclose: Desk, life: lives.Life) -> None:
    """The question names whom; without a yes nothing is touched."""
    ran = allclose("student", "erase", life.person_id, answer="n\n")
    assert ran.exit_code == 1
    assert f"Erase {lives.WORD} ({life.person_id}) for good?" in ran.stderr
    assert allclose("student", "export", life.person_id).exit_code == 0


def test_an_address_that_is_several_peoples_is_told(allclose: Desk, life: lives.Life) -> None:
    """Nobody is taken for another: their ids are told, and the course parts them."""
    first = allclose.write(courses_of)

    async def twin(session: Session) -> str:
        return (await lives.student(session, first)).person_id

    other = allclose.write(twin)
    address = f"{lives.WORD}@example.org"
    ran = allclose("student", "export", address)
    ids = ", ".join(sorted([life.person_id, other]))
    assert (ran.exit_code, ran.stderr) == (1, f"{address!r} is several people's; say the id, or the course: {ids}\n")
    assert json.loads(allclose("student", "export", address, "--course", "c").stdout)["student"]["id"] == life.person_id


async def courses_of(session: Session) -> str:
    """The id of the first course."""
    found = await courses.by_name(session, "pytorch")
    assert found is not None
    return found.id
