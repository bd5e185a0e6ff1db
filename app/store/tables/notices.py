"""What is told to others: events, who hears of them, how often it was tried; and answers given once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.kinds import DeliveryState
from app.store.tables.base import Base, Id, Json


class Event(Base):
    """Something that happened, written in the transaction in which it happened; the body is sent as it stands."""

    __tablename__ = "events"
    __table_args__ = (Index(None, "course_id", "id"), Index(None, "submission_id"))

    id: Mapped[Id] = mapped_column(primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"))
    submission_id: Mapped[str | None] = mapped_column(String(26))
    type: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]


class Endpoint(Base):
    """Who is told, and with which secret it is signed; two while it is changed."""

    __tablename__ = "endpoints"
    __table_args__ = (Index(None, "course_id"),)

    id: Mapped[Id] = mapped_column(primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"))
    url: Mapped[str] = mapped_column(String(2000))
    types: Mapped[list[str]]  #: empty: all
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    old_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    old_until: Mapped[datetime | None]
    made_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    disabled_why: Mapped[str] = mapped_column(String(200), default="")
    slow_until: Mapped[datetime | None]  #: it asked for time: nothing is sent before


class Delivery(Base):
    """One event to one endpoint."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index(None, "endpoint_id", "id"),
        Index(None, "event_id", "endpoint_id", unique=True),
        Index(None, "state"),
    )

    id: Mapped[Id] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    endpoint_id: Mapped[str] = mapped_column(ForeignKey("endpoints.id", ondelete="CASCADE"))
    state: Mapped[DeliveryState]
    attempts: Mapped[int]
    tries_before: Mapped[int] = mapped_column(default=0)  #: attempts made before it was last sent again by hand
    next_at: Mapped[datetime | None]
    made_at: Mapped[datetime]


class Attempt(Base):
    """One try of a delivery: what came back."""

    __tablename__ = "delivery_attempts"

    delivery_id: Mapped[str] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    status: Mapped[int | None]  #: None: no answer came
    ms: Mapped[int]
    response: Mapped[str] = mapped_column(Text)  #: its head
    error: Mapped[str] = mapped_column(String(200))


class Idempotency(Base):
    """The answer that was given to a key, so that the same request twice is one deed."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index(None, "made_at"),)

    token_id: Mapped[Id] = mapped_column(primary_key=True)
    route: Mapped[str] = mapped_column(String(200), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    body_sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    status: Mapped[int]
    answer: Mapped[Json]
    made_at: Mapped[datetime]
