"""Statistics of a course and of a question: read in one look, and worked out beside the loop that serves others."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from app.pipeline.late import Policy
from app.pipeline.statistics import items
from app.pipeline.statistics.checks import CheckRates, check_rates
from app.pipeline.statistics.clusters import Cluster, clusters
from app.pipeline.statistics.figures import FEWEST, NEARLY, Figure, mean
from app.pipeline.statistics.items import Missing, Reliability
from app.pipeline.statistics.survival import Survival, survival
from app.pipeline.statistics.tries import Attempts, Story, Try, attempts, stories
from app.store import courses, findings
from app.store import gradebook_statistics as store
from app.store.findings import Found
from app.store.gradebook_statistics import Marks
from app.store.ids import moment
from app.store.session import Session
from app.store.tables import Course, Question

ByStudent = Mapping[str, Marks]


class Of(StrEnum):
    """Which attempts are looked at."""

    FIRST = "first"  #: with as many attempts as one likes, everybody ends at full marks: only the first part students
    COUNTED = "counted"


@dataclass(frozen=True, kw_only=True)
class Way:
    """How statistics are wanted."""

    of: Of = Of.FIRST
    missing: Missing = Missing.ZERO


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question among the others."""

    question: Question
    students: int  #: who have attempted it
    difficulty: Figure
    discrimination: Figure
    passed: Figure  #: the share of those students who have all the points


@dataclass(frozen=True, kw_only=True)
class CourseFigures:
    """A course as a test of so many items."""

    students: int  #: on the roster
    active: int  #: who have attempted anything
    reliability: Reliability
    items: list[Item]
    histogram: list[int]  #: of the share of all points, in tenths


@dataclass(frozen=True, kw_only=True)
class QuestionFigures:
    """One question by itself."""

    students: int  #: on the roster
    active: int  #: who have attempted it
    submissions: int
    difficulty: Figure
    discrimination: Figure
    attempts: Attempts
    since_first: Survival  #: from each student's first submission
    since_opening: Survival | None  #: from the opening; None: the course has no date for it
    checks: list[CheckRates]
    histogram: list[int]  #: of the share of the points that count, in tenths


async def of_course(session: Session, course: Course, way: Way) -> CourseFigures:
    """Work out the statistics of a course (nothing is written)."""
    asked = await courses.questions_of(session, course.pack)
    roster = await store.roster(session, course.id)
    read = store.first_attempts if way.of is Of.FIRST else store.counted
    marks = await read(session, course.id)
    return await asyncio.to_thread(course_figures, asked, roster, marks, way.missing)


def course_figures(asked: Sequence[Question], roster: set[str], found: ByStudent, missing: Missing) -> CourseFigures:
    """The same, of what was read. Who is no student of the course any more is left out, and so are old questions."""
    shares: dict[int, list[float]] = {one.number: [] for one in asked}
    students = []
    for student in roster & found.keys():
        questions, points, most = found[student]
        for question, own, best in zip(questions, points, most, strict=True):
            if question in shares:
                shares[question].append(own / best if best > 0 else 0.0)
        points_of = {question: own for question, own in zip(questions, points, strict=True) if question in shares}
        if points_of:
            students.append(points_of)
    totals = [math.fsum(one.values()) for one in students]
    return CourseFigures(
        students=len(roster),
        active=len(students),
        reliability=items.reliability(students, missing),
        items=[_item(one, students, totals, shares[one.number], missing) for one in asked],
        histogram=items.histogram(totals, sum(one.max for one in asked)),
    )


