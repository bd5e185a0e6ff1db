"""From the runs of an answer to its marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from graders.authoring import Credit, Evidence, Failure, Question, close, require
from graders.evidence import Undecided
from graders.grade import Purpose, Ran, not_attempted, report
from graders.grade.ran import Answer
from graders.observation import Answer as Called
from graders.observation import ModelAnswer, Place, Raised, RunStatus, SourceFacts
from graders.plan import Plan, Vary
from graders.report import CheckReport, Outcome, QuestionReport, Reproduce, State
from tests.graders.build import Build, ran, tensor

RECORD = Reproduce(seed=1, pack_version="p", question_version="q", torch="2")

Judge = Callable[[Evidence], Credit | None]


def asking(judge: Judge, *, every: bool = True, points: float = 2) -> Question:
    """A question of one check."""
    q = Question(3, "One check")

    def checked(seen: Evidence) -> Credit | None:
        """It is so."""
        return judge(seen)

    q.check(points, every=every)(checked)
    return q


def nine(seen: Evidence) -> None:
    """Nine was computed."""
    seen.value(9.0)


def only(question: Question, *runs: Ran) -> CheckReport:
    """What is said of the only check."""
    (check,) = report(question, runs, RECORD).checks
    return check


def holding(number: float, **more: object) -> Ran:
    """A run that made one number."""
    build = Build()
    build.cell().call("torch.tensor", torch.tensor(number), source="t")
    if more.get("purpose") in {Purpose.DATA, Purpose.TARGET}:
        build.replaced("numbers", (9, number))
    return ran(build, **more)  # type: ignore[arg-type]


def crashed(number: float) -> Ran:
    """A run that made one number and then stopped with an exception."""
    build = Build()
    cell = build.cell()
    cell.call("torch.tensor", torch.tensor(number), source="t")
    cell.raises("ValueError", "no", line=4)
    return ran(build, status=RunStatus.RAISED)


def killed(status: RunStatus = RunStatus.OUT_OF_TIME) -> Ran:
    """A run whose cell never ended; what it had made was told all the same."""
    build = Build()
    build.cell()
    build.made.clear()
    return ran(build, status=status, sentence="It never ended.")


def raising(error: Exception) -> Judge:
    """A judge that does nothing else."""

    def judge(_: Evidence) -> None:
        raise error

    return judge


def test_a_check_that_says_nothing_gives_full_points() -> None:
    """Nothing returned is passed; the report tells the run beside it."""
    made = report(asking(nine), [holding(9.0)], RECORD)
    assert made.state is State.GRADED
    assert (made.score, made.max) == (2, 2)
    assert made.checks[0].outcome is Outcome.PASSED
    assert made.checks[0].sentence == "It is so."
    assert made.run.status == "finished"
    assert made.reproduce == RECORD


@given(st.floats(0, 1), st.sampled_from([0.5, 1.0, 2.0, 3.0, 7.0]))
def test_a_credit_gives_its_part_of_the_points(fraction: float, points: float) -> None:
    """Points are the fraction of the maximum; the outcome says whether that is all, some or nothing."""
    told = only(asking(lambda _: Credit(fraction, "so"), points=points), holding(1.0))
    assert told.points == pytest.approx(fraction * points, abs=1e-4)
    assert told.message == "so"
    if fraction == 1:
        assert told.outcome is Outcome.PASSED
    elif told.points:
        assert told.outcome is Outcome.PARTIAL
    if told.outcome is Outcome.FAILED:
        assert fraction == pytest.approx(0, abs=1e-4)


def test_a_failure_gives_its_reason_and_nothing_else() -> None:
    """No points, the sentence, the hint, and the line as the student counts it."""
    place = Place(cell=1, line=3, column=4, code="t = 1")
    why = Failure("Not so.", hint="Do.", message_id="seen.x", params={"n": 1}, place=place)
    told = only(asking(raising(why)), holding(1.0))
    assert (told.outcome, told.points) == (Outcome.FAILED, 0)
    assert (told.message, told.hint, told.message_id, told.message_params) == ("Not so.", "Do.", "seen.x", {"n": 1})
    assert told.where is not None
    assert (told.where.cell, told.where.line, told.where.column, told.where.code) == (2, 3, 4, "t = 1")


@pytest.mark.parametrize("error", [ZeroDivisionError("x"), KeyError("x"), Undecided("capped"), RuntimeError("shapes")])
def test_a_check_that_breaks_is_ungraded(error: Exception) -> None:
    """Our fault is nobody's zero: the state says that a person has to look, and the student reads no traceback."""
    made = report(asking(raising(error)), [holding(9.0)], RECORD)
    assert made.state is State.UNGRADED
    told = made.checks[0]
    assert (told.outcome, told.points, told.message_id) == (Outcome.UNGRADED, 0, "ours.check_broke")
    assert "our fault, not yours" in told.message
    assert str(error) not in told.message


