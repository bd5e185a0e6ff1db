"""What is handed out is all there is, and no secret."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from app.store import courses, takeout
from app.store.engine import Database
from app.store.tables import Base, Person
from tests.app.store.lives import WORD, Life, course, student

pytestmark = pytest.mark.anyio
OTHER = "archaeopteryx"


@pytest.fixture
async def life(database: Database) -> Life:
    """Two students of one course."""
    async with database.write() as session:
        made = await course(session)
        await student(session, made.id, OTHER)
        return await student(session, made.id)


async def document(database: Database, life: Life) -> dict[str, Any]:
    """What a student is handed, after a journey through JSON."""
    async with database.read() as session:
        person = await session.get(Person, life.person_id)
        assert person is not None
        found: dict[str, Any] = json.loads(json.dumps(await takeout.of_person(session, person)))
    return found


async def test_a_student_is_handed_everything_of_theirs(database: Database, life: Life) -> None:
    """Who they are, what they sent in as it came, all reports with their history, and what was told of it."""
    found = await document(database, life)
    assert (found["student"]["name"], found["memberships"][0]["external_id"]) == (WORD, f"lms-{WORD}")
    assert {base64.b64decode(one["content"]) for one in found["uploads"] if one["content"]} == {WORD.encode()}
    assert sorted(one["code"] for one in found["submissions"]) == [f"x = '{WORD}'", f"y = '{WORD}'"]
    assert [(one["cause"], one["score"]) for one in found["reports"]] == [("grading", 1.0), ("override", 2.0)]
    assert [one["body"] for one in found["events"]] == [WORD]
    assert [one["score"] for one in found["standings"]] == [2.0]
    assert [one["comment"] for one in found["written_marks"]] == [WORD]
    assert len(found["observations"]) == len(found["tokens"]) == 1


async def test_no_secret_and_nobody_else_is_in_it(database: Database, life: Life) -> None:
    """Of a token everything but the hash of its secret; of other students nothing."""
    found = await document(database, life)
    assert OTHER not in json.dumps(found)
    assert "secret_sha256" not in found["tokens"][0]


async def test_a_course_is_handed_out_row_by_row(
    database: Database, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every person and every submission once, also where they fill several pages; nothing of its webhooks' secrets."""
    monkeypatch.setattr(takeout, "PAGE", 3)
    async with database.read() as session:
        found = await courses.by_name(session, "pytorch")
        assert found is not None
        rows = [json.loads(json.dumps(row)) async for row in takeout.of_course(session, found)]
    kinds = [row["kind"] for row in rows]
    assert kinds[:2] == ["course", "settings"]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "course": 1, "settings": 1, "person": 2, "standing": 2, "submission": 4,
    }  # fmt: skip
    answers = [row for row in rows if row["kind"] == "submission"]
    assert len({row["id"] for row in answers}) == 4
    assert sorted(len(row["reports"]) for row in answers) == [0, 0, 2, 2]
    assert life.course_id == rows[0]["id"]


def test_no_column_that_is_handed_out_is_a_secret_by_its_name() -> None:
    """A new column called secret, hash or password is left out too, or this test says so."""
    handed = {
        "people",
        "memberships",
        "tokens",
        "uploads",
        "submissions",
        "reports",
        "observations",
        "standings",
        "events",
    }
    secret = {
        column.name
        for name, table in Base.metadata.tables.items()
        if name in handed
        for column in table.columns
        if any(word in column.name for word in ("secret", "sha", "password", "hash"))
    }
    assert secret == takeout.SECRET
