"""Two reports on one answer, then and now: whether they say the same, whatever the time it took."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graders.report import Json

OF_CHECK = ("outcome", "points", "max", "message", "hint", "where")
VERSIONS = ("pack_version", "question_version", "torch", "device", "sandbox")


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Something that was one thing then and is another now."""

    question: int
    what: str
    then: object
    now: object


def said_otherwise(then: Json, now: Json) -> tuple[Difference, ...]:
    """Give what differs in the verdicts and marks of one question."""
    return tuple(
        Difference(question=then["question"], what=what, then=old, now=new)
        for what, old, new in _pairs(then, now)
        if old != new
    )


def other_versions(then: Json, now: Json) -> tuple[Difference, ...]:
    """Give what was graded with something else: pack, question, torch, device, walls."""
    old, new = then["reproduce"], now["reproduce"]
    return tuple(
        Difference(question=then["question"], what=name, then=old.get(name), now=new.get(name))
        for name in VERSIONS
        if old.get(name) != new.get(name)
    )


def _pairs(then: Json, now: Json) -> Iterator[tuple[str, object, object]]:
    for name in ("state", "score", "max", "variations", "seeds"):
        yield name, then.get(name), now.get(name)
    yield "run.status", then["run"].get("status"), now["run"].get("status")
    old, new = ({check["name"]: check for check in one["checks"]} for one in (then, now))
    yield "checks", list(old), list(new)
    for check in (name for name in old if name in new):  # a set would tell them in another order each time
        for name in OF_CHECK:
            yield f"{check}.{name}", old[check].get(name), new[check].get(name)
