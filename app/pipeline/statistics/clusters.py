"""The same failure, gathered: by the check and its message, or by the exception that ended the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from app.pipeline.statistics.checks import Read
from app.pipeline.statistics.tries import Story
from app.store.findings import SHORTCOMINGS, Found


@dataclass(frozen=True, kw_only=True)
class Failure:
    """What makes two failures the same."""

    check: str = ""  #: empty: the run ended with an exception
    message_id: str = ""  #: or `~` and a fingerprint of the words
    exception: str = ""
    signature: str = ""  #: a fingerprint of the exception's text, without numbers and quotations


@dataclass(kw_only=True)
class Cluster:
    """All attempts with one failure."""

    failure: Failure
    submissions: int = 0
    students: set[str] = field(default_factory=set)
    now: int = 0  #: students whose last attempt still has it
    example: str = ""  #: the latest submission with it


def clusters(told: Sequence[Story], read: Read) -> list[Cluster]:
    """Gather all attempts; what most students met stands first."""
    found: dict[Failure, Cluster] = {}
    failures_in = cache(lambda text: tuple(failures(read(text))))  # thousands of attempts say one of a few things
    for story in told:
        for one in story.tries:
            for failure in failures_in(one.found):
                cluster = found.setdefault(failure, Cluster(failure=failure))
                cluster.submissions += 1
                cluster.students.add(story.student)
                cluster.example = max(cluster.example, one.submission)
        for failure in failures_in(story.tries[-1].found):
            found[failure].now += 1
    return sorted(found.values(), key=lambda one: (-len(one.students), -one.submissions, _order(one.failure)))


def failures(found: Found) -> Iterator[Failure]:
    """Give each failure of a report once; checks that were not reached failed by the exception, which is told."""
    if found.error:
        yield Failure(exception=found.error, signature=found.signature)
    seen: Iterable[Failure] = (
        Failure(check=check.name, message_id=check.message_id)
        for check in found.checks
        if check.outcome in SHORTCOMINGS
    )
    yield from dict.fromkeys(seen)


def _order(failure: Failure) -> tuple[str, ...]:
    return failure.check, failure.message_id, failure.exception, failure.signature
