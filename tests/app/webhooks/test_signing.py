"""Signatures: the known answer, both libraries, and secrets as they are written."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
import standardwebhooks
import svix
from hypothesis import given
from hypothesis import strategies as st

from app.store.clock import now
from app.webhooks import signing
from app.webhooks.signing import BadSecret

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - known to all the world
BODY = '{"test": 2432232314}'
LIBRARIES = (standardwebhooks.Webhook, svix.Webhook)


def test_the_known_answer() -> None:
    """The signature that other libraries make of the same secret, id, time and body."""
    at = datetime.fromtimestamp(1614265330, tz=UTC) + timedelta(microseconds=999_999)
    made = signing.headers("msg_p5jXN8AQM9LWM0D4loKWxJek", BODY, at, [signing.read(SECRET)])
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert made["webhook-timestamp"] == "1614265330"
    assert made["webhook-id"] == "msg_p5jXN8AQM9LWM0D4loKWxJek"


@pytest.mark.parametrize("library", LIBRARIES, ids=["standardwebhooks", "svix"])
@pytest.mark.parametrize("holds", [0, 1])
def test_while_a_secret_is_changed_both_sides_of_the_change_are_accepted(library: type, holds: int) -> None:
    """Two signatures, one for each secret: a receiver with either takes it, one with a third does not."""
    keys = [signing.new_secret(), signing.new_secret()]
    sent = dict(signing.headers("1", BODY, now(), keys))
    assert sent["webhook-signature"].count("v1,") == 2
    library(signing.shown(keys[holds])).verify(BODY, sent)
    with pytest.raises(Exception, match="No matching signature found"):
        library(signing.shown(signing.new_secret())).verify(BODY, sent)


@pytest.mark.parametrize("library", LIBRARIES, ids=["standardwebhooks", "svix"])
def test_who_changes_the_body_is_found_out(library: type) -> None:
    """What is signed is the very bytes that are sent."""
    key = signing.new_secret()
    sent = dict(signing.headers("1", BODY, now(), [key]))
    with pytest.raises(Exception, match="No matching signature found"):
        library(signing.shown(key)).verify(BODY + " ", sent)


@given(st.binary(min_size=24, max_size=64))
def test_a_secret_is_read_as_it_is_written(secret: bytes) -> None:
    """With its padding and without."""
    assert signing.read(signing.shown(secret)) == secret
    assert signing.read(signing.shown(secret).rstrip("=")) == secret


@pytest.mark.parametrize(
    "text",
    [
        "", "whsec_", SECRET.removeprefix("whsec_"), SECRET.upper(), SECRET + "!", SECRET + "\n", " " + SECRET,
        "whsec_" + base64.b64encode(b"x" * 23).decode(), "whsec_" + base64.b64encode(b"x" * 65).decode(),
        "whsec_" + "é" * 32, "whpk_" + SECRET.removeprefix("whsec_"), "whsec_" + "A" * 33, "whsec_" + "=" * 40,
    ],
)  # fmt: skip
def test_what_is_no_secret_is_refused(text: str) -> None:
    """The message says how one is written, and quotes nothing."""
    with pytest.raises(BadSecret, match=r"whsec_ and then 24 to 64 bytes in base64"):
        signing.read(text)


def test_a_new_secret_is_long_and_new() -> None:
    """32 bytes, other ones each time."""
    made = {signing.new_secret() for _ in range(20)}
    assert len(made) == 20
    assert {len(one) for one in made} == {32}
