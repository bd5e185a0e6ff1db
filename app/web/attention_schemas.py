"""The shapes of what needs attention."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from app.web.schemas import Sought


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
