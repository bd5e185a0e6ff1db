"""Magics are taken out of a cell, line for line, and each is told; Python is left as it is."""

from __future__ import annotations

import sysconfig
import time
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager

from app.pipeline.reading import Cell
from app.pipeline.reading.magics import plain

IPYTHON: Any = TransformerManager  # the oracle; its functions have no types
SHELL = "shell commands do not run here."
MAGIC = "IPython's magics do not run here."
HELP = "there is no help to show here."
RAISE_SHELL = 'raise RuntimeError("Shell commands do not run here.")'
RAISE_MAGIC = 'raise RuntimeError("IPython\'s magics do not run here.")'


def made(text: str) -> str:
    """What is run in place of a cell of this text."""
    return plain(Cell(text=text, place=2)).text


def told(text: str) -> list[str]:
    """What is said about it."""
    return [note.sentence for note in plain(Cell(text=text, place=2)).notes]


LINES = (
    ("!pip install torch", "pass", f"was left out: {SHELL}"),
    ("!!ls", "pass", f"was left out: {SHELL}"),
    ("%matplotlib inline", "pass", f"was left out: {MAGIC}"),
    ("%time", "pass", f"was left out: {MAGIC}"),
    ("?torch.add", "pass", f"was left out: {HELP}"),
    ("torch.add?", "pass", f"was left out: {HELP}"),
    ("torch.add??", "pass", f"was left out: {HELP}"),
    ("%time?", "pass", f"was left out: {HELP}"),
    ("files = !ls", RAISE_SHELL, "does not run here: nothing can be read from a shell command."),
    ("a, b = !ls", RAISE_SHELL, "does not run here: nothing can be read from a shell command."),
    ("t = %timeit -o x @ x", RAISE_MAGIC, "does not run here: nothing can be read from a magic."),
    ("/print a b", "print(a, b)", "was read as `print(a, b)`."),
    ("get_ipython().system('ls')", "pass", f"was left out: {SHELL}"),
    ("get_ipython().run_line_magic('matplotlib', 'inline')", "pass", f"was left out: {MAGIC}"),
)


@pytest.mark.parametrize(("line", "instead", "why"), LINES)
def test_a_line_is_replaced_and_told(line: str, instead: str, why: str) -> None:
    """What Jupyter alone understands becomes a statement of Python in its place, at its depth."""
    assert made(line) == instead
    assert told(line) == [f"Cell 3, line 1: `{line}` {why}"]
    around = f"x = 1\nfor i in range(3):\n    {line}\n    y = 2\n"
    assert made(around) == f"x = 1\nfor i in range(3):\n    {instead}\n    y = 2\n"
    assert told(around) == [f"Cell 3, line 3: `{line}` {why}"]


@pytest.mark.parametrize(
    ("line", "statement"),
    [
        ("%time y = x @ x", "y = x @ x"),
        ("%timeit x @ x", "x @ x"),
        ("%timeit -n 10 -r3 -q x @ x", "x @ x"),
        ("%timeit -n 10", "pass"),
        ("%timeit -x", "-x"),
    ],
)
def test_a_timed_statement_still_runs(line: str, statement: str) -> None:
    """A stop-watch goes; what it measures is the student's work and stays, so nothing is told."""
    assert (made(f"if x:\n    {line}"), told(line)) == (f"if x:\n    {statement}", [])


UNTOUCHED = (
    "print('%d rows' % 3)",
    "x = (7\n     % 4)",
    "x = 7 \\\n    % 4",
    "s = '''\n!ls\n%time\n'''",
    "'''\n!ls\n'''",
    'def f():\n    """\n    %time is a magic\n    x?\n    """\n',
    "f('''\n%%bash\n''')",
    "x = [\n    # why?\n    1,\n]",
    "# what is this?",
    "x = a != b",
    "x = [\n!ls\n]",
    "x = 1 if y else ?",
    "x = %",
    "/ x",
    "if x:\n        y\n    z\n!ls",
    "",
    "\n",
)


@pytest.mark.parametrize("text", UNTOUCHED)
def test_python_is_left_as_it_is(text: str) -> None:
    """A percent sign in a string or an expression is no magic, and what nobody understands is the box's to report."""
    assert (made(text), told(text)) == (text, [])


CELLS = (
    ("%%bash\nls (", ""),
    ("%%writefile a.py\nx = 1", ""),
    ("%%html\n<b>hi</b>", ""),
    ("%%!\nls", ""),
    ("\n\n%%javascript\nalert(1)", ""),
    ("%%time\nx = 1", "\nx = 1"),
    ("\n%%time\nx = 1", "\n\nx = 1"),
    ("%%capture out\nx = 1\n!ls", "\nx = 1\npass"),
    ("%%capture\n%%time\nx = 1", "\n\nx = 1"),
    ("%%timeit -n 10 y = 2\nx = y", "y = 2\nx = y"),
    ("%%grade 4\nx = 1", "\nx = 1"),
    ("%%time?", "pass"),
)


