"""The shapes of requests and answers. Strict: what is not known is refused, and nothing is guessed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.store.kinds import Role, SubmissionState

CODE = 256 << 10  #: bytes of the code of one question
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]


class Asked(BaseModel):
    """The base of what is sent to us."""

    model_config = ConfigDict(extra="forbid", strict=True)


class OnBehalf(Asked):
    """Whose work an LMS hands in: by its own id for them."""

    id: Name = Field(examples=["lms-4711"])
    name: Name | None = Field(default=None, examples=["Ada Lovelace"])


class CodeSent(Asked):
    """The code of one question."""

    code: str = Field(max_length=CODE, examples=["import torch\nprint(torch.arange(1, 6))"])
    student: OnBehalf | None = Field(default=None, description="Only an LMS or an instructor says whose it is.")


class SubmissionShown(BaseModel):
    """One answer on its way."""

    id: str = Field(examples=["01JD8Z3M7W5X9Q2K4R6T8V0A1B"])
    question: int = Field(examples=[9])
    student: str
    state: SubmissionState
    score: float | None = None
    max: float | None = None
    attempt: int | None = Field(
        default=None, description="Counted when the report is stored; a syntax error costs none."
    )
    submitted_at: datetime
    settled_at: datetime | None = None
    place: int | None = Field(default=None, description="How many are before it in the queue, while it waits.")
    links: dict[str, str]


class Page(BaseModel):
    """A page of submissions, the newest first."""

    items: list[SubmissionShown]
    next: str | None = Field(default=None, description="The `cursor` of the page after this one.")


class UploadShown(BaseModel):
    """What was found in a file."""

    upload: str
    submissions: list[SubmissionShown]
    not_found: list[int] = Field(description="Questions of the course that the file does not answer.")
    unknown: list[int] = Field(description="Questions that the file names and the course has not.")
    reports: list[dict[str, Any]] | None = Field(default=None, description="With `Prefer: wait`, if they came in time.")


class QuestionShown(BaseModel):
    """A question as the student sees it."""

    number: int = Field(examples=[9])
    title: str
    max: float
    task: str = Field(description="Markdown")
    starter: str = Field(description="Python")
    checks: list[dict[str, Any]] = Field(examples=[[{"name": "largest", "sentence": "...", "max": 1.0}]])
    version: str


class TokenWanted(Asked):
    """A token to be made."""

    role: Role = Field(strict=False)
    name: Name = Field(examples=["CI of the spring course"])
    course: Name | None = Field(default=None, description="Its course; only an administrator's token has none.")
    student: Name | None = Field(default=None, max_length=26, description="The id of who it is for.")


class TokenMade(BaseModel):
    """A token. It is shown this once."""

    id: str
    token: str
    role: Role


class PersonWanted(Asked):
    """Somebody for the roster."""

    name: Name
    email: Name | None = Field(default=None, max_length=320, examples=["ada@example.org"])
    external_id: Name | None = Field(default=None, description="What the LMS calls them.")
    role: Role = Field(default=Role.STUDENT, strict=False)


class PersonShown(BaseModel):
    """Somebody on the roster."""

    id: str
    name: str
    email: str | None
    external_id: str | None
    role: Role


class Roster(BaseModel):
    """A page of the roster."""

    items: list[PersonShown]
    next: str | None


class CourseShown(BaseModel):
    """A course."""

    name: str
    title: str
    pack: str
    questions: int
    max: float
