"""Handing in without a token: a message that is signed, to an address that the office was given."""

from __future__ import annotations

import json
import time
import uuid

from app.demo.api import Api
from app.demo.signatures import signed
from app.demo.work import Work


class Hook:
    """A way in that the office has opened for us. A message that broke off is sent again under its id."""

    def __init__(self, api: Api, path: str, secret: str) -> None:
        self._api, self._path, self._secret = api, path, secret

    async def hand_in(self, user: str, work: Work) -> list[str]:
        """Hand in for a user; give the submissions that were made of it."""
        document = {"question": work.question, "code": work.code, "student": {"id": user}}
        body = json.dumps(document).encode()
        headers = signed(self._secret, f"msg_{uuid.uuid4().hex}", body, now=time.time())
        answer = await self._api.ask(
            "POST", self._path, content=body, headers=headers | {"Content-Type": "application/json"}
        )
        return [str(one["id"]) for one in answer.json()["submissions"]]
