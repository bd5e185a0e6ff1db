"""The tables, a file for each part of the house. `docs/schema.md` shows them in one picture."""

from __future__ import annotations

from app.store.tables.base import Base
from app.store.tables.courses import Course, CourseSettings, Question
from app.store.tables.jobs import Job
from app.store.tables.marks import Observation, Report, Standing
from app.store.tables.notices import Attempt, Delivery, Endpoint, Event, Idempotency
from app.store.tables.people import Membership, Person, Token
from app.store.tables.work import Submission, Upload

__all__ = [
    "Attempt",
    "Base",
    "Course",
    "CourseSettings",
    "Delivery",
    "Endpoint",
    "Event",
    "Idempotency",
    "Job",
    "Membership",
    "Observation",
    "Person",
    "Question",
    "Report",
    "Standing",
    "Submission",
    "Token",
    "Upload",
]
