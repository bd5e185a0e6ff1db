"""What an instructor should look at first."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Query

from app.pipeline import course_statistics
from app.store import gradebook_attention as store
from app.store.kinds import Role
from app.web.attention_schemas import (
    Attention,
    AttentionWanted,
    OddShown,
    SilentList,
    SilentShown,
    StoppedShown,
    StuckList,
    StuckShown,
    Waiting,
    WaitingList,
)
from app.web.caller import Called, OpenHouse, course_for
from app.web.problems import responses

router = APIRouter()


@router.get("/attention", responses=responses(403, 404))
async def get_attention(
    course: str, house: OpenHouse, caller: Called, wanted: Annotated[AttentionWanted, Query()]
) -> Attention:
    """Work that waits for a person, students who are stuck or silent, odd questions, endpoints that were disabled."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    async with house.database.read() as session:
        found = await course_for(session, caller, course)
        ungraded, aside = await store.ungraded(session, found.id), await store.aside(session, found.id)
        stuck = await store.stuck(session, found.id, wanted.attempts)
        silent = await store.silent(session, found.id)
        stopped = await store.stopped(session, found.id)
        odd = await course_statistics.odd_questions(session, found)
    return Attention(
        ungraded=_waiting(*ungraded),
        aside=_waiting(*aside),
        stuck=StuckList(
            count=stuck[0],
            items=[StuckShown.model_validate(one) for one in stuck[1]],
        ),
        silent=SilentList(
            count=silent[0],
            items=[SilentShown.model_validate(one) for one in silent[1]],
        ),
        questions=[OddShown(question=question, passed=share, way=way) for question, (way, share) in odd.items()],
        endpoints=[
            StoppedShown(endpoint=one.id, host=urlsplit(one.url).hostname or "", disabled_at=one.at, why=one.why)
            for one in stopped
        ],
    )


def _waiting(count: int, those: list[store.Waiting]) -> WaitingList:
    return WaitingList(count=count, items=[Waiting.model_validate(one) for one in those])
