"""Whether a message is from who holds the secret, and of now: the three ways in which an LMS may sign what it sends.

Nothing of the body is read before, and of a signature that is wrong it is never said in which part.

- **Standard Webhooks**: the id, the time and the body are signed; the way to take where there is a choice.
- **GitHub**: the body is signed and nothing else. So the id of a message is not to be believed, and there is no time:
  what tells one message from another is its body, for as long as it is remembered.
- **Canvas**, as its data service has it (`HMACAuth`): method, host, path, query, type, time and the MD5 of the body are
  signed. Canvas itself sends no webhook in this way; it is for scripts beside a Canvas that sign like this already.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from app.errors import AppError

TOLERANCE_S = 300
SIGNATURES = 10  #: that are looked at; while a secret changes there are two
MESSAGE_ID = re.compile(r"[!-\-/-~]{1,255}")  # no dot: it stands between the parts that are signed
SECONDS = re.compile(r"[0-9]{1,12}")
DELIVERY = re.compile(r"[!-~]{1,200}")


class MissingHeader(AppError):
    """A header is missing."""

    status = 400


class BadHeader(AppError):
    """A header cannot be read."""

    status = 400


class WrongTime(AppError):
    """The message was signed too long ago, or in the future."""

    status = 401


class BadSignature(AppError):
    """The signature is not right. Sign the very bytes that are sent, with the secret that the hook has now."""

    status = 401


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A message as it came; headers are asked for in small letters."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    def header(self, name: str) -> str:
        """Give a header that has to be there (MissingHeader)."""
        value = self.headers.get(name.lower())
        if not value:
            raise MissingHeader(f"The header {name} is missing: this hook takes no message without it.")
        return value

    @property
    def by_body(self) -> str:
        """An id for a message that has none of its own."""
        return f"sha256:{hashlib.sha256(self.body).hexdigest()}"


def standard(message: Incoming, keys: Sequence[bytes], now: datetime) -> tuple[str, ...]:
    """Check a message as Standard Webhooks 1.0.0 has it; give the ids by which it is known (any error above)."""
    id_, sent, signatures = (message.header(f"webhook-{name}") for name in ("id", "timestamp", "signature"))
    if not MESSAGE_ID.fullmatch(id_):
        raise BadHeader("The header webhook-id has 1 to 255 characters of ASCII, and no dot or blank among them.")
    if not SECONDS.fullmatch(sent):
        raise BadHeader("The header webhook-timestamp holds the seconds since 1970, as a whole number.")
    _check_time(int(sent), now)
    signed = f"{id_}.{sent}.".encode() + message.body
    found = [one.removeprefix("v1,") for one in signatures.split(" ") if one.startswith("v1,")]
    _check(found, [base64.b64encode(_hmac(key, signed)).decode() for key in keys])
    return (id_,)


def github(message: Incoming, keys: Sequence[bytes], now: datetime) -> tuple[str, ...]:  # noqa: ARG001 - the others' need it
    """Check a message as GitHub signs it; give the ids by which it is known (any error above)."""
    signature = message.header("X-Hub-Signature-256")
    _check([signature.lower()], [f"sha256={_hmac(key, message.body).hex()}" for key in keys])
    delivery = message.headers.get("x-github-delivery")
    if delivery is None:
        return (message.by_body,)
    if not DELIVERY.fullmatch(delivery):
        raise BadHeader("The header X-GitHub-Delivery has 1 to 200 characters of ASCII.")
    return (message.by_body, f"delivery:{delivery}")


def canvas(message: Incoming, keys: Sequence[bytes], now: datetime) -> tuple[str, ...]:
    """Check a message as Canvas's data service has it; give the ids by which it is known (any error above)."""
    authorization, date, digest = (message.header(name) for name in ("Authorization", "Date", "Content-MD5"))
    scheme, _, rest = authorization.partition(" ")
    name, _, signature = rest.strip().rpartition(":")
    if scheme.lower() != "hmacauth" or not name:
        raise BadHeader("The header Authorization is written `HMACAuth NAME:SIGNATURE`.")
    _check_time(_seconds(date), now)
    parts = (
        message.method.upper(),
        message.headers.get("host", ""),
        message.headers.get("content-type", ""),
        digest,
        message.path,
        "&".join(sorted(part for part in message.query.split("&") if part)),
        date,
    )
    signed = "\n".join(parts).encode("utf-8", "replace")
    _check([signature], [base64.b64encode(_hmac(key, signed + b"\n" + key)).decode() for key in keys])
    md5 = hashlib.md5(message.body, usedforsecurity=False).digest()
    _check([digest], [base64.b64encode(md5).decode(), md5.hex()])
    return (message.by_body,)


def _hmac(key: bytes, signed: bytes) -> bytes:
    return hmac.new(key, signed, hashlib.sha256).digest()


def _check(found: Sequence[str], right: Sequence[str]) -> None:
    """Compare all with all, each in the same time whatever they are (BadSignature)."""
    wanted = [one.encode() for one in right]
    same = [
        hmac.compare_digest(one.encode("utf-8", "replace"), other) for one in found[:SIGNATURES] for other in wanted
    ]
    if not any(same):
        raise BadSignature


def _check_time(sent: int, now: datetime) -> None:
    late = int(now.timestamp()) - sent
    if abs(late) > TOLERANCE_S:
        when = f"{late} s ago" if late > 0 else f"{-late} s in the future"
        raise WrongTime(
            f"By our clock the message was signed {when}, and at most {TOLERANCE_S} s are allowed. "
            "Set your clock, or sign the message anew each time that it is sent."
        )


def _seconds(date: str) -> int:
    try:
        when = parsedate_to_datetime(date)
    except (ValueError, TypeError, IndexError, OverflowError):
        try:
            when = datetime.fromisoformat(date)
        except ValueError:
            raise BadHeader("The header Date holds a time such as `Tue, 24 Nov 2026 06:10:00 GMT`.") from None
    when = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    return int(when.timestamp())
