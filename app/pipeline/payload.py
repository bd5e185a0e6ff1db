"""The bytes of a notice: `{type, timestamp, data}`, and what stands in the data of every submission."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from app.store.tables import Submission
from app.store.told import About

LARGEST = 20_000  #: bytes of a body
LMS_LARGEST = 4_000  #: bytes of the ids that go back to an LMS; more are not taken, and would be left out

Data = Mapping[str, object]


def body_of(type_: str, data: Data, now: datetime) -> str:
    """Put a body together. It holds only what is short by nature, so that one too long is a mistake (ValueError)."""
    body = json.dumps({"type": type_, "timestamp": moment(now), "data": data}, allow_nan=False)
    if len(body) > LARGEST:
        raise ValueError(f"the body of a {type_} has {len(body)} bytes")
    return body


def moment(when: datetime) -> str:
    """A time as RFC 3339 has it, to the millisecond."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def of_submission(answer: Submission, about: About | None, sequence: int | None) -> dict[str, object]:
    """What is told of every submission; without `about` for a notice that nobody hears."""
    data: dict[str, object] = {
        "submission": answer.id,
        "course": answer.course_id,
        "student": answer.person_id,
        "question": answer.question,
        "sequence": sequence,
        "report": f"/v1/submissions/{answer.id}/report",
    }
    if about is not None:
        data |= {"attempt": about.attempt, "held": about.held, "counts": _counts(about), "lms": _lms(about)}
    return data


def _counts(about: About) -> Data | None:
    mark = about.counts
    if about.held or mark is None:
        return None
    return {"submission": mark.submission_id, "score": mark.score, "max": mark.max}


def _lms(about: About) -> Data:
    ids = about.context.get("lms")
    kept = ids if isinstance(ids, dict) and len(json.dumps(ids)) <= LMS_LARGEST else {}
    return {"user": about.external_id, **kept}