async def of_question(session: Session, course: Course, question: Question, way: Way, now: datetime) -> QuestionFigures:
    """Work out the statistics of a question (nothing is written)."""
    roster = await store.roster(session, course.id)
    told = await _told(session, course, question.number, roster)
    settings = await courses.settings_of(session, course.id)
    counted = await store.counted_at(session, course.id, question.number)
    totals = await (store.first_totals if way.of is Of.FIRST else store.counted_totals)(session, course.id)
    ends = Policy.of(settings)
    until = now if ends.ends_at is None or ends.takes_late else min(now, ends.ends_at)

    def work_out() -> QuestionFigures:
        marks = {student: points for student, points in counted.items() if student in roster}
        if way.of is Of.FIRST:
            marks_of = {one.student: (one.first.earned, one.first.max) for one in told if one.first}
        else:
            marks_of = marks
        return QuestionFigures(
            students=len(roster),
            active=len(told),
            submissions=sum(len(one.tries) for one in told),
            difficulty=items.difficulty([_share(one) for one in marks_of.values()], 1.0),
            discrimination=_discrimination(marks_of, totals, roster, way.missing),
            attempts=attempts(told),
            since_first=survival([one.waited(one.tries[0].at, until) for one in told]),
            since_opening=_since(settings.opens_at, told, roster, until),
            checks=check_rates(told, _reader(), [check["name"] for check in question.checks["checks"]]),
            histogram=items.histogram([_share(one) for one in marks.values()], 1.0),
        )

    return await asyncio.to_thread(work_out)


async def failures(session: Session, course: Course, number: int) -> tuple[int, list[Cluster]]:
    """Gather the failures at a question; with how many students have attempted it."""
    told = await _told(session, course, number, await store.roster(session, course.id))
    return len(told), await asyncio.to_thread(clusters, told, _reader())


async def odd_questions(session: Session, course: Course) -> dict[int, tuple[str, float]]:
    """Find the questions that are passed far less, or far more, than the others: which way, and the share."""
    asked = {one.number for one in await courses.questions_of(session, course.pack)}
    found = await store.passes(session, course.id)
    shares = {number: passed / of for number, (of, passed) in found.items() if number in asked and of >= FEWEST}
    return {number: (way, round(shares[number], 4)) for number, way in sorted(items.outliers(shares).items())}


async def _told(session: Session, course: Course, number: int, roster: set[str]) -> list[Story]:
    rows = await store.graded(session, course.id, number)
    return await asyncio.to_thread(_stories, rows, roster)


def _stories(rows: Iterable[Sequence[Any]], roster: set[str]) -> list[Story]:
    return stories(
        Try(student, id_, moment(id_), attempt, earned or 0.0, most or 0.0, found)
        for student, id_, attempt, earned, most, found in rows
        if student in roster
    )


def _reader() -> Callable[[str | None], Found]:
    """Read briefs; thousands of them say the same."""
    return cache(findings.read)


def _item(
    question: Question,
    students: Sequence[Mapping[int, float]],
    totals: Sequence[float],
    shares: Sequence[float],
    missing: Missing,
) -> Item:
    return Item(
        question=question,
        students=len(shares),
        difficulty=items.difficulty(shares, 1.0),
        discrimination=items.discrimination(students, totals, question.number, missing),
        passed=Figure.of(mean([float(share >= 1 - NEARLY) for share in shares]), len(shares)),
    )


def _discrimination(
    marks: Mapping[str, tuple[float, float]], totals: Mapping[str, float], roster: set[str], missing: Missing
) -> Figure:
    wanted = [student for student in totals if student in roster and (missing is Missing.ZERO or student in marks)]
    own = [marks.get(student, (0.0, 0.0))[0] for student in wanted]
    return items.against_rest(own, [totals[student] for student in wanted])


def _share(mark: tuple[float, float]) -> float:
    points, most = mark
    return points / most if most > 0 else 0.0


def _since(opened: datetime | None, told: Sequence[Story], roster: set[str], until: datetime) -> Survival | None:
    """From the opening on everybody waits, those too who have handed in nothing."""
    if opened is None or opened >= until:
        return None
    by_student = {one.student: one for one in told}
    waits = [by_student.get(student, Story(student=student, tries=())) for student in roster]
    return survival([one.waited(opened, until) for one in waits])
