"""A report in brief: what clusters of failures and pass rates are made of."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import text

from app.store import by_hand, erasure, findings, reports, submissions
from app.store.engine import Database
from app.store.findings import CheckFound, Found, brief, read
from app.store.kinds import Counts
from app.store.reports import NewReport
from tests.app.store.scene import NOW, send, set_up

pytestmark = pytest.mark.anyio


def check(name: str = "largest", outcome: str = "failed", **more: Any) -> dict[str, Any]:
    """One check of a document."""
    return {"name": name, "outcome": outcome, "message": "", "message_id": "", **more}


def document(*checks: dict[str, Any], error: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A report's document."""
    return {"state": "graded", "score": 2.0, "max": 3.0, "checks": list(checks), "run": {"error": error}, **more}


def test_what_failed_is_kept_with_the_id_of_its_message() -> None:
    """Of a check that passed or was not reached no message is kept."""
    found = read(
        brief(
            document(
                check("a", "passed", message_id="praise"),
                check("b", "failed", message_id="swapped"),
                check("c", "partial", message_id="half"),
                check("d", "not_reached"),
            )
        )
    )
    assert found == Found(
        checks=(
            CheckFound(name="a", outcome="passed"),
            CheckFound(name="b", outcome="failed", message_id="swapped"),
            CheckFound(name="c", outcome="partial", message_id="half"),
            CheckFound(name="d", outcome="not_reached"),
        )
    )


def test_a_teachers_own_words_are_known_by_a_fingerprint() -> None:
    """Numbers and quotations vary from student to student, and do not part them; other words do."""
    said = [
        read(brief(document(check(message=words)))).checks[0].message_id
        for words in ("You have 3 of '7'.", "You have -4.5e3 of 'x'.", "You lack 3 of '7'.")
    ]
    assert said[0] == said[1] != said[2]
    assert said[0].startswith("~")


def test_an_exception_is_known_by_its_type_and_the_shape_of_its_text() -> None:
    """A type that a student has given a name which is none is not repeated."""

    def error(kind: str, words: str) -> tuple[str, str]:
        found = read(brief(document(error={"type": kind, "message": words})))
        return found.error, found.signature

    assert error("NameError", "name 'x' is not defined") == error("NameError", "name 'y' is not defined")
    assert error("NameError", "name 'x' is not defined") != error("NameError", "no such thing")
    assert error("<script>", "")[0] == error("E" * 61, "")[0] == "other"


@pytest.mark.parametrize("many", [40, 400])
def test_a_brief_fits_an_index(many: int) -> None:
    """However many checks a question has, and whatever their names."""
    rows = [check(f"check {n} \u00e9\u4e2d", message_id="m" * 80) for n in range(many)]
    written = brief(document(*rows))
    assert len(written.encode()) <= findings.LONGEST
    assert read(written).checks[0] == CheckFound(name=rows[0]["name"], outcome="failed")


@pytest.mark.parametrize("empty", [{}, {"run": None, "checks": None}, document()])
def test_a_document_that_says_nothing_is_read_as_such(empty: dict[str, Any]) -> None:
    """A mark that was given to what no run has judged has an empty one."""
    assert read(brief(empty)) == read(None) == Found()


@pytest.mark.parametrize(("said", "expected"), [(2.5, 2.5), (3, 3.0), (None, 1.5), ("x", 1.5), (True, 1.5)])
def test_what_was_earned_is_the_score_of_the_document(said: object, expected: float) -> None:
    """What counts may be less, after the late policy; a document without a score does not say."""
    assert findings.earned({"score": said}, 1.5) == expected


async def test_it_follows_the_report_that_holds(database: Database) -> None:
    """A run writes what it earned and found; a mark by hand replaces the score and leaves what was found."""
    async with database.write() as session:
        _, (one,) = await send(session, await set_up(session), 1)
        new = NewReport(
            submission_id=one.id, state="graded", score=1.0, max=3, document=document(check(message_id="swapped"))
        )
        await reports.store(session, new, counts=Counts.BEST, now=NOW)
    assert await _kept(database, one.id) == (2.0, "swapped")
    async with database.write() as session:
        await by_hand.override(session, one.id, score=3, reason="", by_id=None, counts=Counts.BEST, now=NOW)
    assert await _kept(database, one.id) == (3.0, "swapped")


async def test_an_erased_student_leaves_no_word_of_their_exceptions(database: Database) -> None:
    """The names of checks stay, for statistics."""
    async with database.write() as session:
        scene = await set_up(session)
        _, (one,) = await send(session, scene, 1)
        error = {"type": "AdaError", "message": "from Ada"}
        new = NewReport(
            submission_id=one.id, state="graded", score=1.0, max=3, document=document(check("a"), error=error)
        )
        await reports.store(session, new, counts=Counts.BEST, now=NOW)
        await erasure.erase(session, scene.student.id, NOW)
    async with database.read() as session:
        now = await submissions.get(session, one.id)
    assert now
    assert now.found
    assert "AdaError" not in now.found
    assert [found.name for found in read(now.found).checks] == ["a"]


async def test_a_student_with_a_mark_by_hand_alone_can_be_erased(database: Database) -> None:
    """What no run has judged has a report without a run; it is stripped like any other."""
    async with database.write() as session:
        scene = await set_up(session)
        _, (one,) = await send(session, scene, 1)
        await by_hand.override(session, one.id, score=2, reason="on paper", by_id=None, counts=Counts.BEST, now=NOW)
        assert (await erasure.erase(session, scene.student.id, NOW)).reports == 1


async def test_reports_that_were_there_before_are_written_down_too(database: Database) -> None:
    """The migration reads them all, a portion at a time."""
    from app.store.migrations.versions import v0007_findings as migration

    async with database.write() as session:
        scene = await set_up(session)
        ids = []
        for score in range(3):
            _, (one,) = await send(session, scene, 1)
            new = NewReport(submission_id=one.id, state="graded", score=score, max=3, document=document(check()))
            await reports.store(session, new, counts=Counts.BEST, now=NOW)
            ids.append(one.id)
        await session.execute(text("UPDATE submissions SET earned = NULL, found = NULL"))
    portion, migration.PORTION = migration.PORTION, 2
    try:
        async with database.writer.begin() as connection:
            await connection.run_sync(migration.fill)
    finally:
        migration.PORTION = portion
    assert [await _kept(database, one) for one in ids] == [(2.0, "")] * 3


async def _kept(database: Database, submission_id: str) -> tuple[float | None, str]:
    async with database.read() as session:
        one = await submissions.get(session, submission_id)
    assert one
    assert json.loads(one.found or "")
    return one.earned, read(one.found).checks[0].message_id


@pytest.mark.parametrize(
    ("outcome", "slip"), [("not_reached", True), ("failed", True), ("partial", False), ("passed", False)]
)
def test_what_earned_something_is_no_slip_of_the_pen(outcome: str, *, slip: bool) -> None:
    """A right answer with a syntax error raised after it is an attempt."""
    found = read(brief(document(check(), check("b", outcome), error={"type": "SyntaxError", "message": "x"})))
    assert findings.slip(found) is slip
