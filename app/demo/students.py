"""The students of the LMS, who hand in through it: with its token, or as a signed message through a hook."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.demo.api import Api
from app.demo.hooks import Hook
from app.demo.work import Work, handed_in

WAIT_S = 10
SIGNED = 0.4  #: of what is handed in comes as a signed message


@dataclass(kw_only=True)
class Students:
    """What was handed in, and what it should earn."""

    lms: Api
    hooks: Sequence[Hook] = ()
    users: int
    draw: random.Random
    course: str = "pytorch"
    started: int = 0
    accepted: dict[str, Work] = field(default_factory=dict)  #: by submission
    by_hook: Counter[str] = field(default_factory=Counter)  #: by the style in which it was signed

    async def hand_in(self) -> None:
        """Hand one thing in, and wait a little for it, as a student does."""
        self.started += 1
        user, work = handed_in(self.draw, self.users)
        if self.hooks and self.draw.random() < SIGNED:
            hook = self.draw.choice(self.hooks)
            self.accepted |= dict.fromkeys(await hook.hand_in(user, work), work)
            self.by_hook[hook.style] += 1
        else:
            await self.with_token(user, work)

    async def with_token(self, user: str, work: Work) -> str:
        """Hand in on behalf of a user; give the submission."""
        document = {"code": work.code, "student": {"id": user, "name": f"Student {user}"}}
        path = f"/v1/courses/{self.course}/questions/{work.question}/submissions"
        told = await self.lms.post(path, document, Prefer=f"wait={WAIT_S}")
        submission = str(told["id"])
        self.accepted[submission] = work
        return submission
