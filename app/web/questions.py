"""Courses and their questions, as the worker's manifest has them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from app.store import courses
from app.store.session import Session
from app.store.tables import Course, Question
from app.web.caller import Called, OpenHouse, course_for
from app.web.problems import NotFound, Starting, responses
from app.web.schemas import CourseRules, CourseShown, QuestionShown

Number = Annotated[int, Path(ge=0, le=10_000, description="The question's number.", examples=[9])]

router = APIRouter(prefix="/v1/courses/{course}", tags=["questions"])


@router.get("", responses=responses(404))
async def get_course(course: str, house: OpenHouse, caller: Called) -> CourseShown:
    """A course: its pack, how many questions it has, the marks in all, and the rules that everybody is to know."""
    async with house.database.glance() as session:
        found = await course_for(session, caller, course)
        asked = await courses.questions_of(session, found.pack)
        rules = await courses.settings_of(session, found.id)
    return CourseShown(
        name=found.name,
        title=found.title,
        pack=found.pack,
        questions=len(asked),
        max=sum(one.max for one in asked),
        rules=CourseRules.model_validate(rules),
    )


@router.get("/questions", responses=responses(404))
async def list_questions(course: str, house: OpenHouse, caller: Called) -> list[QuestionShown]:
    """All questions: task, starter, marks, and the sentence of each check."""
    async with house.database.glance() as session:
        found = await course_for(session, caller, course)
        return [shown(one) for one in await courses.questions_of(session, found.pack)]


@router.get("/questions/{number}", responses=responses(404))
async def get_question(course: str, number: Number, house: OpenHouse, caller: Called) -> QuestionShown:
    """One question."""
    async with house.database.glance() as session:
        found = await course_for(session, caller, course)
        return shown(await question(session, found, number))


async def question(session: Session, course: Course, number: int) -> Question:
    """Find a question of a course (NotFound; Starting where no worker has told of any)."""
    found = await courses.question_of(session, course.pack, number)
    if found is None:
        if not await courses.questions_of(session, course.pack):
            raise Starting
        raise NotFound(f"This course has no question {number}.")
    return found


def shown(one: Question) -> QuestionShown:
    """A question as the student sees it."""
    return QuestionShown(
        number=one.number,
        title=one.title,
        max=one.max,
        task=one.task,
        starter=one.starter,
        checks=one.checks["checks"],
        version=one.version,
    )
