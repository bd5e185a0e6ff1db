"""Signatures as an LMS checks and makes them: by the published libraries and by the standard's own text.

None of it is the service's code, so that a mistake there is not made here again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import importlib.util
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TypeAlias

from standardwebhooks import Webhook, WebhookVerificationError

Headers: TypeAlias = Mapping[str, str]
Check: TypeAlias = Callable[[str, Headers, bytes], None]
PREFIX = "whsec_"
TOLERANCE_S = 300
MEDIA = "application/json"


class Forged(Exception):
    """A message that is not from who it says, or not of now."""


def by_standardwebhooks(secret: str, headers: Headers, body: bytes) -> None:
    """Check with PyPI's `standardwebhooks` (Forged)."""
    try:
        Webhook(secret).verify(body, dict(headers), json_parse=False)
    except (WebhookVerificationError, ValueError) as error:
        raise Forged(str(error)) from error


def by_svix(secret: str, headers: Headers, body: bytes) -> None:
    """Check with PyPI's `svix` (Forged)."""
    from svix.webhooks import Webhook as Svix  # noqa: PLC0415 - only where it is installed
    from svix.webhooks import WebhookVerificationError as Refused  # noqa: PLC0415 - the same

    try:
        Svix(secret).verify(body, dict(headers))
    except (Refused, ValueError) as error:
        raise Forged(str(error)) from error


def by_the_text(secret: str, headers: Headers, body: bytes) -> None:
    """Check as the standard's text has it: HMAC-SHA256 of `id.timestamp.body`, any of the signatures (Forged).

    https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    """
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    right = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    if not any(hmac.compare_digest(f"v1,{right}", one) for one in headers["webhook-signature"].split(" ")):
        raise Forged("no signature is right")


CHECKS: dict[str, Check] = {"standardwebhooks": by_standardwebhooks, "the text of the standard": by_the_text}
if importlib.util.find_spec("svix"):
    CHECKS["svix"] = by_svix


def check(secret: str, headers: Headers, body: bytes, *, now: float) -> None:
    """Let each check have its say about one message, at the time that our own clock shows (Forged)."""
    try:
        sent = int(headers["webhook-timestamp"])
    except (KeyError, ValueError):
        raise Forged("there is no time in it") from None
    if abs(now - sent) > TOLERANCE_S:
        raise Forged("it is of another time")
    for one in CHECKS.values():
        one(secret, headers, body)


def signed(secret: str, message: str, body: bytes, *, now: float) -> dict[str, str]:
    """Sign what we send, as Standard Webhooks has it."""
    moment = datetime.fromtimestamp(int(now), tz=UTC)
    signature = Webhook(secret).sign(msg_id=message, timestamp=moment, data=body.decode())
    return {"webhook-id": message, "webhook-timestamp": str(int(now)), "webhook-signature": signature}


def signed_like_github(secret: str, body: bytes) -> dict[str, str]:
    """Sign what we send as GitHub does: the body and nothing else."""
    return {"X-Hub-Signature-256": "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}


def signed_like_canvas(secret: str, host: str, path: str, body: bytes, *, now: float) -> dict[str, str]:
    """Sign what we send as Canvas's data service does (HMACAuth): the request with its time and the body's MD5."""
    date = format_datetime(datetime.fromtimestamp(int(now), tz=UTC), usegmt=True)
    digest = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
    words = f"POST\n{host}\n{MEDIA}\n{digest}\n{path}\n\n{date}\n{secret}"  # the empty one: no query
    signature = base64.b64encode(hmac.new(secret.encode(), words.encode(), hashlib.sha256).digest()).decode()
    return {"Authorization": f"HMACAuth lms:{signature}", "Date": date, "Content-MD5": digest}
