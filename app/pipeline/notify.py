"""One delivery sent, and what follows from the answer. Its place in the queue is not its place in the schedule.

The queue counts how often a job was taken, to find the one that kills its workers; that has nothing to do with how
often an endpoint said no. So a delivery that is to be tried again ends its job and queues a new one for later, in the
commit in which the try is written down. Until that commit the job is there: who dies after the post sends it again.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus

from app import logs
from app.pipeline import notices
from app.pipeline.notices import NOTIFY
from app.queue.dispatcher import Dispatcher, Task
from app.store import audit, deliveries, rotation
from app.store.clock import Clock
from app.store.clock import now as utc_now
from app.store.deliveries import Tried
from app.store.engine import Database
from app.store.jobs import NewJob
from app.store.kinds import DeliveryState, Lane
from app.store.session import Session
from app.store.tables import Delivery, Endpoint, Event
from app.store.writer import Writer
from app.webhooks import signing
from app.webhooks.post import Outcome, Post
from app.webhooks.schedule import LONGEST_S, Schedule, retry_after

log = logging.getLogger(__name__)

SLUGGISH_S = 2.0  #: an endpoint that took longer the last time has half of the places at most
SILENT_S = 15.0  #: what one that did not answer is taken to need; it has so many places:
SILENT_AT_ONCE = 2
STEP_S = 0.25  #: between those that wait for the end of a rest
FORWARD = 4  #: deliveries that were put off are sent sooner with each that gets through
LONGEST = timedelta(seconds=LONGEST_S)
ONCE = frozenset({"ping"})  #: sent without a second try
GRADED = "submission.graded"
SERVER = 500  #: from here on it is the other side's own trouble

Found = tuple[Delivery, Event, Endpoint]


@dataclass(frozen=True, kw_only=True)
class Notifying:
    """Sends deliveries. See `app.queue.dispatcher.Handler`."""

    database: Database
    writer: Writer
    dispatcher: Dispatcher
    post: Post
    schedule: Schedule = field(default_factory=Schedule)
    clock: Clock = utc_now
    under_way: Counter[str] = field(default_factory=Counter)  #: deliveries by endpoint
    sluggish: dict[str, float] = field(default_factory=dict)  #: seconds that an endpoint took the last time, if many
    lines: dict[str, datetime] = field(default_factory=dict)  #: when the last is due that was put off for an endpoint
    behind: dict[str, bool] = field(default_factory=dict)  #: whether anything may be put off for it; not said: it may
    at_once: int = 16  #: as many deliveries as are under way at most

    async def claimed(self, session: Session, task: Task) -> None:
        """Nobody sees it."""

    async def handle(self, task: Task) -> None:
        """Send it, and write down what came of it. An answer that is bad is no failure of the job."""
        async with self.database.glance() as session:
            found = await deliveries.get(session, task.subject)
        if found is None or found[0].state is not DeliveryState.PENDING:
            return
        _, event, endpoint = found
        logs.bind(endpoint=endpoint.id, event=event.type)
        if endpoint.disabled_at is not None:
            await self.writer.write(lambda session: self._drop(session, task))
            return
        until = self._not_before(endpoint, self.clock())
        if until is not None:
            await self.writer.write(lambda session: self._put_off(session, task, endpoint, until))
            return
        tried, outcome = await self._send(event, endpoint)
        await self.writer.write(lambda session: self._settle(session, task, found, tried, outcome))
        log.info("sent", extra={"status": outcome.status, "ms": outcome.ms, "error": outcome.error})

    async def set_aside(self, session: Session, task: Task, error: str) -> None:
        """Three workers could not end a try, which is ours: it counts as one that failed, and the schedule goes on."""
        await self.dispatcher.cancel(session, task.kind, task.subject)
        found = await deliveries.due(session, task.subject)
        if found is not None:
            tried = Tried(at=self.clock(), status=None, ms=0, error=f"It could not be sent: {error}"[:200])
            await self._failed(session, found, tried, Outcome(ms=0, error=tried.error))

    async def _send(self, event: Event, endpoint: Endpoint) -> tuple[Tried, Outcome]:
        at = self.clock()
        headers = signing.headers(event.id, event.body, at, rotation.keys_of(endpoint, at))
        self.under_way[endpoint.id] += 1
        try:
            outcome = await self.post.post(endpoint.url, headers, event.body.encode())
        finally:
            self.under_way[endpoint.id] -= 1
        self._remember(endpoint, outcome)
        tried = Tried(at=at, status=outcome.status, ms=outcome.ms, response=outcome.response, error=outcome.error[:200])
        return tried, outcome

    def _remember(self, endpoint: Endpoint, outcome: Outcome) -> None:
        took = SILENT_S if outcome.status is None else outcome.ms / 1000
        self.sluggish.pop(endpoint.id, None)
        if took >= SLUGGISH_S:
            self.sluggish[endpoint.id] = took

    def _not_before(self, endpoint: Endpoint, now: datetime) -> datetime | None:
        """Until when a delivery has to wait for the sake of its endpoint, or of the others."""
        rest = endpoint.slow_until
        if rest is not None and now < rest <= now + LONGEST:  # later than that, and the clock was set back since
            return self._in_line(endpoint, now, rest, STEP_S)
        took = self.sluggish.get(endpoint.id)
        if took is not None and self.under_way[endpoint.id] >= self._places(took):
            step_s = took / self._places(took)
            return self._in_line(endpoint, now, now + self.schedule.spread(took - step_s), step_s)
        return None

    def _in_line(self, endpoint: Endpoint, now: datetime, start: datetime, step_s: float) -> datetime:
        """Give a delivery its place behind all that were put off for this endpoint, as far apart as it can take them.

        So each is looked at about once, and not all of them every time that one place is free.
        """
        last = self.lines.get(endpoint.id, start)
        last = last if last <= now + LONGEST else start  # the clock was set back since
        due = min(max(start, last) + self.schedule.spread(step_s), now + LONGEST)
        self.lines[endpoint.id], self.behind[endpoint.id] = due, True
        return due

    async def _call_forward(self, session: Session, endpoint: Endpoint) -> None:
        """Let some of what was put off be sent now that it answers well: each that gets through brings a few others."""
        if endpoint.id in self.sluggish or not self.behind.get(endpoint.id, True):
            return
        self.lines.pop(endpoint.id, None)
        found = await self.dispatcher.hasten(session, NOTIFY, endpoint.id, lane=Lane.FRONT, most=FORWARD)
        self.behind[endpoint.id] = found == FORWARD

    def _places(self, took: float) -> int:
        return SILENT_AT_ONCE if took >= SILENT_S else max(SILENT_AT_ONCE, self.at_once // 2)

    async def _settle(self, session: Session, task: Task, sent: Found, tried: Tried, outcome: Outcome) -> None:
        _, event, endpoint = sent
        await self.dispatcher.finish(session, task)  # first: who has lost the job stores nothing
        if not outcome.ok:
            found = await deliveries.get(session, task.subject)
            if found is not None:  # else its endpoint or its student was deleted meanwhile
                await self._failed(session, found, tried, outcome)
            return
        await self._call_forward(session, endpoint)
        number = await deliveries.tried(session, task.subject, tried, state=DeliveryState.DELIVERED)
        if number is not None and event.type == GRADED and event.submission_id is not None:
            await deliveries.note_told(session, event.submission_id, tried.at)

    async def _failed(self, session: Session, found: Found, tried: Tried, outcome: Outcome) -> None:
        delivery, event, endpoint = found
        now = self.clock()
        slow = self._slow(outcome, now)
        if slow is not None:
            await deliveries.slow_down(session, endpoint.id, now + slow)
        wait = self.schedule.after(delivery.attempts + 1 - delivery.tries_before)
        gone = outcome.status == HTTPStatus.GONE
        if wait is None or gone or event.type in ONCE or endpoint.disabled_at is not None:
            await deliveries.tried(session, delivery.id, tried, state=DeliveryState.GIVEN_UP)
            if gone:
                await self._disable(session, endpoint, "It answered 410 Gone.", now)
            elif event.type not in ONCE and not await deliveries.got_through(session, delivery):
                last = tried.error or f"It answered {tried.status}."
                await self._disable(session, endpoint, f"Ten tries failed, the last so: {last}", now)
            return
        next_at = now + max(wait, slow or wait)
        await deliveries.tried(session, delivery.id, tried, state=DeliveryState.PENDING, next_at=next_at)
        await self._queue(session, delivery.id, endpoint, next_at)

    def _slow(self, outcome: Outcome, now: datetime) -> timedelta | None:
        status = outcome.status
        if status is None or not (status == HTTPStatus.TOO_MANY_REQUESTS or status >= SERVER):
            return None
        asked = retry_after(outcome.retry_after, now) if outcome.retry_after is not None else None
        return self.schedule.slow(status, asked)

    async def _disable(self, session: Session, endpoint: Endpoint, why: str, now: datetime) -> None:
        why = why[:200]
        if await deliveries.disable(session, endpoint.id, why, now):
            log.warning("endpoint %s is disabled: %s", endpoint.id, why)
            await audit.note(
                session,
                course_id=endpoint.course_id,
                token_id=None,
                person_id=None,
                deed="endpoint.disabled",
                subject=endpoint.id,
                now=now,
                detail={"why": why},
            )
            await notices.disabled(session, self.dispatcher, endpoint, why, now)

    async def _drop(self, session: Session, task: Task) -> None:
        await self.dispatcher.finish(session, task)
        found = await deliveries.due(session, task.subject)
        if found is None:
            await deliveries.give_up(session, task.subject)
        else:  # its endpoint was enabled again in this moment
            await self._queue(session, task.subject, found[2], self.clock())

    async def _put_off(self, session: Session, task: Task, endpoint: Endpoint, until: datetime) -> None:
        await self.dispatcher.finish(session, task)
        await deliveries.put_off(session, task.subject, until)
        await self._queue(session, task.subject, endpoint, until, lane=task.lane)

    async def _queue(
        self, session: Session, delivery_id: str, endpoint: Endpoint, at: datetime, lane: Lane = Lane.BACKGROUND
    ) -> None:
        """Queue it for later; what was tried stands behind what has not been tried yet."""
        job = NewJob(
            kind=NOTIFY,
            subject=delivery_id,
            job_class=NOTIFY,
            owner=endpoint.id,
            lane=lane,
            not_before=at,
        )
        await self.dispatcher.enqueue(session, [job])
