"""Uploads judged anew by a worker: from what is kept where that will do, and on to the end whatever happens."""

from __future__ import annotations

import asyncio
import copy
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest

from app.pipeline.by_kind import ByKind
from app.pipeline.chain import REGRADE, next_link
from app.pipeline.grade import Grading
from app.pipeline.reading import read, read_code
from app.pipeline.receive import CPU, GRADE, Sent, receive
from app.pipeline.regrade import OURS, Regrading
from app.queue.dispatcher import Handler, Task
from app.queue.lease import LeaseDispatcher
from app.queue.shift import Means, Timing
from app.sandbox.box import Limits, Program, Run
from app.sandbox.client import BrokerBox
from app.store import courses, people, publishing, regrades, reports, retention, submissions
from app.store.clock import now
from app.store.engine import Database, connect
from app.store.jobs import NewJob
from app.store.kinds import Cause, Counts, ItemState, Lane, RegradeState, Role, SubmissionState
from app.store.regrades import CLEARED, Wanted, Which
from app.store.tables import Report
from app.store.writer import Writer
from graders import catalogue
from graders.authoring import Question, failure
from graders.catalogue import Pack
from graders.observation import RunStatus
from graders.plan import Plan
from tests.app.store.classroom import items

pytestmark = pytest.mark.anyio
NINE = "import torch\nt = torch.tensor([4., 7., 9., 2., 5.])\nprint(t.max(), t.min(), t.mean())"
FILE = f"# %%\n# Q9\n{NINE}\n\n# %%\n# Q4\na = torch.tensor([[1., 2.], [3., 4.]])\nprint(a + a, a @ a)\n"
PACK = catalogue.load()


def changed(number: int, **changes: Any) -> Pack:
    """A pack of which one question is other."""
    question: Question = copy.copy(PACK.entries[number].question)
    for name, value in changes.items():
        setattr(question, name, value)
    entry = replace(PACK.entries[number], question=question, version="other")
    return replace(PACK, entries={**PACK.entries, number: entry})


def harder() -> Pack:
    """Only a check of question 9 is another: nobody passes it."""

    def judge(**_: Any) -> None:
        raise failure("seen.uncalled", name="it")

    first, *rest = PACK.entries[9].question.checks
    return changed(9, checks=[replace(first, judge=judge, needs=()), *rest])


