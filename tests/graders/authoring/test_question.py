"""What an author is told when a question is written wrongly: at once, and in these words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.authoring import Question, QuestionError, normal

Wrong = Callable[[Question], object]


def passes(x: object) -> None:
    """It is so."""


def passes_too(seen: object) -> None:
    """It is so."""


def misspelt(reluu: object) -> None:
    """It is so."""


def silent(seen: object) -> None:  # noqa: D103 - this is the mistake
    pass


def question() -> Question:
    """A question with something of each kind."""
    q = Question(18, "By hand")
    q.give("x", normal(2))
    q.call("relu", "x")
    return q


def twice(q: Question) -> None:
    """Two checks of one name."""
    q.check(1)(passes)
    q.check(1)(passes)


def learns_and_checks(q: Question) -> None:
    """A check with the name of what says when a run has learnt: one would be taken for the other."""
    q.learns(passes)
    q.check(1)(passes)


MISTAKES: dict[str, tuple[Wrong, str]] = {
    "a need that is not there": (
        lambda q: q.check(2)(misspelt),
        "q18: misspelt needs ['reluu']; this question has ['relu', 'runs', 'seen', 'x']",
    ),
    "a check without a sentence": (
        lambda q: q.check(2)(silent),
        "q18: silent has no docstring, so no line in the report",
    ),
    "no points": (lambda q: q.check(0), "q18: a check is worth more than nothing, not 0"),
    "fewer than no points": (lambda q: q.check(-1.5), "q18: a check is worth more than nothing, not -1.5"),
    "points without end": (lambda q: q.check(float("inf")), "q18: a check is worth more than nothing, not inf"),
    "points that are no number": (lambda q: q.check(float("nan")), "q18: a check is worth more than nothing, not nan"),
    "two checks of one name": (twice, "q18: there are two checks called passes"),
    "a check and what learns of one name": (learns_and_checks, "q18: there are two checks called passes"),
    "a name given twice": (lambda q: q.give("x", 3), "q18: 'x' is taken, or no name"),
    "a name that is always there": (lambda q: q.data("seen", 1, 2), "q18: 'seen' is taken, or no name"),
    "the other name that is": (lambda q: q.give("runs", 1), "q18: 'runs' is taken, or no name"),
    "no name": (lambda q: q.model("my outputs", "x"), "q18: 'my outputs' is taken, or no name"),
    "a function called twice": (lambda q: q.call("relu", "x"), "q18: 'relu' is taken, or no name"),
    "a call on what is not given": (lambda q: q.call("tanh", "y"), "q18: calls tanh on 'y', which is not given"),
    "models on what is not given": (lambda q: q.model("out", "y"), "q18: calls models on 'y', which is not given"),
    "a target of a taken name": (
        lambda q: q.target("x", (0, 1), becomes=lambda order: [1 - n for n in order]),
        "q18: 'x' is taken, or no name",
    ),
    "a judge of learning with an unknown need": (
        lambda q: q.learns(misspelt),
        "q18: misspelt needs ['reluu']; this question has ['relu', 'runs', 'seen', 'x']",
    ),
    "numbers that are none": (lambda q: q.data("numbers"), "q18: 'numbers' names no number"),
    "a target in no order": (lambda q: q.target("gate", becomes=list), "q18: 'gate' names no number"),
    "more runs from other seeds than none": (lambda q: q.vary(seeds=-1), "q18: varies -1 seeds"),
}


@pytest.mark.parametrize(("wrong", "told"), MISTAKES.values(), ids=MISTAKES)
def test_each_mistake_is_told_to_its_author(wrong: Wrong, told: str) -> None:
    """At import, with the number of the question and the name of what is wrong."""
    with pytest.raises(QuestionError) as error:
        wrong(question())
    assert str(error.value) == told


def test_a_check_may_need_all_that_the_question_has() -> None:
    """Given values, calls, models, data and the target, in any order, beside `seen` and `runs`."""
    q = question()
    q.model("outputs", "x", own_size=True)
    q.data("numbers", 1, 2)
    q.target("gate", (0, 1), becomes=lambda order: [1 - n for n in order])

    @q.check(1)
    def all_of_it(
        gate: object, numbers: object, outputs: object, relu: object, runs: object, seen: object, x: object
    ) -> None:
        """It is so."""

    assert q.checks[0].needs == ("gate", "numbers", "outputs", "relu", "runs", "seen", "x")
    assert q.checks[0].across


def test_the_decorated_function_stays_what_it_was() -> None:
    """A check may be called by its author's own test."""
    q = question()
    assert q.check(1)(passes) is passes
    assert Question(1, "Other").learns(passes_too) is passes_too


def test_the_sentence_is_one_line() -> None:
    """A docstring of several lines is one line of the report."""
    q = question()

    @q.check(1)
    def long(seen: object) -> None:
        """The first
        and the second.
        """  # noqa: D205 - the shape that is tested

    assert q.checks[0].sentence == "The first and the second."


def test_a_call_may_have_a_name_of_its_own() -> None:
    """One function called on two inputs gives two answers."""
    q = question()
    q.call("relu", "x", name="again")
    assert [(one.name, one.function) for one in q.called] == [("relu", "relu"), ("again", "relu")]


def test_a_target_becomes_another_in_each_of_its_orders() -> None:
    """What stands in its place is found order by order."""
    q = question()
    q.target("gate", (0, 1, 1, 0), (1, 0, 0, 1), becomes=lambda order: [1 - n for n in order])
    assert q.targets is not None
    assert q.targets.old == ((0, 1, 1, 0), (1, 0, 0, 1))
    assert q.targets.new == ((1, 0, 0, 1), (0, 1, 1, 0))


@given(st.lists(st.sampled_from([0.5, 1.0, 1.5, 2.0, 0.1]), max_size=8))
def test_the_points_are_those_of_the_checks(points: list[float]) -> None:
    """Nothing is lost or won by adding them up."""
    q = Question(1, "Sum")
    for index, worth in enumerate(points):

        def judge(seen: object) -> None:
            """It is so."""

        judge.__name__ = f"check_{index}"
        q.check(worth)(judge)
    assert q.points == pytest.approx(sum(points))
