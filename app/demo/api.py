"""How the LMS talks to the service: a request is asked again until it is answered, and is one deed all the same."""

from __future__ import annotations

import asyncio
import time
import uuid
from http import HTTPStatus
from typing import Any, TypeAlias

import httpx

Json: TypeAlias = dict[str, Any]

AGAIN = {429, 502, 503, 504}
PAUSE_S = 0.2
GIVE_UP_S = 120.0


class NotDone(Exception):
    """The service refuses, or is not to be reached."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(f"{status}: {text}" if status else text)
        self.status = status


class Api:
    """What one token may do. `sent_again` counts the requests that broke off, or were put off."""

    def __init__(
        self,
        url: str,
        token: str,
        *,
        patience_s: float = GIVE_UP_S,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._http = httpx.AsyncClient(base_url=url, headers=headers, timeout=30.0, transport=transport)
        self.host = httpx.URL(url).netloc.decode("ascii")
        self._patience_s = patience_s
        self.sent_again = 0

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.aclose()

    async def post(self, path: str, document: Json | None = None, **headers: str) -> Json:
        """Have something made, once (NotDone)."""
        headers |= {"Idempotency-Key": str(uuid.uuid4())}
        answer = await self.ask("POST", path, json=document or {}, headers=headers)
        return dict(answer.json()) if answer.content else {}

    async def get(self, path: str, **query: str | int) -> Any:  # noqa: ANN401 - whatever is told
        """Look something up (NotDone)."""
        return (await self.ask("GET", path, params=query)).json()

    async def ask(self, method: str, path: str, **request: Any) -> httpx.Response:  # noqa: ANN401 - what httpx takes
        """Ask until there is an answer; what is not safe to be asked twice has to carry a key (NotDone)."""
        until = time.monotonic() + self._patience_s
        while True:
            try:
                answer = await self._http.request(method, path, **request)
            except httpx.TransportError as error:
                status, text = 0, f"the service cannot be reached ({error!r})"
            else:
                if answer.status_code < HTTPStatus.MULTIPLE_CHOICES:
                    return answer
                status, text = answer.status_code, answer.text[:500]
                if status not in AGAIN:
                    raise NotDone(status, text)
            if time.monotonic() > until:
                raise NotDone(status, text)
            self.sent_again += 1
            await asyncio.sleep(PAUSE_S)
