"""The shapes of requests and answers about webhooks out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints

from app.pipeline.notices import TYPES, Type
from app.store.endpoints import Sent
from app.store.kinds import DeliveryState
from app.store.tables import Endpoint
from app.web.moments import Moment
from app.web.schemas import ID, Asked, Cursor, Following, Limit, Name, Sought, Whole

EXAMPLE = "01JD8Z3M7W5X9Q2K4R6T8V0A1B"
WEEK_S = 604_800
DAY_S = 86_400

Url = Annotated[str, StringConstraints(min_length=10, max_length=2000)]
Types = Annotated[list[Type], Field(max_length=len(TYPES), description="What it hears of; empty: everything.")]


Overlap = Annotated[
    int,
    Field(ge=0, le=WEEK_S, description="For how many seconds the old secret holds beside the new one."),
    Whole,
]


class EndpointWanted(Asked):
    """Somebody who is to be told."""

    url: Url = Field(
        examples=["https://lms.example.edu/hooks/allclose"], description="https, without a password in it."
    )
    types: Types = Field(default_factory=list, examples=[["submission.graded", "grade.changed"]])
    course: Name | None = Field(default=None, description="Its course; only an administrator says which.")


class EndpointChanged(Asked):
    """What is to be changed; what is left out stays."""

    url: Url | None = None
    types: Types | None = None
    enabled: bool | None = Field(
        default=None,
        description="`true` has it told again: pending deliveries go on, and the marks that count now are told anew, "
        "for what happened meanwhile was not kept for it. `false` has it told nothing more.",
    )


class Rotation(Asked):
    """How the secret is changed."""

    overlap_s: Overlap = DAY_S


class ReplayWanted(Asked):
    """Which deliveries are sent again."""

    since: Moment = Field(examples=["2026-11-24T00:00:00Z"], description="Those that came to be at this time or later,")
    until: Moment | None = Field(default=None, description="and before this one.")
    state: DeliveryState | None = Field(default=None, strict=False, description="Only those in this state.")
    after: str | None = Field(default=None, pattern=ID, description="From `next` of the part before.")


class CourseAsked(Sought):
    """Whose endpoints are wanted."""

    course: Name | None = Field(default=None, description="The course; only an administrator says which.")


class DeliveriesWanted(Sought):
    """Which deliveries are wanted."""

    state: DeliveryState | None = None
    cursor: Cursor = None
    limit: Limit = 50


class EndpointShown(BaseModel):
    """An endpoint. Of its secret nothing is shown."""

    id: str = Field(examples=[EXAMPLE])
    url: str
    types: list[str]
    made_at: datetime
    disabled_at: datetime | None = Field(description="Since when it is told nothing more.")
    disabled_why: str
    slow_until: datetime | None = Field(description="It asked for time: nothing is sent before.")
    old_secret_until: datetime | None = Field(description="Until then the secret of before signs, too.")

    @classmethod
    def of(cls, endpoint: Endpoint) -> EndpointShown:
        """Show one."""
        return cls(
            id=endpoint.id,
            url=endpoint.url,
            types=endpoint.types,
            made_at=endpoint.made_at,
            disabled_at=endpoint.disabled_at,
            disabled_why=endpoint.disabled_why,
            slow_until=endpoint.slow_until,
            old_secret_until=endpoint.old_until,
        )


class EndpointMade(EndpointShown):
    """An endpoint with its secret, which is shown this once."""

    secret: str = Field(examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])


class Endpoints(BaseModel):
    """All endpoints of a course."""

    items: list[EndpointShown]


class Rotated(BaseModel):
    """The new secret, which is shown this once."""

    id: str = Field(examples=[EXAMPLE])
    secret: str = Field(examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
    old_secret_until: datetime | None


class TryShown(BaseModel):
    """One try."""

    number: int
    at: datetime
    status: int | None = Field(description="Of the answer; none came where there is none.")
    ms: int
    response: str = Field(description="The beginning of the answer. Whoever sent it may mean harm.")
    error: str = Field(description="Why there was no answer.")


class DeliveryShown(BaseModel):
    """One notice to one endpoint."""

    id: str = Field(examples=[EXAMPLE])
    message: str = Field(description="The `webhook-id`, the same on every try.")
    type: str = Field(examples=["submission.graded"])
    submission: str | None
    state: DeliveryState
    tries: int = Field(description="How many there were; the last 20 are shown.")
    attempts: list[TryShown]
    next_at: datetime | None = Field(description="When it is tried next.")
    made_at: datetime

    @classmethod
    def fields(cls, sent: Sent) -> dict[str, Any]:
        """What is shown of a delivery."""
        one = sent.delivery
        return {
            "id": one.id,
            "message": one.event_id,
            "type": sent.type,
            "submission": sent.submission_id,
            "state": one.state,
            "tries": one.attempts,
            "attempts": [
                TryShown(number=t.number, at=t.at, status=t.status, ms=t.ms, response=t.response, error=t.error)
                for t in sent.attempts
            ],
            "next_at": one.next_at,
            "made_at": one.made_at,
        }


class DeliveryWithBody(DeliveryShown):
    """One notice to one endpoint, with the body as it is sent."""

    body: str


class Deliveries(BaseModel):
    """A page of deliveries, the newest first."""

    items: list[DeliveryShown]
    next: Following = None


class SentAgain(BaseModel):
    """A delivery that is sent once more."""

    delivery: str = Field(examples=[EXAMPLE])


class ManySentAgain(BaseModel):
    """How many deliveries are sent once more."""

    deliveries: int
    next: str | None = Field(default=None, description="There are more: send the same again with this as `after`.")
