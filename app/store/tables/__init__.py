"""The tables, a file for each part of the house. `docs/schema.md` shows them in one picture."""

from __future__ import annotations

from app.store.tables.audit import Audit
from app.store.tables.base import Base
from app.store.tables.courses import Course, CourseSettings, Question
from app.store.tables.hooks import Hook, HookMessage
from app.store.tables.jobs import Job
from app.store.tables.marks import Observation, Report, Standing
from app.store.tables.notices import Attempt, Delivery, Endpoint, Event, Idempotency
from app.store.tables.people import Membership, Person, Token
from app.store.tables.regrades import Regrade, RegradeItem
from app.store.tables.work import Submission, Upload
from app.store.tables.written import Rubric, WrittenMark

__all__ = [
    "Attempt",
    "Audit",
    "Base",
    "Course",
    "CourseSettings",
    "Delivery",
    "Endpoint",
    "Event",
    "Hook",
    "HookMessage",
    "Idempotency",
    "Job",
    "Membership",
    "Observation",
    "Person",
    "Question",
    "Regrade",
    "RegradeItem",
    "Report",
    "Rubric",
    "Standing",
    "Submission",
    "Token",
    "Upload",
    "WrittenMark",
]
