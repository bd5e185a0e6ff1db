"""What the recorder told, read as strictly as all else."""

from __future__ import annotations

from typing import Any

import pytest

from app.sandbox.customs import Contraband
from graders.observation import CellSeen, GroupSeen, How, Identity, Made, ModuleSeen, OptimiserSeen, OtherSeen, Place
from tests.app.sandbox.customs.forms import RAISED, RECORD, TENSOR, TWO, cell, facts, read

PLACE = ["operator", 0, 1, 0, 1, 5, "="]
ROW = [0, 1, {"plain": 1}, None, None, None, None, [], 0]
MODULE: dict[str, Any] = {
    "type": "C",
    "token": 7,
    "training": True,
    "options": {"p": {"plain": 0.5}},
    "parameters": [],
    "buffers": [],
    "children": [],
}
OPTIMISER: dict[str, Any] = {"type": "SGD", "groups": [{"options": {"lr": {"plain": 0.1}}, "parameters": [1, 2]}]}


def seen(blob: bytes = b"", **record: Any) -> CellSeen:
    """What the desk makes of a cell with this record, of the program `x = 1`."""
    return read(facts(), *cell(blob=blob, record=RECORD | record)).observation.cells[0]


def test_a_row_becomes_what_was_made() -> None:
    """The place's text is from our copy of the program."""
    row = [0, 3, {"plain": 2.5}, 4, 5, "torch.relu", 6, [0, None], 7]
    told = seen(instrumented=True, places=[PLACE], made=[ROW, row], dropped=9)
    assert (told.instrumented, told.dropped) == (True, 9)
    assert told.made[1] == Made(
        how=How.OPERATOR,
        place=Place(cell=0, line=1, column=0, code="x = 1"),
        source="x = 1",
        name="=",
        nth=3,
        value=2.5,
        token=4,
        memory=5,
        callee="torch.relu",
        callee_token=6,
        operands=(0, None),
        shown=True,
        last=True,
        changed=True,
    )


def test_a_value_that_was_not_told_is_no_none() -> None:
    """Null is no value; a told None has a form of its own."""
    made = seen(places=[PLACE], made=[[0, 1, None, *ROW[3:]], [0, 1, {"plain": None}, *ROW[3:]]]).made
    assert [(one.value, one.told) for one in made] == [(None, False), (None, True)]


def test_names_modules_and_optimisers_are_read() -> None:
    """With their tokens."""
    child = MODULE | {"children": [["0", MODULE]], "parameters": [["w", 3, {"plain": 1}]]}
    told = seen(names={"x": [1, None]}, living=[[7, {"module": child}], [8, {"optimiser": OPTIMISER}]], caught=[RAISED])
    assert told.identities == {"x": Identity(token=1)}
    module = told.living[7]
    assert isinstance(module, ModuleSeen)
    assert module.children[0] == ("0", ModuleSeen(type="C", token=7, training=True, options={"p": 0.5}))
    assert (module.parameters[0].name, module.parameters[0].token) == ("w", 3)
    assert told.living[8] == OptimiserSeen(type="SGD", groups=(GroupSeen(options={"lr": 0.1}, parameters=(1, 2)),))
    assert told.caught[0].file == "<cell 1>"


def test_tensors_of_the_record_come_before_those_of_the_namespace() -> None:
    """Bytes and references are in the order of reading: rows, what lives, names."""
    tensor = {"tensor": TENSOR}
    record = RECORD | {"places": [PLACE], "made": [[0, 1, tensor, *ROW[3:]]]}
    told = read(facts(), *cell(blob=TWO, record=record, namespace={"v": {"same": 0}})).observation.cells[0]
    assert told.namespace["v"] is told.made[0].value


def test_a_dtype_is_told_by_what_it_is_called() -> None:
    """Type and text."""
    made = seen(places=[PLACE], made=[[0, 1, {"called": ["torch.dtype", "torch.int64"]}, *ROW[3:]]]).made
    assert made[0].value == OtherSeen(type="torch.dtype", text="torch.int64")


def _nested(depth: int) -> dict[str, Any]:
    return MODULE | {"children": [["c", _nested(depth - 1)]] if depth else []}


@pytest.mark.parametrize(
    "wrong",
    [
        *(
            {"instrumented": 1},
            {"dropped": -1},
            {"more": 1},
            {"places": {}},
            {"made": {}},
            {"names": []},
            {"living": {}},
        ),
        *({"places": [PLACE[:6]]}, {"places": [["magic", *PLACE[1:]]]}, {"places": [[["call"], *PLACE[1:]]]}),
        *({"places": [["call", 1, *PLACE[2:]]]}, {"places": [["call", 0, 0, 0, 1, 1, ""]]}),
        *({"places": [["call", 0, 2, 0, 2, 1, ""]]}, {"places": [["call", 0, 1, 0, 2, 1, ""]]}),
        *({"places": [["call", 0, 1, -1, 1, 1, ""]]}, {"places": [["call", 0, 1, 0, 1, None, ""]]}),
        *({"places": [[*PLACE[:6], "x" * 201]]}, {"places": [PLACE] * 3001}),
        *({"made": [ROW]}, {"places": [PLACE], "made": [ROW] * 3001}, {"places": [PLACE], "made": [ROW[:8]]}),
        *({"places": [PLACE], "made": [[1, *ROW[1:]]]}, {"places": [PLACE], "made": [[0, 0, *ROW[2:]]]}),
        *({"places": [PLACE], "made": [[*ROW[:7], [0], 0]]}, {"places": [PLACE], "made": [[*ROW[:7], [-1], 0]]}),
        *({"places": [PLACE], "made": [[*ROW[:7], [], 8]]}, {"places": [PLACE], "made": [[*ROW[:7], [], True]]}),
        *({"places": [PLACE], "made": [[0, 1, 5, *ROW[3:]]]}, {"places": [PLACE], "made": [[*ROW[:3], -1, *ROW[4:]]]}),
        *({"places": [PLACE], "made": [[*ROW[:5], 7, *ROW[6:]]]}, {"places": [PLACE], "made": [5]}),
        *({"places": [PLACE], "made": [[0, 1, {"module": {}}, *ROW[3:]]]}, {"names": {"x": [None, 1]}}),
        *({"names": {"x" * 201: [1, 1]}}, {"names": {"x": [1]}}, {"living": [[1, {"plain": 1}]]}, {"living": [1]}),
        *({"living": [[1, {"module": MODULE | {"token": "a"}}]]}, {"living": [[1, {"module": _nested(9)}]]}),
        *({"living": [[1, {"module": MODULE | {"parameters": [["a", 1]]}}]]}, {"living": [[1, {"optimiser": []}]]}),
        *({"living": [[1, {"module": MODULE | {"options": {str(n): {"plain": 1} for n in range(41)}}}]]},),
        *(
            {"living": [[1, {"optimiser": OPTIMISER | {"groups": [{}]}}]]},
            {"caught": [None]},
            {"caught": [RAISED] * 51},
        ),
    ],
    ids=lambda wrong: str(wrong)[:60],
)
def test_a_wrong_record_is_contraband(wrong: dict[str, Any]) -> None:
    """Types, ranges, lengths, unknown keys, places outside the program, operands that come later."""
    with pytest.raises(Contraband):
        seen(**wrong)
