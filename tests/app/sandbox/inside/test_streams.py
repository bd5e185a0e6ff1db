"""What is printed, on a descriptor that takes only so much."""

from __future__ import annotations

from app.sandbox.wire import Kind
from tests.app.sandbox.inside.rooms import Rooms


def test_each_cell_has_its_own_text(rooms: Rooms) -> None:
    """What a cell printed is cut out of the whole by where the cell ended."""
    told = rooms.run("print('one', end='')", "import sys\nprint('two')\nprint('three', file=sys.stderr)", "x = 1")
    assert [cell.stdout for cell in told.cells] == ["one", "two\nthree\n", ""]
    assert told.declared.observation.stdout == "onetwo\nthree\n"
    assert not told.declared.observation.stdout_truncated


def test_a_flood_is_swallowed_and_the_program_goes_on(rooms: Rooms) -> None:
    """The text is kept up to the very last byte that fits; that it was cut is told."""
    told = rooms.run("print('x' * 99_999)\nprint('y' * 50)\ny = 1", "print('z')\nz = 2", stdout=100_001)
    assert told.cells[0].raised is None
    assert told.last.namespace["z"] == 2
    assert told.stdout == b"x" * 99_999 + b"\ny"
    assert told.json(Kind.END) == {"stdout_cut": True}
    assert told.declared.observation.stdout_truncated


def test_a_flood_of_small_lines_is_swallowed_too(rooms: Rooms) -> None:
    """A line that crosses the end is written as far as it fits."""
    told = rooms.run("for n in range(100_000):\n    print(n)", stdout=4096)
    assert told.last.raised is None
    assert len(told.stdout) == 4096


def test_text_that_is_no_unicode_is_printed_all_the_same(rooms: Rooms) -> None:
    """Half a surrogate pair comes out as its escape."""
    assert rooms.run("print('é\\ud800')").last.stdout == "é\\ud800\n"


def test_stdin_is_empty(rooms: Rooms) -> None:
    """`input` finds the end of the file at once."""
    raised = rooms.run("n = input('how many? ')").last.raised
    assert raised is not None
    assert (raised.type, raised.message) == ("EOFError", "EOF when reading a line")


def test_a_student_may_close_or_replace_the_streams(rooms: Rooms) -> None:
    """The run is told all the same."""
    told = rooms.run("import sys\nprint('a')\nsys.stdout.close()\nsys.stderr = None\nx = 1", "sys.stdout = 5", "y = 2")
    assert told.declared.ended
    assert told.last.namespace["y"] == 2
    assert told.cells[0].stdout == "a\n"


def test_bytes_can_be_printed(rooms: Rooms) -> None:
    """The buffer below the text stream is there, as it is elsewhere."""
    assert rooms.run("import sys\nsys.stdout.buffer.write(b'abc')\nsys.stdout.flush()").last.stdout == "abc"
