"""A roster: read strictly, told line by line, written whole."""

from __future__ import annotations

import pytest

from app.pipeline.roster import BadRoster, Enrolled, enrol, read_roster
from app.store import courses, people
from app.store.clock import now
from app.store.engine import Database
from app.store.kinds import Role

GOOD = b"name,email,external_id,role\nAda,ada@example.org,4711,\nKurt,,4712,Instructor\n"


def faults(data: bytes) -> list[str]:
    """What is told of a roster that is refused."""
    with pytest.raises(BadRoster) as told:
        read_roster(data)
    return list(told.value.faults)


def test_columns_go_by_their_names() -> None:
    """Any order, as few as name and one to be known by; empty means none, and nobody is an instructor by accident."""
    lines = read_roster(b"external_id,name\n1,Ada\n")
    assert [(one.name, one.email, one.external_id, one.role) for one in lines] == [("Ada", None, "1", Role.STUDENT)]
    assert [one.role for one in read_roster(GOOD)] == [Role.STUDENT, Role.INSTRUCTOR]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + GOOD,
        GOOD.replace(b"\n", b"\r\n"),
        GOOD.replace(b",", b";"),
        GOOD.replace(b"\nKurt", b"\n\n,,,\nKurt"),
    ],
    ids=["marked", "dos", "semicolons", "gaps"],
)
def test_what_spreadsheets_write_is_read(data: bytes) -> None:
    """A mark of UTF-8, other line ends, semicolons, empty rows."""
    assert [(one.name, one.external_id) for one in read_roster(data)] == [("Ada", "4711"), ("Kurt", "4712")]


def test_every_bad_line_is_told_with_its_number() -> None:
    """All of them at once, counted as an editor counts, also behind a cell that holds a line break."""
    data = (
        b"name,email,external_id,role\n"
        b"Ada,ada@example.org,1,\n"
        b'"Kurt\nG",,2,\n'
        b",x@example.org,3,\n"
        b"Emmy,,,\n"
        b"Alan,alan,4,\n"
        b"Grace,ADA@example.org,5,\n"
        b"Alonzo,a@b,1,\n"
        b"Haskell,h@b,6,admin\n"
        b"Short,s@b\n"
    )
    assert faults(data) == [
        "line 3: it holds a character that cannot be printed",
        "line 5: there is no name",
        "line 6: neither email nor external_id: a second import would add them again",
        "line 7: 'alan' is no e-mail address",
        "line 8: email 'ada@example.org' stands in line 2 already",
        "line 9: external_id '1' stands in line 2 already",
        "line 10: 'admin' is no role; there are student, instructor",
        "line 11: 2 columns where the head has 4",
    ]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "line 1: it names the columns, each once: name,email,external_id,role"),
        (b"name,name\nA,B\n", "line 1: it names the columns, each once: name,email,external_id,role"),
        (
            b"name,matriculation\nA,1\n",
            "line 1: there is no column 'matriculation'; there are name, email, external_id, role",
        ),
        (b"name,email\nJos\xe9,j@b\n", "line 2: it is not UTF-8; save the sheet as `CSV UTF-8`"),
        (b'name,email\nA,a@b\n"B,b@b\n', "line 3: unexpected end of data"),
        (b"name,email\n" + b"A" * 201 + b",a@b\n", "line 2: name is longer than 200 characters"),
    ],
)
def test_a_file_that_is_no_roster_is_told_why(data: bytes, told: str) -> None:
    """One sentence with the line."""
    assert faults(data) == [told]


async def put(database: Database, course_id: str, data: bytes) -> Enrolled:
    """Import in a transaction of its own."""
    async with database.write() as session:
        return await enrol(session, course_id, read_roster(data), now())


async def names(database: Database, course_id: str) -> list[tuple[str, str | None, str | None, str]]:
    """Who is in the course."""
    async with database.read() as session:
        rows = await people.roster(session, course_id)
    return sorted((person.name, person.email, member.external_id, member.role.value) for person, member in rows)


@pytest.fixture
async def course_id(database: Database) -> str:
    """A course with nobody in it."""
    async with database.write() as session:
        return (await courses.add(session, name="c", title="C", pack="p", now=now())).id


@pytest.mark.anyio
async def test_an_import_again_adds_nobody(database: Database, course_id: str) -> None:
    """Known by external id or by address, whatever the name is now; what the second file leaves out stays."""
    first = await put(database, course_id, GOOD)
    again = await put(database, course_id, b"name,email,external_id\nAda King,ADA@example.org,\nK,,4712\n")
    assert (len(first.added), len(first.known), len(again.added), len(again.known)) == (2, 0, 0, 2)
    assert await names(database, course_id) == [
        ("Ada King", "ADA@example.org", "4711", "student"),
        ("K", None, "4712", "student"),
    ]


@pytest.mark.anyio
async def test_a_line_that_is_two_people_is_told_and_nothing_is_stored(database: Database, course_id: str) -> None:
    """An address of one and an external id of another: the whole file is refused."""
    await put(database, course_id, b"name,email,external_id\nAda,ada@b,1\nKurt,kurt@b,2\n")
    before = await names(database, course_id)
    with pytest.raises(BadRoster) as told:
        await put(database, course_id, b"name,email,external_id\nNew,new@b,3\nAda,ada@b,2\n")
    assert told.value.faults == ("line 3: the address is of another person than the external_id",)
    assert await names(database, course_id) == before
