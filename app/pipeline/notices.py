"""What is told to others of a submission, written in the commit in which it happens; a job for each who wants it.

The body of every notice is `{type, timestamp, data}`, under 20 kB. In `data` stand ids, marks and the path of the
report; never code, a name, an address or a word of feedback. A receiver that keeps, for each `student` and `question`,
the `counts` of the highest `sequence` it has seen, has the gradebook, in whatever order the notices come.

`uploads.context` may say more, for a submission that an LMS handed in: under `lms` the ids by which the LMS knows it,
which go back as they came, and under `endpoint` the id of the one endpoint that is to hear of it.

**Marks that are held.** Where a course's marks are held, `submission.graded` says that it was graded, with `held` true
and no score; `grade.changed` is not sent. The release tells each mark that counts in a `grade.changed` of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal, get_args

from app.pipeline.payload import Data, body_of, of_submission
from app.queue.dispatcher import Dispatcher
from app.store import deliveries, events, standings, told
from app.store.events import NewEvent
from app.store.jobs import NewJob
from app.store.session import Session
from app.store.tables import Delivery, Endpoint, Regrade, Submission
from app.store.told import About
from graders.report import QuestionReport, State

NOTIFY = "notify"  #: the kind of job that sends one delivery, and the class of who takes it

Type = Literal[
    "submission.received",
    "submission.graded",
    "submission.errored",
    "grade.changed",
    "regrade.published",
    "endpoint.disabled",
    "ping",
]
TYPES: tuple[Type, ...] = get_args(Type)


async def received(session: Session, dispatcher: Dispatcher, answers: Sequence[Submission], now: datetime) -> None:
    """Something came in: all answers of one upload. Where nobody listens nothing is written."""
    await _tell(session, dispatcher, "submission.received", answers, now, lambda _: {"state": "queued"}, keep=False)


async def graded(
    session: Session, dispatcher: Dispatcher, answer: Submission, report: QuestionReport, now: datetime
) -> None:
    """A first report holds now. Where nobody listens it costs one look beside the row of the event."""
    if report.state is State.UNGRADED:
        await errored(session, dispatcher, answer, now)
        return

    def data(about: About | None) -> Data:
        return {
            "score": report.score if about is None else None if about.held else about.score,  # after the late policy
            "max": report.max,
            "state": report.state.value,
            "question_version": report.reproduce.question_version,
        }

    await _tell(session, dispatcher, "submission.graded", [answer], now, data)


async def errored(session: Session, dispatcher: Dispatcher, answer: Submission, now: datetime) -> None:
    """It could not be graded, and that is ours."""
    await _tell(session, dispatcher, "submission.errored", [answer], now, lambda _: {"state": State.UNGRADED.value})


async def changed(session: Session, dispatcher: Dispatcher, answer: Submission, now: datetime, *, why: str) -> None:
    """A mark changed; call it when the new one is written. `why` is one of the words of docs/lms.md."""
    await changed_all(session, dispatcher, [answer], now, why=why)


async def changed_all(  # noqa: PLR0913 - what happened, where, why, and who is to hear of it
    session: Session,
    dispatcher: Dispatcher,
    answers: Sequence[Submission],
    now: datetime,
    *,
    why: str,
    only: str | None = None,
) -> None:
    """Many marks changed, in one course. While its marks are held nothing is told of it: the release tells them.

    `only` is the id of the one endpoint that is told, of what it hears of anyway.
    """

    def data(about: About | None) -> Data | None:
        if about is None or about.held:
            return None
        version = about.question_version
        return {"score": about.score, "max": about.max, "state": about.state, "question_version": version, "why": why}

    await _tell(session, dispatcher, "grade.changed", answers, now, data, keep=False, only=only)


async def regrade_published(  # noqa: PLR0913 - what happened, where, and how it went
    session: Session, dispatcher: Dispatcher, regrade: Regrade, now: datetime, *, moved: int, rolled_back: bool = False
) -> None:
    """A regrade was published, or taken back; each mark that moved has a `grade.changed` of its own."""
    data = {"regrade": regrade.id, "course": regrade.course_id, "moved": moved, "rolled_back": rolled_back}
    await _announce(session, dispatcher, regrade.course_id, "regrade.published", data, now)


async def disabled(session: Session, dispatcher: Dispatcher, endpoint: Endpoint, why: str, now: datetime) -> None:
    """An endpoint was given up: the others of its course hear of it. Call it when it is disabled already."""
    data = {"endpoint": endpoint.id, "course": endpoint.course_id, "why": why}
    await _announce(session, dispatcher, endpoint.course_id, "endpoint.disabled", data, now)


async def ping(session: Session, dispatcher: Dispatcher, endpoint: Endpoint, now: datetime) -> Delivery:
    """Send an endpoint a notice of nothing, whatever it listens to: once, without a second try."""
    data = {"endpoint": endpoint.id, "course": endpoint.course_id}
    body = body_of("ping", data, now)
    new = NewEvent(course_id=endpoint.course_id, type="ping", body=body, to=[endpoint])
    ((_, (delivery,)),) = await events.add_all(session, [new], now)
    await _send(session, dispatcher, [delivery])
    return delivery


async def again(session: Session, dispatcher: Dispatcher, sent: Sequence[Delivery], now: datetime) -> None:
    """Send deliveries again, at once and with all their tries before them; the receiver knows them by the same id."""
    await deliveries.renew(session, [one.id for one in sent], now)
    for one in sent:
        await dispatcher.cancel(session, NOTIFY, one.id)
    await _send(session, dispatcher, sent)


async def _tell(  # noqa: PLR0913, PLR0917 - what happened, to what, and what is said of it
    session: Session,
    dispatcher: Dispatcher,
    type_: Type,
    answers: Sequence[Submission],
    now: datetime,
    more: Callable[[About | None], Data | None],
    *,
    keep: bool = True,
    only: str | None = None,
) -> None:
    """Write a notice for each answer of which `more` has something to say; `keep` also those that nobody hears."""
    if not answers:
        return
    enabled = await events.enabled(session, answers[0].course_id)
    heard = any(only in {None, one.id} for one in events.wanting(enabled, type_))
    if not heard and not keep:
        return
    # The number first: it holds the student's standing, and who comes after with a higher one has seen what we wrote.
    in_order = sorted(answers, key=lambda one: (one.person_id, one.question)) if heard else answers
    numbers = {one.id: await standings.next_sequence(session, one) for one in in_order} if heard else {}
    facts = await told.about(session, list(numbers)) if heard else {}
    new = []
    for answer in in_order:
        about = facts.get(answer.id)
        said = more(about)
        if said is None:
            continue
        to = [one for one in events.wanting(_theirs(about, enabled), type_) if only in {None, one.id}]
        if only is not None and not to:
            continue
        body = body_of(type_, {**of_submission(answer, about, numbers.get(answer.id)), **said}, now)
        new.append(NewEvent(course_id=answer.course_id, type=type_, body=body, to=to, submission_id=answer.id))
    await _write(session, dispatcher, new, now)


async def _announce(  # noqa: PLR0913, PLR0917 - what happened, where, and what is said of it
    session: Session, dispatcher: Dispatcher, course_id: str, type_: Type, data: Data, now: datetime
) -> None:
    to = events.wanting(await events.enabled(session, course_id), type_)
    new = NewEvent(course_id=course_id, type=type_, body=body_of(type_, data, now), to=to)
    await _write(session, dispatcher, [new], now)


def _theirs(about: About | None, enabled: Sequence[Endpoint]) -> Sequence[Endpoint]:
    """Whose business it is: the endpoint's alone that was named when it was handed in, or else everybody's.

    While that one is disabled nobody is told, and it catches up when it is enabled again; where it was deleted, nobody
    is told any more, for the ids in the notice are between the service and that one LMS.
    """
    named = None if about is None else about.context.get("endpoint")
    return enabled if named is None else [one for one in enabled if one.id == named]


async def _write(session: Session, dispatcher: Dispatcher, new: Sequence[NewEvent], now: datetime) -> None:
    for _, sent in await events.add_all(session, new, now):
        await _send(session, dispatcher, sent)


async def _send(session: Session, dispatcher: Dispatcher, sent: Sequence[Delivery]) -> None:
    jobs = [NewJob(kind=NOTIFY, subject=one.id, job_class=NOTIFY, owner=one.endpoint_id) for one in sent]
    if jobs:
        await dispatcher.enqueue(session, jobs)
