"""Tokens: made, shown once, and revoked."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.errors import AppError
from app.store import audit, people, tokens
from app.store.clock import now
from app.store.idempotency import Answer
from app.store.kinds import Role
from app.store.session import Session
from app.store.tables import Token
from app.web.caller import ULID, Called, Caller, OpenHouse, course_for
from app.web.once import Key, asked_for, do_once
from app.web.problems import Forbidden, NotFound, responses
from app.web.schemas import TokenMade, TokenWanted


class ShownBefore(AppError):
    """The token was made already, and its text is shown once. Revoke it and make another."""

    status = 409


router = APIRouter(prefix="/v1/tokens", tags=["tokens"])


@router.post("", status_code=201, responses=responses(403, 404, 409))
async def make_token(
    wanted: TokenWanted, request: Request, house: OpenHouse, caller: Called, key: Key = None
) -> TokenMade:
    """Make a token. An instructor makes those of students and of an LMS in their own course.

    It is shown once: the same request again, under its Idempotency-Key, is told which token it made, and not its text.
    """
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    if caller.role is not Role.ADMIN and wanted.role not in {Role.STUDENT, Role.LMS}:
        raise Forbidden("An instructor makes tokens for students and for an LMS.")
    if wanted.role is not Role.ADMIN and wanted.course is None:
        raise Forbidden("Only an administrator's token has no course: say which.")
    texts: dict[str, str] = {}

    async def write(session: Session) -> Answer:
        token, text = await _make(session, caller, wanted)
        texts[token.id] = text
        return Answer(status=201, document={"id": token.id})

    asked = asked_for(caller.token_id, request.url.path, key, await request.body())
    made: str = (await do_once(house, asked, write)).document["id"]
    if made not in texts:
        raise ShownBefore(f"This request has made the token {made} already, and its text is shown once. Revoke it.")
    return TokenMade(id=made, token=texts[made], role=wanted.role)


@router.delete("/{token_id}", status_code=204, responses=responses(403, 404))
async def revoke_token(token_id: str, house: OpenHouse, caller: Called) -> Response:
    """End a token at once."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)

    async def write(session: Session) -> bool:
        token = await tokens.get(session, token_id) if ULID.fullmatch(token_id) else None
        own = token is not None and (caller.course_id is None or token.course_id == caller.course_id)
        if token is None or not own or (token.role is Role.ADMIN and caller.role is not Role.ADMIN):
            raise NotFound
        revoked = await tokens.revoke(session, token_id, now())
        if revoked:
            await _note(session, caller, token, "token.revoked")
        return revoked

    await house.writer.write(write)
    return Response(status_code=204)


async def _make(session: Session, caller: Caller, wanted: TokenWanted) -> tuple[Token, str]:
    course_id = None
    if wanted.course is not None:
        course_id = (await course_for(session, caller, wanted.course)).id
    if wanted.student is not None and (
        course_id is None or await people.membership(session, course_id, wanted.student) is None
    ):
        raise NotFound("There is nobody with this id in the course.")
    if wanted.role is Role.STUDENT and wanted.student is None:
        raise Forbidden("A student's token is for somebody: say who, with `student`.")
    token, text = await tokens.make(
        session,
        role=wanted.role,
        name=wanted.name,
        now=now(),
        person_id=wanted.student,
        course_id=course_id,
    )
    await _note(session, caller, token, "token.made")
    return token, text


async def _note(session: Session, caller: Caller, token: Token, deed: str) -> None:
    """Into the trail of its course; an administrator's token has none. Its name stays out, for it may be a person's."""
    if token.course_id is None:
        return
    role, person = token.role.value, token.person_id
    await audit.done(session, caller, token.course_id, deed, token.id, now(), role=role, of=person)