@given(st.lists(st.sampled_from(["pass", "part", "fail", "break"]), min_size=1, max_size=5))
def test_the_state_and_the_score_follow_from_the_checks(kinds: list[str]) -> None:
    """Whatever the checks say: the score is the sum, never beyond the maximum, and one broken check ungrades all."""
    judges: dict[str, Judge] = {
        "pass": lambda _: None,
        "part": lambda _: Credit(0.5),
        "fail": raising(Failure("no")),
        "break": raising(ValueError("ours")),
    }
    q = Question(1, "Many")
    for index, kind in enumerate(kinds):
        q.check(2)(_named(judges[kind], f"check_{index}"))
    made = report(q, [holding(1.0)], RECORD)
    worth = {"pass": 2.0, "part": 1.0, "fail": 0.0, "break": 0.0}
    assert made.score == sum(worth[kind] for kind in kinds)
    assert made.max == 2 * len(kinds)
    assert made.state is (State.UNGRADED if "break" in kinds else State.GRADED)


def _named(judge: Callable[..., Credit | None], name: str) -> Judge:
    def one(seen: Evidence) -> Credit | None:
        """It is so."""
        return judge(seen)

    one.__name__ = name
    return one


def test_a_box_that_failed_ungrades_everything() -> None:
    """Whichever run it was: nothing can be said of the answer."""
    broken = ran(Build(), status=RunStatus.BOX_FAILED)
    for runs in ([broken], [holding(9.0), ran(Build(), purpose=Purpose.DATA, status=RunStatus.BOX_FAILED)]):
        made = report(asking(nine), runs, RECORD)
        assert made.state is State.UNGRADED
        assert made.checks[0].outcome is Outcome.UNGRADED
        assert made.score == 0


def test_after_a_crash_what_was_not_found_is_not_reached() -> None:
    """The crash is told once, in the run; the check says nothing of its own."""
    made = report(asking(nine), [crashed(1.0)], RECORD)
    told = made.checks[0]
    assert (told.outcome, told.message, told.hint, told.where) == (Outcome.NOT_REACHED, "", "", None)
    assert made.run.status == "raised"
    assert made.run.error is not None
    assert (made.run.error.type, made.run.error.line) == ("ValueError", 4)


def test_after_a_crash_what_was_right_is_right() -> None:
    """A right value followed by an exception keeps its marks."""
    assert only(asking(nine), crashed(9.0)).points == 2


def test_after_a_crash_a_recognised_mistake_is_failed() -> None:
    """A known mistake is one, whatever would have come later."""
    known = asking(raising(Failure("Adam is no SGD.", known=True)))
    assert only(known, crashed(1.0)).message == "Adam is no SGD."
    assert only(known, crashed(1.0)).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    "status", [RunStatus.OUT_OF_TIME, RunStatus.OUT_OF_MEMORY, RunStatus.CRASHED, RunStatus.TOO_MUCH_OUTPUT]
)
def test_a_killed_program_earns_nothing(status: RunStatus) -> None:
    """The process must end: no check is made, and the reason is told as the run's error."""
    made = report(asking(lambda _: None), [killed(status)], RECORD)
    assert (made.state, made.score) == (State.GRADED, 0)
    assert made.checks[0].outcome is Outcome.NOT_REACHED
    assert made.run.status == status.value
    assert made.run.error is not None
    assert made.run.error.message == "It never ended."


def test_a_later_questions_crash_is_not_this_ones() -> None:
    """In a notebook each question has the status of its own cells."""
    build = Build()
    build.cell().call("torch.tensor", torch.tensor(9.0))
    build.cell().raises()
    made = report(asking(nine), [ran(build, status=RunStatus.RAISED)], RECORD)
    assert (made.run.status, made.run.error, made.score) == ("finished", None, 2)


def test_nothing_is_run_of_what_is_not_attempted() -> None:
    """No marks, no check failed, and no error told."""
    made = not_attempted(asking(nine), RECORD)
    assert (made.state, made.score, made.max) == (State.NOT_ATTEMPTED, 0, 2)
    assert made.checks[0].outcome is Outcome.NOT_REACHED
    assert made.run.error is None


