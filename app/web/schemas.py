"""The shapes of requests and answers. Strict: what is not known is refused, and nothing is guessed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from app.store.kinds import Counts, Role, SubmissionState

ID = "^[0-9A-HJKMNP-TV-Z]{26}$"  #: a ULID
#: A text of some lines that a person writes: something other than blanks is in it
WORDS = r"^[^\x00-\x08\x0b-\x1f\x7f]*[^\x00-\x1f\x7f\s][^\x00-\x08\x0b-\x1f\x7f]*$"
CODE = 256 << 10  #: bytes of the code of one question
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]


Reason = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=WORDS)]
Cursor = Annotated[str | None, Field(pattern=ID, description="From `next` of the page before.")]
Limit = Annotated[int, Field(ge=1, le=100)]
Following = Annotated[str | None, Field(description="The `cursor` of the page after this one.")]


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = BeforeValidator(_whole)  #: A JSON schema takes 60.0 for a whole number, so we do


class Asked(BaseModel):
    """The base of what is sent to us."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Sought(BaseModel):
    """The base of a query: one with a slip in a name would show what was not asked for."""

    model_config = ConfigDict(extra="forbid")


class OnBehalf(Asked):
    """Whose work an LMS hands in: by its own id for them."""

    id: Name = Field(examples=["lms-4711"])
    name: Name | None = Field(default=None, examples=["Ada Lovelace"])


class CodeSent(Asked):
    """The code of one question."""

    code: str = Field(description="256 KiB at most, in UTF-8.", examples=["import torch\nprint(torch.arange(1, 6))"])
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
    attempts_left: int | None = Field(
        default=None, description="Where there is a limit; those under way are taken for used until they are judged."
    )
    submitted_at: datetime
    settled_at: datetime | None = None
    note: str | None = Field(default=None, description="Why there is no score to be seen, where there is one.")
    place: int | None = Field(default=None, description="How many are before it in the queue, while it waits.")
    links: dict[str, str]


class Filter(Sought):
    """Which submissions are wanted."""

    student: str | None = Field(default=None, pattern=ID, description="Only theirs; an instructor's filter.")
    question: int | None = Field(default=None, ge=0, le=10_000)
    state: SubmissionState | None = None
    cursor: Cursor = None
    limit: Limit = 50


class RosterPage(Sought):
    """Which page of the roster is wanted."""

    cursor: Cursor = None
    limit: int = Field(default=100, ge=1, le=200)


class Where(BaseModel):
    """A place in what was handed in."""

    model_config = ConfigDict(extra="allow")

    line: int = Field(examples=[3])
    code: str = Field(examples=["print(t.min(), t.min(), t.mean())"])


class CheckShown(BaseModel):
    """One check of a question. Messages and places are left out where the course does not show them."""

    model_config = ConfigDict(extra="allow")

    name: str = Field(examples=["largest"])
    sentence: str = Field(examples=["The largest value is found."])
    outcome: str = Field(examples=["failed"], description="passed, partial, failed, not_reached or ungraded")
    points: float
    max: float
    message: str | None = None
    hint: str | None = None
    where: Where | None = None


class ReportShown(BaseModel):
    """A report: marks per check, why not all of them, and the line. What the course hides is left out."""

    model_config = ConfigDict(extra="allow")

    id: str = Field(examples=["01JD8Z3M7W5X9Q2K4R6T8V0A1B"])
    question: int = Field(examples=[9])
    student: str
    state: str = Field(examples=["graded"], description="graded, not_attempted or ungraded")
    score: float = Field(examples=[2.0], description="What counts: after the late policy, or as it was given by hand.")
    max: float = Field(examples=[3.0])
    attempt: int | None
    submitted_at: datetime
    checks: list[CheckShown] | None = None
    run: dict[str, Any] | None = Field(default=None, description="How it ran: status, seconds, output, error.")
    variations: dict[str, Any] | None = Field(default=None, description="Runs on other numbers, and how many held.")
    seeds: dict[str, Any] | None = Field(default=None, description="Other beginnings that were tried.")
    reproduce: dict[str, Any] | None = Field(default=None, description="What it takes to come to it again.")
    phases: dict[str, datetime | None] = Field(description="When each step of its way was over.")
    late: dict[str, Any] | None = Field(
        default=None,
        description="Of late work: the score `earned`, the `days` begun, the `percent` taken off, and `why`.",
    )
    override: dict[str, Any] | None = Field(description="A mark given by hand, and why.")
    written: dict[str, Any] | None = Field(
        default=None, description="The mark of the written answer. It stands beside the score and is not in it."
    )


class Page(BaseModel):
    """A page of submissions, the newest first."""

    items: list[SubmissionShown]
    next: Following = None


class UploadShown(BaseModel):
    """What was found in a file."""

    upload: str
    submissions: list[SubmissionShown]
    not_found: list[int] = Field(description="Questions of the course that the file does not answer.")
    unknown: list[int] = Field(description="Questions that the file names and the course has not.")
    spent: list[int] = Field(
        default_factory=list, description="Questions that were not taken: all attempts at them are used."
    )
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

    role: Role = Field(strict=False, examples=["student"])
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

    name: Name = Field(examples=["Ada Lovelace"])
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


class CourseRules(BaseModel):
    """The rules of a course that everybody in it is to know."""

    model_config = ConfigDict(from_attributes=True)

    opens_at: datetime | None
    closes_at: datetime | None
    grace_s: int = Field(description="Seconds after closing that are on time still.")
    late_percent_per_day: float = Field(
        description="Of the marks earned, lost with each day begun after that. 0: late work is not taken."
    )
    attempts: int | None = Field(description="For each question; null: as many as one likes.")
    counts: Counts
    held: bool = Field(description="Whether marks are held back at present.")


class CourseShown(BaseModel):
    """A course."""

    name: str
    title: str
    pack: str
    questions: int
    max: float
    rules: CourseRules
