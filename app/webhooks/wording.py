"""What came back, as text that is fit to be stored and shown; and where nothing came, why, in words of ours."""

from __future__ import annotations

import re
import ssl

import httpx
from httpx_secure import SSRFProtectionError

from app.errors import AppError
from app.webhooks.guard import Refused

KEPT = 1000  #: characters of an answer that are kept
UNPRINTED = re.compile(r"[^\t\r\n\x20-\x7e\xa0-\U0010ffff]|[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")

#: Why there was no answer, in words of ours; the first that fits.
WORDS: tuple[tuple[type[Exception], str], ...] = (
    (SSRFProtectionError, Refused.default_message()),
    (httpx.ConnectTimeout, "No connection came about in time."),
    (httpx.ConnectError, "No connection came about: it was refused, or TLS failed."),
    (httpx.TimeoutException, "The other side fell silent."),
    (Exception, "The connection broke, or what came was no HTTP."),
)


def printed(body: bytes) -> str:
    """The beginning of an answer: whoever sent it may mean harm."""
    return UNPRINTED.sub("\ufffd", body[: 4 * KEPT].decode("utf-8", errors="replace"))[:KEPT]


def words(error: Exception) -> str:
    """Why there was no answer, in words of ours."""
    if isinstance(error, AppError):
        return str(error)
    not_trusted = _certificate(error)
    if not_trusted is not None:
        return f"The certificate is not trusted: {not_trusted}"[:200]
    return next(words for kind, words in WORDS if isinstance(error, kind))


def _certificate(error: BaseException | None) -> str | None:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return UNPRINTED.sub("?", error.verify_message)
        error = error.__cause__ or error.__context__
    return None
