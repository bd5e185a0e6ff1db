"""The shapes of statistics."""

from __future__ import annotations

from pydantic import BaseModel, Field

from app.pipeline.course_statistics import Of
from app.pipeline.statistics.items import Missing
from app.web.schemas import Sought


class StatisticsWanted(Sought):
    """Which statistics are wanted."""

    of: Of = Field(default=Of.FIRST, description="First attempts, or the marks that count.")
    missing: Missing = Field(
        default=Missing.ZERO,
        description="What a question that a student has not attempted is taken for: no points, or left out.",
    )


class Figure(BaseModel):
    """A figure. Where there is none, `value` is null and `why_not` says why."""

    value: float | None = Field(examples=[0.62])
    n: int = Field(description="How many students it rests on.", examples=[140])
    why_not: str | None = None


class Spread(BaseModel):
    """Students by steps. Where they are not shown, `value` is null and `why_not` says why."""

    value: list[int] | None = Field(examples=[[3, 1, 0, 2, 8, 15, 20, 31, 24, 40]])
    n: int = Field(description="How many students there are in all steps.", examples=[144])
    why_not: str | None = None


class ReliabilityShown(BaseModel):
    """How well the questions together tell students apart."""

    questions: int = Field(description="That somebody has attempted.")
    alpha: Figure = Field(description="Cronbach's alpha.")
    sem: Figure = Field(description="The standard error of measurement, in points.")
    mean: Figure = Field(description="Of the totals, in points.")
    sd: Figure = Field(description="Of the totals, in points.")


class ItemShown(BaseModel):
    """One question among the others."""

    question: int
    title: str
    max: float
    students: int
    difficulty: Figure = Field(description="The mean share of the points: low is hard.")
    discrimination: Figure = Field(description="Correlation with the points on all other questions.")
    passed: Figure = Field(description="The share of students with all the points.")


class CourseStatistics(BaseModel):
    """A course as a test of so many items."""

    of: Of
    missing: Missing
    fewest: int = Field(description="Figures that rest on fewer students are not shown.")
    students: int = Field(description="On the roster.")
    active: int = Field(description="Who have attempted anything.")
    reliability: ReliabilityShown
    questions: list[ItemShown]
    histogram: Spread = Field(description="Students by their share of all points, in tenths.")


class AttemptsShown(BaseModel):
    """How many attempts a pass takes."""

    to_pass: Spread = Field(description="Students who passed at the first attempt, the second, ...; ten or more.")
    passed: int
    not_yet: int
    median: Figure
    first_try: Figure = Field(description="The share of students whose first attempt passed.")
    mean_made: Figure = Field(description="Attempts that a student has made, passed or not.")


class StepShown(BaseModel):
    """The curve from one moment to the next step."""

    at_s: float
    at_risk: int
    passed: int
    without: float = Field(description="The share of students without a pass after it.")
    low: float | None = Field(description="Of its 95 % interval.")
    high: float | None


class SurvivalShown(BaseModel):
    """Time to the first pass, by Kaplan and Meier: who has not passed has waited at least so long."""

    students: int
    passed: int
    median_s: Figure = Field(description="Seconds until half have passed.")
    low_s: float | None = Field(description="Of the median's 95 % interval.")
    high_s: float | None
    steps: list[StepShown] = Field(description="A hundred at most.")


class CheckRatesShown(BaseModel):
    """One check."""

    name: str
    sentence: str | None = Field(description="Null: the question has no such check any more.")
    first: dict[str, int] | None = Field(
        description="First attempts by how the check ended; null where they are too few, as `first_rate` says."
    )
    first_rate: Figure = Field(description="The share that passed it then.")
    ever_rate: Figure = Field(description="The share that has passed it in any attempt.")


class QuestionStatistics(BaseModel):
    """One question by itself."""

    question: int
    title: str
    max: float
    of: Of
    missing: Missing
    fewest: int
    students: int = Field(description="On the roster.")
    active: int = Field(description="Who have attempted it.")
    submissions: int = Field(description="That were graded.")
    difficulty: Figure
    discrimination: Figure
    attempts: AttemptsShown
    since_first: SurvivalShown = Field(description="From each student's first submission.")
    since_opening: SurvivalShown | None = Field(description="From the opening of the course; null without such a date.")
    checks: list[CheckRatesShown]
    histogram: Spread = Field(description="Students by their share of the points that count, in tenths.")