@dataclass(kw_only=True)
class Counting:
    """A box that counts, and stands still or fails where it is told to."""

    box: BrokerBox
    runs: int = 0
    failing: str = ""
    gate: threading.Event | None = None

    def run(self, program: Program, plan: Plan, limits: Limits) -> Run:
        """Run it, or do not."""
        self.runs += 1
        if self.failing == "breaks":
            raise RuntimeError(self.failing)
        if self.failing:
            return Run(status=RunStatus.BOX_FAILED, sentence="ours")
        if self.gate is not None:
            self.gate.wait(60)
        return self.box.run(program, plan, limits)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A course, and workers for it."""

    database: Database
    writer: Writer
    course_id: str
    person_id: str
    box: Counting

    def dispatcher(self, lease_s: float = 15.0) -> LeaseDispatcher:
        """A queue for one worker."""
        timing = Timing(lease_s=lease_s, poll_s=0.05, retry_s=0.05)
        return LeaseDispatcher(Means(database=self.database, writer=self.writer, timing=timing))

    async def send(self, text: str, question: int | None = 9) -> list[str]:
        """Send something in; its submissions."""
        notebook = read_code(text, question) if question else read(text.encode(), "a.py")
        sent = Sent(
            course_id=self.course_id,
            person_id=self.person_id,
            token_id=None,
            notebook=notebook,
            content=None if question else text.encode(),
            filename="a.py",
        )
        dispatcher = self.dispatcher()
        _, made = await self.writer.write(lambda session: receive(session, dispatcher, sent, now()))
        return [one.id for one in made]

    @asynccontextmanager
    async def working(self, pack: Pack = PACK, *, lease_s: float = 15.0) -> AsyncIterator[LeaseDispatcher]:
        """A worker."""
        dispatcher = self.dispatcher(lease_s)
        grading, regrading = (
            kind(database=self.database, writer=self.writer, dispatcher=dispatcher, box=self.box, pack=pack, key=b"k")
            for kind in (Grading, Regrading)
        )
        handler: Handler = ByKind(handlers={GRADE: grading, REGRADE: regrading})
        working = asyncio.create_task(dispatcher.run({CPU}, 2, handler))
        try:
            yield dispatcher
        finally:
            await dispatcher.stop(5)
            await working

    async def graded(self, *ids: str) -> None:
        """Wait until these are graded."""
        await self.until(lambda states: all(states[one] is SubmissionState.GRADED for one in ids))

    async def until(self, there: Any) -> None:
        """Wait for submissions to be in a state."""
        for _ in range(1200):
            async with self.database.read() as session:
                rows = await submissions.page(session, limit=1000)
            if there({one.id: one.state for one in rows}):
                return
            await asyncio.sleep(0.05)
        raise TimeoutError

    async def ask(self, which: Which = Which.ALL, questions: Sequence[int] = ()) -> str:
        """Ask for a regrade."""
        dispatcher = self.dispatcher()

        async def write(session: Any) -> str:
            wanted = Wanted(which=which, questions=questions, why="mended")
            regrade = await regrades.ask(session, self.course_id, wanted, by_id=None, now=now())
            await next_link(session, dispatcher, regrade.id)
            return regrade.id

        return await self.writer.write(write)

    async def ready(self, regrade_id: str) -> dict[str, Any]:
        """Wait until all of a regrade is judged; its items."""
        for _ in range(1200):
            async with self.database.read() as session:
                regrade = await regrades.get(session, regrade_id)
                if regrade is not None and regrade.state is RegradeState.READY:
                    return await items(session, regrade_id)
            await asyncio.sleep(0.05)
        raise TimeoutError(regrade_id)

    async def publish(self, regrade_id: str) -> None:
        """Publish it."""
        await self.writer.write(lambda session: publishing.publish(session, regrade_id, Counts.BEST, now()))

    async def current(self, submission_id: str) -> Report:
        """The report that holds."""
        async with self.database.read() as session:
            found = await reports.current(session, submission_id)
        assert found is not None
        return found


@pytest.fixture
async def desk(database_url: str, box: BrokerBox) -> AsyncIterator[Desk]:
    """A course with one student."""
    database = connect(database_url)
    async with database.write() as session:
        course = await courses.add(session, name="pytorch", title="PyTorch", pack="pytorch-basics", now=now())
        person = await people.add(session, name="Ada", now=now())
        await people.join(session, course_id=course.id, person_id=person.id, role=Role.STUDENT, now=now())
    writer = Writer(database)
    yield Desk(database=database, writer=writer, course_id=course.id, person_id=person.id, box=Counting(box=box))
    await writer.close()
    await database.close()


async def test_where_only_a_check_has_changed_nothing_is_run(desk: Desk) -> None:
    """Judged from what is kept; nothing moves before it is published, and then what was found does."""
    (one,) = await desk.send(NINE)
    async with desk.working():
        await desk.graded(one)
        regrade_id = await desk.ask()
        same = (await desk.ready(regrade_id))[one]
        runs = desk.box.runs
    before = await desk.current(one)
    async with desk.database.read() as session:
        (_, again) = await reports.history(session, one)
    assert (same.state, same.ran, again.cause, again.source) == (ItemState.JUDGED, False, Cause.REGRADE, regrade_id)
    assert again.document == before.document
    await desk.publish(regrade_id)
    second = await desk.ask()
    async with desk.working(harder()):
        await desk.ready(second)
    assert desk.box.runs == runs == 2
    assert (await desk.current(one)).score == 3
    await desk.publish(second)
    held = await desk.current(one)
    assert (held.score, held.document["reproduce"]["question_version"]) == (2, "other")


async def test_where_the_plan_has_changed_it_is_run_with_its_seed_and_kept_anew(desk: Desk) -> None:
    """The report says the same, since nothing but the limits is other; the time after that nothing is run."""
    (one,) = await desk.send(NINE)
    async with desk.working():
        await desk.graded(one)
    runs, before = desk.box.runs, await desk.current(one)
    for expected in (True, False):
        regrade_id = await desk.ask()
        async with desk.working(changed(9, seconds=PACK.entries[9].question.seconds - 1)):
            item = (await desk.ready(regrade_id))[one]
        await desk.publish(regrade_id)
        assert item.ran is expected
    assert desk.box.runs == 2 * runs
    after = await desk.current(one)
    assert after.document["reproduce"]["seed"] == before.document["reproduce"]["seed"]
    assert after.document["checks"] == before.document["checks"]


async def test_of_a_file_only_what_was_asked_for_is_judged(desk: Desk) -> None:
    """The other questions of it have no new report; the run that they share is not made again."""
    four, nine = await desk.send(FILE, None)
    async with desk.working():
        await desk.graded(four, nine)
        runs = desk.box.runs
    regrade_id = await desk.ask(questions=[9])
    async with desk.working(harder()):
        found = await desk.ready(regrade_id)
    assert set(found) == {nine}
    async with desk.database.read() as session:
        assert [len(await reports.history(session, one)) for one in (four, nine)] == [1, 2]
    assert desk.box.runs == runs


async def test_what_was_taken_away_is_told(desk: Desk) -> None:
    """Before it was asked for, or meanwhile: there is no code and nothing kept to judge; the rest goes on."""
    (gone,), (later,), (there,) = [await desk.send(NINE) for _ in range(3)]
    async with desk.working():
        await desk.graded(gone, later, there)

    async def clear(submission_id: str) -> None:
        async with desk.database.write() as session:
            found = await submissions.get(session, submission_id)
            assert found is not None
            await retention.clear(session, [found.upload_id], now())

    await clear(gone)
    regrade_id = await desk.ask()
    await clear(later)
    async with desk.working():
        found = await desk.ready(regrade_id)
    assert [(found[one].state, found[one].error) for one in (gone, later, there)] == [
        (ItemState.FAILED, CLEARED), (ItemState.FAILED, CLEARED), (ItemState.JUDGED, ""),
    ]  # fmt: skip


@pytest.mark.parametrize("how", ["fails", "breaks"])
async def test_what_cannot_be_judged_fails_and_the_rest_goes_on(
    desk: Desk, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our fault, three times: what held before stays, and the regrade comes to its end."""
    made = [(await desk.send(NINE))[0] for _ in range(2)]
    async with desk.working():
        await desk.graded(*made)
    monkeypatch.setattr("app.pipeline.regrade.AGAIN_S", 0.05)
    desk.box.failing = how
    regrade_id = await desk.ask()
    async with desk.working(changed(9, seconds=5.0)):
        found = await desk.ready(regrade_id)
    assert {(one.state, one.error) for one in found.values()} == {(ItemState.FAILED, OURS)}
    await desk.publish(regrade_id)
    assert [(await desk.current(one)).score for one in made] == [3, 3]


