"""Who asks: the token of a request, what it may do, and in which course."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from limits import RateLimitItemPerMinute
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from app.queue.house import House
from app.store import courses, people, submissions, tokens
from app.store.clock import now
from app.store.kinds import Role
from app.store.session import Session
from app.store.tables import Course, Submission
from app.web.problems import Forbidden, NotFound, TooMany, Unauthorized
from app.web.schemas import ID

ULID = re.compile(ID)
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
BEARER = HTTPBearer(
    auto_error=False, description="A token such as `ac_01J..._secret`; `allclose token create` makes one."
)
TEACHERS = frozenset({Role.INSTRUCTOR, Role.ADMIN})


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A token that is valid. Without a `course_id` it is good for all courses: an administrator's."""

    token_id: str
    role: Role
    person_id: str | None
    course_id: str | None

    @property
    def teaches(self) -> bool:
        """Whether they see everybody's work in their course."""
        return self.role in TEACHERS

    def needs(self, *roles: Role) -> None:
        """Refuse whoever has none of these roles (Forbidden)."""
        if self.role not in roles:
            raise Forbidden

    def may_see(self, submission: Submission | None) -> Submission:
        """Refuse another's work as if it were not there (NotFound)."""
        if submission is None:
            raise NotFound
        own = submission.person_id == self.person_id
        in_course = self.course_id in {None, submission.course_id}
        if not (in_course and (own or self.teaches or self.role is Role.LMS)):
            raise NotFound
        return submission


async def house_of(request: Request) -> House:
    """What the process opened when it started; it is async because a plain function would be called in a thread."""
    house: House = request.app.state.house
    return house


OpenHouse = Annotated[House, Depends(house_of)]


async def caller_of(
    request: Request,
    house: OpenHouse,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Security(BEARER)],
) -> Caller:
    """Find out who asks (Unauthorized, TooMany)."""
    if bearer is None:
        raise Unauthorized
    async with house.database.glance() as session:
        token = await tokens.find(session, bearer.credentials, now())
    if token is None:
        raise Unauthorized
    limiter: SlidingWindowCounterRateLimiter = request.app.state.limiter
    rate: RateLimitItemPerMinute = request.app.state.rate
    if not await limiter.hit(rate, token.id):
        raise TooMany
    return Caller(token_id=token.id, role=token.role, person_id=token.person_id, course_id=token.course_id)


Called = Annotated[Caller, Depends(caller_of)]


async def seen_by(
    house: OpenHouse,
    caller: Called,
    submission_id: Annotated[str, Path(description="A submission's id.", examples=["01JD8Z3M7W5X9Q2K4R6T8V0A1B"])],
) -> Submission:
    """Find the submission that is asked about (NotFound where it is another's)."""
    if not ULID.fullmatch(submission_id):
        raise NotFound
    async with house.database.glance() as session:
        return caller.may_see(await submissions.get(session, submission_id))


Seen = Annotated[Submission, Depends(seen_by)]


async def course_for(session: Session, caller: Caller, name: str) -> Course:
    """Find a course that the caller has to do with (NotFound for any other)."""
    course = None if CONTROL.search(name) else await courses.by_name(session, name)  # some databases refuse a NUL
    if course is None or caller.course_id not in {None, course.id}:
        raise NotFound
    if caller.role is Role.STUDENT and (
        caller.person_id is None or await people.membership(session, course.id, caller.person_id) is None
    ):
        raise NotFound
    return course
