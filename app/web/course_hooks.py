"""The ways into a course for an LMS: opened, listed, closed, and their secrets changed."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from app.errors import AppError
from app.store import audit, endpoints, hooks, rotation
from app.store.clock import now
from app.store.idempotency import Answer
from app.store.kinds import HookStyle, Role
from app.store.session import Session
from app.store.tables import Hook
from app.web.caller import ULID, Called, OpenHouse, course_for
from app.web.hook_schemas import HookMade, Hooks, HookShown, HookWanted
from app.web.once import Key, asked_for, do_once
from app.web.problems import NotFound, responses
from app.web.webhook_schemas import Rotated, Rotation
from app.web.webhooks import Allowed, shown_once
from app.webhooks import guard, signing

router = APIRouter(prefix="/v1/courses/{course}/hooks", tags=["webhooks in"])
MOST = 50  #: ways into one course
BYTES = 32  #: of a secret that is text


class TooManyHooks(AppError):
    """A course has 50 hooks at most. Delete one first."""

    status = 409


async def hook_of(
    course: str,
    hook_id: Annotated[str, Path(description="A hook's id.", examples=["01JD8Z3M7W5X9Q2K4R6T8V0A1B"])],
    house: OpenHouse,
    caller: Called,
) -> Hook:
    """Find the hook that is asked about (Forbidden; NotFound where it is another course's)."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    async with house.database.glance() as session:
        found = await course_for(session, caller, course)
        return await _theirs(session, found.id, hook_id)


Asked = Annotated[Hook, Depends(hook_of)]


@router.get("", responses=responses(403, 404))
async def list_hooks(course: str, house: OpenHouse, caller: Called) -> Hooks:
    """The ways in for an LMS."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    async with house.database.read() as session:
        found = await course_for(session, caller, course)
        rows = await hooks.of_course(session, found.id)
    return Hooks(items=[HookShown.of(one) for one in rows])


@router.post("", status_code=201, responses=responses(403, 404, 409))
async def make_hook(  # noqa: PLR0913, PLR0917 - a parameter for each part of the request
    course: str,
    wanted: HookWanted,
    request: Request,
    house: OpenHouse,
    caller: Called,
    policy: Allowed,
    key: Key = None,
) -> HookMade:
    """Open a way in for an LMS. The secret that it signs with is shown this once."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    async with house.database.glance() as session:
        found = await course_for(session, caller, course)
    for host in wanted.hosts:
        guard.check_url(f"https://{host}/", policy)
    made: dict[str, HookMade] = {}

    async def write(session: Session) -> Answer:
        if wanted.endpoint is not None:
            endpoint = await endpoints.get(session, wanted.endpoint)
            if endpoint is None or endpoint.course_id != found.id:
                raise NotFound("The course has no such endpoint.")
        if await hooks.count(session, found.id) >= MOST:
            raise TooManyHooks
        secret = _secret(wanted.style)
        one = await hooks.add(
            session,
            course_id=found.id,
            name=wanted.name,
            style=wanted.style,
            secret=secret,
            now=now(),
            hosts=wanted.hosts,
            endpoint_id=wanted.endpoint,
        )
        style = one.style.value
        await audit.done(session, caller, found.id, "hook.made", one.id, now(), style=style, hosts=one.hosts)
        made[one.id] = HookMade(**HookShown.of(one).model_dump(), secret=_text(one.style, secret))
        return Answer(status=201, document={"id": one.id})

    asked = asked_for(caller.token_id, request.url.path, key, await request.body())
    return shown_once(made, await do_once(house, asked, write))


@router.get("/{hook_id}", responses=responses(403, 404))
async def get_hook(found: Asked) -> HookShown:
    """One way in."""
    return HookShown.of(found)


@router.delete("/{hook_id}", status_code=204, responses=responses(403, 404))
async def delete_hook(found: Asked, house: OpenHouse, caller: Called) -> Response:
    """Close a way in at once. What came by it stays, and is graded."""

    async def write(session: Session) -> None:
        one = await _theirs(session, found.course_id, found.id)
        await audit.done(session, caller, one.course_id, "hook.deleted", one.id, now(), name=one.name)
        await hooks.remove(session, one.id)

    await house.writer.write(write)
    return Response(status_code=204)


@router.post("/{hook_id}/rotate", responses=responses(403, 404, 409))
async def rotate_hook(  # noqa: PLR0913, PLR0917 - a parameter for each part of the request
    found: Asked,
    request: Request,
    house: OpenHouse,
    caller: Called,
    wanted: Rotation | None = None,
    key: Key = None,
) -> Rotated:
    """Change its secret; the new one is shown this once. The old one is taken for another day, or for `overlap_s`."""
    overlap = timedelta(seconds=(wanted or Rotation()).overlap_s)
    made: dict[str, Rotated] = {}

    async def write(session: Session) -> Answer:
        one = await _theirs(session, found.course_id, found.id)
        secret = _secret(one.style)
        until = await rotation.rotate(session, one, secret, overlap=overlap, now=now())
        seconds = overlap.total_seconds()
        await audit.done(session, caller, one.course_id, "hook.rotated", one.id, now(), overlap_s=seconds)
        made[one.id] = Rotated(id=one.id, secret=_text(one.style, secret), old_secret_until=until)
        return Answer(status=200, document={"id": one.id})

    asked = asked_for(caller.token_id, request.url.path, key, await request.body())
    return shown_once(made, await do_once(house, asked, write))


async def _theirs(session: Session, course_id: str, hook_id: str) -> Hook:
    found = await hooks.get(session, hook_id) if ULID.fullmatch(hook_id) else None
    if found is None or found.course_id != course_id:
        raise NotFound
    return found


def _secret(style: HookStyle) -> bytes:
    """Make a secret. Standard Webhooks has bytes in base64; the others take the characters themselves."""
    return signing.new_secret() if style is HookStyle.STANDARD else secrets.token_urlsafe(BYTES).encode()


def _text(style: HookStyle, secret: bytes) -> str:
    return signing.shown(secret) if style is HookStyle.STANDARD else secret.decode()
