"""What an endpoint was told, told again, and by which secret."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.pipeline.notices import NOTIFY
from app.store import deliveries, endpoints
from app.store.clock import now
from app.store.deliveries import Tried
from app.store.kinds import DeliveryState
from app.store.rotation import keys_of
from app.store.session import Session
from app.store.tables import Endpoint
from app.web import webhook_deliveries
from tests.app.web.scene import Scene, problem
from tests.app.web.test_webhooks import NEVER, PATH, deeds, jobs, made

pytestmark = pytest.mark.anyio


async def log(scene: Scene, endpoint: str, query: str = "") -> list[dict[str, Any]]:
    """The newest deliveries."""
    response = await scene.ask("teacher", "GET", f"{PATH}/{endpoint}/deliveries?{query}")
    assert response.status_code == 200, response.text
    items: list[dict[str, Any]] = response.json()["items"]
    return items


async def look(scene: Scene, endpoint: str) -> Endpoint:
    """The endpoint as it is stored."""
    async with scene.house.database.read() as session:
        found = await endpoints.get(session, endpoint)
    assert found is not None
    return found


async def tried(scene: Scene, delivery: str, status: int, state: DeliveryState, times: int = 1) -> None:
    """Have it tried, as a worker does."""

    async def write(session: Session) -> None:
        for _ in range(times):
            outcome = Tried(at=now(), status=status, ms=12, response="<b>no</b>")
            await deliveries.tried(session, delivery, outcome, state=state)
        await scene.house.dispatcher.cancel(session, NOTIFY, delivery)

    await scene.house.writer.write(write)


async def test_a_ping_is_sent_and_is_in_the_log(scene: Scene) -> None:
    """Whatever it hears of; its body names it. The same request again, under its key, is one ping."""
    one = (await made(scene, types=["grade.changed"]))["id"]
    headers = {"Idempotency-Key": "k"}
    sent = await scene.ask("teacher", "POST", f"{PATH}/{one}/ping", headers=headers)
    assert sent.status_code == 202
    assert (await scene.ask("teacher", "POST", f"{PATH}/{one}/ping", headers=headers)).json() == sent.json()
    (listed,) = await log(scene, one)
    assert (listed["id"], listed["type"], listed["state"]) == (sent.json()["delivery"], "ping", "pending")
    shown = (await scene.ask("teacher", "GET", f"{PATH}/{one}/deliveries/{listed['id']}")).json()
    assert f'"endpoint": "{one}"' in shown["body"]
    assert await jobs(scene, NOTIFY) == [listed["id"]]


async def test_the_log_shows_what_was_answered(scene: Scene) -> None:
    """Each try with its status, milliseconds and the head of the answer; of very many the last ones."""
    one = (await made(scene))["id"]
    submission = await scene.hand_in()
    (sent,) = await log(scene, one)
    await tried(scene, sent["id"], 500, DeliveryState.PENDING, times=24)
    await tried(scene, sent["id"], 200, DeliveryState.DELIVERED)
    (shown,) = await log(scene, one)
    assert (shown["submission"], shown["state"], shown["tries"]) == (submission, "delivered", 25)
    assert [attempt["number"] for attempt in shown["attempts"]] == list(range(6, 26))
    last = shown["attempts"][-1]
    assert (last["status"], last["ms"], last["response"], last["error"]) == (200, 12, "<b>no</b>", "")


async def test_the_log_is_read_page_by_page(scene: Scene) -> None:
    """By `next` as by the Link header, the newest first; a state picks its own, on every page."""
    one = (await made(scene))["id"]
    for _ in range(5):
        await scene.hand_in()
    whole = [entry["id"] for entry in await log(scene, one)]
    assert whole == sorted(whole, reverse=True)
    for delivery in whole[::2]:
        await tried(scene, delivery, 204, DeliveryState.DELIVERED)
    seen: list[str] = []
    path = f"{PATH}/{one}/deliveries?state=delivered&limit=2"
    while path:
        response = await scene.ask("teacher", "GET", path)
        seen += [entry["id"] for entry in response.json()["items"]]
        path = response.headers.get("link", "").partition(">")[0].lstrip("<")
    assert seen == whole[::2]
    for query in ("cursor=x", "limit=0", "limit=101", "state=lost", "status=200"):
        problem(await scene.ask("teacher", "GET", f"{PATH}/{one}/deliveries?{query}"), 422, "invalid")


async def test_a_delivery_is_sent_again_under_its_id(scene: Scene) -> None:
    """Whatever became of it; that of another endpoint is not there."""
    one, other = (await made(scene))["id"], (await made(scene))["id"]
    await scene.hand_in()
    (sent,) = await log(scene, one)
    await tried(scene, sent["id"], 204, DeliveryState.DELIVERED)
    again = await scene.ask("teacher", "POST", f"{PATH}/{one}/deliveries/{sent['id']}/replay")
    assert (again.status_code, again.json()) == (202, {"delivery": sent["id"]})
    (shown,) = await log(scene, one)
    assert (shown["state"], shown["tries"], shown["message"]) == ("pending", 1, sent["message"])
    assert sent["id"] in await jobs(scene, NOTIFY)
    for endpoint, delivery in ((other, sent["id"]), (one, NEVER), (one, "x")):
        path = f"{PATH}/{endpoint}/deliveries/{delivery}"
        problem(await scene.ask("teacher", "GET", path), 404, "not-found")
        problem(await scene.ask("teacher", "POST", f"{path}/replay"), 404, "not-found")
    assert ("webhook.replayed", {"delivery": sent["id"]}) in await deeds(scene, one)


async def test_a_range_is_sent_again_in_portions(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a time up to another, of one state; who goes on with `next` misses none and sends none twice."""
    monkeypatch.setattr(webhook_deliveries, "PORTION", 2)
    one = (await made(scene))["id"]
    for _ in range(5):
        await scene.hand_in()
    entries = (await log(scene, one))[::-1]
    for entry in entries:
        await tried(scene, entry["id"], 500, DeliveryState.GIVEN_UP)
    await tried(scene, entries[2]["id"], 204, DeliveryState.DELIVERED)
    wanted: dict[str, Any] = {"since": entries[1]["made_at"], "state": "given_up"}
    found = []
    while True:
        told = (await scene.ask("teacher", "POST", f"{PATH}/{one}/replay", json=wanted)).json()
        found.append(told["deliveries"])
        if told["next"] is None:
            break
        wanted["after"] = told["next"]
    assert found == [2, 1]
    assert [entry["id"] for entry in await log(scene, one, "state=pending")][::-1] == [
        entries[at]["id"] for at in (1, 3, 4)
    ]
    none = {"since": entries[0]["made_at"], "until": entries[0]["made_at"]}
    assert (await scene.ask("teacher", "POST", f"{PATH}/{one}/replay", json=none)).json()["deliveries"] == 0


