"""Tokens made at the command line: shown once, for whom and what was asked."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial

import pytest

from app.store import tokens
from app.store.clock import now
from app.store.kinds import Role
from tests.app.cli.conftest import Desk


def test_a_token_is_printed_alone_and_is_good(allclose: Desk, ada: str) -> None:
    """stdout is the token and nothing else, so that a script may keep it; whose it is may be said by the address."""
    ran = allclose(
        "token", "create", "--role", "student", "--name", "Ada's", "--course", "pytorch", "--student", "ADA@example.org"
    )
    found = allclose.write(lambda session: tokens.find(session, ran.stdout.strip(), now()))
    assert (ran.exit_code, ran.stderr) == (0, "Shown only now, keep it.\n")
    assert found is not None
    kept = allclose.write(lambda session: tokens.get(session, found.id))
    assert kept is not None
    assert (kept.role, kept.person_id, kept.name, kept.expires_at) == (Role.STUDENT, ada, "Ada's", None)


def test_the_document_says_all_of_it(allclose: Desk) -> None:
    """One JSON document, and nothing beside it on stdout."""
    made = json.loads(allclose("token", "create", "--role", "admin", "--name", "root", "--json").stdout)
    assert set(made) == {"id", "token", "role", "student", "expires_at"}
    assert made["token"].startswith(f"ac_{made['id']}_")


def test_a_token_may_end_by_itself(allclose: Desk) -> None:
    """Good for so many days, and not for a day more."""
    made = json.loads(
        allclose(
            "token", "create", "--role", "lms", "--name", "x", "--course", "pytorch", "--days", "2", "--json"
        ).stdout
    )
    after = [
        allclose.write(partial(tokens.find, text=made["token"], now=now() + timedelta(days=days))) for days in (1, 3)
    ]
    assert [one is not None for one in after] == [True, False]


def test_a_token_that_is_revoked_opens_nothing(allclose: Desk) -> None:
    """By its id or by the whole text, once: the second time there is nothing to end."""
    text = allclose("token", "create", "--role", "admin", "--name", "root").stdout.strip()
    assert allclose("token", "revoke", text).exit_code == 0
    assert allclose.write(lambda session: tokens.find(session, text, now())) is None
    again = allclose("token", "revoke", text.split("_")[1])
    assert (again.exit_code, again.stderr) == (
        1, f"There is no token {text.split('_')[1]}, or it is ended already.\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (["student"], 2, "Only an administrator's token has no course: say which, with --course."),
        (["student", "--course", "pytorch"], 2, "A student's token is for somebody: say who, with --student."),
        (
            ["lms", "--course", "pytorch", "--student", "4711"],
            2,
            "A token of the role lms is nobody's: leave --student out.",
        ),
        (["lms", "--course", "none"], 1, "There is no course 'none'; `allclose course list` tells which there are."),
        (
            ["student", "--course", "pytorch", "--student", "4712"],
            1,
            "There is nobody with the id, e-mail or external id '4712'.",
        ),
        (
            ["instructor", "--course", "pytorch", "--student", "4711"],
            1,
            "'4711' is no instructor in the course 'pytorch'.",
        ),
    ],
)
def test_what_makes_no_sense_is_told(allclose: Desk, ada: str, options: list[str], status: int, told: str) -> None:
    """2 for a command that is wrong in itself, 1 for what is not so; a sentence, and no token."""
    assert ada
    ran = allclose("token", "create", "--name", "x", "--role", *options)
    assert (ran.exit_code, ran.stdout, ran.stderr) == (status, "", told + "\n")