@pytest.mark.parametrize(("purpose", "message_id"), [(Purpose.DATA, "seen.varied"), (Purpose.SEED, "seen.reseeded")])
def test_what_holds_as_written_only_is_spoiled(purpose: Purpose, message_id: str) -> None:
    """Right as written and wrong when varied is typed in, or true by coincidence: the varied run decides."""
    made = report(asking(nine), [holding(9.0), holding(1.0, purpose=purpose)], RECORD)
    told = made.checks[0]
    assert (told.outcome, told.points, told.message_id) == (Outcome.FAILED, 0, message_id)
    assert told.where is not None
    assert told.where.line == 1
    assert (made.variations.made, made.variations.held, made.variations.varied) == (1, 0, True)


@pytest.mark.parametrize("purpose", [Purpose.DATA, Purpose.SEED])
def test_a_varied_run_that_stopped_decides_nothing(purpose: Purpose) -> None:
    """An assert of the student's own on the numbers as written is honest; the report says that nothing was varied."""
    build = Build()
    build.cell().raises()
    stopped = ran(build, purpose=purpose, status=RunStatus.RAISED)
    made = report(asking(nine), [holding(9.0), stopped], RECORD)
    assert made.score == 2
    assert (made.variations.made, made.variations.varied) == (0, False)


def test_what_holds_in_every_run_is_passed() -> None:
    """The report says in how many."""
    made = report(asking(nine), [holding(9.0), holding(9.0, purpose=Purpose.SEED)], RECORD)
    assert made.score == 2
    assert (made.variations.made, made.variations.held, made.variations.varied) == (1, 1, True)


def test_a_check_of_the_run_as_written_is_not_varied() -> None:
    """`every=False` looks at one run."""
    assert only(asking(nine, every=False), holding(9.0), holding(1.0, purpose=Purpose.SEED)).points == 2


def test_a_varied_run_can_only_take() -> None:
    """What failed as written is not made right by other numbers, and its own reason is told."""
    told = only(asking(nine), holding(1.0), holding(9.0, purpose=Purpose.SEED))
    assert told.outcome is Outcome.FAILED
    assert told.message_id != "seen.reseeded"


def ours(seen: Evidence) -> None:
    """Nine, or a mistake in the question's own words that shows with other numbers only."""
    number = seen.tensors[0].tensor
    require(number is None or number != 1, "It is the place.", hint="Take the value.", known=True)
    nine(seen)


@pytest.mark.parametrize("written", [9.0, 2.0])
def test_a_mistake_that_the_varied_run_names_is_told(written: float) -> None:
    """Right by coincidence or wrong for no known reason: the question's own words say more than ours."""
    told = only(asking(ours), holding(written), holding(1.0, purpose=Purpose.DATA))
    assert (told.outcome, told.message, told.hint) == (Outcome.FAILED, "It is the place.", "Take the value.")


def test_a_part_may_become_a_smaller_part() -> None:
    """The varied run's credit counts where it is less."""

    def judge(seen: Evidence) -> Credit:
        return Credit(0.75 if seen.tensors[0].tensor == torch.tensor(9.0) else 0.25)

    told = only(asking(judge), holding(9.0), holding(1.0, purpose=Purpose.SEED))
    assert (told.points, told.outcome) == (0.5, Outcome.PARTIAL)


def test_a_varied_run_that_fell_over_does_not_count() -> None:
    """A student's own assert on the given numbers is honest: decided as written, and said to be not varied."""
    build = Build()
    build.replaced("numbers", (9, 4))
    build.cell().raises("AssertionError")
    made = report(asking(nine), [holding(9.0), ran(build, purpose=Purpose.DATA)], RECORD)
    assert made.score == 2
    assert not made.variations.varied


def test_a_varied_run_in_which_nothing_was_replaced_does_not_count() -> None:
    """There was nothing to vary: made once more, the same run proves nothing."""
    made = report(asking(nine), [holding(9.0), ran(Build(), purpose=Purpose.DATA)], RECORD)
    assert (made.score, made.variations.varied) == (2, False)


def test_a_varied_check_that_breaks_is_ungraded() -> None:
    """Our fault in any run is our fault."""

    def judge(seen: Evidence) -> None:
        if seen.tensors[0].tensor != torch.tensor(9.0):
            raise ValueError("ours")

    assert only(asking(judge), holding(9.0), holding(1.0, purpose=Purpose.SEED)).outcome is Outcome.UNGRADED


