"""The order of frames, and the fields of each."""

from __future__ import annotations

from typing import Any

import pytest

from app.sandbox.box import Program
from app.sandbox.customs import Contraband, Declared, declare
from app.sandbox.wire import Frame, Kind
from graders.observation import Answer, CellSeen, Observation, Place, Raised, SourceFacts, Warned
from graders.plan import Call, Plan
from tests.app.sandbox.customs.forms import ANSWER, FACTS, FINISHED, RAISED, cell, end, facts, frame, read

ASKED = Plan(calls=(Call(name="a", function="f"), Call(name="b", function="g")))
WHOLE = [facts(2), *cell(0), *cell(1), end()]


def test_a_whole_run_is_read() -> None:
    """Facts of every cell, every cell in order, and that it ended."""
    told = read(*WHOLE, cells=2, stdout=b"text")
    nothing = SourceFacts()
    assert told == Declared(
        observation=Observation(facts=(nothing, nothing), cells=(CellSeen(index=0), CellSeen(index=1)), stdout="text"),
        ended=True,
    )


@pytest.mark.parametrize("count", range(len(WHOLE)))
def test_a_run_that_broke_off_gives_what_it_had_told(count: int) -> None:
    """Wherever it broke off: the cells that were finished, and which had begun."""
    told = read(*WHOLE[:count], cells=2)
    assert len(told.observation.facts) == (2 if count else 0)
    assert len(told.observation.cells) == max(0, count - 1) // 2
    assert told.under_way == {2: 0, 4: 1}.get(count)
    assert not told.ended


@pytest.mark.parametrize(
    "frames",
    [
        cell(0),
        [end()],
        [facts(2), facts(2)],
        [facts(2), *cell(1)],
        [facts(2), cell(0)[1]],
        [facts(2), *cell(0), *cell(0)],
        [facts(2), *cell(0), cell(0)[1]],
        [facts(2), cell(0)[0], cell(0)[0]],
        [facts(2), cell(0)[0], cell(1)[1]],
        [facts(2), cell(0)[0], facts(2)],
        [facts(2), *cell(0), end()],
        [facts(2), *cell(0), frame(Kind.ANSWERS, 0, [])],
        [facts(2), *cell(0), *cell(1), *cell(2)],
        [*WHOLE, end()],
        [*WHOLE, frame(Kind.AT, 1, {"cell": 1, "line": 1})],
        [facts(2), frame(Kind.AT, 0, {"cell": 0, "line": 1})],
        [facts(2), cell(0)[0], frame(Kind.AT, 1, {"cell": 0, "line": 1})],
        [facts(2), cell(0)[0], frame(Kind.AT, 0, {"cell": 0, "line": 1}), cell(0)[1]],
        *([frame(kind, 0, [])] for kind in (Kind.READY, Kind.JOB, Kind.CALLS, Kind.ANSWER, Kind.STATUS)),
    ],
)
def test_frames_out_of_order_are_contraband(frames: list[Frame]) -> None:
    """Each frame comes once, in its place, for its cell."""
    with pytest.raises(Contraband, match="is out of order"):
        read(*frames, cells=2)


def test_what_passed_before_contraband_stays() -> None:
    """A cell that finished keeps its observation; what came with or after the refused thing does not count."""
    frames = [facts(3), *cell(0), cell(1)[0], frame(Kind.FINISHED, 1, {"no": "form"}), *cell(2)]
    declared = declare(Program.of("x = 1", "y = 2", "z = 3"), Plan(), frames, b"")
    assert declared.observation.cells == (CellSeen(index=0),)
    assert declared.refused
    assert not declared.ended


def test_answers_carry_the_names_of_the_plan() -> None:
    """The room never knew them; it answers in the order of the calls."""
    answers = [ANSWER, ANSWER | {"value": {"plain": None}, "raised": RAISED, "changed": True}]
    told = read(facts(), *cell(), frame(Kind.ANSWERS, 0, answers), end(), plan=ASKED)
    raised = Raised(
        type="ValueError",
        message="no",
        place=Place(cell=0, line=1, column=0, code="x = 1"),
        end_column=3,
        traceback="text",
        file="<cell 1>",
    )
    assert told.observation.cells[0].answers == (
        Answer(name="a", value=1),
        Answer(name="b", raised=raised, changed_input=True),
    )


def test_answers_that_are_due_must_come() -> None:
    """All of them, once, and before anything else."""
    for frames in ([end()], [frame(Kind.ANSWERS, 0, [ANSWER])], [frame(Kind.ANSWERS, 0, [ANSWER] * 3)]):
        with pytest.raises(Contraband):
            read(facts(), *cell(), *frames, plan=ASKED)
    broken_off = read(facts(), *cell(), plan=ASKED)
    assert broken_off.observation.cells == (CellSeen(index=0, unanswered=True),)


def test_the_line_that_was_reached_is_read() -> None:
    """Also while a call is answered; and a room that does not know its line may say so."""
    at = frame(Kind.AT, 0, {"cell": 0, "line": 1})
    place = Place(cell=0, line=1, code="x = 1")
    assert read(facts(), cell()[0], at).at == place
    assert read(facts(), *cell(), at, plan=ASKED).at == place
    told = read(facts(), cell()[0], frame(Kind.AT, 0, {"cell": 0, "line": None}))
    assert (told.at, told.under_way) == (None, 0)


