"""Who is told of what happens in a course: registered, changed, and forgotten over HTTP."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select

from app.pipeline import notices
from app.pipeline.notices import NOTIFY
from app.pipeline.portions import TELL
from app.store import deliveries, endpoints
from app.store.clock import now
from app.store.jobs import NewJob
from app.store.kinds import DeliveryState, JobState
from app.store.session import Session
from app.store.tables import Delivery, Endpoint, Event, Job
from app.web import webhooks
from tests.app.web.scene import Scene, problem

pytestmark = pytest.mark.anyio
PATH = "/v1/webhooks"
URL = "https://lms.example.org/told?key=hidden"
NEVER = "01JD8Z3M7W5X9Q2K4R6T8V0A1B"


async def made(scene: Scene, who: str = "teacher", **more: Any) -> dict[str, Any]:
    """Register somebody; the answer."""
    response = await scene.ask(who, "POST", PATH, json={"url": URL, **more})
    assert response.status_code == 201, response.text
    found: dict[str, Any] = response.json()
    return found


async def jobs(scene: Scene, kind: str) -> list[str]:
    """What is queued, by its subject."""
    async with scene.house.database.read() as session:
        return list(await session.scalars(select(Job.subject).where(Job.kind == kind).order_by(Job.id)))


async def deeds(scene: Scene, subject: str) -> list[tuple[str, Any]]:
    """What stands in the audit trail, the oldest first."""
    found = await scene.ask("teacher", "GET", f"/v1/courses/pytorch/audit?subject={subject}")
    return [(one["deed"], one["detail"]) for one in reversed(found.json()["items"])]


async def test_the_secret_is_shown_once(scene: Scene) -> None:
    """When it is made, and nowhere afterwards; it holds 24 to 64 bytes and is what signs."""
    one = await made(scene, types=["submission.graded"])
    secret = one.pop("secret")
    assert 24 <= len(base64.b64decode(secret.removeprefix("whsec_"))) <= 64
    assert (await scene.ask("teacher", "GET", f"{PATH}/{one['id']}")).json() == one
    listed = await scene.ask("teacher", "GET", PATH)
    assert listed.json() == {"items": [one]}
    assert secret not in listed.text
    async with scene.house.database.read() as session:
        kept = await endpoints.get(session, one["id"])
    assert kept is not None
    assert kept.secret == base64.b64decode(secret.removeprefix("whsec_"))
    assert (one["url"], one["types"], one["disabled_at"]) == (URL, ["submission.graded"], None)


async def test_it_is_the_courses_business(scene: Scene) -> None:
    """Instructors, the LMS and administrators; no student, and for another course's instructor it is not there."""
    one = (await made(scene))["id"]
    for who in ("lms", "admin"):
        assert (await scene.ask(who, "GET", f"{PATH}/{one}")).status_code == 200
    for method, path in (
        ("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/ping"), ("POST", "/rotate"), ("GET", "/deliveries"),
        ("GET", f"/deliveries/{NEVER}"), ("POST", f"/deliveries/{NEVER}/replay"), ("POST", "/replay"),
    ):  # fmt: skip
        body = {"json": {"since": "2026-01-01T00:00:00Z"} if path == "/replay" else {}} if method != "GET" else {}
        problem(await scene.ask("ada", method, f"{PATH}/{one}{path}", **body), 403, "forbidden")
        problem(await scene.ask("elsewhere", method, f"{PATH}/{one}{path}", **body), 404, "not-found")
        problem(await scene.ask("teacher", method, f"{PATH}/{NEVER}{path}", **body), 404, "not-found")
        problem(await scene.ask("teacher", method, f"{PATH}/x%00{path}", **body), 404, "not-found")
    problem(await scene.ask("ada", "POST", PATH, json={"url": URL}), 403, "forbidden")
    problem(await scene.ask("ada", "GET", PATH), 403, "forbidden")
    assert (await scene.ask("elsewhere", "GET", PATH)).json() == {"items": []}


