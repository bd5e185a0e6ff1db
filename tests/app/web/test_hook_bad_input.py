"""What an LMS may get wrong, and the error that its integrator can act on."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

import pytest

from app.store.clock import now
from app.store.tables import HookMessage, Person
from tests.app.web.lms import CODE, opened, rows
from tests.app.web.scene import Scene, problem

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b"", 400, "bad-request"),
        (b"print(9)", 400, "bad-request"),
        (b'{"question": 9', 400, "bad-request"),
        (b'{"code": "\xff"}', 400, "bad-request"),
        (b'{"code": "\\ud800"}', 400, "bad-request"),
        (b"[" * 100_000, 400, "bad-request"),
        (b"[]", 422, "invalid"),
        (b"{}", 422, "invalid"),
        (json.dumps(CODE | {"course": "other"}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"question": "9"}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"question": None}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"code": None}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"notebook": "# Q9"}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"student": None}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"student": {"id": ""}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"student": {"id": "a\0b"}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {"user": "x"}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {"a b": 1}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {"a": {"b": 1}}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {"a": "\0"}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {"a": "x" * 501}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {str(key): 1 for key in range(21)}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {str(key): "x" * 499 for key in range(9)}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {"a": float("nan")}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"lms": {"a": 1 << 63}}).encode(), 422, "invalid"),
        (json.dumps(CODE | {"question": 15}).encode(), 404, "not-found"),
        (json.dumps(CODE | {"code": "x" * (256 * 1024 + 1)}).encode(), 413, "too-large"),
        (json.dumps({"student": {"id": "x"}, "notebook": "print(1)"}).encode(), 422, "unreadable"),
        (json.dumps({"student": {"id": "x"}, "notebook": "# Q77\nprint(1)"}).encode(), 422, "unreadable"),
        (json.dumps({"student": {"id": "x"}, "notebook": "{", "filename": "a.ipynb"}).encode(), 422, "unreadable"),
        (json.dumps({"student": {"id": "x"}, "notebook": "x", "filename": "a.exe"}).encode(), 422, "unreadable"),
        (json.dumps({"student": {"id": "x"}, "notebook_base64": "%%%"}).encode(), 422, "unreadable"),
        (json.dumps({"student": {"id": "x"}, "notebook_base64": "\u00e9"}).encode(), 422, "unreadable"),
        (json.dumps({"student": {"id": "x"}, "notebook_base64": "UEsDBAAA"}).encode(), 422, "unreadable"),
    ],
)
async def test_bad_input_has_a_clear_error(scene: Scene, body: bytes, status: int, kind: str) -> None:
    """Nothing is stored of it, and nobody is added to the course."""
    way = await opened(scene)
    at = now().replace(microsecond=0)
    signature = hmac.new(base64.b64decode(way.secret.removeprefix("whsec_")), digestmod=hashlib.sha256)
    signature.update(f"m1.{int(at.timestamp())}.".encode() + body)
    headers = {
        "webhook-id": "m1", "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": f"v1,{base64.b64encode(signature.digest()).decode()}",
    }  # fmt: skip
    problem(await scene.client.post(way.path, content=body, headers=headers), status, kind)
    assert (await scene.count(), await rows(scene, HookMessage), await rows(scene, Person)) == (0, 0, 4)
