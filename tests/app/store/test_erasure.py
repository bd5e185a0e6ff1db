"""A student who is erased is gone: from every table, and from the bytes of the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, make_url, select

from app.store import erasure, idempotency, reports, standings, submissions, tokens, uploads
from app.store.engine import Database
from app.store.idempotency import Answer, Asked
from app.store.kinds import Counts, Role, SubmissionState
from app.store.reports import NewReport
from app.store.tables import Base, Idempotency, Job, Observation, Person
from app.store.tables.base import Json
from tests.app.store.lives import NOW, WORD, Life, course, report, student
from tests.databases import ON_SQLITE

pytestmark = pytest.mark.anyio
OTHER = "archaeopteryx"


@pytest.fixture
async def life(database: Database) -> Life:
    """One who will be erased, and another who stays."""
    async with database.write() as session:
        made = await course(session)
        await student(session, made.id, OTHER)
        return await student(session, made.id)


async def erase(database: Database, life: Life) -> erasure.Erased:
    """Erase, in a transaction of its own."""
    async with database.write() as session:
        return await erasure.erase(session, life.person_id, NOW)


async def rows_with(database: Database, word: str) -> set[str]:
    """The tables in which some column of some row holds the word, whatever its type."""
    found = set()
    async with database.read() as session:
        for name, table in Base.metadata.tables.items():
            for row in await session.execute(table.select()):
                if any(word in repr(value) for value in row):
                    found.add(name)
    return found


async def test_nothing_of_theirs_is_left_in_any_table(database: Database, life: Life) -> None:
    """What they wrote, what it gave, what was told of it, and who they are; nothing of anybody else's."""
    before = await rows_with(database, WORD)
    others = await rows_with(database, OTHER)
    assert before == others >= {"people", "memberships", "tokens", "uploads", "submissions", "reports", "events"}
    erased = await erase(database, life)
    assert await rows_with(database, WORD) == set()
    assert await rows_with(database, OTHER) == others
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Observation)) == 1  # compressed: no word is found
    assert erased == erasure.Erased(uploads=2, submissions=2, reports=2)


async def test_the_marks_stay_and_are_nobodys(database: Database, life: Life) -> None:
    """Score, attempts and the points of each check are there for statistics, under an id without a name."""
    await erase(database, life)
    async with database.read() as session:
        person = await session.get(Person, life.person_id)
        standing = await standings.of_course(session, life.course_id, person_id=life.person_id)
        held = await reports.current(session, life.graded)
        history = await reports.history(session, life.graded)
    assert person is not None
    assert (person.name, person.email, person.erased_at) == ("", None, NOW)
    assert [(one.question, one.attempts, one.score) for one in standing] == [(9, 1, 2.0)]
    assert held is not None
    assert (held.score, len(history)) == (2.0, 2)
    assert [(check["name"], check["points"], check["max"]) for check in held.document["checks"]] == [("largest", 1, 3)]
    assert held.document["run"] == {
        "status": "raised", "cpu_s": 0.1, "wall_s": 0.1, "peak_mb": 3.0,
        "stdout": "", "stdout_truncated": False, "warnings": [], "error": None,
    }  # fmt: skip


async def test_what_is_under_way_cannot_bring_anything_back(database: Database, life: Life) -> None:
    """A worker that had read the code before is refused its report: the submission is withdrawn, its job gone."""
    await erase(database, life)
    async with database.write() as session:
        new = NewReport(**report(life.waiting, WORD))  # type: ignore[arg-type]
        assert not await reports.store(session, new, counts=Counts.BEST, now=NOW)
        left = await submissions.get(session, life.waiting)
        assert left is not None
        assert left.state is SubmissionState.WITHDRAWN
        owners = list(await session.scalars(select(Job.owner)))
    assert life.person_id not in owners
    assert len(owners) == 1
    assert await rows_with(database, WORD) == set()


async def test_a_tokens_answers_go_and_the_token_is_ended(database: Database, life: Life) -> None:
    """A token of somebody who was erased opens nothing, and what was answered to it is forgotten."""
    async with database.write() as session:
        _, shown = await tokens.make(
            session, role=Role.STUDENT, name="t", now=NOW, person_id=life.person_id, course_id=life.course_id
        )
    await erase(database, life)
    async with database.read() as session:
        assert await tokens.find(session, shown, NOW) is None
        assert await session.scalar(select(func.count()).select_from(Idempotency)) == 1


async def test_what_was_cleared_says_so(database: Database, life: Life) -> None:
    """An upload without its content is marked: running it again would give a zero for what was right."""
    await erase(database, life)
    async with database.read() as session:
        upload = await uploads.get(session, life.upload_id)
    assert upload is not None
    assert (upload.content, upload.filename, upload.context, upload.cleared_at) == (None, "", {}, NOW)


@ON_SQLITE  # PostgreSQL's files are the server's
async def test_not_even_the_files_bytes_hold_it(database: Database, life: Life) -> None:
    """SQLite overwrites what it deletes, and its log is cut back: the disk does not remember either."""
    file = Path(make_url(str(database.writer.url)).database or "")
    await erase(database, life)
    await database.cut_back()
    stored = b"".join(one.read_bytes() for one in file.parent.glob("test.db*"))
    assert OTHER.encode() in stored
    assert WORD.encode() not in stored


def test_every_table_that_leads_to_a_person_is_looked_at() -> None:
    """A new table of what students do is either added to the life that these tests erase, or named here."""
    roots = {"people", "uploads", "submissions", "tokens", "events", "deliveries"}
    leading = {
        table.name
        for table in Base.metadata.tables.values()
        if any(key.column.table.name in roots for key in table.foreign_keys)
    }
    assert leading == {
        "memberships", "tokens", "uploads", "submissions", "reports", "observations", "standings",
        "deliveries", "delivery_attempts", "written_marks", "regrade_items",
    }  # fmt: skip


async def test_what_others_were_answered_about_them_goes_too(database: Database, life: Life) -> None:
    """An LMS's and an instructor's keys keep name, e-mail and the reason of a mark; those about others stay."""
    async with database.write() as session:
        lms, _ = await tokens.make(session, role=Role.LMS, name="lms", now=NOW, course_id=life.course_id)
        kept: list[tuple[str, Json]] = [
            ("/v1/courses/pytorch/people", {"id": life.person_id, "name": "quetzal"}),
            (f"/v1/submissions/{life.graded}/override", {"reason": "quetzal was ill"}),
            ("/v1/courses/pytorch/people", {"id": "01JD8Z3M7W5X9Q2K4R6T8V0A1B", "name": OTHER}),
        ]
        for number, (route, answer) in enumerate(kept):
            asked = Asked(token_id=lms.id, route=route, key=f"k{number}", body=b"")
            await idempotency.remember(session, asked, Answer(status=201, document=answer), NOW)
    await erase(database, life)
    async with database.read() as session:
        left = list(await session.scalars(select(Idempotency.key).where(Idempotency.token_id == lms.id)))
    assert left == ["k2"]
