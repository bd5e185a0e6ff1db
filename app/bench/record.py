"""What the record says of all that was handed in: nothing lost, nothing graded twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from app.bench.service import Service
from app.store import events, reports, submissions
from app.store.engine import connect
from app.store.kinds import Cause, SubmissionState

PAGE = 500


@dataclass(frozen=True, kw_only=True)
class Record:
    """The findings, each with a few ids to look at."""

    stored: int
    lost: list[str] = field(default_factory=list)  #: accepted, and not graded
    duplicated: list[str] = field(default_factory=list)  #: more than one report or notice, or stored twice
    states: Counter[str] = field(default_factory=Counter)


def examine(service: Service, accepted: Collection[str]) -> Record:
    """Read the service's database."""
    return asyncio.run(_examine(service, set(accepted)))


async def _examine(service: Service, accepted: set[str]) -> Record:
    database = connect(service.database_url)
    states: Counter[str] = Counter()
    lost, duplicated, stored = [], [], set()
    before = None
    try:
        while True:
            async with database.read() as session:
                page = await submissions.page(session, before=before, limit=PAGE)
                for one in page:
                    stored.add(one.id)
                    states[one.state.value] += 1
                    if one.state is not SubmissionState.GRADED:
                        lost.append(one.id)
                    made = [row for row in await reports.history(session, one.id) if row.cause is Cause.GRADING]
                    told = [row for row in await events.of_submission(session, one.id) if row.type.endswith(".graded")]
                    if len(made) > 1 or len(told) > 1:
                        duplicated.append(one.id)
            if len(page) < PAGE:
                break
            before = page[-1].id
    finally:
        await database.close()
    return Record(
        stored=len(stored),
        lost=lost + sorted(accepted - stored),
        duplicated=duplicated + sorted(stored - accepted),  # what nobody was told of was sent again, and stored again
        states=states,
    )
