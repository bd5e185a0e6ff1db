"""What a course takes in: within its dates, and as many attempts as it allows.

The time that decides is when the work was received, not when there was time to store it: who hands in at five to
midnight is not late because many others do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from app.errors import AppError
from app.pipeline import late
from app.pipeline.late import Policy
from app.store import rules
from app.store.rules import Used
from app.store.session import Session


class NotOpen(AppError):
    """The course does not take submissions yet."""

    status = 403


class Closed(AppError):
    """The course takes no submissions any more."""

    status = 403


class NoAttemptsLeft(AppError):
    """All attempts at this question are used."""

    status = 409


class Dates(late.Rules, Protocol):
    """What is asked of the rules of a course at its door."""

    @property
    def opens_at(self) -> datetime | None:
        """When it opens; None: it is open."""

    @property
    def attempts(self) -> int | None:
        """How many there are for each question; None: as many as one likes."""


@dataclass(frozen=True, kw_only=True)
class Admitted:
    """Which questions may be answered."""

    questions: Sequence[int]
    left: Mapping[int, int] = field(default_factory=dict)  #: attempts after this one, where there is a limit
    spent: Sequence[int] = ()  #: questions of which all attempts are used


def in_time(dates: Dates, at: datetime) -> None:
    """Refuse what comes before a course opens, or after it closed where it takes nothing late (NotOpen, Closed)."""
    if dates.opens_at is not None and at < dates.opens_at:
        raise NotOpen(f"The course does not take submissions yet: it opens at {late.told(dates.opens_at)}.")
    policy = Policy.of(dates)
    if policy.ends_at is not None and policy.closed(at) and not policy.takes_late:
        raise Closed(f"The course closed at {late.told(policy.ends_at)}, and takes no late submissions.")


async def admit(  # noqa: PLR0913 - whose, what, when, and by which rules
    session: Session, dates: Dates, *, course_id: str, person_id: str, questions: Sequence[int], at: datetime
) -> Admitted:
    """Say which questions may be answered, in the transaction that stores the answers.

    Of a file with many questions those are refused whose attempts are used, and the others taken (NotOpen, Closed;
    NoAttemptsLeft where none is taken).
    """
    in_time(dates, at)
    if dates.attempts is None:
        return Admitted(questions=questions)
    before = await rules.used(session, course_id=course_id, person_id=person_id, questions=questions, lock=True)
    found = {number: before.get(number, Used()) for number in questions}
    left = {number: dates.attempts - one.all - 1 for number, one in found.items() if one.all < dates.attempts}
    if not left:
        raise NoAttemptsLeft(_spent(dates.attempts, found))
    spent = tuple(number for number in questions if number not in left)
    return Admitted(questions=tuple(left), left=left, spent=spent)


def _spent(limit: int, found: Mapping[int, Used]) -> str:
    if len(found) > 1:
        return f"All {limit} attempts at each of the questions in it are used: {', '.join(map(str, sorted(found)))}."
    ((number, one),) = found.items()
    if one.under_way:
        waits = f"{one.under_way} more {'is' if one.under_way == 1 else 'are'} being graded"
        return (
            f"You have used {one.counted} of {limit} attempts at question {number}, and {waits}. Wait for the report."
        )
    return f"You have used {one.counted} of {limit} attempts at question {number}."
