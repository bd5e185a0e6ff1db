"""Warnings as data, beside being shown."""

from __future__ import annotations

from tests.app.sandbox.inside.rooms import Rooms

BROADCAST = (
    "import torch\nloss = torch.nn.MSELoss()\nfor _ in range(3):\n    v = loss(torch.ones(4), torch.ones(4, 1))\n"
)


def test_a_warning_is_told_with_the_students_line_and_shown(rooms: Rooms) -> None:
    """The line is the student's even where torch says the warning; Python's rule 'once per place' holds."""
    told = rooms.run(BROADCAST)
    (warned,) = told.last.warnings
    assert warned.category == "UserWarning"
    assert warned.message.startswith("Using a target size (torch.Size([4, 1]))")
    assert warned.place is not None
    assert (warned.place.line, warned.place.code) == (4, "    v = loss(torch.ones(4), torch.ones(4, 1))")
    assert told.last.stdout.count("UserWarning: Using a target size") == 1


def test_each_cell_is_warned_anew(rooms: Rooms) -> None:
    """Two questions of a notebook that make the same mistake are both told."""
    assert [len(cell.warnings) for cell in rooms.run(BROADCAST, BROADCAST).cells] == [1, 1]


def test_torch_says_again_what_it_says_once_per_process(rooms: Rooms) -> None:
    """What the waiting room rehearsed, or an earlier cell met, is no reason for silence."""
    text = "import torch\nfor _ in range(3):\n    t = torch.ones(2, 2, 2).T\n"
    cells = rooms.run(text, text).cells
    assert [len(cell.warnings) for cell in cells] == [1, 1]
    assert "numpy.T" in cells[0].warnings[0].message or "deprecated" in cells[0].warnings[0].message


def test_the_students_own_handling_stays_theirs(rooms: Rooms) -> None:
    """Filters hold for later cells, recorded warnings are not shown, a function put in place stays there."""
    told = rooms.run("import warnings\nwarnings.simplefilter('ignore')", "warnings.warn('a')")
    assert told.last.warnings == ()
    told = rooms.run(
        "import warnings\nwith warnings.catch_warnings(record=True) as w:\n    warnings.warn('a')\nn = len(w)"
    )
    assert told.last.warnings == ()
    assert told.last.namespace["n"] == 1
    told = rooms.run(
        "import warnings\ngot = []\nwarnings.showwarning = lambda *a: got.append(a)", "warnings.warn('a')\nn = len(got)"
    )
    assert told.last.namespace["n"] == 1
    told = rooms.run("import warnings\nwarnings.simplefilter('error')", "warnings.warn('a')")
    assert told.last.raised is not None
    assert told.last.raised.type == "UserWarning"


def test_a_flood_of_warnings_is_told_in_part(rooms: Rooms) -> None:
    """Fifty a cell, each cut to two thousand characters; the program goes on."""
    told = rooms.run("import warnings\nfor n in range(200):\n    warnings.warn(str(n) + 'x' * 5000)\nx = 1")
    assert len(told.last.warnings) == 50
    assert {len(warned.message) for warned in told.last.warnings} == {2000}
    assert told.last.namespace["x"] == 1


def test_the_compilers_warnings_are_told_too(rooms: Rooms) -> None:
    """A comparison by `is` with a number is warned of before the cell runs."""
    (warned,) = rooms.run("x = 1\ny = x is 1").last.warnings
    assert warned.category == "SyntaxWarning"
    assert warned.place is not None
    assert warned.place.line == 2
