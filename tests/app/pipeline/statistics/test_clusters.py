"""Pass rates of checks, and the same failure gathered."""

from __future__ import annotations

from app.pipeline.statistics.checks import check_rates
from app.pipeline.statistics.clusters import Failure, clusters
from app.pipeline.statistics.tries import Story, Try, stories
from app.store.findings import brief, read
from tests.app.pipeline.statistics.test_tries import tried

WRONG = {"name": "largest", "outcome": "failed", "message_id": "swapped"}
HALF = {"name": "printed", "outcome": "partial", "message_id": "half"}


def said(*checks: dict[str, str], error: dict[str, str] | None = None) -> str:
    """A report in brief."""
    return brief({"state": "graded", "checks": list(checks), "run": {"error": error}})


def passed(name: str) -> dict[str, str]:
    """A check that passed."""
    return {"name": name, "outcome": "passed"}


def told(*tries: Try) -> list[Story]:
    """Ordered by student and time."""
    return stories(sorted(tries, key=lambda one: one.submission))


def test_checks_are_counted_by_students() -> None:
    """Twenty fail it first and half of them pass it later; the other check was passed and is lost again."""
    tries = []
    for n in range(20):
        name = f"s{n:02}"
        tries.append(tried(name, 0, 1, 1.0, found=said(WRONG, passed("printed"))))
        if n < 10:
            tries.append(tried(name, 1, 2, 2.0, found=said(passed("largest"), HALF)))
    printed, largest = check_rates(told(*tries), read, ["printed", "largest"])
    assert (largest.name, largest.first, largest.first_rate.value, largest.ever_rate.value) == (
        "largest", {"failed": 20}, 0.0, 0.5,
    )  # fmt: skip
    assert (printed.first_rate.value, printed.ever_rate.value) == (1.0, 1.0)


def test_a_check_that_was_not_there_is_held_against_nobody() -> None:
    """The question has changed: who answered the old one is counted for the old check only."""
    tries = [tried(f"s{n:02}", 0, 1, 1.0, found=said(passed("new" if n < 20 else "old"))) for n in range(25)]
    new, old = check_rates(told(*tries), read, ["new"])
    assert (new.name, new.first_rate.n, new.first_rate.value) == ("new", 20, 1.0)
    assert (old.name, old.first_rate.n, old.first_rate.value) == ("old", 5, None)


def test_the_same_failure_is_one_cluster() -> None:
    """By check and message; students are counted once, those who still have it apart; the example is the latest."""
    found = clusters(
        told(
            tried("ada", 0, 1, 0.0, found=said(WRONG, HALF)),
            tried("ada", 1, 2, 0.0, found=said(WRONG)),
            tried("ben", 0, 1, 0.0, found=said(WRONG)),
            tried("ben", 2, 2, 3.0, found=said(passed("largest"))),
        ),
        read,
    )
    first, second = found
    assert first.failure == Failure(check="largest", message_id="swapped")
    assert (first.submissions, first.students, first.now, first.example) == (3, {"ada", "ben"}, 1, "ben000")
    assert (second.failure.check, second.submissions, second.now) == ("printed", 1, 0)


def test_an_exception_is_a_failure_of_its_own() -> None:
    """Checks that were not reached are not told apart from it; the quoted name does not matter."""
    unseen = {"name": "largest", "outcome": "not_reached"}
    tries = [
        tried(
            name, 0, 1, 0.0, found=said(unseen, error={"type": "NameError", "message": f"name '{name}' is not defined"})
        )
        for name in ("ada", "ben")
    ]
    (only,) = clusters(told(*tries), read)
    assert (only.failure.exception, only.failure.check, len(only.students), only.now) == ("NameError", "", 2, 2)


def test_who_has_all_is_in_no_cluster() -> None:
    """Nor is a report of which nothing is known."""
    assert clusters(told(tried("ada", 0, 1, 3.0, found=said(passed("x"))), tried("ben", 0, 1, 3.0)), read) == []
