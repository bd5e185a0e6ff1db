"""A change of a course's rules: checked as a whole, applied to the marks that stand, written down, and told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from app.errors import AppError
from app.pipeline import notices, portions
from app.pipeline.late import Policy, told
from app.queue.dispatcher import Dispatcher
from app.store import audit, courses, rules, submissions
from app.store.audit import Who
from app.store.session import Session
from app.store.tables import CourseSettings

NAMES = (
    *("opens_at", "closes_at", "grace_s", "late_percent_per_day", "attempts"),
    *("counts", "detail_before", "detail_after", "held"),
)
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
LONGEST_GRACE_S = 366 * 86_400
MOST_ATTEMPTS = 1000
FEW = 200  #: students whose marks are counted anew without looking at all others
AT_ONCE = 50  #: marks that moved are told in the same transaction; more than that by a job of its own


class WrongRules(AppError):
    """The rules of a course do not fit together."""

    status = 422


async def change(  # noqa: PLR0913 - what, of which course, by whom, and when
    session: Session, dispatcher: Dispatcher, course_id: str, changes: Mapping[str, Any], *, by: Who, now: datetime
) -> CourseSettings:
    """Set some of the rules, the others stay (WrongRules). Marks follow: nothing of a student's is graded anew."""
    before = await rules.locked(session, course_id)
    check(CourseSettings(**{name: getattr(before, name) for name in NAMES} | dict(changes)))
    old = document(before)
    settings = await courses.change_settings(session, course_id, **changes)
    new = document(settings)
    altered = [name for name in NAMES if new[name] != old[name]]
    if not altered:
        return settings
    moved = await _applied(session, settings, old, set(altered))
    detail = {
        "before": {name: old[name] for name in altered},
        "after": {name: new[name] for name in altered},
        "moved": len(moved),
    }
    await audit.done(session, by, course_id, "settings.changed", course_id, now, **detail)
    if old["held"] and not settings.held:
        await portions.tell_all(session, dispatcher, course_id, now, why="release")
    elif len(moved) > AT_ONCE:
        # Each mark that counts is told, moved or not.
        await portions.tell_all(session, dispatcher, course_id, now, why="rules")
    else:
        found = [await submissions.get(session, one) for one in moved]
        answers = [one for one in found if one is not None]
        await notices.changed_all(session, dispatcher, answers, now, why="rules")
    return settings


async def release(session: Session, dispatcher: Dispatcher, course_id: str, *, by: Who, now: datetime) -> bool:
    """Show the marks that were held, and tell them; False where none were held."""
    if not (await rules.locked(session, course_id)).held:
        return False
    await courses.change_settings(session, course_id, held=False)
    await audit.done(session, by, course_id, "marks.released", course_id, now)
    await portions.tell_all(session, dispatcher, course_id, now, why="release")
    return True


def check(of_course: CourseSettings) -> None:
    """Refuse rules that cannot be or do not fit together (WrongRules)."""
    opens, closes = of_course.opens_at, of_course.closes_at
    for name, moment in (("opens_at", opens), ("closes_at", closes)):
        if moment is not None and not EARLIEST <= moment <= LATEST:
            raise WrongRules(f"{name} is to be between the years {EARLIEST.year} and {LATEST.year}.")
    if opens is not None and closes is not None and closes <= opens:
        raise WrongRules(f"The course would close ({told(closes)}) before it opens ({told(opens)}).")
    if not 0 <= of_course.grace_s <= LONGEST_GRACE_S:
        raise WrongRules(f"grace_s is to be between 0 and {LONGEST_GRACE_S} seconds, a year.")
    if not 0 <= of_course.late_percent_per_day <= 100:  # noqa: PLR2004 - of a hundred
        raise WrongRules("late_percent_per_day is to be between 0 and 100.")
    if of_course.attempts is not None and not 1 <= of_course.attempts <= MOST_ATTEMPTS:
        raise WrongRules(f"attempts is to be between 1 and {MOST_ATTEMPTS}, or null for as many as one likes.")


def document(of_course: CourseSettings) -> dict[str, Any]:
    """Write the rules down as JSON has them."""
    return {name: _plain(getattr(of_course, name)) for name in NAMES}


def _plain(value: object) -> object:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


async def _applied(session: Session, of_course: CourseSettings, old: Mapping[str, Any], altered: set[str]) -> list[str]:
    """Have the marks that stand follow; give the submissions whose mark now counts, or counts otherwise."""
    course_id, people = of_course.course_id, set[str]()
    if altered & {"closes_at", "grace_s", "late_percent_per_day"}:
        new, before = Policy.of(of_course), _policy(old)
        ends = [one.ends_at for one in (new, before) if one.ends_at is not None]
        if ends:
            people = await rules.rescore(session, course_id, new.counting, since=min(ends))
    if "counts" in altered or len(people) > FEW:
        return await rules.recount(session, course_id, of_course.counts)
    return await rules.recount(session, course_id, of_course.counts, people=people) if people else []


def _policy(old: Mapping[str, Any]) -> Policy:
    closes = old["closes_at"]
    before = rules.Dates(
        closes_at=None if closes is None else datetime.fromisoformat(closes),
        grace_s=old["grace_s"],
        late_percent_per_day=old["late_percent_per_day"],
    )
    return Policy.of(before)
