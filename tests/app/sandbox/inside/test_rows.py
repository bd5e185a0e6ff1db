"""What is written down stays within what the desk takes: an honest program that is large loses rows, not its run."""

from __future__ import annotations

import pytest

from graders.observation import How
from tests.app.sandbox.inside.rooms import Rooms

LONG = "x" * 250
CODE = {
    "long names": f"import torch\n{LONG} = torch.ones(1) + 1\ndef {LONG}f({LONG}): return {LONG} + 1\n{LONG}f({LONG})",
    "long names of classes": f"class {LONG}:\n    def {LONG}(self): return 1\n    class {LONG}(list): pass\n"
    f"{LONG}().{LONG}()\n{LONG}.{LONG}().append(1)",
    "letters of many bytes": f"import torch\n{'ß' * 190} = torch.ones(1)\ndef f(a): return a\n"
    f"f.__qualname__ = '\U0001f600' * 300\nfor i in range(9): f({'ß' * 190})",
    "many operands": "import torch\nx = torch.ones(1)\ny = [" + "x," * 1500 + "]\nz = torch.cat((" + "x," * 1500 + "))",
    "many operands in a loop": "a = 1\nfor i in range(20): max(" + "a," * 1200 + ")",
    "many names": "import torch\nfor i in range(2500): globals()[f'n{i}'] = torch.ones(1)",
    "many modules": "import torch\nms = [torch.nn.Linear(1, 1) for _ in range(200)]\nm = torch.nn.Sequential(*ms)\n"
    "o = torch.optim.SGD(m.parameters(), lr=1)\nfor k in range(9): m.to('cpu')\n"
    "for i in range(50): globals()[f'm{i}'] = torch.nn.Sequential(ms[i])",
    "deep modules": "import torch\nm = torch.nn.Linear(1, 1)\nfor _ in range(30): m = torch.nn.Sequential(m)\nprint(m)",
    "many exceptions": "for i in range(200):\n    try: 1 / 0\n    except ZeroDivisionError: pass",
    "long callees": "class C:\n    def f(self): return 1\nC.f.__qualname__ = 'é' * 200\nc = C()\n" + "c.f()\n" * 3500,
}


@pytest.mark.parametrize("name", CODE)
def test_what_is_too_much_for_the_desk_is_not_told(rooms: Rooms, name: str) -> None:
    """Names, operands, modules, exceptions, callees: the run is taken, and a later cell has its rows."""
    told = rooms.run(CODE[name], "z = 6 * 7")
    assert told.declared.refused is None
    assert [cell.raised for cell in told.cells] == [None, None]
    assert all(cell.instrumented for cell in told.cells)
    assert [made.value for made in told.last.made if made.how is How.OPERATOR] == [42]
