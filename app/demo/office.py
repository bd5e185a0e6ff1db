"""The office of the course, at the service's API: it sets the LMS up, mends what the LMS broke, and changes marks."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus

from app.demo.api import Api, NotDone
from app.demo.hooks import STYLES, Hook
from app.demo.lms import Lms

HOOKS = "/v1/webhooks"
LOOK_S = 0.2


class Office:
    """An instructor's token, and the endpoint that was registered with it."""

    def __init__(self, api: Api, draw: random.Random, *, course: str = "pytorch") -> None:
        self.api, self._draw, self._course = api, draw, course
        self.endpoint = self.regraded = ""
        self.done: Counter[str] = Counter()
        self.secrets_lost = 0  #: until the next one is known, what is signed with it is refused

    async def connect(self, lms: Lms) -> None:
        """Register the LMS, and tell it the secret that is shown once."""
        made = await self.api.post(HOOKS, {"url": lms.url})
        self.endpoint = made["id"]
        lms.secrets.append(made["secret"])

    async def disconnect(self) -> None:
        """Have the LMS told no more, and forgotten."""
        await self.api.ask("DELETE", f"{HOOKS}/{self.endpoint}")

    async def open_hooks(self, api: Api) -> list[Hook]:
        """Have ways in opened for the LMS, for messages in each style of signing; they go by a client with no token."""
        hooks = []
        for style in STYLES:
            path = f"/v1/courses/{self._course}/hooks"
            made = await self.api.post(path, {"name": f"LMS, {style}", "style": style})
            hooks.append(Hook(api=api, host=api.host, path=made["path"], style=style, secret=made["secret"]))
        return hooks

    async def ping(self) -> None:
        """Have the LMS called."""
        await self.api.post(f"{HOOKS}/{self.endpoint}/ping")
        self.done["pings"] += 1

    async def rotate(self, lms: Lms) -> None:
        """Change the secret. Where the answer was lost with it, it is changed once more."""
        while True:
            try:
                made = await self.api.post(f"{HOOKS}/{self.endpoint}/rotate")
            except NotDone as error:
                if error.status != HTTPStatus.CONFLICT:
                    raise
                self.secrets_lost += 1
            else:
                lms.secrets.append(made["secret"])
                self.done["rotations"] += 1
                return

    async def disabled(self) -> bool:
        """Whether the service has stopped telling the LMS anything."""
        return (await self.api.get(f"{HOOKS}/{self.endpoint}"))["disabled_at"] is not None

    async def enable(self) -> None:
        """Have it told again."""
        await self.api.ask("PATCH", f"{HOOKS}/{self.endpoint}", json={"enabled": True})
        self.done["enabled again"] += 1

    async def replay(self, count: int) -> None:
        """Have some deliveries sent again."""
        page = await self.api.get(f"{HOOKS}/{self.endpoint}/deliveries", limit=100)
        for one in self._draw.sample(page["items"], min(count, len(page["items"]))):
            await self.api.post(f"{HOOKS}/{self.endpoint}/deliveries/{one['id']}/replay")
            self.done["replays"] += 1

    async def override(self, submissions: Sequence[str]) -> None:
        """Give marks by hand, and take every other one back."""
        for number, submission in enumerate(submissions):
            with suppress(NotDone):  # it may not be graded yet
                await self.api.post(
                    f"/v1/submissions/{submission}/override",
                    {"score": self._draw.choice([0.5, 1.0, 2.5]), "reason": "Looked at by hand."},
                )
                self.done["overrides"] += 1
                if number % 2:
                    await self.api.ask("DELETE", f"/v1/submissions/{submission}/override")
                    self.done["overrides taken back"] += 1

    async def rule(self, **rules: str | bool) -> None:
        """Change the rules of the course; marks follow."""
        await self.api.ask("PATCH", f"/v1/courses/{self._course}/settings", json=rules)
        self.done["rules changed"] += 1

    async def release(self) -> None:
        """Show the marks that were held, and tell them."""
        await self.api.post(f"/v1/courses/{self._course}/release")
        self.done["releases"] += 1

    async def regrade(self, which: str = "current") -> None:
        """Judge the course anew, and publish what the preview shows."""
        path = f"/v1/courses/{self._course}/regrades"
        made = await self.api.post(path, {"submissions": which, "why": "The storm asks for it."})
        self.regraded = f"{path}/{made['id']}"
        while (await self.api.get(self.regraded))["state"] == "judging":  # noqa: ASYNC110 - the service is asked
            await asyncio.sleep(LOOK_S)
        await self._settle("publish", "published")

    async def roll_back(self) -> None:
        """Take the last regrade back."""
        await self._settle("rollback", "rolled_back")

    async def _settle(self, deed: str, state: str) -> None:
        try:
            told = await self.api.post(f"{self.regraded}/{deed}")
        except NotDone:
            if (await self.api.get(self.regraded))["state"] != state:  # else it was done, and the answer was lost
                raise
        else:
            self.done[f"marks {state}"] += told["moved"]
        self.done[f"regrades {state}"] += 1
