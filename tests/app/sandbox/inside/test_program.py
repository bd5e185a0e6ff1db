"""From text to code, and the module in which it runs."""

from __future__ import annotations

import pytest

from app.sandbox.inside.program import Program
from graders.observation import Raised
from tests.app.sandbox.inside.rooms import Rooms


def refusal(rooms: Rooms, text: str) -> Raised:
    """How a text is refused; the cells around it must run all the same."""
    told = rooms.run("before = 1", text, "after = before + 1")
    assert told.cells[2].namespace["after"] == 2
    raised = told.cells[1].raised
    assert raised is not None
    return raised


def test_a_syntax_error_tells_what_a_caret_would_underline(rooms: Rooms) -> None:
    """Type, message, line, columns and the line itself."""
    raised = refusal(rooms, "x = 1\ny = = 2\n")
    assert (raised.type, raised.message) == ("SyntaxError", "invalid syntax")
    assert raised.place is not None
    assert (raised.place.cell, raised.place.line, raised.place.column, raised.end_column) == (1, 2, 4, 5)
    assert raised.place.code == "y = = 2"
    assert raised.traceback == '  File "<cell 2>", line 2\n    y = = 2\n        ^\nSyntaxError: invalid syntax\n'


@pytest.mark.parametrize(
    ("text", "kind", "line", "column"),
    [
        ("x = 1\0", "SyntaxError", 1, 5),
        ("a = 1\r\nx = '\ud800'", "SyntaxError", 2, 5),
        ("if 1:\n        x = 1\n\ty = 2\n", "TabError", 3, None),
        ("  x = 1", "IndentationError", 1, 1),
        ("(" * 10_000 + ")" * 10_000, "SyntaxError", 1, None),
        ("x = " + "-" * 100_000 + "1", "SyntaxError", None, None),
        ("x = " + "+".join("1" * 100_000), "SyntaxError", None, None),
        ("def f():\n    return\nreturn 5", "SyntaxError", 3, 0),
        ("é = 'ü' = 3", "SyntaxError", 1, 4),
        ("x = 'abc", "SyntaxError", 1, 4),
        ("def f(:\n", "SyntaxError", 1, 6),
        ("f(\n", "SyntaxError", 1, 1),
        ("await x", "SyntaxError", 1, 0),
        ("%matplotlib inline", "SyntaxError", 1, 0),
    ],
)
def test_no_text_escapes(rooms: Rooms, text: str, kind: str, line: int | None, column: int | None) -> None:
    """Whatever the text, the refusal is told as an exception of that cell, with the place where there is one."""
    raised = refusal(rooms, text)
    assert raised.type == kind
    assert raised.message
    assert (raised.place and raised.place.line) == line
    assert column is None or (raised.place is not None and raised.place.column == column)


def test_what_python_tells_in_other_ways_is_a_syntax_error_too(rooms: Rooms) -> None:
    """NUL, half surrogates and depth have a sentence of ours; a parser out of memory is not a run out of memory."""
    assert refusal(rooms, "\0").message == "a NUL character cannot stand in Python code"
    assert refusal(rooms, "'\ud800'").message == "half of a surrogate pair cannot stand in Python code"
    assert refusal(rooms, "-" * 100_000 + "1").message == "the code is nested too deeply to be read"


def test_a_byte_order_mark_and_foreign_line_ends_are_no_error(rooms: Rooms) -> None:
    """What Windows and old editors put into files is read as Python reads files."""
    told = rooms.run("\ufeffx = 1\r\ny = 2\rz = x + y\f\n1/0 # \u2028")
    assert told.last.namespace["z"] == 3
    raised = told.last.raised
    assert raised is not None
    assert raised.place is not None
    assert (raised.place.line, raised.place.code) == (4, "1/0 # \u2028")


def test_cells_run_in_the_main_module(rooms: Rooms) -> None:
    """Dataclasses, type hints, pickling and inspection find what a cell defined."""
    told = rooms.run(
        "from __future__ import annotations\n"
        "import inspect, io, torch, typing, dataclasses, sys\n"
        "@dataclasses.dataclass\nclass P:\n    x: int = 1\n"
        "class Net(torch.nn.Module):\n    def forward(self, x):\n        return x\n"
        "hint = str(typing.get_type_hints(P)['x'])\n"
        "of_class = inspect.getsource(P)\n",
        "def f(x):\n    return x + 1\n"
        "of_function = inspect.getsource(f)\n"
        "saved = io.BytesIO()\ntorch.save(Net(), saved)\nsaved.seek(0)\n"
        "loaded = type(torch.load(saved, weights_only=False)) is Net\n"
        "name = __name__, sys.modules['__main__'].__dict__ is globals()\n"
        "def g(x: NotDefined): return x\n",  # the future import of the first cell still holds
    )
    names = told.last.namespace
    assert told.last.raised is None
    assert names["hint"] == "<class 'int'>"
    assert names["of_class"] == "@dataclasses.dataclass\nclass P:\n    x: int = 1\n"
    assert names["of_function"] == "def f(x):\n    return x + 1\n"
    assert names["loaded"] is True
    assert names["name"] == ("__main__", True)


def test_a_cell_that_fails_takes_no_later_one_with_it(rooms: Rooms) -> None:
    """Exceptions, sys.exit and the like end their own cell only."""
    told = rooms.run("x = 1\n1/0", "import sys\nsys.exit('enough')", "raise KeyboardInterrupt", "exit(3)", "y = x")
    kinds = [cell.raised and cell.raised.type for cell in told.cells]
    assert kinds == ["ZeroDivisionError", None, "KeyboardInterrupt", None, None]
    assert [cell.exit_called for cell in told.cells] == [False, True, False, True, False]
    assert told.cells[1].stdout == "enough\n"
    assert told.last.namespace["y"] == 1


def test_nothing_of_the_machinery_stands_in_the_namespace(rooms: Rooms) -> None:
    """A student's globals are their own, and the command line is empty."""
    told = rooms.run("names = sorted(globals())\nimport sys\nargs = list(sys.argv)")
    dunders = ("__builtins__", "__doc__", "__file__", "__loader__", "__name__", "__package__", "__spec__")
    assert told.last.namespace["names"] == dunders
    assert told.last.namespace["args"] == ("",)


def test_columns_are_counted_in_characters() -> None:
    """The compiler counts bytes; people do not."""
    program = Program(["ä = 'öö'; (1 / 0)"])
    try:
        exec(program.code(program.cells[0]), {})  # noqa: S102 - one division
    except ZeroDivisionError as error:
        trace = program.frames(error.__traceback__)[-1]
        spot, end = program.spot(trace.tb_frame.f_code, trace.tb_lasti, trace.tb_lineno)
    program.forget()
    assert spot == (0, 1, 11)
    assert end == 16
