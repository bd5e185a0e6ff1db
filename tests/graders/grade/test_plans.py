"""Which runs an answer needs."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from graders.authoring import Evidence, Question, normal
from graders.grade import Answer, Order, Purpose, Ran, first, more
from graders.grade.plans import AT_ONCE, REDRAWS, STARTS
from graders.observation import RunStatus
from graders.plan import InputSize, Plan, Spot, Vary
from tests.graders.build import Build, ran


def varied(*, own: bool = False, seeds: int = 0, data: bool = False, every: bool = True) -> Question:
    """A question that asks for a nine."""
    q = Question(9, "Nine")
    if data:
        q.data("numbers", 9, 7)
    q.vary(own=own, seeds=seeds)

    @q.check(1, every=every)
    def nine(seen: Evidence) -> None:
        """Nine was computed."""
        seen.value(9.0)

    return q


def ended(number: float = 9.0, *, purpose: Purpose = Purpose.WRITTEN, plan: Plan | None = None, **more: object) -> Ran:
    """A run that made one number."""
    build = Build()
    build.cell().call("torch.tensor", torch.tensor(number))
    build.replaced("gate", (1, 0)) if purpose is Purpose.TARGET else None
    return ran(build, purpose=purpose, plan=plan, **more)  # type: ignore[arg-type]


def fell(purpose: Purpose = Purpose.WRITTEN) -> Ran:
    """A run that stopped with an exception behind the nine."""
    build = Build()
    cell = build.cell()
    cell.call("torch.tensor", torch.tensor(9.0))
    cell.raises()
    return ran(build, purpose=purpose, status=RunStatus.RAISED)


def purposes(orders: tuple[Order, ...]) -> list[str]:
    """What is asked for."""
    return [order.purpose.value for order in orders]


def test_the_first_run_is_the_program_as_written() -> None:
    """Nothing is varied; the seed is the submission's; calls are made after the question's own last cell."""
    q = Question(18, "Calls")
    q.give("x", normal(2, 3))
    q.give("k", 3)
    q.call("relu", "x", "k", name="answer")
    q.model("outputs", "x", own_size=True, functions=True)
    order = first(q, Answer(program=("a", "b", "c"), own=(0, 1), draw=5))
    assert order.purpose is Purpose.WRITTEN
    assert order.plan.vary == Vary()
    assert order.plan.seed == 5
    (call,) = order.plan.calls
    assert (call.name, call.function, call.after, call.arguments[1]) == ("answer", "relu", 1, 3)
    (model,) = order.plan.models
    assert (model.size, model.functions, model.after, tuple(model.rows.shape)) == (InputSize.OWN, True, 1, (2, 3))
    assert isinstance(call.arguments[0], torch.Tensor)
    assert torch.equal(call.arguments[0], model.rows)


@given(st.integers(0, 2**40), st.integers(0, 2**40))
def test_hidden_inputs_follow_from_the_draw(one: int, other: int) -> None:
    """The same for all runs of a submission; others for the next, so that an answer seen once is worth nothing."""
    q = Question(18, "Calls")
    q.give("x", normal(4))
    q.call("relu", "x")
    plans = [first(q, Answer(program=("",), own=(0,), draw=draw)).plan for draw in (one, one, other)]
    inputs = [plan.calls[0].arguments[0] for plan in plans]
    assert all(isinstance(given, torch.Tensor) for given in inputs)
    assert torch.equal(inputs[0], inputs[1])  # type: ignore[arg-type]
    assert all(0 <= plan.seed < 2**31 for plan in plans)
    if one % 2**31 != other % 2**31:
        assert not torch.equal(inputs[0], inputs[2])  # type: ignore[arg-type]


def test_a_question_that_varies_nothing_needs_one_run() -> None:
    """Nothing varies by default."""
    assert more(varied(), [ended()]) == ()


def test_what_earned_nothing_is_not_varied() -> None:
    """Other numbers could only take from it."""
    assert more(varied(seeds=2, data=True), [ended(1.0)]) == ()


def test_checks_of_the_run_as_written_alone_ask_for_no_other() -> None:
    """Nobody would look at it."""
    assert more(varied(seeds=2, every=False), [ended()]) == ()


def test_the_tasks_numbers_are_replaced_once() -> None:
    """One more run, on numbers that the draw decides."""
    q = varied(data=True)
    (order,) = more(q, [ended(draw=11)])
    assert order.purpose is Purpose.DATA
    assert order.plan.vary.data == tuple(q.numbers)
    assert order.plan.vary.draw == 11
    assert more(q, [ended(), ended(purpose=Purpose.DATA)]) == ()


def test_a_varied_run_that_fell_over_is_redrawn() -> None:
    """Other numbers each time, and not for ever."""
    q = varied(data=True)
    runs, draws = [ended(draw=11)], []
    while orders := more(q, runs):
        draws.append(orders[0].plan.vary.draw)
        runs.append(fell(Purpose.DATA))
    assert draws == [11, 12, 13]
    assert len(draws) == REDRAWS


def test_a_program_that_stops_anyway_is_not_redrawn() -> None:
    """It stopped as written, so the numbers are not to blame."""
    assert more(varied(data=True), [fell(), fell(Purpose.DATA)]) == ()


def test_own_numbers_are_varied_where_the_findings_come_from() -> None:
    """The place of the call that made them, and nothing where nothing was found that came from a tensor."""
    (order,) = more(varied(own=True), [ended()])
    assert order.plan.vary.places == (Spot(cell=0, line=1, column=0),)
    q = Question(9, "Nothing found")
    q.vary(own=True)

    @q.check(1)
    def lax(seen: object) -> None:
        """It is so."""

    assert more(q, [ended()]) == ()


def test_seeds_are_asked_for_side_by_side() -> None:
    """All at once, each another seed for the process and for the seeders that the code calls."""
    written = ended(draw=3)
    orders = more(varied(seeds=3), [written])
    assert purposes(orders) == ["seed"] * 3
    assert len({order.plan.seed for order in orders} | {3}) == 4
    assert [order.plan.vary.offset for order in orders] == [1, 2, 3]
    assert more(varied(seeds=3), [written, *(ended(purpose=Purpose.SEED) for _ in orders)]) == ()


def test_a_seed_that_the_program_stops_at_is_drawn_anew() -> None:
    """Two more times, like other numbers: a student's own assert may hold for the seed as written only."""
    runs, offsets = [ended()], []
    while orders := more(varied(seeds=1), runs):
        offsets += [order.plan.vary.offset for order in orders]
        runs += [fell(Purpose.SEED) for _ in orders]
    assert offsets == [1, 2, 3]
    assert more(varied(seeds=1), [ended(), fell(Purpose.SEED), ended(purpose=Purpose.SEED)]) == ()


