"""The shapes of regrades."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints

from app.pipeline.gradebook_csv import Shape
from app.store.kinds import ItemState, RegradeState
from app.store.previews import Kind
from app.store.regrades import Which
from app.web.schemas import ID, Asked, Cursor, Following, Limit, Reason, Sought, Whole

Student = Annotated[str, StringConstraints(pattern=ID)]
Number = Annotated[int, Field(ge=0, le=10_000), Whole]


class RegradeWanted(Asked):
    """What is to be judged anew."""

    questions: list[Number] = Field(default=[], max_length=500, description="None: all of them.", examples=[[9]])
    students: list[Student] = Field(default=[], max_length=2000, description="Their ids. None: all of them.")
    submissions: Which = Field(
        default=Which.CURRENT,
        strict=False,
        description="`current`: those that make a mark, and those that were left ungraded. `all`: every attempt.",
    )
    why: Reason = Field(examples=["The check for the mean took a rounded mean for a wrong one."])


class ProgressShown(BaseModel):
    """How far it has come, in submissions."""

    total: int
    waiting: int
    judged: int = Field(description="With those that were published or taken back since.")
    failed: int


class RegradeShown(BaseModel):
    """A regrade. Nothing changes for anybody before it is published."""

    id: str = Field(examples=["01JD8Z3M7W5X9Q2K4R6T8V0A1B"])
    state: RegradeState
    wanted: dict[str, Any]
    why: str
    by: str | None = Field(description="The id of the token it was asked for with.")
    made_at: datetime
    ready_at: datetime | None
    settled_at: datetime | None = Field(description="When it was published or discarded.")
    rolled_back_at: datetime | None
    progress: ProgressShown
    links: dict[str, str]


class RegradePage(BaseModel):
    """A page of regrades, the newest first."""

    items: list[RegradeShown]
    next: Following = None


class Listed(Sought):
    """Which page is wanted."""

    cursor: Cursor = None
    limit: Limit = 50


class Looked(Listed):
    """Which rows of a preview are wanted."""

    kind: Kind | None = Field(default=None, description="Only these.")


class MarkShown(BaseModel):
    """A mark; without a score there is none."""

    score: float | None
    max: float | None
    question_version: str | None = None


class CheckMoved(BaseModel):
    """A check that says something other than before."""

    name: str
    sentence: str
    before: dict[str, Any] | None = Field(description="Outcome, points, max and message; None: it was not there.")
    after: dict[str, Any] | None


class Move(BaseModel):
    """One submission, and what becomes of it."""

    submission: str
    student: str
    external_id: str | None = Field(description="What the LMS calls the student; null where it has not said.")
    question: int = Field(examples=[9])
    columns: dict[Shape, str] = Field(
        description="What this question's column is called in each shape of the gradebook's file; "
        "empty for one that is asked no more.",
        examples=[{"plain": "q9", "canvas": "Q9 Minimum and mean", "moodle": "Q9 Minimum and mean (Real)"}],
    )
    kind: Kind
    state: ItemState
    before: MarkShown
    after: MarkShown
    change: float | None = Field(description="Points more or fewer.")
    checks: list[CheckMoved] = Field(description="Why: the checks that say something other.")
    counts_before: MarkShown | None = Field(description="What counts for this student in this question.")
    counts_after: MarkShown | None = Field(description="What will count once this is published.")
    ran: bool = Field(description="It was run again; else what was seen the first time was judged again.")
    error: str = Field(description="Why it was not judged, or will not be published.")


class TotalsShown(BaseModel):
    """How many of each kind."""

    submissions: dict[Kind, int]
    marks: dict[Kind, int] = Field(description="Of what counts for a student in a question; while it is not settled.")


class Preview(BaseModel):
    """A page of what moves, by submission; the first page has the totals with it."""

    why: str
    totals: TotalsShown | None
    items: list[Move]
    next: Following = None


class Settled(BaseModel):
    """What was done."""

    state: RegradeState
    reports: int = Field(description="Reports that hold now and did not before.")
    moved: int = Field(description="Marks that are others now, each told in a `grade.changed`.")
    left: int = Field(description="Submissions left as they are: a mark by hand holds, or something newer was found.")
