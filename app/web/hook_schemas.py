"""The shapes of what an LMS hands over, and of the ways in that it is given."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints, model_validator

from app.pipeline.payload import LMS_LARGEST
from app.store.kinds import HookStyle
from app.store.tables import Hook
from app.web.schemas import ID, Asked, Name, OnBehalf
from app.web.webhook_schemas import EXAMPLE

IDS = 20  #: of the LMS's own
KEY = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
HOST = r"^[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?$"
MATTER = ("code", "notebook", "notebook_base64", "file_url")


def _fraction(value: object) -> object:
    """Take no whole number for one with a fraction: a long id would come back as another."""
    if isinstance(value, int):
        raise ValueError("no id has more than 64 bits: send it as text")  # noqa: TRY004 - it is pydantic's
    return value


Short = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")]
Value = (
    Short
    | bool
    | Annotated[int, Field(ge=-(1 << 63), lt=1 << 63)]
    | Annotated[float, Field(allow_inf_nan=False), BeforeValidator(_fraction)]
)


def _small(ids: dict[str, Any]) -> dict[str, Any]:
    wrong = [key for key in ids if not KEY.fullmatch(key) or key == "user"]
    if wrong:
        raise ValueError(
            f"no name of an id may be {wrong[0][:64]!r}: letters, digits and _.:- make one, and not `user`"
        )
    if len(ids) > IDS or len(json.dumps(ids)) > LMS_LARGEST:
        raise ValueError(f"{IDS} ids and {LMS_LARGEST} bytes at most")
    return ids


class HandedOver(Asked):
    """One submission, handed over by an LMS: `code`, `notebook`, `notebook_base64` or `file_url`, and whose it is."""

    student: OnBehalf = Field(description="Whose it is, by the LMS's own id; who is not in the course yet is added.")
    question: int | None = Field(
        default=None, ge=0, le=10_000, examples=[9], description="With `code`; else where the file does not say it."
    )
    code: str | None = Field(default=None, description="The code of one question, 256 KiB at most.")
    notebook: str | None = Field(default=None, description="The text of a notebook or of a Python file.")
    notebook_base64: str | None = Field(default=None, description="Its bytes in base64.")
    file_url: Annotated[str, StringConstraints(min_length=10, max_length=2000)] | None = Field(
        default=None, description="Where the file is, on a host that the hook allows; it is fetched before we answer."
    )
    filename: Annotated[Name, Field(max_length=255)] | None = Field(default=None, examples=["exam.ipynb"])
    lms: Annotated[dict[str, Value | None], AfterValidator(_small)] = Field(
        default_factory=dict,
        examples=[{"line_item": "li-7", "submission": 4711, "attempt": 2}],
        description="The LMS's own ids. They are told as they came in `data.lms` of every notice about it.",
    )

    @model_validator(mode="after")
    def one_thing(self) -> HandedOver:
        """Refuse none, and two of which one would be left aside."""
        given = [name for name in MATTER if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"give one of {', '.join(MATTER)}: there are {len(given)}")
        if self.code is not None and self.question is None:
            raise ValueError("say with `question` which question the code answers")
        return self


class HookWanted(Asked):
    """A way in for an LMS."""

    name: Name = Field(examples=["Moodle of the faculty"])
    style: HookStyle = Field(
        default=HookStyle.STANDARD,
        strict=False,
        description="How it signs: `standard` (Standard Webhooks), `github` (X-Hub-Signature-256), or `canvas`.",
    )
    hosts: list[Annotated[str, StringConstraints(pattern=HOST)]] = Field(
        default_factory=list,
        max_length=10,
        examples=[["files.lms.example.edu"]],
        description="From which a file may be fetched, by their full names; empty: from none.",
    )
    endpoint: str | None = Field(
        default=None, pattern=ID, description="The one endpoint that is told of what comes in here; else all are."
    )


class HookShown(BaseModel):
    """A way in. Of its secret nothing is shown."""

    id: str = Field(examples=[EXAMPLE])
    path: str = Field(examples=[f"/v1/hooks/{EXAMPLE}"], description="Where the LMS sends its messages.")
    name: str
    style: HookStyle
    hosts: list[str]
    endpoint: str | None
    made_at: datetime
    old_secret_until: datetime | None = Field(description="Until then the secret of before is taken, too.")

    @classmethod
    def of(cls, hook: Hook) -> HookShown:
        """Show one."""
        return cls(
            id=hook.id,
            path=f"/v1/hooks/{hook.id}",
            name=hook.name,
            style=hook.style,
            hosts=hook.hosts,
            endpoint=hook.endpoint_id,
            made_at=hook.made_at,
            old_secret_until=hook.old_until,
        )


class HookMade(HookShown):
    """A way in with its secret, which is shown this once."""

    secret: str = Field(
        examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        description="For `standard` as the libraries take it; for the others its characters are the key.",
    )


class Hooks(BaseModel):
    """The ways into a course."""

    items: list[HookShown]