async def test_an_administrator_says_which_course(scene: Scene) -> None:
    """Their token is good for all of them; an instructor's is not good for another."""
    problem(await scene.ask("admin", "POST", PATH, json={"url": URL}), 422, "no-course")
    problem(await scene.ask("admin", "GET", PATH), 422, "no-course")
    one = await made(scene, "admin", course="other")
    (listed,) = (await scene.ask("admin", "GET", f"{PATH}?course=other")).json()["items"]
    assert listed["id"] == one["id"]
    problem(await scene.ask("teacher", "POST", PATH, json={"url": URL, "course": "other"}), 404, "not-found")
    problem(await scene.ask("teacher", "GET", f"{PATH}?course=other"), 404, "not-found")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://lms.example.org/told", "bad-url"),
        ("https://127.0.0.1/told", "refused"),
        ("https://[::1]/told", "refused"),
        ("https://169.254.169.254/latest", "refused"),
        ("https://2130706433/told", "bad-url"),
        ("https://localhost/told", "refused"),
        ("https://me:secret@lms.example.org/told", "bad-url"),
        ("https://lms.example.org:22/told", "bad-url"),
        ("file:///etc/passwd", "bad-url"),
    ],
)
async def test_no_address_leads_inside(scene: Scene, url: str, kind: str) -> None:
    """Neither when it is made nor when it is changed."""
    problem(await scene.ask("teacher", "POST", PATH, json={"url": url}), 422, kind)
    one = (await made(scene))["id"]
    problem(await scene.ask("teacher", "PATCH", f"{PATH}/{one}", json={"url": url}), 422, kind)
    assert (await scene.ask("teacher", "GET", f"{PATH}/{one}")).json()["url"] == URL


@pytest.mark.parametrize(
    "body",
    [{}, {"url": URL, "types": ["grade.all"]}, {"url": URL, "secret": "x"}, {"url": 7}, {"url": URL, "types": "ping"}],
)
async def test_what_is_not_known_is_refused(scene: Scene, body: dict[str, Any]) -> None:
    """A type with a slip in its name would never be told."""
    problem(await scene.ask("teacher", "POST", PATH, json=body), 422, "invalid")


async def test_the_same_request_makes_one(scene: Scene) -> None:
    """Under its key. Its secret is not shown twice: it is told which one it made."""
    headers = {"Idempotency-Key": "k"}
    first = await scene.ask("teacher", "POST", PATH, json={"url": URL}, headers=headers)
    again = problem(
        await scene.ask("teacher", "POST", PATH, json={"url": URL}, headers=headers), 409, "secret-shown-before"
    )
    assert first.json()["id"] in again["detail"]
    assert len((await scene.ask("teacher", "GET", PATH)).json()["items"]) == 1


