"""What an endpoint was told, told again, and by which secret."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from app.errors import AppError
from app.pipeline import notices
from app.store import endpoints, rotation
from app.store.clock import now
from app.store.idempotency import Answer
from app.store.session import Session
from app.store.tables import Endpoint
from app.web.caller import ULID, Called, OpenHouse
from app.web.once import Key, asked_for, do_once
from app.web.pages import cut, link_next
from app.web.problems import NotFound, responses
from app.web.webhook_schemas import (
    Deliveries,
    DeliveriesWanted,
    DeliveryShown,
    DeliveryWithBody,
    ManySentAgain,
    ReplayWanted,
    Rotated,
    Rotation,
    SentAgain,
)
from app.web.webhooks import Asked, note, shown_once, theirs
from app.webhooks import signing

router = APIRouter(prefix="/v1/webhooks/{endpoint_id}", tags=["webhooks"])
PORTION = 500  #: deliveries that are sent again by one request
DeliveryId = Annotated[str, Path(description="A delivery's id.", examples=["01JD8Z3M7W5X9Q2K4R6T8V0A1B"])]


class EndpointDisabled(AppError):
    """It is disabled, and told nothing. Enable it first: PATCH it with `{"enabled": true}`."""

    status = 409


@router.post("/ping", status_code=202, responses=responses(403, 404, 409))
async def ping(found: Asked, request: Request, house: OpenHouse, caller: Called, key: Key = None) -> SentAgain:
    """Send it a notice of nothing, whatever it hears of: once, without a second try. What came of it is in its log."""

    async def write(session: Session) -> Answer:
        one = _enabled(await theirs(session, caller, found.id))
        sent = await notices.ping(session, house.dispatcher, one, now())
        await note(session, caller, one, "webhook.pinged", delivery=sent.id)
        return Answer(status=202, document={"delivery": sent.id})

    asked = asked_for(caller.token_id, request.url.path, key, await request.body())
    return SentAgain.model_validate((await do_once(house, asked, write)).document)


@router.post("/rotate", responses=responses(403, 404, 409))
async def rotate(  # noqa: PLR0913, PLR0917 - a parameter for each part of the request
    found: Asked,
    request: Request,
    house: OpenHouse,
    caller: Called,
    wanted: Rotation | None = None,
    key: Key = None,
) -> Rotated:
    """Change its secret; the new one is shown this once. The old one signs beside it for a day, or for `overlap_s`.

    There are two at most: who rotates again while the old one holds ends it.
    """
    overlap = timedelta(seconds=(wanted or Rotation()).overlap_s)
    made: dict[str, Rotated] = {}

    async def write(session: Session) -> Answer:
        one, secret = await theirs(session, caller, found.id), signing.new_secret()
        until = await rotation.rotate(session, one, secret, overlap=overlap, now=now())
        await note(session, caller, one, "webhook.rotated", overlap_s=overlap.total_seconds())
        made[one.id] = Rotated(id=one.id, secret=signing.shown(secret), old_secret_until=until)
        return Answer(status=200, document={"id": one.id})

    asked = asked_for(caller.token_id, request.url.path, key, await request.body())
    return shown_once(made, await do_once(house, asked, write))


@router.get("/deliveries", responses=responses(403, 404))
async def list_deliveries(
    found: Asked,
    request: Request,
    response: Response,
    house: OpenHouse,
    wanted: Annotated[DeliveriesWanted, Query()],
) -> Deliveries:
    """What it was told, and what it answered; the newest first."""
    async with house.database.read() as session:
        rows = await endpoints.deliveries(
            session, found.id, state=wanted.state, before=wanted.cursor, limit=wanted.limit + 1
        )
    page, following = cut(rows, wanted.limit, lambda row: row.delivery.id)
    link_next(request, response, following)
    return Deliveries(items=[DeliveryShown(**DeliveryShown.fields(row)) for row in page], next=following)


@router.get("/deliveries/{delivery_id}", responses=responses(403, 404))
async def get_delivery(found: Asked, delivery_id: DeliveryId, house: OpenHouse) -> DeliveryWithBody:
    """One notice with the body as it is sent, and its last tries."""
    async with house.database.glance() as session:
        row = await endpoints.delivery(session, found.id, delivery_id) if ULID.fullmatch(delivery_id) else None
    if row is None:
        raise NotFound
    sent, body = row
    return DeliveryWithBody(**DeliveryShown.fields(sent), body=body)


@router.post("/deliveries/{delivery_id}/replay", status_code=202, responses=responses(403, 404, 409))
async def replay(  # noqa: PLR0913, PLR0917 - a parameter for each part of the request
    found: Asked, delivery_id: DeliveryId, request: Request, house: OpenHouse, caller: Called, key: Key = None
) -> SentAgain:
    """Send a notice again, whatever became of it: under its id, and with all its tries before it."""

    async def write(session: Session) -> Answer:
        row = await endpoints.delivery(session, found.id, delivery_id) if ULID.fullmatch(delivery_id) else None
        if row is None:
            raise NotFound
        one = _enabled(await theirs(session, caller, found.id))
        await notices.again(session, house.dispatcher, [row[0].delivery], now())
        await note(session, caller, one, "webhook.replayed", delivery=delivery_id)
        return Answer(status=202, document={"delivery": delivery_id})

    asked = asked_for(caller.token_id, request.url.path, key, await request.body())
    return SentAgain.model_validate((await do_once(house, asked, write)).document)


@router.post("/replay", status_code=202, responses=responses(403, 404, 409))
async def replay_many(  # noqa: PLR0913, PLR0917 - a parameter for each part of the request
    found: Asked, wanted: ReplayWanted, request: Request, house: OpenHouse, caller: Called, key: Key = None
) -> ManySentAgain:
    """Send again what came to be within a time, 500 notices with each request, the oldest first."""

    async def write(session: Session) -> Answer:
        one = _enabled(await theirs(session, caller, found.id))
        rows = await endpoints.between(
            session,
            one.id,
            since=wanted.since,
            until=wanted.until,
            state=wanted.state,
            after=wanted.after,
            limit=PORTION + 1,
        )
        sent, following = cut(rows, PORTION, lambda row: row.id)
        await notices.again(session, house.dispatcher, sent, now())
        told = ManySentAgain(deliveries=len(sent), next=following)
        since = wanted.since.isoformat()
        await note(session, caller, one, "webhook.replayed", since=since, deliveries=told.deliveries)
        return Answer(status=202, document=told.model_dump())

    asked = asked_for(caller.token_id, request.url.path, key, await request.body())
    return ManySentAgain.model_validate((await do_once(house, asked, write)).document)


def _enabled(endpoint: Endpoint) -> Endpoint:
    if endpoint.disabled_at is not None:
        raise EndpointDisabled
    return endpoint