def test_seeds_and_data_are_asked_for_together() -> None:
    """Runs that do not need one another are made side by side."""
    assert purposes(more(varied(seeds=1, data=True), [ended()])) == ["seed", "data"]


@pytest.mark.parametrize("status", [RunStatus.OUT_OF_TIME, RunStatus.CRASHED])
def test_a_program_that_never_ended_is_not_run_again(status: RunStatus) -> None:
    """It earns nothing, so nothing is to be found out."""
    assert more(varied(data=True, seeds=2), [ran(Build(), status=status)]) == ()


def test_a_box_that_failed_ends_the_asking() -> None:
    """The answer is ungraded anyhow."""
    runs = [ended(), ran(Build(), purpose=Purpose.SEED, status=RunStatus.BOX_FAILED)]
    assert more(varied(seeds=5), runs) == ()


def learning(*, target: bool = True, seconds: float = 60) -> Question:
    """A training question: one is learnt; on the other target, zero."""
    q = Question(25, "Learn", seconds=seconds)
    if target:
        q.target("gate", (1,), becomes=lambda order: [1 - n for n in order])

        @q.learns
        def follows(seen: Evidence, gate: Callable[[float], float]) -> None:
            """It has learnt."""
            seen.value(float(gate(1)))
    else:

        @q.learns
        def learnt(seen: Evidence) -> None:
            """It has learnt."""
            seen.value(1.0)

    return q


