"""A gradebook that is told in any order, any number of times, comes to the same marks."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from app.demo.gradebook import Gradebook, Mark, Taken


def notice(sequence: int, score: float | None, *, question: int = 9, **more: Any) -> bytes:
    """A notice of a mark, as it is sent."""
    counts = None if score is None else {"submission": f"s{sequence}", "score": score, "max": 3.0}
    data = {"student": "ada", "question": question, "sequence": sequence, "counts": counts, "lms": {"user": "lms-1"}}
    return json.dumps({"type": "submission.graded", "timestamp": "", "data": data | more}).encode()


def take(book: Gradebook, message: str, body: bytes) -> Taken:
    """Enter it."""
    return book.take(message, body, json.loads(body))


def test_the_highest_sequence_makes_the_mark() -> None:
    """A notice that comes late does not undo what was told after it."""
    book = Gradebook()
    assert take(book, "b", notice(2, 3.0)) is Taken.NEWS
    assert take(book, "a", notice(1, 1.0)) is Taken.OLDER
    assert book.marks == {("ada", 9): Mark(submission="s2", score=3.0, max=3.0)}
    assert book.users == {"ada": "lms-1"}


def test_the_same_message_is_taken_once() -> None:
    """A try that is made again carries the same id; with other words under it something is wrong."""
    book = Gradebook()
    assert take(book, "a", notice(1, 1.0)) is Taken.NEWS
    assert take(book, "a", notice(1, 1.0)) is Taken.AGAIN
    assert take(book, "a", notice(1, 2.0)) is Taken.CONTRADICTS
    assert book.marks[("ada", 9)].score == 1.0


def test_two_notices_with_one_number_contradict() -> None:
    """Nobody could put them in order."""
    book = Gradebook()
    take(book, "a", notice(1, 1.0))
    take(book, "b", notice(2, 1.0))
    assert take(book, "c", notice(1, 2.0)) is Taken.CONTRADICTS


def test_what_is_held_is_not_told_and_what_counts_no_more_is_gone() -> None:
    """A held mark leaves what was known; no mark where none is held takes it away."""
    book = Gradebook()
    take(book, "a", notice(1, 1.0))
    take(book, "b", notice(2, None, held=True))
    assert book.marks[("ada", 9)].score == 1.0
    take(book, "c", notice(3, None, held=False))
    assert book.marks == {}


def test_what_is_of_no_student_is_noted() -> None:
    """A ping, and whatever types there will be, are no error."""
    book = Gradebook()
    assert take(book, "p", b'{"type": "ping", "timestamp": "", "data": {"endpoint": "e"}}') is Taken.NOTED
    assert take(book, "q", b'{"type": "new.thing"}') is Taken.NOTED


@given(some.permutations([(q, n) for q in (4, 9) for n in range(4)]), some.lists(some.integers(0, 7), max_size=8))
def test_any_order_gives_the_same_book(order: list[tuple[int, int]], again: list[int]) -> None:
    """However they come, and however often."""
    book = Gradebook()
    for question, number in [*order, *(order[i] for i in again)]:
        take(book, f"{question}-{number}", notice(number, float(number), question=question))
    assert {cell: mark.score for cell, mark in book.marks.items()} == {("ada", 4): 3.0, ("ada", 9): 3.0}
