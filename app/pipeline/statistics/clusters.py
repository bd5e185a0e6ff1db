"""The same failure, gathered: by the check and its message, or by the exception that ended the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from app.pipeline.statistics.checks import Read
from app.pipeline.statistics.tries import Story
from app.store.findings import SHORTCOMINGS, Found


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What makes two failures the same."""

    check: str = ""  #: empty: the run ended with an exception
    message_id: str = ""  #: or `~` and a fingerprint of the words
    exception: str = ""
    signature: str = ""  #: a fingerprint of the exception's text, without numbers and quotations


@dataclass(kw_only=True)
class Cluster:
    """One failure."""

    kind: Kind
    submissions: int = 0
    students: set[str] = field(default_factory=set)
    now: int = 0  #: students whose last attempt still has it
    example: str = ""  #: the latest submission with it


def clusters(told: Sequence[Story], read: Read) -> list[Cluster]:
    """Gather all attempts; what most students met stands first."""
    found: dict[Kind, Cluster] = {}
    kinds_in = cache(lambda text: tuple(kinds(read(text))))  # thousands of attempts say one of a few things
    for story in told:
        for one in story.tries:
            for kind in kinds_in(one.found):
                cluster = found.setdefault(kind, Cluster(kind=kind))
                cluster.submissions += 1
                cluster.students.add(story.student)
                cluster.example = max(cluster.example, one.submission)
        for kind in kinds_in(story.tries[-1].found):
            found[kind].now += 1
    return sorted(found.values(), key=lambda one: (-len(one.students), -one.submissions, _order(one.kind)))


def kinds(found: Found) -> Iterator[Kind]:
    """Give each failure of a report once; checks that were not reached failed by the exception, which is told."""
    if found.error:
        yield Kind(exception=found.error, signature=found.signature)
    seen: Iterable[Kind] = (
        Kind(check=check.name, message_id=check.message_id) for check in found.checks if check.outcome in SHORTCOMINGS
    )
    yield from dict.fromkeys(seen)


def _order(kind: Kind) -> tuple[str, ...]:
    return kind.check, kind.message_id, kind.exception, kind.signature
