"""What is told of what was handed in: the report if it came in time, else where it stands.

It is stored by now. Where the database cannot be read meanwhile, it is told as stored, and never as failed: whoever
believed that would send it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import Response

from app.queue.house import House
from app.store import submissions
from app.store.kinds import SubmissionState
from app.store.tables import Submission
from app.store.trouble import StoreTrouble
from app.web import shown, waiting
from app.web.caller import Caller
from app.web.handing import Stored
from app.web.problems import NotYet
from app.web.schemas import SubmissionShown, UploadShown
from app.web.shown import View


async def of_one(
    house: House, caller: Caller, stored: Stored, wait_s: int, response: Response
) -> SubmissionShown | dict[str, Any]:
    """Tell of the code of one question."""
    if not wait_s and not stored.again:
        return _unread(stored)[0]  # it was stored a moment ago: under a burst, looking again costs more than storing
    there = bool(wait_s) and await waiting.settled(house, stored.ids, wait_s)
    try:
        async with house.database.glance() as session:
            found = caller.may_see(await submissions.get(session, stored.ids[0]))
            view = View(session, house, caller)
            document = await _report(view, found) if there else None
            if document is None:
                return await view.submission(found)
    except StoreTrouble:
        return _unread(stored)[0]
    response.status_code = 200
    return document


async def of_all(  # noqa: PLR0913, PLR0917 - all that is known of the upload
    house: House,
    caller: Caller,
    stored: Stored,
    wait_s: int,
    response: Response,
    numbers: Sequence[int],
    *,
    unknown: list[int],
) -> UploadShown:
    """Tell of a file."""
    there = bool(wait_s) and await waiting.settled(house, stored.ids, wait_s)
    reports = None
    try:
        async with house.database.glance() as session:
            found = [caller.may_see(await submissions.get(session, one)) for one in stored.ids]
            view = View(session, house, caller)
            told = [await view.submission(one) for one in found]
            if there:
                reports = [await _report(view, one) for one in found]
    except StoreTrouble:
        told, reports = _unread(stored), None
    response.status_code = 202 if reports is None else 200
    answered = {*stored.questions.values(), *stored.spent}
    return UploadShown(
        upload=stored.upload,
        submissions=told,
        not_found=[number for number in numbers if number not in answered],
        unknown=unknown,
        spent=stored.spent,
        reports=None if reports is None else [one for one in reports if one is not None],
    )


async def _report(view: View, one: Submission) -> dict[str, Any] | None:
    try:
        return await view.report(one)
    except NotYet:  # there is none, and its state says why
        return None


def _unread(stored: Stored) -> list[SubmissionShown]:
    return [
        SubmissionShown(
            id=one,
            question=question,
            student=stored.student,
            state=SubmissionState.QUEUED,
            attempts_left=stored.left.get(one),
            submitted_at=stored.at,
            links=shown.links(one),
        )
        for one, question in stored.questions.items()
    ]
