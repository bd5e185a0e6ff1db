"""The shapes of grade reports."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.pipeline.gradebook import Standing
from app.pipeline.gradebook_csv import Shape
from app.web.schemas import Cursor, Following, Limit, Sought

Word = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]


class GradebookWanted(Sought):
    """Which page of the gradebook is wanted."""

    search: Word | None = Field(
        default=None, description="Part of a name or an address, or the LMS's own id.", examples=["lovelace"]
    )
    cursor: Cursor = None
    limit: Limit = 50


class FileWanted(Sought):
    """For whom the file is."""

    shape: Shape = Field(default=Shape.PLAIN, description="plain for people, canvas and moodle for their imports.")


class Column(BaseModel):
    """A question of the gradebook."""

    question: int = Field(examples=[9])
    title: str
    max: float


class CellShown(BaseModel):
    """One student, one question."""

    question: int = Field(examples=[9])
    state: Standing
    also: list[Standing] = Field(description="What else they have handed in, beside what makes the mark.")
    attempts: int = Field(description="A syntax error counts for none.")
    score: float | None = Field(description="What counts, after the late policy; null is not nought.")
    max: float | None
    late: bool | None = Field(description="Null, as the two below, while marks are held and an LMS asks.")
    manual: bool | None = Field(description="Given by hand.")
    submission: str | None = Field(description="Which makes the mark.")


class RowShown(BaseModel):
    """One student."""

    student: str
    name: str = Field(description="Empty for a student who was erased: the marks are nobody's.")
    email: str | None
    external_id: str | None
    erased: bool
    score: float | None = Field(description="All marks together.")
    cells: list[CellShown] = Field(description="In the order of `questions`.")


class GradebookShown(BaseModel):
    """A page of the gradebook, by name."""

    questions: list[Column]
    max: float = Field(description="All questions together.")
    held: bool = Field(description="Marks are held: students are not shown them, and an LMS is not told.")
    students: int = Field(description="How many there are in all, whatever the filter.")
    items: list[RowShown]
    next: Following = None


class Example(BaseModel):
    """One submission with the failure."""

    submission: str
    message: str = Field(description="As the student read it.")
    hint: str
    line: int | None
    code: str = Field(description="The line.")
    links: dict[str, str]


class ClusterShown(BaseModel):
    """The same failure."""

    check: str | None = Field(description="Null: the run ended with an exception.")
    message_id: str | None = Field(description="With a `~`: a fingerprint of words that have no id.")
    exception: str | None
    students: int = Field(description="Who have met it.")
    now: int = Field(description="Of them, those whose last attempt still has it.")
    submissions: int
    example: Example


class Failures(BaseModel):
    """The failures at a question, the most frequent first."""

    question: int
    active: int = Field(description="Students who have attempted it.")
    clusters: int = Field(description="How many different ones there are.")
    items: list[ClusterShown]


class FailuresWanted(Sought):
    """How many are wanted."""

    limit: int = Field(default=20, ge=1, le=50)


class AttentionWanted(Sought):
    """What is much."""

    attempts: int = Field(default=5, ge=1, le=1000, description="So many without a pass are worth a look.")


class Waiting(BaseModel):
    """A submission that waits for a person."""

    model_config = ConfigDict(from_attributes=True)

    submission: str
    question: int
    student: str
    name: str
    submitted_at: datetime


class StuckShown(BaseModel):
    """A student who has tried often, and has not passed."""

    model_config = ConfigDict(from_attributes=True)

    student: str
    name: str
    question: int
    attempts: int
    score: float | None
    max: float | None


class SilentShown(BaseModel):
    """A student who has handed in nothing."""

    model_config = ConfigDict(from_attributes=True)

    student: str
    name: str
    joined_at: datetime


class OddShown(BaseModel):
    """A question that is passed far less, or far more, than the others."""

    question: int
    passed: float = Field(description="The share of students with all the points.")
    way: str = Field(examples=["low"], description="low or high")


class StoppedShown(BaseModel):
    """An endpoint that is told nothing any more."""

    endpoint: str
    host: str
    disabled_at: datetime
    why: str


class Counted(BaseModel):
    """A list that is cut."""

    count: int = Field(description="All of them; the list has fifty at most.")


class WaitingList(Counted):
    """Submissions that wait for a person, the oldest first."""

    items: list[Waiting]


class StuckList(Counted):
    """Who tried most stands first."""

    items: list[StuckShown]


class SilentList(Counted):
    """By name."""

    items: list[SilentShown]


class Attention(BaseModel):
    """What somebody should look at."""

    ungraded: WaitingList = Field(description="Could not be graded; ours.")
    aside: WaitingList = Field(description="Tried too often, put aside.")
    stuck: StuckList
    silent: SilentList
    questions: list[OddShown]
    endpoints: list[StoppedShown]
