"""Every check accepts what is signed rightly, and each of them alone refuses what is not."""

from __future__ import annotations

import base64
import time

import pytest

from app.demo.signatures import CHECKS, Forged, check, signed

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - the standard's own, which everybody knows
OTHER = "whsec_" + base64.b64encode(b"another secret of 24 byt").decode()
BODY = b'{"test": 2432232314}'


def test_three_checks_are_made_here() -> None:
    """Two libraries, and the words of the standard."""
    assert set(CHECKS) == {"standardwebhooks", "svix", "the text of the standard"}


def test_the_known_answer_holds() -> None:
    """The one of the standard's own libraries."""
    sent = signed(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", BODY, now=1614265330)
    assert sent["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("name", list(CHECKS))
def test_each_check_refuses_what_is_not_signed_rightly(name: str) -> None:
    """Another body, another id, another secret."""
    sent = signed(SECRET, "m1", BODY, now=time.time())
    CHECKS[name](SECRET, sent, BODY)
    for secret, headers, body in (
        (SECRET, sent, BODY + b" "),
        (SECRET, sent | {"webhook-id": "m2"}, BODY),
        (OTHER, sent, BODY),
        (SECRET, sent | {"webhook-signature": "v1,AAAA"}, BODY),
    ):
        with pytest.raises(Forged):
            CHECKS[name](secret, headers, body)


@pytest.mark.parametrize("name", list(CHECKS))
def test_one_of_several_signatures_is_enough(name: str) -> None:
    """While a secret is changed, a message is signed with both."""
    old, new = (signed(secret, "m1", BODY, now=time.time()) for secret in (SECRET, OTHER))
    both = new | {"webhook-signature": f"{new['webhook-signature']} {old['webhook-signature']}"}
    CHECKS[name](SECRET, both, BODY)
    CHECKS[name](OTHER, both, BODY)


@pytest.mark.parametrize("off_s", [-400, 400])
def test_a_message_of_another_time_is_refused(off_s: int) -> None:
    """By our own clock, which may be wrong."""
    sent = signed(SECRET, "m1", BODY, now=time.time())
    with pytest.raises(Forged, match="it is of another time"):
        check(SECRET, sent, BODY, now=time.time() + off_s)
    with pytest.raises(Forged, match="there is no time in it"):
        check(SECRET, {}, BODY, now=time.time())