@pytest.mark.parametrize(("text", "expected"), CELLS)
def test_a_cell_magic_goes_alone_or_with_its_cell(text: str, expected: str) -> None:
    """Other languages are dropped and told; around Python only the first line goes, and lines keep their numbers."""
    assert made(text) == expected
    if not expected:
        shown = text.strip().split("\n")[0]
        assert told(text) == [f"Cell 3, line 1: `{shown}` and its cell were left out: only Python runs here."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (">>> x = 1\n>>> for i in x:\n...     y", "x = 1\nfor i in x:\n    y"),
        ("In [3]: x = 1\n   ...: y = 2", "x = 1\ny = 2"),
        ("\n\n    x = 1\n    y = 2", "\n\nx = 1\ny = 2"),
        ("  if x:\n      !ls\n", "if x:\n    pass\n"),
        ("# Q4\n>>> x = 1", "# Q4\nx = 1"),
        ("x = '''\n>>> y\n'''", "x = '''\n>>> y\n'''"),
    ],
)
def test_prompts_and_a_common_indentation_are_forgiven(text: str, expected: str) -> None:
    """What Jupyter would have run is run, with the same line numbers."""
    assert made(text) == expected


def test_an_unbalanced_command_spoils_nothing_after_it() -> None:
    """A shell's quotes and brackets are not Python's: the lines below are still read rightly."""
    text = "!echo (\n!echo don't\nx = 1\n!ls \\\n  -l \\\n  -a\ny = '!'\n%cd ..\n"
    assert made(text) == "pass\npass\nx = 1\npass\n\n\ny = '!'\npass\n"
    assert [sentence.split(":")[0] for sentence in told(text)] == [f"Cell 3, line {line}" for line in (1, 2, 4, 8)]


def test_a_long_line_is_cut_in_the_note() -> None:
    """A sentence shows at most 60 characters of the student's line."""
    assert told("!echo " + "a" * 99) == [f"Cell 3, line 1: `!echo {'a' * 51}...` was left out: {SHELL}"]


PIECES = (
    *("x = 1", "!ls", "%time y = 2", "  !ls (", "'''", '"""', "(", ")", "[", "x = !ls", "y = %foo", "x?", "%%time"),
    *("%%bash", "def f():", "    pass", "  z", "# Q4", "\\", "!ls \\", ">>> x", "In [1]: x", "'", "é = \x0c1", ""),
    *("\u2028!ls", "\t%cd", "/f x", "get_ipython().system('ls')"),
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12))
def test_lines_keep_their_numbers_whatever_the_text(lines: list[str]) -> None:
    """A cell comes back with as many lines as it had, or empty where it was dropped as a whole; nothing is raised."""
    text = "\n".join(lines)
    result = plain(Cell(text=text, place=0))
    assert result.text.count("\n") == text.count("\n") or (not result.text and len(result.notes) == 1)
    assert all(1 <= note.line <= text.count("\n") + 1 for note in result.notes)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["!ls", "%cd ..", "x?", "x = 1", "y = !ls", "if x:\n    %pwd", "'''\n!ls\n'''", "(\n1)"]))
)
def test_as_many_are_found_as_ipython_finds(lines: list[str]) -> None:
    """Reading a cell once finds what IPython finds by reading it again after each magic."""
    text = "\n".join(lines) + "\n"
    assert len(told(text)) == IPYTHON().transform_cell(text).count("get_ipython()")


LIBRARY = sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))[:60]


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.name)
def test_real_programs_are_left_as_they_are(path: Path) -> None:
    """Modules of the standard library go through unchanged, and a magic after the last line is still found."""
    source = path.read_text(encoding="utf-8").rstrip("\n")
    with warnings.catch_warnings(record=True):
        assert made(f"{source}\n!ls") == f"{source}\npass"


HOSTILE = (
    "!ls\n",
    "!ls \\\n",
    "x?\n",
    "=! ",
    "(",
    "'\n",
    '"""\n!',
    "%time ",
    "\t\n x",
    ">>> x\n",
    "x = (1, [2]) % 3\n",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    """A cell is read once, so ten times the text is ten times the work and not a hundred."""
    spent = []
    for size in (2_000, 20_000):
        text = piece * (size // len(piece)) + "\n!ls"
        begun = time.process_time()
        plain(Cell(text=text, place=0))
        spent.append(time.process_time() - begun)
    assert spent[1] < 40 * spent[0] + 0.1
