"""Which programs run as they stand because they would meet the recorder's sites: decided by syntax, not by words."""

from __future__ import annotations

import ast

import pytest

from app.sandbox.inside.onlookers import any_onlooker, suspect
from tests.app.sandbox.inside.twice import both


@pytest.mark.parametrize(
    "text",
    [
        "import sys\nsys.settrace(None)",
        "from sys import setprofile as quietly",
        "import threading as t\nt.setprofile_all_threads(f)",
        "import sys\nsys.monitoring.get_tool(0)",
        "from sys import monitoring",
        "import cProfile",
        "from dis import dis",
        "import torch._dynamo.config as c",
        "import torch\ntorch._dynamo.reset()",
        "import torch\nf = torch.compile(f)",
        "import torch as tc\n@tc.compile\ndef f(x): return x",
        "from torch import compile\ncompile(f)",
        "from torch import compile as faster\nfaster(f)",
        "from torch import *\ncompile(f)",
        "import torch\nmodel.compile()",
        "import torch\ntorch.nn.Linear(1, 1).compile(backend='eager')",
        "import torch\ntorch.export.export(m, (x,))",
        "from torch.export import export",
        "from torch.fx import symbolic_trace",
        "import torch\ntorch.cond(p, f, g)",
    ],
)
def test_who_follows_frames_or_reads_bytecode_is_an_onlooker(text: str) -> None:
    """Under whatever name it was imported; and its text gives it away at once."""
    assert suspect(text)
    assert any_onlooker([ast.parse(text)])


@pytest.mark.parametrize(
    "text",
    [
        "# sys.settrace, torch.compile(model), _dynamo\nx = 1",
        "x = 'torch.compile(m), sys.setprofile, symbolic_trace, torch.export'",
        "import re, torch\np = re.compile('a')",
        "import re as r, torch\np = r.compile('a')",
        "from re import compile\nimport torch\np = compile('a')",
        "import torch\ncode = compile('1', '', 'eval')",
        "import torch\nclass T:\n    def compile(self): return 1\nT().compile()",
        "model.compile()",
        "import torch\nx = torch.ones(2, 2).trace()\ntrace, profile, monitoring = 1, 2, 3",
        "from torch.profiler import profile",
        "import torch\nx.export()\nself.monitoring = True",
    ],
)
def test_words_that_merely_resemble_it_switch_nothing_off(text: str) -> None:
    """Comments, texts, patterns, other things of the same name."""
    assert not any_onlooker([ast.parse(text)])


def test_what_one_cell_imports_is_known_in_the_next() -> None:
    """In either direction: a later cell may compile what an earlier one defined."""
    assert any_onlooker([ast.parse("import torch as t"), ast.parse("g = t.compile(f)")])
    assert not any_onlooker([ast.parse("import torch, re as t"), ast.parse("g = t.compile(f)")])


def test_a_pattern_is_watched() -> None:
    """`re.compile` is read by no compiler of torch's."""
    both("import re\nimport torch\n# not torch.compile(f)\nprint(re.compile('a+').match('aa').group())")
