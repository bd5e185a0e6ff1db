"""What the LMS signs is taken by the service's own checks, in each style, and by nothing else."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import httpx
import pytest

from app.demo.api import Api
from app.demo.hooks import STYLES, Hook
from app.demo.signatures import signed_like_github
from app.demo.work import WORKS
from app.webhooks import verifying
from app.webhooks.signing import read
from app.webhooks.verifying import BadSignature, Incoming

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - the standard's own, which everybody knows
CHECKS = {"standard": verifying.standard, "github": verifying.github, "canvas": verifying.canvas}

pytestmark = pytest.mark.anyio


def test_githubs_known_answer_holds() -> None:
    """The one of its documentation."""
    headers = signed_like_github("It's a Secret to Everybody", b"Hello, World!")
    assert headers["X-Hub-Signature-256"].endswith("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")


@pytest.mark.parametrize("style", STYLES)
async def test_our_messages_are_taken(style: str) -> None:
    """With the submission that is handed over, and not with another."""
    key = read(SECRET) if style == "standard" else SECRET.encode()
    taken: list[dict[str, object]] = []

    def service(request: httpx.Request) -> httpx.Response:
        url = request.url
        came = Incoming(method=request.method, path=url.path, query="", headers=request.headers, body=request.content)
        now = datetime.now(UTC)
        assert CHECKS[style](came, [key], now)
        with pytest.raises(BadSignature):
            CHECKS[style](came, [b"another key"], now)
        taken.append(json.loads(request.content))
        return httpx.Response(202, json={"submissions": [{"id": "s1"}]})

    api = Api("http://service:8000", "", transport=httpx.MockTransport(service))
    hook = Hook(api=api, host=api.host, path="/v1/hooks/h1", style=style, secret=SECRET)
    assert await hook.hand_in("lms-1", WORKS[0]) == ["s1"]
    await api.close()
    assert [(one["student"], one["question"]) for one in taken] == [({"id": "lms-1", "name": "Student lms-1"}, 9)]
