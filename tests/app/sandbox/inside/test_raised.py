"""Exceptions as data, hostile ones included."""

from __future__ import annotations

from graders.observation import Raised
from tests.app.sandbox.inside.rooms import Rooms


def raised_by(rooms: Rooms, text: str) -> Raised:
    """What the only cell of a program raised."""
    told = rooms.run(text)
    assert told.declared.ended
    raised = told.last.raised
    assert raised is not None
    return raised


def test_the_place_is_the_innermost_line_of_the_students(rooms: Rooms) -> None:
    """An exception deep in torch is told where the student called it; frames of ours and torch's are left out."""
    raised = raised_by(
        rooms,
        "import torch\ndef step(x):\n    y = torch.nn.functional.linear(x, torch.ones(3, 5))\n    return y\n"
        "step(torch.ones(2))\n",
    )
    assert raised.type == "RuntimeError"
    assert raised.place is not None
    assert (raised.place.line, raised.place.column, raised.end_column) == (3, 8, 55)
    assert raised.place.code == "    y = torch.nn.functional.linear(x, torch.ones(3, 5))"
    assert raised.traceback.startswith(
        'Traceback (most recent call last):\n  File "<cell 1>", line 5, in <module>\n    step(torch.ones(2))\n'
        '  File "<cell 1>", line 3, in step\n    y = torch.nn.functional.linear(x, torch.ones(3, 5))\n        ^^^'
    )
    assert raised.traceback.endswith(f"RuntimeError: {raised.message}\n")
    assert "inside" not in raised.traceback


def test_causes_are_told_in_the_text(rooms: Rooms) -> None:
    """The traceback reads as Python's own does, oldest first."""
    raised = raised_by(rooms, "try:\n    {}['k']\nexcept KeyError as e:\n    raise ValueError('bad') from e")
    text = raised.traceback
    assert text.index("KeyError: 'k'") < text.index("direct cause") < text.index("ValueError: bad")
    raised = raised_by(rooms, "try:\n    {}['k']\nexcept KeyError:\n    1/0")
    assert "During handling of the above exception, another exception occurred" in raised.traceback
    raised = raised_by(rooms, "try:\n    {}['k']\nexcept KeyError:\n    raise ValueError('bad') from None")
    assert "KeyError" not in raised.traceback


def test_an_os_error_tells_its_number(rooms: Rooms) -> None:
    """What the filter refused can be told from what was not there; a made-up number is no number."""
    assert raised_by(rooms, "open('/not/there')").errno == 2
    assert raised_by(rooms, "raise PermissionError(1, 'no')").errno == 1
    assert raised_by(rooms, "raise OSError('a', 'b')").errno is None
    assert raised_by(rooms, "raise OSError(10**100, 'b')").errno is None


def test_hostile_exceptions_break_nothing(rooms: Rooms) -> None:
    """Classes and instances that lie, raise or flood when asked are told all the same."""
    mute = raised_by(rooms, "class E(Exception):\n    def __str__(self): raise SystemExit\nraise E()")
    assert (mute.type, mute.message) == ("E", "<this exception cannot say what it is about>")
    assert len(raised_by(rooms, "raise ValueError('x' * 10**7)").message) == 2000
    liar = raised_by(
        rooms,
        "class M(type):\n    __name__ = property(lambda s: 1/0)\n    __module__ = property(lambda s: 1/0)\n"
        "    def __instancecheck__(s, o): 1/0\n"
        "class S(str):\n    def __getitem__(s, k): return 7\n"
        "class E(OSError, metaclass=M):\n    errno = property(lambda s: 1/0)\n"
        "    __traceback__ = __cause__ = __context__ = __suppress_context__ = property(lambda s: 1/0)\n"
        "    __class__ = property(lambda s: 1/0)\n    def __str__(self): return S('x' * 5000)\n"
        "raise E('gone')",
    )
    assert (liar.type, liar.message) == ("E", "x" * 2000)
    assert liar.place is not None
    loop = raised_by(rooms, "a, b = ValueError('a'), ValueError('b')\na.__cause__, b.__cause__ = b, a\nraise a")
    assert loop.traceback.count("ValueError: a") == 1


def test_endless_recursion_is_told_briefly(rooms: Rooms) -> None:
    """A thousand equal frames make a short text."""
    raised = raised_by(rooms, "def f(n):\n    return f(n + 1)\nf(0)")
    assert raised.type == "RecursionError"
    assert raised.place is not None
    assert raised.place.line == 2
    assert "Previous line repeated" in raised.traceback
    assert len(raised.traceback) < 2000


def test_groups_are_told_by_their_head(rooms: Rooms) -> None:
    """An exception group is an exception like any other."""
    raised = raised_by(rooms, "raise ExceptionGroup('two', [ValueError('a'), TypeError('b')])")
    assert (raised.type, raised.message) == ("ExceptionGroup", "two (2 sub-exceptions)")


def test_running_out_of_memory_is_told_with_its_line(rooms: Rooms) -> None:
    """A program that holds all memory when it fails leaves enough to tell of it: some was held back."""
    told = rooms.run(
        "import resource\nkeep = []\n"
        "now = int(open('/proc/self/statm').read().split()[5]) * 4096\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (now + (64 << 20), -1))\n"
        "size = 1 << 20\n"
        "while True:\n"
        "    try:\n        keep.append(bytes(range(256)) * (size // 256))\n"
        "    except MemoryError:\n"
        "        if size == 512: raise\n"
        "        size //= 2\n"
    )
    assert told.declared.ended
    raised = told.last.raised
    assert raised is not None
    assert raised.type == "MemoryError"
    assert raised.place is not None
