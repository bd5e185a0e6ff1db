"""The shapes of written answers, of what they are marked by, and of their marks."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from app.pipeline import writing
from app.store.kinds import Detail
from app.store.tables import Rubric, WrittenMark
from app.store.written import ToMark
from app.web.schemas import Asked, Cursor, Following, Limit, Name, Sought
from app.web.shown import EXPLAINED

Points = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
Comment = Annotated[str, StringConstraints(max_length=10_000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")]


class Criterion(Asked):
    """One thing that is looked for."""

    name: Name = Field(max_length=80, examples=["reasons"])
    sentence: Name = Field(max_length=1000, examples=["Says why the loss falls."])
    max: float = Field(ge=0.01, le=1000, allow_inf_nan=False, examples=[2.0])


class RubricWanted(Asked):
    """What a written answer is marked by. No criteria at all: it is not marked."""

    criteria: list[Criterion] = Field(max_length=20)


class CriterionShown(BaseModel):
    """One thing that is looked for."""

    name: str
    sentence: str
    max: float


class RubricShown(BaseModel):
    """What the written answer to a question is marked by."""

    question: int
    criteria: list[CriterionShown]
    max: float
    set_at: datetime | None = Field(description="None: it is not marked.")


class MarkWanted(Asked):
    """The marks of a written answer: points for each criterion of the rubric."""

    marks: dict[str, Points] = Field(max_length=20, examples=[{"reasons": 1.5}])
    comment: Comment = Field(default="", description="The student reads it.")


class MarkShown(BaseModel):
    """What a written answer was given."""

    marks: dict[str, float]
    score: float
    max: float
    comment: str = Field(description="Students see it where the course lets them see the messages of checks.")
    at: datetime
    outdated: bool = Field(description="Whether the rubric was changed after it.")


class WrittenShown(BaseModel):
    """A written answer beside its rubric. The text is a student's Markdown: show it as text, it may hold anything."""

    submission: str
    question: int
    student: str
    submitted_at: datetime
    text: str
    rubric: RubricShown
    mark: MarkShown | None
    note: str | None = Field(default=None, description="Why there is no mark to be seen, where there is one.")


class WrittenFilter(Sought):
    """Which written answers are wanted."""

    marked: bool | None = Field(default=None, description="Only those that are marked, or are not.")
    question: int | None = Field(default=None, ge=0, le=10_000)
    cursor: Cursor = None
    limit: Limit = 50


class WrittenLine(BaseModel):
    """A written answer in a list."""

    submission: str
    question: int
    student: str
    submitted_at: datetime
    marked: bool
    score: float | None
    max: float
    links: dict[str, str]


class WrittenPage(BaseModel):
    """A page of written answers, in the order in which they came."""

    items: list[WrittenLine]
    next: Following = None


def rubric_shown(number: int, rubric: Rubric | None) -> RubricShown:
    """A rubric, or that there is none."""
    if rubric is None:
        return RubricShown(question=number, criteria=[], max=0, set_at=None)
    criteria = [CriterionShown.model_validate(one) for one in rubric.criteria["criteria"]]
    return RubricShown(question=number, criteria=criteria, max=writing.top_of(rubric), set_at=rubric.set_at)


def mark_shown(mark: WrittenMark, rubric: Rubric | None, level: Detail = Detail.FULL) -> MarkShown:
    """A mark as far as a level of detail shows it, and whether it was given by another rubric."""
    return MarkShown(
        marks={} if level is Detail.SCORE else mark.marks,
        score=mark.score,
        max=mark.max,
        comment=mark.comment if level in EXPLAINED else "",
        at=mark.at,
        outdated=rubric is None or rubric.set_at > mark.at,
    )


def line_shown(row: ToMark) -> WrittenLine:
    """A written answer in a list."""
    one, mark = row.submission, row.mark
    base = f"/v1/submissions/{one.id}"
    return WrittenLine(
        submission=one.id,
        question=one.question,
        student=one.person_id,
        submitted_at=one.submitted_at,
        marked=mark is not None,
        score=mark.score if mark else None,
        max=mark.max if mark else writing.top_of(row.rubric),
        links={"written": f"{base}/written", "report": f"{base}/report", "code": f"{base}/code"},
    )
