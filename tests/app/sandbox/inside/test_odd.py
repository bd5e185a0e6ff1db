"""Odd but honest programs: whatever they leave, the desk must take what the inside makes of it."""

from __future__ import annotations

import pytest

from tests.app.sandbox.inside.rooms import Rooms

ODD = {
    "seventy dimensions": "import torch\nx = torch.ones([1] * 70)",
    "a truth value of two": "import torch\nx = torch.tensor([2], dtype=torch.uint8).view(torch.bool)",
    "a truth value of two in NumPy": "import numpy as np\nx = np.array([0, 7], dtype=np.uint8).view(bool)",
    "nothing of a huge size": "import torch\nx = torch.empty(0, 2**50)",
    "a million million of one number": "import torch\nx = torch.ones(1).expand(10**12)",
    "twelve thousand unread tensors": "import torch\nx = [[torch.ones(1, device='meta')] * 200] * 60",
    "twelve thousand tensors": "import torch\nx = [list(torch.arange(i, i + 200.0)) for i in range(0, 12000, 200)]",
    "gradients without end": "import torch\nx = [torch.ones(1, requires_grad=True) for _ in range(250)]\n"
    "for n, t in enumerate(x):\n    t.grad = torch.full((1,), float(n))\n    t.grad.grad = t",
    "a gradient that cannot be read": "import torch\nx = torch.ones(2, device='meta', requires_grad=True)\n"
    "x.grad = torch.ones(2, device='meta')\ny = torch.ones(1, requires_grad=True)\ny.grad = torch.nn.Parameter(y * 2)",
    "halves of surrogate pairs": "x = '\\ud83d' + '\\ude00'\nglobals()['\\ud800'] = 1\nglobals()['\\ud801'] = 2\n"
    "raise ValueError('\\udfff')",
    "code that claims any line": "code = compile('1/0', '<cell 1>', 'exec')\n"
    "exec(code.replace(co_firstlineno=2**31 - 2))",
    "code that claims another cell": "exec(compile('1/0', '<cell 9>', 'exec'))",
    "long names everywhere": "class C: pass\nC.__name__ = C.__qualname__ = 'é' * 5000\nx = C()\n"
    "E = type('E' * 5000, (Exception,), {})\nimport warnings\n"
    "warnings.warn('w', type('W' * 900, (Warning,), {}))\nraise E()",
    "an offset out of this world": "import os\nos.lseek(1, 2**62, 0)",
    "a closed stdout": "import os\nos.close(1)\nx = 1",
    "many names": "globals().update({f'n{i}': 'x' * 4096 for i in range(3000)})",
    "numbers of all sorts": "import numpy as np\n"
    "x = [np.longlong(3), np.float16(2), np.longdouble(1), np.datetime64(0, 's'), 2**64]",
    "a module in place of main": "import sys, types\nsys.modules['__main__'] = types.ModuleType('x')\ny = 1",
    "an emptied namespace": "globals().clear()",
    "a list that changes while it is read": "import threading\nx = []\ndef f():\n    while True:\n"
    "        x.append(1) if len(x) < 300 else x.clear()\nthreading.Thread(target=f, daemon=True).start()",
    "a long line": "x = " + "(" + "1 + " * 300 + "1); 1/0" + " " * 70_000,
}


@pytest.mark.parametrize("name", ODD)
def test_the_desk_takes_what_the_inside_tells(rooms: Rooms, name: str) -> None:
    """The run comes to its end, and a cell after the odd one is told."""
    told = rooms.run(ODD[name], "after = 1", "1/0")
    declared = told.declared
    assert declared.ended
    assert declared.observation.cells[1].namespace["after"] == 1
    assert told.last.raised is not None
    assert sum(len(frame.pack()) for frame in told.frames) < 16 << 20
