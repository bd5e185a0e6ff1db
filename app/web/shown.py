"""Rows as they are shown, and as much of them as the course lets a student see.

What may be seen is written down, not what is hidden: something new in a report is seen by no student until it is named
here. An LMS sees what a student sees.
"""

from __future__ import annotations

from typing import Any

from app.pipeline import late
from app.pipeline.late import Policy
from app.pipeline.receive import GRADE
from app.queue.house import House
from app.store import courses, reports, rules, written
from app.store.clock import now
from app.store.kinds import Cause, Detail, Phase, SubmissionState, UploadKind
from app.store.reports import UNGRADED
from app.store.rules import Used
from app.store.session import Session
from app.store.tables import CourseSettings, Report, Submission, Upload
from app.web.caller import Caller
from app.web.problems import Held, NoReport, NotYet, Withdrawn
from app.web.schemas import SubmissionShown

HEAD = ("question", "title", "state", "score", "max")
JUDGED = (*HEAD, "checks", "variations", "seeds", "reproduce")
OF_REPORT = {
    Detail.SCORE: frozenset(HEAD),
    Detail.CHECKS: frozenset(JUDGED),
    Detail.MESSAGES: frozenset(JUDGED),
    Detail.FULL: frozenset({*JUDGED, "run"}),
}
EXPLAINED = frozenset({Detail.MESSAGES, Detail.FULL})  #: levels at which a student is told why
VERDICT = frozenset({"name", "sentence", "outcome", "points", "max"})
#: `message_params` are for whoever writes the message in another language; they hold values no student is told
SAID = VERDICT | {"message", "message_id", "hint", "where"}
NONE = {SubmissionState.UNGRADED: NoReport, SubmissionState.WITHDRAWN: Withdrawn}  #: why there is no report
WAITING = frozenset({SubmissionState.RECEIVED, SubmissionState.QUEUED})


class View:
    """What one caller sees in one look at the database; what is the same for many is asked for once."""

    def __init__(self, session: Session, house: House, caller: Caller) -> None:
        self._session, self._house, self._caller = session, house, caller
        self._rules: dict[str, CourseSettings] = {}
        self._used: dict[tuple[str, str, int], int] = {}

    async def submission(self, one: Submission) -> SubmissionShown:
        """A submission with its place in the queue, and how many attempts its student has left."""
        held = await self._held(one)
        hidden = held and one.state is SubmissionState.GRADED
        return SubmissionShown(
            id=one.id,
            question=one.question,
            student=one.person_id,
            state=one.state,
            score=None if held else one.score,
            max=one.max,
            attempt=one.attempt,
            attempts_left=await self._left(one),
            submitted_at=one.submitted_at,
            settled_at=one.settled_at,
            place=await self._place(one),
            note=Held.default_message() if hidden else None,
            links=links(one.id),
        )

    async def report(self, one: Submission) -> dict[str, Any]:
        """The report that holds (NotYet, NoReport or Withdrawn where there is none, Held where it is not shown)."""
        found = await reports.shown(self._session, one)
        if found is None:
            raise NONE.get(one.state, NotYet)
        held, upload, of_course = found
        self._rules[one.course_id] = of_course
        if await self._held(one):
            raise Held
        document = held.document if self._caller.teaches else lessened(held.document, detail(of_course))
        return document | {
            "score": held.score,
            "id": one.id,
            "student": one.person_id,
            "attempt": one.attempt,
            "submitted_at": one.submitted_at.isoformat(),
            "phases": _phases(upload),
            "late": _late(held, one, Policy.of(of_course)),
            "override": _override(held),
            "written": await self._written(one, upload),
        }

    async def _of(self, course_id: str) -> CourseSettings:
        if course_id not in self._rules:
            self._rules[course_id] = await courses.settings_of(self._session, course_id)
        return self._rules[course_id]

    async def _held(self, one: Submission) -> bool:
        return not self._caller.teaches and (await self._of(one.course_id)).held

    async def _left(self, one: Submission) -> int | None:
        """How many attempts are left; who teaches looks at many students at once, and is not told."""
        limit = None if self._caller.teaches else (await self._of(one.course_id)).attempts
        if limit is None:
            return None
        key = (one.course_id, one.person_id, one.question)
        if key not in self._used:  # a page holds many attempts at the same question
            found = await rules.used(
                self._session, course_id=one.course_id, person_id=one.person_id, questions=[one.question]
            )
            self._used[key] = found.get(one.question, Used()).all
        return max(0, limit - self._used[key])

    async def _place(self, one: Submission) -> int | None:
        if one.state not in WAITING:
            return None
        return await self._house.dispatcher.place(self._session, GRADE, one.upload_id)

    async def _written(self, one: Submission, upload: Upload) -> dict[str, Any] | None:
        """The mark of the written answer: it stands beside that of the code, and is not in the score."""
        if upload.kind is not UploadKind.NOTEBOOK:
            return None
        mark = await written.mark_of(self._session, one.id)
        if mark is None:
            return None
        told = self._caller.teaches or detail(await self._of(one.course_id)) in EXPLAINED
        return {"score": mark.score, "max": mark.max, "comment": mark.comment if told else ""}


def links(submission_id: str) -> dict[str, str]:
    """Where to go on from a submission."""
    base = f"/v1/submissions/{submission_id}"
    return {"self": base, "report": f"{base}/report", "code": f"{base}/code", "events": f"{base}/events"}


def lessened(document: dict[str, Any], level: Detail) -> dict[str, Any]:
    """Give of a report what a level of detail shows."""
    kept = {name: value for name, value in document.items() if name in OF_REPORT[level]}
    seen = VERDICT if level is Detail.CHECKS else SAID
    if "checks" in kept:
        kept["checks"] = [{name: value for name, value in check.items() if name in seen} for check in kept["checks"]]
    return kept


def detail(of_course: CourseSettings) -> Detail:
    """The level at present: another before the end than after it, and the grace is before it."""
    return of_course.detail_after if Policy.of(of_course).closed(now()) else of_course.detail_before


def _late(held: Report, one: Submission, policy: Policy) -> dict[str, Any] | None:
    percent = policy.percent(one.submitted_at)
    if not percent or held.cause is Cause.OVERRIDE or held.state == UNGRADED:
        return None
    return {
        "earned": held.document.get("score"),
        "days": policy.days(one.submitted_at),
        "percent": percent,
        "why": late.why(policy, one.submitted_at),
    }


def _phases(upload: Upload) -> dict[str, str | None]:
    moments = {phase.value: getattr(upload, f"{phase.value}_at") for phase in Phase}
    return {name: moment.isoformat() if moment else None for name, moment in moments.items()}


def _override(held: Report) -> dict[str, Any] | None:
    if held.cause is not Cause.OVERRIDE:
        return None
    return {"score": held.score, "max": held.max, "reason": held.reason, "at": held.made_at.isoformat()}
