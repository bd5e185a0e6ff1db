"""Webhooks out: who is told of what happens in a course."""

from __future__ import annotations

from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from app.errors import AppError
from app.pipeline import notices, portions
from app.pipeline.notices import NOTIFY
from app.queue.house import House
from app.store import audit, deliveries, endpoints
from app.store.clock import now
from app.store.idempotency import Answer
from app.store.kinds import Role
from app.store.session import Session
from app.store.tables import Endpoint
from app.store.tables.base import Json
from app.web.caller import ULID, Called, Caller, OpenHouse, course_for
from app.web.once import Key, asked_for, do_once
from app.web.problems import NotFound, responses
from app.web.webhook_schemas import CourseAsked, EndpointChanged, EndpointMade, Endpoints, EndpointShown, EndpointWanted
from app.webhooks import guard, signing
from app.webhooks.guard import Policy

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"])
Made = TypeVar("Made")
MOST = 20  #: endpoints of one course: each multiplies what is sent
BY_HAND = "It was disabled by hand."


class NoCourse(AppError):
    """Say which course: this token is good for all of them."""

    status = 422


class TooManyEndpoints(AppError):
    """A course has 20 endpoints at most. Delete one first."""

    status = 409


class SecretShownBefore(AppError):
    """It was made by the same request before, and its secret is shown once. Rotate it to have another."""

    status = 409


async def policy_of(request: Request) -> Policy:
    """What the operator allows; read from the settings when the application was made."""
    policy: Policy = request.app.state.webhooks
    return policy


async def endpoint_of(
    house: OpenHouse,
    caller: Called,
    endpoint_id: Annotated[str, Path(description="An endpoint's id.", examples=["01JD8Z3M7W5X9Q2K4R6T8V0A1B"])],
) -> Endpoint:
    """Find the endpoint that is asked about (Forbidden; NotFound where it is another course's)."""
    caller.needs(Role.INSTRUCTOR, Role.LMS, Role.ADMIN)
    async with house.database.glance() as session:
        return await theirs(session, caller, endpoint_id)


Allowed = Annotated[Policy, Depends(policy_of)]
Asked = Annotated[Endpoint, Depends(endpoint_of)]


async def theirs(session: Session, caller: Caller, endpoint_id: str) -> Endpoint:
    """Find an endpoint of a course that the caller has to do with (NotFound for any other)."""
    found = await endpoints.get(session, endpoint_id) if ULID.fullmatch(endpoint_id) else None
    if found is None or caller.course_id not in {None, found.course_id}:
        raise NotFound
    return found


@router.get("", responses=responses(403, 404))
async def list_endpoints(house: OpenHouse, caller: Called, wanted: Annotated[CourseAsked, Query()]) -> Endpoints:
    """Who is told of what happens in the course."""
    caller.needs(Role.INSTRUCTOR, Role.LMS, Role.ADMIN)
    async with house.database.read() as session:
        found = await endpoints.of_course(session, await _course(session, caller, wanted.course))
    return Endpoints(items=[EndpointShown.of(one) for one in found])


@router.post("", status_code=201, responses=responses(403, 404, 409))
async def make_endpoint(  # noqa: PLR0913, PLR0917 - a parameter for each part of the request
    wanted: EndpointWanted, request: Request, house: OpenHouse, caller: Called, policy: Allowed, key: Key = None
) -> EndpointMade:
    """Have somebody told. The secret that signs what is sent is shown this once."""
    caller.needs(Role.INSTRUCTOR, Role.LMS, Role.ADMIN)
    guard.check_url(wanted.url, policy)
    made: dict[str, EndpointMade] = {}

    async def write(session: Session) -> Answer:
        moment, secret = now(), signing.new_secret()
        course_id = await _course(session, caller, wanted.course)
        if await endpoints.count(session, course_id) >= MOST:
            raise TooManyEndpoints
        one = await deliveries.add_endpoint(
            session, course_id=course_id, url=wanted.url, secret=secret, now=moment, types=list(wanted.types)
        )
        await note(session, caller, one, "webhook.made", host=urlsplit(one.url).hostname, types=one.types)
        shown = EndpointShown.of(one).model_dump()
        made[one.id] = EndpointMade(**shown, secret=signing.shown(secret))
        return Answer(status=201, document={"id": one.id})

    asked = asked_for(caller.token_id, request.url.path, key, await request.body())
    answer = await do_once(house, asked, write)
    return shown_once(made, answer)