def test_facts_are_read_with_the_text_of_their_lines() -> None:
    """The text is from our copy of the program."""
    told = read(facts(names=["x"], calls=["torch.relu"], literals=[[-1.5, 1, 4], [True, 9, 0]], parsed=False))
    assert told.observation.facts[0] == SourceFacts(
        parsed=False,
        names=frozenset({"x"}),
        calls=frozenset({"torch.relu"}),
        literals=((-1.5, Place(cell=0, line=1, column=4, code="x = 1")), (True, Place(cell=0, line=9, column=0))),
    )


def test_a_cell_is_read_in_all_its_fields() -> None:
    """What was raised, warned of and printed, and that it called sys.exit."""
    warned = {"category": "UserWarning", "message": "m", "place": None}
    told = read(facts(), *cell(exit=True, raised=RAISED, warnings=[warned], stdout_end=3), stdout=b"abcd")
    (seen,) = told.observation.cells
    assert seen.exit_called
    assert seen.raised is not None
    assert seen.warnings == (Warned(category="UserWarning", message="m"),)
    assert seen.stdout == "abc"


@pytest.mark.parametrize(("claims", "texts"), [((2, 4), ("ab", "cd")), ((9, 3), ("abcd", "")), ((3, 1), ("abc", ""))])
def test_offsets_of_printed_text_are_clamped(claims: tuple[int, int], texts: tuple[str, str]) -> None:
    """A claim of more than there is, or of a step back, takes nothing that is not there."""
    told = read(facts(2), *cell(0, stdout_end=claims[0]), *cell(1, stdout_end=claims[1]), cells=2, stdout=b"abcd")
    assert tuple(seen.stdout for seen in told.observation.cells) == texts


def test_cut_output_is_told() -> None:
    """By the room, or because more was printed than is kept."""
    assert read(facts(), *cell(), end(cut=True)).observation.stdout_truncated
    assert read(facts(), stdout=bytes(100_000)).observation.stdout_truncated
    assert not read(facts(), *cell(), end()).observation.stdout_truncated


@pytest.mark.parametrize(
    "wrong",
    [
        *({"raised": 1}, {"raised": RAISED | {"type": 1}}, {"raised": RAISED | {"message": "x" * 2001}}),
        *({"raised": RAISED | {"place": [0, 1]}}, {"raised": RAISED | {"place": [1, 1, 0]}}),
        *({"raised": RAISED | {"place": [0, 0, 0]}}, {"raised": RAISED | {"place": [0, 1, -1]}}),
        *({"raised": RAISED | {"errno": -1}}, {"raised": RAISED | {"end_column": 1.5}}),
        *({"raised": RAISED | {"traceback": None}}, {"raised": RAISED | {"more": 1}}),
        *({"exit": None}, {"stdout_end": -1}, {"stdout_end": None}, {"warnings": {}}, {"warnings": [1]}),
        *({"warnings": [{"category": "a", "message": "b", "place": "c"}]}, {"namespace": []}, {"more": 1}),
        *({"namespace": {"x" * 201: {"plain": 1}}}, {"namespace": {f"n{n}": {"plain": 1} for n in range(2001)}}),
    ],
    ids=lambda wrong: str(wrong)[:60],
)
def test_a_wrong_field_of_a_cell_is_contraband(wrong: dict[str, Any]) -> None:
    """Types, ranges, lengths and unknown keys."""
    with pytest.raises(Contraband):
        read(facts(), *cell(**wrong))


@pytest.mark.parametrize(
    "told",
    [
        *({}, [], [FACTS] * 2, [FACTS | {"names": "x"}], [FACTS | {"names": [1]}], [FACTS | {"parsed": 1}]),
        *([FACTS | {"literals": [[1, 1]]}], [FACTS | {"literals": [[None, 1, 1]]}], [FACTS | {"literals": [1]}]),
        *([FACTS | {"literals": [[1, 0, 0]]}], [FACTS | {"names": ["x"] * 5001}], [FACTS | {"more": []}], None),
    ],
    ids=lambda told: str(told)[:60],
)
def test_wrong_facts_are_contraband(told: Any) -> None:
    """Facts of every cell and no others, each field checked."""
    with pytest.raises(Contraband):
        read(frame(Kind.FACTS, 0, told))


def test_bytes_where_none_belong_are_contraband() -> None:
    """Only values have any."""
    for spoilt in (
        [frame(Kind.FACTS, 0, [FACTS], b"x")],
        [facts(), frame(Kind.STARTED, 0, None, b"x")],
        [facts(), frame(Kind.STARTED, 0, [])],
        [facts(), cell()[0], frame(Kind.FINISHED, 0, FINISHED, b"x")],
        [facts(), *cell(), frame(Kind.END, 0, {"stdout_cut": False}, b"x")],
        [facts(), *cell(), frame(Kind.END, 0, {"stdout_cut": 0})],
    ):
        with pytest.raises(Contraband):
            read(*spoilt)