def test_a_check_may_look_at_all_runs_at_once() -> None:
    """`runs` are the one as written and the varied ones; nothing is judged twice."""
    q = Question(3, "Across")

    @q.check(2)
    def differ(runs: tuple[Evidence, ...]) -> None:
        """Another seed gives other numbers."""
        numbers = {float(seen.tensors[0].tensor) for seen in runs if seen.tensors[0].tensor is not None}
        require(len(numbers) == len(runs), "The same each time.", known=True)

    assert only(q, holding(1.0), holding(2.0, purpose=Purpose.SEED)).points == 2
    assert only(q, holding(1.0), holding(1.0, purpose=Purpose.SEED)).message == "The same each time."


def learning() -> Question:
    """A training question: 1 is learnt; in the run with another target it has to be 0."""
    q = Question(25, "Learn", seconds=60)
    q.target("gate", (1,), becomes=lambda order: [1 - n for n in order])

    @q.learns
    def right(seen: Evidence, gate: Callable[[float], float]) -> None:
        """It has learnt."""
        seen.value(float(gate(1)))

    @q.check(2)
    def learnt(seen: Evidence, gate: Callable[[float], float]) -> None:
        """It has learnt what it was to learn."""
        seen.value(float(gate(1)))

    return q


def started(number: float, *, purpose: Purpose = Purpose.START, offset: int = 1) -> Ran:
    """A run from another start."""
    build = Build()
    build.cell().call("torch.tensor", torch.tensor(number))
    if purpose is Purpose.TARGET:
        build.replaced("gate", (1, 0))
    return ran(build, purpose=purpose, plan=Plan(vary=Vary(offset=offset)))


def test_the_start_that_learnt_is_the_one_that_counts() -> None:
    """A good program with bad luck gets full marks, and the rate is told."""
    made = report(learning(), [started(0.5, purpose=Purpose.WRITTEN), started(0.5), started(1.0)], RECORD)
    assert made.score == 2
    assert made.seeds is not None
    assert (made.seeds.tried, made.seeds.learnt) == (3, 1)


def test_what_never_learns_gets_what_the_checks_give() -> None:
    """Eight starts without success: the run as written is judged."""
    made = report(learning(), [started(0.5, purpose=Purpose.WRITTEN), started(0.5)], RECORD)
    assert made.score == 0
    assert made.seeds is not None
    assert made.seeds.learnt == 0


def test_what_does_not_follow_another_target_is_a_table() -> None:
    """Hard-coded outputs are right as written and stay what they were."""
    written = started(1.0, purpose=Purpose.WRITTEN, offset=0)
    made = report(learning(), [written, started(1.0, purpose=Purpose.TARGET)], RECORD)
    assert (made.checks[0].outcome, made.checks[0].message_id) == (Outcome.FAILED, "seen.target")
    assert report(learning(), [written, started(0.0, purpose=Purpose.TARGET)], RECORD).score == 2


def test_one_start_that_follows_is_enough() -> None:
    """A learner may have bad luck on the other target, too."""
    written = started(1.0, purpose=Purpose.WRITTEN, offset=0)
    tries = [started(0.5, purpose=Purpose.TARGET), started(0.0, purpose=Purpose.TARGET)]
    assert report(learning(), [written, *tries], RECORD).score == 2


def calling() -> Question:
    """A question that calls relu, and every model."""
    q = Question(18, "Calls")
    q.give("x", torch.tensor([-1.0, 2.0]))
    q.call("relu", "x")
    q.model("outputs", "x")

    @q.check(1)
    def right(relu: Called) -> None:
        """relu(x) is right."""
        close(relu, torch.tensor([0.0, 2.0]), "relu(x)")

    @q.check(1)
    def model(outputs: tuple[object, ...]) -> None:
        """There is a model."""
        require(len(outputs) == 1, "None.")

    return q


def answered(*answers: Called, models: tuple[ModelAnswer, ...] = ()) -> QuestionReport:
    """What a run earns that answered so."""
    build = Build()
    build.cell().answers(*answers, models=models)
    return report(calling(), [ran(build)], RECORD)


def test_answers_to_calls_are_given_by_name() -> None:
    """The last one counts; a model is one that answered under the question's name."""
    wrong, right = (Called(name="relu", value=tensor(value)) for value in ([1.0, 2.0], [0.0, 2.0]))
    made = answered(wrong, right, models=(ModelAnswer(name="outputs"), ModelAnswer(name="others")))
    assert made.score == 2