@router.get("/{endpoint_id}", responses=responses(403, 404))
async def get_endpoint(found: Asked) -> EndpointShown:
    """One endpoint."""
    return EndpointShown.of(found)


@router.patch("/{endpoint_id}", responses=responses(403, 404))
async def change_endpoint(
    found: Asked, wanted: EndpointChanged, house: OpenHouse, caller: Called, policy: Allowed
) -> EndpointShown:
    """Change where it is or what it hears; have it told nothing more, or again."""
    if wanted.url is not None:
        guard.check_url(wanted.url, policy)

    async def write(session: Session) -> EndpointShown:
        one = await theirs(session, caller, found.id)
        detail: Json = {name: True for name in ("url", "types") if getattr(wanted, name) is not None}
        await endpoints.change(session, one.id, url=wanted.url, types=wanted.types)
        if wanted.enabled is not None and wanted.enabled != (one.disabled_at is None):
            detail["enabled"] = wanted.enabled
            await (_enable if wanted.enabled else _disable)(session, house, one)
        if detail:
            await note(session, caller, one, "webhook.changed", **detail)
        return EndpointShown.of(await theirs(session, caller, found.id))

    return await house.writer.write(write)


@router.delete("/{endpoint_id}", status_code=204, responses=responses(403, 404))
async def delete_endpoint(found: Asked, house: OpenHouse, caller: Called) -> Response:
    """Have it told nothing more, and forget what it was told. What is still to be delivered to it is not."""

    async def write(session: Session) -> None:
        one = await theirs(session, caller, found.id)
        await house.dispatcher.cancel_all(session, NOTIFY, one.id)
        await note(session, caller, one, "webhook.deleted", host=urlsplit(one.url).hostname)
        await endpoints.remove(session, one.id)

    await house.writer.write(write)
    return Response(status_code=204)


async def note(session: Session, caller: Caller, endpoint: Endpoint, deed: str, **detail: object) -> None:
    """Write down what was done to an endpoint. Of an address only the host: the rest of it may be a secret."""
    await audit.done(session, caller, endpoint.course_id, deed, endpoint.id, now(), **detail)


def shown_once(made: dict[str, Made], answer: Answer) -> Made:
    """Give what was made just now, with its secret (SecretShownBefore where it was made by an earlier request)."""
    one: str = answer.document["id"]
    if one not in made:
        raise SecretShownBefore(f"This request has made {one} already, and its secret is shown once. Rotate it.")
    return made[one]


async def _course(session: Session, caller: Caller, name: str | None) -> str:
    if name is not None:
        return (await course_for(session, caller, name)).id
    if caller.course_id is None:
        raise NoCourse
    return caller.course_id


async def _enable(session: Session, house: House, endpoint: Endpoint) -> None:
    """Go on, in a few statements however much is pending: each pending delivery has its job in the queue already."""
    await endpoints.enable(session, endpoint.id)
    await deliveries.renew_pending(session, endpoint.id, now())
    await house.dispatcher.hasten(session, NOTIFY, endpoint.id)
    await portions.catch_up(session, house.dispatcher, endpoint, now())


async def _disable(session: Session, house: House, endpoint: Endpoint) -> None:
    await deliveries.disable(session, endpoint.id, BY_HAND, now())
    await notices.disabled(session, house.dispatcher, endpoint, BY_HAND, now())