async def test_there_is_an_end_to_them(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each one multiplies what is sent."""
    monkeypatch.setattr(webhooks, "MOST", 1)
    await made(scene)
    problem(await scene.ask("teacher", "POST", PATH, json={"url": URL}), 409, "too-many-endpoints")
    await made(scene, "elsewhere")


async def test_what_is_left_out_of_a_change_stays(scene: Scene) -> None:
    """An address and what it hears are changed each by itself; what the old address asked for is forgotten."""
    one = (await made(scene, types=["ping"]))["id"]
    async with scene.house.database.write() as session:
        await deliveries.slow_down(session, one, now() + timedelta(hours=1))
    moved = await scene.ask("teacher", "PATCH", f"{PATH}/{one}", json={"url": "https://new.example.org/"})
    assert (moved.json()["url"], moved.json()["types"]) == ("https://new.example.org/", ["ping"])
    assert moved.json()["slow_until"] is None
    hears = await scene.ask("teacher", "PATCH", f"{PATH}/{one}", json={"types": []})
    assert (hears.json()["url"], hears.json()["types"]) == ("https://new.example.org/", [])


async def given_up(scene: Scene, endpoint_id: str, why: str, *, pending: int = 1) -> None:
    """Have it disabled by the sender, with notices pending."""

    async def write(session: Session) -> None:
        one = await endpoints.get(session, endpoint_id)
        assert one is not None
        later = now() + timedelta(hours=5)
        for _ in range(pending):
            sent = await notices.ping(session, scene.house.dispatcher, one, now())
            await deliveries.put_off(session, sent.id, later)
            await scene.house.dispatcher.cancel(session, NOTIFY, sent.id)
            job = NewJob(kind=NOTIFY, subject=sent.id, job_class=NOTIFY, owner=one.id, not_before=later)
            await scene.house.dispatcher.enqueue(session, [job])
        await deliveries.disable(session, one.id, why, now())

    await scene.house.writer.write(write)


async def test_one_that_is_enabled_again_goes_on(scene: Scene) -> None:
    """What is pending is sent at once, and the marks that count are told anew: it knows nothing of the time between."""
    one = (await made(scene))["id"]
    await given_up(scene, one, "It answered 410.")
    before = (await scene.ask("teacher", "GET", f"{PATH}/{one}")).json()
    assert (before["disabled_at"] is None, before["disabled_why"]) == (False, "It answered 410.")
    after = await scene.ask("teacher", "PATCH", f"{PATH}/{one}", json={"enabled": True})
    assert (after.json()["disabled_at"], after.json()["disabled_why"]) == (None, "")
    (left,) = (await scene.ask("teacher", "GET", f"{PATH}/{one}/deliveries")).json()["items"]
    assert await jobs(scene, NOTIFY) == [left["id"]]
    async with scene.house.database.read() as session:
        assert list(await session.scalars(select(Job.state).where(Job.kind == NOTIFY))) == [JobState.WAITING]
    assert datetime.fromisoformat(left["next_at"]) <= now()
    assert await jobs(scene, TELL) == [f"{one}/caught_up"]
    await scene.ask("teacher", "PATCH", f"{PATH}/{one}", json={"enabled": True})
    assert [deed for deed, _ in await deeds(scene, one)] == ["webhook.made", "webhook.changed"]


@pytest.mark.parametrize(("method", "more"), [("PATCH", {"json": {"enabled": True}}), ("DELETE", {})])
async def test_it_costs_the_same_however_much_is_pending(scene: Scene, method: str, more: dict[str, Any]) -> None:
    """To go on, or to end: a few statements in the one transaction that everybody waits for."""
    statements: list[str] = []

    def heard(*arguments: Any) -> None:
        statements.append(arguments[2])

    event.listen(scene.house.database.writer.sync_engine, "before_cursor_execute", heard)
    numbers = []
    for pending in (1, 40):
        one = (await made(scene))["id"]
        await given_up(scene, one, "It answered 410.", pending=pending)
        statements.clear()
        assert (await scene.ask("teacher", method, f"{PATH}/{one}", **more)).status_code in {200, 204}
        numbers.append(len(statements))
    assert numbers[0] == numbers[1]
    assert len(await jobs(scene, NOTIFY)) == (41 if method == "PATCH" else 0)


async def test_one_can_be_disabled_by_hand(scene: Scene) -> None:
    """It is told nothing more, and the others of its course are told of that."""
    one, other = (await made(scene))["id"], (await made(scene))["id"]
    told = await scene.ask("teacher", "PATCH", f"{PATH}/{one}", json={"enabled": False})
    assert told.json()["disabled_why"] == "It was disabled by hand."
    assert (await scene.ask("teacher", "GET", f"{PATH}/{one}/deliveries")).json()["items"] == []
    (heard,) = (await scene.ask("teacher", "GET", f"{PATH}/{other}/deliveries")).json()["items"]
    assert heard["type"] == "endpoint.disabled"


async def test_deleting_one_ends_what_is_pending(scene: Scene) -> None:
    """Nothing of it is sent any more; the others still hear, and the trail says who did it and which host it was."""
    one, other = (await made(scene))["id"], (await made(scene))["id"]
    submission = await scene.hand_in()
    assert len(await jobs(scene, NOTIFY)) == 2
    assert (await scene.ask("teacher", "DELETE", f"{PATH}/{one}")).status_code == 204
    problem(await scene.ask("teacher", "GET", f"{PATH}/{one}"), 404, "not-found")
    (left,) = (await scene.ask("teacher", "GET", f"{PATH}/{other}/deliveries")).json()["items"]
    assert (left["submission"], left["state"]) == (submission, DeliveryState.PENDING)
    assert await jobs(scene, NOTIFY) == [left["id"]]
    async with scene.house.database.read() as session:
        counts = [await session.scalar(select(func.count()).select_from(of)) for of in (Endpoint, Delivery, Event)]
    assert counts == [1, 1, 1]
    assert await deeds(scene, one) == [
        ("webhook.made", {"host": "lms.example.org", "types": []}),
        ("webhook.deleted", {"host": "lms.example.org"}),
    ]
