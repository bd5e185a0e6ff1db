"""The words that rows are told apart by."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What somebody may do; a student sees only their own work."""

    STUDENT = "student"
    INSTRUCTOR = "instructor"
    LMS = "lms"
    ADMIN = "admin"


class SubmissionState(StrEnum):
    """Where one answer is on its way."""

    RECEIVED = "received"  #: stored, no job yet
    QUEUED = "queued"
    RUNNING = "running"
    GRADED = "graded"
    UNGRADED = "ungraded"  #: ours: a person has to look; never a zero
    WITHDRAWN = "withdrawn"


class UploadKind(StrEnum):
    """What was sent in."""

    CODE = "code"  #: the code of one question
    NOTEBOOK = "notebook"  #: many questions, one run


class Cause(StrEnum):
    """Why there is a report."""

    GRADING = "grading"
    REGRADE = "regrade"
    OVERRIDE = "override"  #: by hand; it wins over every run


class Counts(StrEnum):
    """Which attempt makes the mark."""

    BEST = "best"
    LAST = "last"


class Detail(StrEnum):
    """How much of a report a student is shown."""

    SCORE = "score"
    CHECKS = "checks"
    MESSAGES = "messages"
    FULL = "full"


class JobState(StrEnum):
    """A job that is done has no row."""

    WAITING = "waiting"
    LATER = "later"  #: put off to a time
    LEASED = "leased"
    ASIDE = "aside"  #: tried too often; a person has to look


class Lane(IntEnum):
    """Nothing in the background is taken while something waits in front."""

    FRONT = 0
    BACKGROUND = 1


class DeliveryState(StrEnum):
    """What became of one notice to one endpoint."""

    PENDING = "pending"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


class Phase(StrEnum):
    """The moments that are written down on a submission's way; each is a column of its upload."""

    RECEIVED = "received"
    QUEUED = "queued"
    CLAIMED = "claimed"
    BOXED = "boxed"
    GRADED = "graded"
    STORED = "stored"
    NOTIFIED = "notified"
