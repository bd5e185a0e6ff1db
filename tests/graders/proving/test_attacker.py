"""The bot climbs a judge that lets its answer out, and is stuck before one that does not."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from graders.proving import Climb, climb
from graders.report import CheckReport, Outcome, QuestionReport, Reproduce, RunReport, State

RIGHT, WRONG = [True], [False]


def report(*marks: bool, message: str = "", hint: str = "", state: State = State.GRADED) -> QuestionReport:
    """One point for each mark; the message stands at the checks that failed."""
    checks = [
        CheckReport(
            name=f"check{number}",
            sentence="A number is produced.",
            outcome=Outcome.PASSED if right else Outcome.FAILED,
            points=float(right),
            max=1,
            message="" if right else message,
            hint="" if right else hint,
        )
        for number, right in enumerate(marks)
    ]
    reproduce = Reproduce(seed=0, pack_version="", question_version="", torch="")
    run = RunReport(status="ok")
    return QuestionReport(question=1, title="", state=state, checks=tuple(checks), run=run, reproduce=reproduce)


def blabs(text: str) -> QuestionReport:
    """Tells the number that it wants."""
    return report("5.4" in text, message="Expected 5.4, found something else.")


def silent(text: str) -> QuestionReport:
    """Wants a number that no mutant comes by, and says nothing."""
    return report("271.8281" in text, message="Not the mean.")


def climbable(text: str) -> QuestionReport:
    """Gives a mark for each of two slips mended."""
    return report("x.mean()" in text, "x.max()" in text, message="Not right yet.")


def test_a_number_that_a_message_tells_is_found_from_a_blank() -> None:
    """The first attack on a grader: type in what it says it expected."""
    found = climb("", blabs, tries=40, seed=0)
    assert found.reached
    assert "5.4" in found.text
    assert found.tries < 40


def test_code_that_a_hint_tells_is_tried() -> None:
    """A hint in backticks is an answer, if it is one."""
    found = climb("", lambda text: report("a @ b" in text, hint="The matrix product is `a @ b`."), tries=40, seed=0)
    assert found.reached


def test_a_list_that_a_message_tells_is_tried_whole() -> None:
    """Numbers that stand together belong together."""
    wanted = re.compile(r"tensor\(\[1, 2, 3\]\)")
    found = climb("", lambda text: report(bool(wanted.search(text)), message="Expected [1, 2, 3]."), tries=60, seed=0)
    assert found.reached


def test_slips_are_mended_one_after_the_other() -> None:
    """From a wrong answer by mutants alone, each step better than the one before."""
    found = climb("print(x.sum(), x.min())\n", climbable, tries=200, seed=1)
    assert found.reached
    assert "x.mean()" in found.text
    assert "x.max()" in found.text


def test_a_judge_that_tells_nothing_keeps_its_mark() -> None:
    """The bot spends its tries, and says so."""
    found = climb("x = 1\n", silent, tries=30, seed=0)
    assert found == Climb(score=0.0, max=1.0, tries=30, text="x = 1\n")


def test_a_blank_with_nothing_told_leaves_nothing_to_try() -> None:
    """It ends before its tries are spent."""
    assert climb("", silent, tries=30, seed=0).tries == 1


def test_a_plateau_is_crossed_by_what_is_told_on_it() -> None:
    """An answer of the same score that is told something new is built upon."""

    def judge(text: str) -> QuestionReport:
        if "x.mean(" not in text:
            return report(*WRONG, message="It is not the mean.")
        return report("dim=0" in text, message="It is the mean, over the wrong axis.")

    assert climb("y = x.sum()\n", judge, tries=300, seed=0).reached


def test_our_own_fault_counts_for_nothing() -> None:
    """A report that is ungraded has no mark, whatever its checks say."""
    found = climb("x = 1\n", lambda _: report(*RIGHT, state=State.UNGRADED), tries=5, seed=0)
    assert found.score == 0
    assert not found.reached


def test_a_broken_start_is_no_accident() -> None:
    """A student's file may be anything; the bot has nowhere to go from it."""
    assert climb("x = (", silent, tries=5, seed=0).tries == 1


@settings(deadline=None, max_examples=15)
@given(st.integers(1, 25), st.integers(0, 9))
def test_no_try_is_made_twice_or_above_the_limit(tries: int, seed: int) -> None:
    """The judge is asked about `tries` different texts at most, and the same seed asks about the same ones."""

    def asked() -> tuple[list[str], Climb]:
        texts: list[str] = []

        def judge(text: str) -> QuestionReport:
            texts.append(text)
            return report(*WRONG, message=f"Off by {len(text) % 3}.")

        return texts, climb("y = x.sum(dim=0) + 1\n", judge, tries=tries, seed=seed)

    texts, found = asked()
    assert len(texts) == len(set(texts)) == found.tries <= tries
    assert (texts, found) == asked()
