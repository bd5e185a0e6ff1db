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


UNDER_WAY = (SubmissionState.RECEIVED, SubmissionState.QUEUED, SubmissionState.RUNNING)


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


class RegradeState(StrEnum):
    """Where a regrade is: nothing changes for anybody before it is published."""

    JUDGING = "judging"
    READY = "ready"  #: all is judged; who moves can be seen
    PUBLISHED = "published"
    DISCARDED = "discarded"
    ROLLED_BACK = "rolled_back"


class ItemState(StrEnum):
    """What became of one submission in a regrade."""

    WAITING = "waiting"
    JUDGED = "judged"
    FAILED = "failed"  #: ours: what held before stays
    PUBLISHED = "published"  #: its report was made the one that holds
    RESTORED = "restored"  #: and taken back


class HookStyle(StrEnum):
    """How an LMS signs what it hands over."""

    STANDARD = "standard"  #: Standard Webhooks
    CANVAS = "canvas"
    GITHUB = "github"


class Phase(StrEnum):
    """The moments that are written down on a submission's way; each is a column of its upload."""

    RECEIVED = "received"
    QUEUED = "queued"
    CLAIMED = "claimed"
    BOXED = "boxed"
    GRADED = "graded"
    STORED = "stored"
    NOTIFIED = "notified"
