"""The shapes of the gradebook."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

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