def play(q: Question, luck: Callable[[int, Purpose], float]) -> list[Ran]:
    """Make the runs that are asked for, as long as any are; `luck` is what comes out of a start."""
    runs = [ended(luck(0, Purpose.WRITTEN))]
    while orders := more(q, runs):
        made = [ended(luck(one.plan.vary.offset, one.purpose), purpose=one.purpose, plan=one.plan) for one in orders]
        runs += made
        assert len(runs) < 50
    return runs


def made_for(runs: list[Ran], purpose: Purpose) -> list[int]:
    """The offsets of the runs made for one purpose."""
    return [run.plan.vary.offset for run in runs if run.purpose is purpose]


def test_what_learnt_as_written_needs_no_other_start() -> None:
    """Only the other target is left to try, from the same start."""
    runs = play(learning(), lambda _, purpose: 0.0 if purpose is Purpose.TARGET else 1.0)
    assert made_for(runs, Purpose.START) == []
    assert made_for(runs, Purpose.TARGET) == [0]


def test_starts_are_tried_until_one_has_learnt() -> None:
    """A few at a time; then the other target, the lucky start first."""
    runs = play(learning(), lambda offset, purpose: 0.0 if purpose is Purpose.TARGET else float(offset == 3))
    assert made_for(runs, Purpose.START) == [1, 2, 3, 4]
    assert made_for(runs, Purpose.TARGET) == [3]


def test_after_eight_starts_it_is_over() -> None:
    """The one as written is the first of them; the other target is not tried, for nothing was learnt."""
    runs = play(learning(), lambda _, __: 0.5)
    assert made_for(runs, Purpose.START) == list(range(1, STARTS))
    assert made_for(runs, Purpose.TARGET) == []


def test_the_other_target_is_tried_from_eight_starts() -> None:
    """A learner may be unlucky there; a table fails them all."""
    runs = play(learning(), lambda _, __: 1.0)
    assert made_for(runs, Purpose.TARGET) == list(range(STARTS))


def test_a_question_without_a_target_ends_when_it_has_learnt() -> None:
    """There is nothing else to be asked for."""
    assert len(play(learning(target=False), lambda offset, _: float(offset == 1))) == 1 + AT_ONCE


def test_a_target_that_stands_nowhere_is_tried_once() -> None:
    """Where nothing was replaced, other starts would replace nothing either."""
    q = learning()
    unchanged = ran(Build(), own=(), purpose=Purpose.TARGET)
    assert more(q, [ended(1.0), unchanged]) == ()


def test_cpu_time_ends_the_starts() -> None:
    """The limit is the question's, over all runs."""
    assert more(learning(seconds=1), [ended(0.5, cpu_s=1.0)]) == ()
    assert more(learning(seconds=1), [ended(0.5, cpu_s=0.9)]) != ()


@given(st.sets(st.integers(0, 7)), st.sets(st.integers(0, 7)))
def test_asking_ends_and_no_start_is_made_twice(lucky: set[int], follow: set[int]) -> None:
    """Whatever comes out: at most eight starts, at most eight on the other target, none twice, and it stops."""

    def luck(offset: int, purpose: Purpose) -> float:
        if purpose is Purpose.TARGET:
            return 0.0 if offset in follow else 0.5
        return 1.0 if offset in lucky else 0.5

    runs = play(learning(), luck)
    starts, targets = made_for(runs, Purpose.START), made_for(runs, Purpose.TARGET)
    assert all(one < other for one, other in pairwise([0, *starts]))
    assert len(set(targets)) == len(targets) <= STARTS
    assert bool(targets) is bool(lucky)
    if lucky & {0, *starts} and follow:
        assert targets[-1] in follow
