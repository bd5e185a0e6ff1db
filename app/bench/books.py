"""The two gradebooks beside each other: the service's own record, and what the LMS made of what it was told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.demo.gradebook import Cell, Gradebook, Mark
from app.demo.work import Work
from app.store import courses, endpoints, jobs, people, reports, standings, submissions
from app.store.engine import Database
from app.store.kinds import Cause, JobState
from app.store.tables import Attempt

PAGE, SUCCESS = 500, 2
MANY = 1_000_000  #: on one roster


@dataclass(kw_only=True)
class Compared:
    """The findings, each with what it is about."""

    marks: int = 0  #: students and questions with a mark that counts
    missing: list[Cell] = field(default_factory=list)  #: the service has it, the LMS has not
    contradictory: list[Cell] = field(default_factory=list)  #: both have one, and not the same; or only the LMS has
    strangers: list[str] = field(default_factory=list)  #: students whom the two call by different names
    lost: list[str] = field(default_factory=list)  #: accepted, and not graded
    doubled: list[str] = field(default_factory=list)  #: stored without having been accepted, or graded twice
    misjudged: list[str] = field(default_factory=list)  #: the mark that holds is not what the work earns, nor by hand
    states: Counter[str] = field(default_factory=Counter)

    @property
    def equal(self) -> bool:
        """Whether nothing at all was found."""
        return not (self.missing or self.contradictory or self.strangers or self.lost or self.doubled or self.misjudged)


def compare(ours: Mapping[Cell, Mark], theirs: Mapping[Cell, Mark]) -> Compared:
    """Hold them against each other, mark by mark."""
    return Compared(
        marks=len(ours),
        missing=sorted(cell for cell in ours if cell not in theirs),
        contradictory=sorted(
            [cell for cell, mark in ours.items() if cell in theirs and theirs[cell] != mark]
            + [cell for cell in theirs if cell not in ours]
        ),
    )


async def examine(database: Database, course: str, book: Gradebook, accepted: Mapping[str, Work]) -> Compared:
    """Read the service's record of a course, and hold the LMS's gradebook against it."""
    async with database.read() as session:
        found = await courses.by_name(session, course)
        if found is None:
            raise LookupError(course)
        rows = await standings.of_course(session, found.id)
        roster = {
            person.id: member.external_id for person, member in await people.roster(session, found.id, limit=MANY)
        }
    ours = {
        (row.person_id, row.question): Mark(submission=row.submission_id, score=row.score, max=row.max)
        for row in rows
        if row.submission_id is not None and row.score is not None and row.max is not None
    }
    compared = compare(ours, book.marks)
    compared.strangers = sorted(student for student, user in book.users.items() if roster.get(student) != user)
    await _each(database, accepted, compared)
    return compared


async def _each(database: Database, accepted: Mapping[str, Work], compared: Compared) -> None:
    """Look at every submission that is stored."""
    stored: set[str] = set()
    before = None
    while True:
        async with database.read() as session:
            page = await submissions.page(session, before=before, limit=PAGE)
            for one in page:
                stored.add(one.id)
                compared.states[one.state.value] += 1
                history = await reports.history(session, one.id)
                first = [row for row in history if row.cause is Cause.GRADING]
                held = next((row for row in history if row.current), None)
                if not first:
                    compared.lost.append(one.id)
                elif len(first) > 1:
                    compared.doubled.append(one.id)
                elif held is None or (held.cause is not Cause.OVERRIDE and held.score != _earned(accepted, one.id)):
                    compared.misjudged.append(one.id)
        if len(page) < PAGE:
            break
        before = page[-1].id
    compared.lost += sorted(set(accepted) - stored)
    compared.doubled += sorted(stored - set(accepted))


def _earned(accepted: Mapping[str, Work], submission: str) -> float | None:
    return accepted[submission].score if submission in accepted else None


async def left(database: Database, job_class: str = "") -> dict[str, int]:
    """What is still to be done: jobs by class and state. What was set aside is not waited for, and is lost."""
    async with database.read() as session:
        counted = await jobs.counts(session)
    return {
        f"{one.job_class} {one.state.value}": one.jobs
        for one in counted
        if one.state is not JobState.ASIDE and job_class in {"", one.job_class}
    }


async def retries(database: Database, endpoint_id: str) -> Counter[str]:
    """What the service shows of tries that failed, by what came back: of each delivery the last 20 tries."""
    found: Counter[str] = Counter()
    before = None
    while True:
        async with database.read() as session:
            page = await endpoints.deliveries(session, endpoint_id, before=before, limit=PAGE)
        found.update(_word(tried) for sent in page for tried in sent.attempts)
        if len(page) < PAGE:
            found.pop("", None)
            return found
        before = page[-1].delivery.id


def _word(tried: Attempt) -> str:
    """Say in a word why it was no success; nothing for one."""
    if not tried.error and tried.status is not None and tried.status // 100 == SUCCESS:
        return ""
    return tried.error or str(tried.status)
