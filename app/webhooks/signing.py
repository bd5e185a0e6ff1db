"""Signatures and secrets, as Standard Webhooks 1.0.0 has them."""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from standardwebhooks import Webhook

from app.errors import AppError

PREFIX = "whsec_"
LEAST, MOST = 24, 64  #: bytes of a secret
BYTES = 32  #: of one made here
BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
AGENT = "allclose-webhooks"


class BadSecret(AppError):
    """A secret is written whsec_ and then 24 to 64 bytes in base64."""

    status = 422


def new_secret() -> bytes:
    """Make a secret; it is shown once, as `shown` writes it."""
    return secrets.token_bytes(BYTES)


def shown(secret: bytes) -> str:
    """Write a secret as both sides know it."""
    return PREFIX + base64.b64encode(secret).decode()


def read(text: str) -> bytes:
    """Read a secret that somebody wants used (BadSecret)."""
    encoded = text.removeprefix(PREFIX)
    if encoded == text or not BASE64.fullmatch(encoded):
        raise BadSecret
    try:
        secret = base64.b64decode(encoded.rstrip("=") + "=" * (-len(encoded.rstrip("=")) % 4), validate=True)
    except binascii.Error as error:
        raise BadSecret from error
    if not LEAST <= len(secret) <= MOST:
        raise BadSecret
    return secret


def headers(message_id: str, body: str, at: datetime, keys: Sequence[bytes]) -> Mapping[str, str]:
    """What goes with a body that is sent now: `at` is the time of this try, `keys` are all that hold at present."""
    second = at.replace(microsecond=0)
    return {
        "content-type": "application/json",
        "user-agent": AGENT,
        "webhook-id": message_id,
        "webhook-timestamp": str(int(second.timestamp())),
        "webhook-signature": " ".join(Webhook(key).sign(message_id, second, body) for key in keys),
    }
