"""Late or not, and what it costs: the rules of a course about time, and nothing that looks at a clock.

What was handed in up to the closing date and the grace after it is on time. After that a course without a late policy
takes nothing; one with a policy takes it, and for each day begun a percentage of the marks earned is lost. The grace
moves the end, so the first day begins when it is over. What decides is when the work was received.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

DAY = timedelta(days=1)
DIGITS = 4  #: of a mark after the point: 3 less 30 % is 2.1, and not 2.0999999999999996


class Rules(Protocol):
    """What is asked of the rules of a course."""

    @property
    def closes_at(self) -> datetime | None:
        """The closing date; None: it never closes."""

    @property
    def grace_s(self) -> int:
        """Seconds after it that are not counted."""

    @property
    def late_percent_per_day(self) -> float:
        """What is lost with each day begun; 0: late work is not taken."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """The rules about late work. `ends_at` has the grace in it; None: nothing is ever late."""

    ends_at: datetime | None
    percent_per_day: float

    @classmethod
    def of(cls, rules: Rules) -> Policy:
        """Take them from the rules of a course."""
        ends_at = None if rules.closes_at is None else rules.closes_at + timedelta(seconds=rules.grace_s)
        return cls(ends_at=ends_at, percent_per_day=rules.late_percent_per_day)

    @property
    def takes_late(self) -> bool:
        """Whether late work is taken at all."""
        return self.percent_per_day > 0

    def closed(self, at: datetime) -> bool:
        """Whether what comes now is late."""
        return self.days(at) > 0

    def days(self, at: datetime) -> int:
        """Count the days begun after the end; 0 for what is on time."""
        if self.ends_at is None or at <= self.ends_at:
            return 0
        return -(-(at - self.ends_at) // DAY)

    def percent(self, at: datetime) -> float:
        """How much of the marks earned is lost, from 0 to 100.

        A policy that takes nothing late takes nothing off either: what is there was let in, by an instructor or under
        another policy.
        """
        return min(100.0, round(self.percent_per_day * self.days(at), DIGITS))

    def counting(self, earned: float, at: datetime) -> float:
        """Give what counts of the marks that were earned."""
        percent = self.percent(at)
        return earned if not percent else round(earned * (100 - percent) / 100, DIGITS)


def why(policy: Policy, at: datetime) -> str:
    """Say to a student what was taken off, and for what."""
    if policy.ends_at is None or not policy.days(at):
        return ""
    begun = f"{policy.days(at)} days" if policy.days(at) > 1 else "1 day"
    return (
        f"It came {begun} late, a day begun counted as a whole one: the end was {told(policy.ends_at)}. "
        f"Each day costs {policy.percent_per_day:g} % of the marks earned; {policy.percent(at):g} % were taken off."
    )


def told(at: datetime) -> str:
    """Write a time for people."""
    return f"{at:%Y-%m-%d %H:%M} UTC"