def test_what_could_not_be_called_is_told() -> None:
    """Nothing of that name, or an exception; where no model answered, the check gets none and says so itself."""
    nothing = answered()
    assert [check.message for check in nothing.checks] == ["There is nothing called `relu` to be tried.", "None."]
    assert answered(Called(name="relu", missing=True)).checks[0].message_id == "seen.uncalled"
    place = Place(cell=0, line=2)
    error = Raised(type="TypeError", message="no", place=place)
    told = answered(Called(name="relu", raised=error)).checks[0]
    assert told.message == "Called on inputs of ours, `relu` stopped with TypeError: no"
    assert told.where is not None
    assert told.where.line == 2


def test_the_numbers_of_the_run_are_what_a_check_gets() -> None:
    """As the task has them in the run as written, as they were drawn in the varied one; one number is a scalar."""
    q = Question(9, "Largest")
    q.data("numbers", 9, 7)
    q.data("x", 2)
    seen_numbers: list[object] = []

    @q.check(1)
    def gets(numbers: torch.Tensor, x: torch.Tensor) -> None:
        """It is so."""
        seen_numbers.append((numbers.tolist(), x.tolist()))

    build = Build()
    build.cell()
    build.replaced("numbers", (9, 4), (7, 8.5))
    report(q, [ran(Build(), own=()), ran(build, purpose=Purpose.DATA)], RECORD)
    assert seen_numbers == [([9.0, 7.0], 2.0), ([4.0, 8.5], 2.0)]


def test_a_value_is_told_as_a_mistake_only_if_no_check_claims_it() -> None:
    """The order of the checks is the author's: what the second finds right is not the first one's mistake."""
    q = Question(9, "Order")

    @q.check(1)
    def first(seen: Evidence) -> None:
        """Nine was computed."""
        seen.value(9.0, hints={"That is the place.": 2.0})

    @q.check(1)
    def second(seen: Evidence) -> None:
        """Two was computed."""
        seen.value(2.0)

    told = report(q, [holding(2.0)], RECORD).checks
    assert [check.outcome for check in told] == [Outcome.FAILED, Outcome.PASSED]
    assert told[0].hint == ""


def test_time_is_that_of_all_runs() -> None:
    """The student sees what the grading cost, the worst memory, and each warning once."""
    build = Build()
    build.cell().warns("broadcast", "broadcast")
    made = report(
        asking(lambda _: None), [ran(build, cpu_s=1.0), holding(1.0, purpose=Purpose.SEED, cpu_s=0.5)], RECORD
    )
    assert (made.run.cpu_s, made.run.wall_s, made.run.peak_mb) == (1.5, 1.5, 100.0)
    assert made.run.warnings == ("broadcast",)


def test_an_answer_knows_its_cells() -> None:
    """Its own, and after which it is observed."""
    answer = Answer(program=("a", "b", "c"), own=(0, 2))
    assert (answer.cells, answer.last) == (("a", "c"), 2)


@pytest.mark.parametrize(
    ("cells", "unread"),
    [
        (["!x = = 1"], True),
        (["# Q3\nimport torch\nfrom torch import nn\n", "!x = = 1"], True),
        (["t = 1\nraise SyntaxError('x')"], False),
        (["!x = = 1", "t = 1"], False),
        (["import torch; t = 1", "!x = = 1"], False),
        (["# Q3"], False),
    ],
)
def test_only_what_could_not_run_at_all_is_unread(cells: list[str], *, unread: bool) -> None:
    """An answer beside broken text ran, and what it earns was seen: that is no slip of the pen. "!" marks no Python."""
    build = Build()
    facts = tuple(SourceFacts(parsed=not cell.startswith("!")) for cell in cells)
    for _ in cells:
        build.cell()
    own = tuple(range(len(cells)))
    made = ran(build, own=own)
    made = replace(
        made,
        answer=Answer(program=tuple(cells), own=own),
        observation=replace(made.observation, facts=facts),
    )
    assert report(asking(lambda _: None), [made], RECORD).unread is unread


def test_a_box_that_failed_tells_nothing_of_the_text() -> None:
    """No fact is there, and the answer may be fine."""
    made = ran(Build(), status=RunStatus.BOX_FAILED)
    assert not report(asking(lambda _: None), [made], RECORD).unread
