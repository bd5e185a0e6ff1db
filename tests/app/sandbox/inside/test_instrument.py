"""The program that is watched does what it would have done: every construct that rewriting could hurt."""

from __future__ import annotations

import ast
import builtins
import inspect
import sys
import types

import pytest

from app.sandbox.inside import exits, implant, instrument, onlookers, statements, symbols, watch, wrapping
from app.sandbox.inside.program import Program
from tests.app.sandbox.inside.programs import PROGRAMS
from tests.app.sandbox.inside.twice import both, plain
from tests.app.sandbox.inside.twice import instrumented as watched


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_program_does_what_it_would_have_done(name: str) -> None:
    """Same printed text, same names and values, same exception at the same place, same warnings."""
    both(PROGRAMS[name])


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters came with Python 3.12")
def test_type_parameters_survive() -> None:
    """They are left alone."""
    both(
        "def f[T: int](x: T) -> T: return x\nclass C[T]:\n    def g(self, y: T) -> T: return y\n"
        "type A[T] = list[T]\nprint(f(1), C().g(2))"
    )


def test_nothing_of_ours_has_a_name() -> None:
    """Sites hang in constants: neither globals nor builtins nor a function's names tell of them."""
    before = set(dir(builtins))
    seen = both("def f(a):\n    b = a + 1\n    return b\nprint(f(1), sorted(globals()), f.__code__.co_varnames)")
    assert before == set(dir(builtins))
    assert set(seen.names) - {"__builtins__", "__name__"} == {"f"}


def test_a_function_can_be_run_with_names_of_its_own() -> None:
    """Nothing is looked up by name, so a function whose globals were replaced still runs."""
    both("import types\ndef f(a): return a + 1\ng = types.FunctionType(f.__code__, {})\nprint(g(2))")


@pytest.mark.parametrize(
    "text",
    [
        "return 5",
        "x = 1\nbreak",
        "def f():\n    x = 1\n    global x",
        "await y",
        "def f(a, a): pass",
        "yield 1 + 2",
        "None.x = 3 = 4",
    ],
)
def test_what_the_compiler_refuses_is_refused_in_its_own_words(text: str) -> None:
    """The plain cell is compiled then, so that message and place are Python's."""
    seen = watched(text)
    assert seen.code is None
    assert not seen.record["instrumented"]
    assert seen.outcome == plain(text)


def test_what_cannot_be_rewritten_runs_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours costs the record, not the run; and the record says so."""
    monkeypatch.setattr(implant.Bed, "plant", lambda *_: 1 / 0)
    seen = watched("x = 1 + 1\nprint(x)")
    assert seen.outcome.printed == "2\n"
    assert not seen.record["instrumented"]
    assert seen.record["made"] == []


@pytest.mark.parametrize(
    "text",
    [
        "import sys\nn = []\ndef f(x): return x\nsys.settrace(lambda f, e, a: n.append(e))\nf(1)\nsys.settrace(None)",
        "import sys\nn = []\nsys.setprofile(lambda f, e, a: n.append(e))\n[len([1])]\nsys.setprofile(None)",
        "import torch\n@torch.compile(backend='eager')\ndef f(x): return x * 2 + 1\nprint(f(torch.ones(2)))",
        "import torch\nm = torch.nn.Linear(1, 1)\nm.compile(backend='eager')\nprint(m(torch.ones(1)).shape)",
    ],
    ids=["settrace", "setprofile", "torch.compile", "compile"],
)
def test_a_program_that_follows_frames_or_reads_bytecode_runs_as_it_stands(text: str) -> None:
    """It would meet our sites there."""
    seen = watched(text)
    assert seen.code is None
    assert seen.outcome == plain(text)


def test_a_flood_of_depth_is_no_fault() -> None:
    """A tree that is too deep for the rewriting runs plain, or is refused as it would be."""
    text = "x = " + " + ".join(["1"] * 400) + "\nprint(x)"
    assert watched(text).outcome == plain(text)


def test_no_frame_of_ours_is_below_the_student() -> None:
    """Values are handed over once they are there: a call runs on the stack it would run on."""
    seen = both(
        "import sys\ndef depth():\n    n, f = 0, sys._getframe()\n    while f.f_code.co_filename == '<cell 1>':\n"
        "        n, f = n + 1, f.f_back\n    return n, f.f_code.co_filename\n"
        "print([depth() for _ in range(2)][0], depth(), (lambda: depth())())"
    )
    assert seen.outcome.printed


@pytest.mark.parametrize("module", [exits, implant, instrument, onlookers, statements, symbols, watch, wrapping])
def test_the_files_of_the_rewriting_load_no_torch(module: types.ModuleType) -> None:
    """They are tried on the standard library's own tests, in a process without it."""
    tree = ast.parse(inspect.getsource(module))
    names = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not [name for name in names if "torch" in name or "numpy" in name]


def test_a_watched_program_keeps_its_lines() -> None:
    """`linecache` and `inspect` show the student's own text."""
    program = Program(["x = 1"])
    program.forget()
    assert both("import linecache\nprint(linecache.getline('<cell 1>', 1))").outcome.printed.startswith(
        "import linecache"
    )
