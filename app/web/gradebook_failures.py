"""The failures at a question, gathered."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from app.pipeline import course_statistics
from app.pipeline.statistics.clusters import Cluster
from app.store import gradebook_statistics as store
from app.store.kinds import Role
from app.store.tables.base import Json
from app.web.caller import Called, OpenHouse, course_for
from app.web.problems import responses
from app.web.questions import Number, question
from app.web.schemas import Sought
from app.web.shown import links

router = APIRouter()


class Example(BaseModel):
    """One submission with the failure."""

    submission: str
    message: str = Field(description="As the student read it.")
    hint: str
    line: int | None
    code: str = Field(description="The line.")
    links: dict[str, str]


class ClusterShown(BaseModel):
    """The same failure."""

    check: str | None = Field(description="Null: the run ended with an exception.")
    message_id: str | None = Field(description="With a `~`: a fingerprint of words that have no id.")
    exception: str | None
    students: int = Field(description="Who have met it.")
    now: int = Field(description="Of them, those whose last attempt still has it.")
    submissions: int
    example: Example


class Failures(BaseModel):
    """The failures at a question, the most frequent first."""

    question: int
    active: int = Field(description="Students who have attempted it.")
    clusters: int = Field(description="How many different ones there are.")
    items: list[ClusterShown]


class FailuresWanted(Sought):
    """How many are wanted."""

    limit: int = Field(default=20, ge=1, le=50)


@router.get("/questions/{number}/failures", responses=responses(403, 404))
async def get_failures(
    course: str, number: Number, house: OpenHouse, caller: Called, wanted: Annotated[FailuresWanted, Query()]
) -> Failures:
    """The failures at a question, the same ones together: how many students met each, who still has it, an example."""
    caller.needs(Role.INSTRUCTOR, Role.ADMIN)
    async with house.database.read() as session:
        found = await course_for(session, caller, course)
        asked = await question(session, found, number)
        active, clusters = await course_statistics.failures(session, found, asked.number)
        shown = clusters[: wanted.limit]
        documents = await store.documents(session, [one.example for one in shown])
    return Failures(
        question=number,
        active=active,
        clusters=len(clusters),
        items=[_cluster(one, documents.get(one.example, {})) for one in shown],
    )


def _cluster(one: Cluster, document: Json) -> ClusterShown:
    return ClusterShown(
        check=one.failure.check or None,
        message_id=one.failure.message_id or None,
        exception=one.failure.exception or None,
        students=len(one.students),
        now=one.now,
        submissions=one.submissions,
        example=_example(one, document),
    )


def _example(one: Cluster, document: Json) -> Example:
    """What the student read; of an exception, what it means in plain words."""
    said: dict[str, Any] = {}
    if one.failure.exception:
        error = (document.get("run") or {}).get("error") or {}
        words = (str(error.get("message") or ""), str(error.get("explanation") or ""))
        said = {**error, "message": "\n".join(word for word in words if word)}
    else:
        said = next((check for check in document.get("checks") or [] if check.get("name") == one.failure.check), {})
    where = said.get("where") or said
    return Example(
        submission=one.example,
        message=str(said.get("message") or ""),
        hint=str(said.get("hint") or ""),
        line=where.get("line"),
        code=str(where.get("code") or ""),
        links=links(one.example),
    )