@pytest.mark.parametrize(
    "body",
    [
        {}, {"since": 7}, {"since": "2026-01-01"}, {"since": "9999-12-31T23:59:59-23:00"},
        {"since": "2026-11-24T00:00:00Z", "state": "x"},
    ],
)  # fmt: skip
async def test_a_range_has_a_beginning(scene: Scene, body: dict[str, Any]) -> None:
    """With its time zone: nobody sends everything again by a slip."""
    one = (await made(scene))["id"]
    problem(await scene.ask("teacher", "POST", f"{PATH}/{one}/replay", json=body), 422, "invalid")


async def test_nothing_is_sent_to_one_that_is_disabled(scene: Scene) -> None:
    """Who asks for it is told to enable it first; it would be given up without a word."""
    one = (await made(scene))["id"]
    await scene.hand_in()
    (sent,) = await log(scene, one)
    await scene.ask("teacher", "PATCH", f"{PATH}/{one}", json={"enabled": False})
    for path in ("ping", f"deliveries/{sent['id']}/replay", "replay"):
        body = {"json": {"since": "2026-01-01T00:00:00Z"}} if path == "replay" else {}
        problem(await scene.ask("teacher", "POST", f"{PATH}/{one}/{path}", **body), 409, "endpoint-disabled")


@pytest.mark.parametrize(("body", "overlap"), [({}, 86_400), ({"json": {"overlap_s": 60}}, 60)])
async def test_a_secret_is_changed_and_the_old_one_holds_for_a_while(
    scene: Scene, body: dict[str, Any], overlap: int
) -> None:
    """For a day, or as long as is said: until then both sign, the new one first."""
    first = await made(scene)
    one = first["id"]
    told = (await scene.ask("teacher", "POST", f"{PATH}/{one}/rotate", **body)).json()
    until = datetime.fromisoformat(told["old_secret_until"])
    assert abs((until - now()).total_seconds() - overlap) < 60
    new, old = (base64.b64decode(text.removeprefix("whsec_")) for text in (told["secret"], first["secret"]))
    assert keys_of(await look(scene, one), now()) == [new, old]
    assert keys_of(await look(scene, one), until + timedelta(seconds=1)) == [new]
    assert (await deeds(scene, one))[-1] == ("webhook.rotated", {"overlap_s": overlap})


async def test_a_secret_that_is_known_to_others_ends_at_once(scene: Scene) -> None:
    """With no overlap; the same request under its key does not change it once more, and shows nothing again."""
    one = (await made(scene))["id"]
    old = (await look(scene, one)).secret
    path, body, headers = f"{PATH}/{one}/rotate", {"overlap_s": 0}, {"Idempotency-Key": "k"}
    told = await scene.ask("teacher", "POST", path, json=body, headers=headers)
    assert told.json()["old_secret_until"] is None
    (only,) = keys_of(await look(scene, one), now())
    assert only != old
    problem(await scene.ask("teacher", "POST", path, json=body, headers=headers), 409, "secret-shown-before")
    assert keys_of(await look(scene, one), now()) == [only]
    for wrong in ({"overlap_s": -1}, {"overlap_s": 604_801}, {"overlap_s": 1.5}, {"secret": "whsec_"}):
        problem(await scene.ask("teacher", "POST", path, json=wrong), 422, "invalid")