async def test_a_question_that_is_gone_is_told(desk: Desk) -> None:
    """The pack of today does not have it."""
    (one,) = await desk.send(NINE)
    async with desk.working():
        await desk.graded(one)
    regrade_id = await desk.ask()
    async with desk.working(replace(PACK, entries={4: PACK.entries[4]})):
        found = await desk.ready(regrade_id)
    assert found[one].error == "The pack has no such question any more."


async def test_a_regrade_goes_on_when_its_worker_dies(desk: Desk) -> None:
    """Another takes the upload that it held, and then the others; each is judged once."""
    made = [(await desk.send(NINE))[0] for _ in range(3)]
    async with desk.working():
        await desk.graded(*made)
    desk.box.gate = threading.Event()
    regrade_id = await desk.ask()
    pack = changed(9, seconds=5.0)
    dead = desk.dispatcher(lease_s=0.3)
    regrading = Regrading(
        database=desk.database, writer=desk.writer, dispatcher=dead, box=desk.box, pack=pack, key=b"k"
    )
    runs = desk.box.runs
    dying = asyncio.create_task(dead.run({CPU}, 1, ByKind(handlers={REGRADE: regrading})))
    while desk.box.runs == runs:  # noqa: ASYNC110 - nobody is told what a box does
        await asyncio.sleep(0.01)
    dying.cancel()  # it gives no further sign of life
    await asyncio.gather(dying, return_exceptions=True)
    desk.box.gate.set()
    async with desk.working(pack, lease_s=0.3):
        found = await desk.ready(regrade_id)
    assert {one.state for one in found.values()} == {ItemState.JUDGED}
    async with desk.database.read() as session:
        assert [len(await reports.history(session, one)) for one in made] == [2, 2, 2]


async def test_who_hands_in_meanwhile_is_graded_first_and_by_the_new_checks(desk: Desk) -> None:
    """One job of a regrade is in the queue at a time, behind all students'; and their work is no part of it."""
    made = [(await desk.send(NINE))[0] for _ in range(3)]
    async with desk.working():
        await desk.graded(*made)
    regrade_id = await desk.ask()
    (new,) = await desk.send(NINE)
    taken: list[str] = []
    async with desk.working(harder()) as dispatcher:
        claim = Regrading._store

        async def noted(self: Regrading, session: Any, task: Task, *rest: Any) -> None:
            taken.append((await submissions.get(session, new)).state)  # type: ignore[union-attr]
            await claim(self, session, task, *rest)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Regrading, "_store", noted)
            found = await desk.ready(regrade_id)
        assert dispatcher is not None
        await desk.graded(new)
    assert set(found) == set(made)
    assert (await desk.current(new)).score == 2
    assert SubmissionState.QUEUED not in taken


async def test_what_is_discarded_is_judged_no_further(desk: Desk) -> None:
    """The job under way ends, and queues no other."""
    made = [(await desk.send(NINE))[0] for _ in range(2)]
    async with desk.working():
        await desk.graded(*made)
    regrade_id = await desk.ask()
    await desk.writer.write(lambda session: publishing.discard(session, regrade_id, now()))
    async with desk.working() as dispatcher:
        for _ in range(200):
            async with desk.database.read() as session:
                if not await dispatcher.stats(session):
                    break
            await asyncio.sleep(0.05)
    async with desk.database.read() as session:
        assert {one.state for one in (await items(session, regrade_id)).values()} == {ItemState.WAITING}
        assert [len(await reports.history(session, one)) for one in made] == [1, 1]


async def test_a_job_of_a_kind_that_nobody_does_is_set_aside(desk: Desk) -> None:
    """And keeps nobody else waiting."""
    dispatcher = desk.dispatcher()
    job = NewJob(kind="unheard of", subject="x", job_class=CPU, lane=Lane.BACKGROUND)
    await desk.writer.write(lambda session: dispatcher.enqueue(session, [job]))
    (one,) = await desk.send(NINE)
    async with desk.working() as working:
        await desk.graded(one)
        for _ in range(200):
            async with desk.database.read() as session:
                states = [count.state.value for count in await working.stats(session)]
            if states == ["aside"]:
                break
            await asyncio.sleep(0.05)
    assert states == ["aside"]
