"""Statistics of a course and of its questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from app.pipeline import course_statistics
from app.pipeline.course_statistics import CourseFigures, Way
from app.pipeline.statistics import figures
from app.pipeline.statistics.checks import CheckRates
from app.pipeline.statistics.survival import Survival
from app.store import courses
from app.store.clock import now
from app.store.kinds import Role
from app.store.session import Session
from app.store.tables import Course, Question
from app.web.caller import Called, Caller, OpenHouse, course_for
from app.web.problems import Held, responses
from app.web.questions import Number, question
from app.web.statistics_schemas import (
    AttemptsShown,
    CheckRatesShown,
    CourseStatistics,
    Figure,
    ItemShown,
    QuestionStatistics,
    ReliabilityShown,
    Spread,
    StatisticsWanted,
    StepShown,
    SurvivalShown,
)

router = APIRouter()


@router.get("/statistics", responses=responses(403, 404, 409))
async def get_course_statistics(
    course: str, house: OpenHouse, caller: Called, wanted: Annotated[StatisticsWanted, Query()]
) -> CourseStatistics:
    """The course as a test: reliability, difficulty and discrimination of its questions, and how marks are spread."""
    caller.needs(Role.INSTRUCTOR, Role.LMS, Role.ADMIN)
    async with house.database.read() as session:
        found = await _open_to(session, caller, course)
        report = await course_statistics.of_course(session, found, Way(of=wanted.of, missing=wanted.missing))
    return _course(report, wanted)


@router.get("/questions/{number}/statistics", responses=responses(403, 404, 409))
async def get_question_statistics(
    course: str, number: Number, house: OpenHouse, caller: Called, wanted: Annotated[StatisticsWanted, Query()]
) -> QuestionStatistics:
    """One question: how hard, how telling, how many attempts and how long to a pass, and which checks fail."""
    caller.needs(Role.INSTRUCTOR, Role.LMS, Role.ADMIN)
    async with house.database.read() as session:
        found = await _open_to(session, caller, course)
        asked = await question(session, found, number)
        way = Way(of=wanted.of, missing=wanted.missing)
        report = await course_statistics.of_question(session, found, asked, way, now())
    made = report.attempts
    return QuestionStatistics(
        question=number,
        title=asked.title,
        max=asked.max,
        of=wanted.of,
        missing=wanted.missing,
        fewest=figures.FEWEST,
        students=report.students,
        active=report.active,
        submissions=report.submissions,
        difficulty=_figure(report.difficulty),
        discrimination=_figure(report.discrimination),
        attempts=AttemptsShown(
            to_pass=_spread([made.to_pass[n] for n in sorted(made.to_pass)]),
            passed=made.passed,
            not_yet=made.not_yet,
            median=_figure(made.median),
            first_try=_figure(made.first_try),
            mean_made=_figure(made.mean_made),
        ),
        since_first=_survival(report.since_first),
        since_opening=_survival(report.since_opening) if report.since_opening else None,
        checks=[_check(one, asked) for one in report.checks],
        histogram=_spread(report.histogram),
    )


async def _open_to(session: Session, caller: Caller, name: str) -> Course:
    """Find the course (Held for an LMS while marks are: of few students a mean tells each of them)."""
    found = await course_for(session, caller, name)
    if caller.role is Role.LMS and (await courses.settings_of(session, found.id)).held:
        raise Held
    return found


def _course(report: CourseFigures, wanted: StatisticsWanted) -> CourseStatistics:
    whole = report.reliability
    return CourseStatistics(
        of=wanted.of,
        missing=wanted.missing,
        fewest=figures.FEWEST,
        students=report.students,
        active=report.active,
        reliability=ReliabilityShown(
            questions=whole.questions,
            alpha=_figure(whole.alpha),
            sem=_figure(whole.sem),
            mean=_figure(whole.mean),
            sd=_figure(whole.sd),
        ),
        questions=[
            ItemShown(
                question=one.question.number,
                title=one.question.title,
                max=one.question.max,
                students=one.students,
                difficulty=_figure(one.difficulty),
                discrimination=_figure(one.discrimination),
                passed=_figure(one.passed),
            )
            for one in report.items
        ],
        histogram=_spread(report.histogram),
    )


def _figure(one: figures.Figure) -> Figure:
    return Figure(value=one.value, n=one.n, why_not=one.why_not or None)


def _spread(counts: Sequence[int]) -> Spread:
    n = sum(counts)
    why = figures.too_few(n)
    return Spread(value=None if why else list(counts), n=n, why_not=why or None)


def _survival(one: Survival) -> SurvivalShown:
    return SurvivalShown(
        students=one.students,
        passed=one.passed,
        median_s=_figure(one.median),
        low_s=one.low,
        high_s=one.high,
        steps=[
            StepShown(
                at_s=step.at,
                at_risk=step.at_risk,
                passed=step.passed,
                without=round(step.without, 4),
                low=None if step.low is None else round(step.low, 4),
                high=None if step.high is None else round(step.high, 4),
            )
            for step in one.steps
        ],
    )


def _check(one: CheckRates, asked: Question) -> CheckRatesShown:
    sentences = {check["name"]: check["sentence"] for check in asked.checks["checks"]}
    return CheckRatesShown(
        name=one.name,
        sentence=sentences.get(one.name),
        first=None if figures.too_few(one.first_rate.n) else dict(one.first),
        first_rate=_figure(one.first_rate),
        ever_rate=_figure(one.ever_rate),
    )
