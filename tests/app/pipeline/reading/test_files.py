"""Whatever arrives at the door is read or refused in a sentence, quickly."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.pipeline.reading import Cell, Notebook, Unreadable, read, read_code
from tests.app.pipeline.reading.books import SECTION_1, book, code

MIB = 1 << 20
AS_UTF8 = "Save it with the encoding UTF-8 and hand it in again."
REFUSED = (
    (b"x" * (8 * MIB + 1), "a.py", "It is larger than 8 MiB."),
    (b"PK\x03\x04rest", "a.ipynb", "It is a zip archive."),
    (b"%PDF-1.7", "", "It is a PDF."),
    (b"\x1f\x8b\x08", "a.py", "It is a compressed file."),
    (b"x", "a.zip", "Its name ends in '.zip'."),
    (b"x", "a.ipynb.PDF", "Its name ends in '.pdf'."),
    ("# Q4\nx = 1".encode("utf-16"), "a.py", "Its text is encoded as UTF-16 or UTF-32."),
    (SECTION_1.decode().encode("utf-16-le"), "a.ipynb", "Its text is encoded as UTF-16 or UTF-32."),
    (SECTION_1.decode().encode("utf-16-be"), "a.ipynb", "Its text is encoded as UTF-16 or UTF-32."),
    (SECTION_1.decode().encode("utf-32"), "a.ipynb", "Its text is encoded as UTF-16 or UTF-32."),
    (b"x = 1\ny = '\xe9'", "a.py", "Line 2 holds bytes that are not UTF-8 text."),
    (b"x" * (MIB + 1), "a.py", "It has more than 1 MiB of code."),
    (b"\n" * 50_001, "a.py", "It has more than 50,000 lines."),
)


@pytest.mark.parametrize(("data", "name", "reason"), REFUSED, ids=[reason for _, _, reason in REFUSED])
def test_a_file_of_another_kind_is_refused(data: bytes, name: str, reason: str) -> None:
    """Other formats, encodings and sizes are told by name."""
    with pytest.raises(Unreadable) as caught:
        read(data, name)
    assert caught.value.reason == reason
    if "encoded" in reason or "UTF-8" in reason:
        assert caught.value.remedy == AS_UTF8


def test_a_file_of_8_mib_is_read() -> None:
    """The cap is for what is larger; a notebook's outputs may fill it."""
    data = book(code("# Q4\nx"))
    assert list(read(data + b" " * (8 * MIB - len(data)), "a.ipynb").answers) == [4]


def test_a_mark_at_the_beginning_and_windows_line_ends_are_mended() -> None:
    """A byte order mark is no letter of the code, and lines end the same way everywhere."""
    expected = read(b"# Q4\nx = 1\ny = 2", "a.py")
    assert read(b"\xef\xbb\xbf# Q4\r\nx = 1\ry = 2", "a.py") == expected
    windows = book(code("# Q4\r\nx = 1\r\ny = 2"))
    assert read(b"\xef\xbb\xbf" + windows, "a.ipynb").cells[0].text == expected.cells[0].text


def test_lone_surrogates_and_nul_are_replaced() -> None:
    """What no database and no UTF-8 stream can carry never gets as far as that; a pair that belongs together stays."""
    data = b'{"cells": [{"cell_type": "code", "source": "x = \'\\ud800 \\u0000 \\ud83d\\ude00\'"}]}'
    assert read(data, "a.ipynb").cells[0].text == "x = '\ufffd \ufffd \U0001f600'"
    assert read_code("'\udfff'", 4).cells[0].text == "'\ufffd'"


def test_a_notebook_is_known_by_what_it_holds() -> None:
    """A notebook that came without its name, or as .py, is still one."""
    assert read(SECTION_1) == read(SECTION_1, "q4.py") == read(SECTION_1, "a.ipynb")


def test_bare_code_is_the_one_cell_of_its_question() -> None:
    """Code sent for a question is that question's, whatever it says of itself."""
    notebook = read_code("# Q5\r\n# %%\nx", 4)
    assert notebook.cells == (Cell(text="# Q5\n# %%\nx", place=0, question=4),)
    assert notebook.answers[4].cells == (0,)
    with pytest.raises(Unreadable):
        read_code("x" * (MIB + 1), 4)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["cells", "worksheets", "cell_type", "source", "input", "tags"]), inner)
    ),
)
cells = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "heading"]) | json_values,
        "source": st.text() | st.lists(st.text()) | json_values,
        "input": st.text() | json_values,
        "metadata": json_values,
    },
)
books = st.fixed_dictionaries({"cells": st.lists(cells | json_values) | json_values})
near_notebooks = (books | json_values).map(lambda value: json.dumps(value).encode())
near_scripts = st.lists(st.sampled_from(["# %%", "[markdown]", "Q4", "\n", "#", " ", '"""', "\x00", "%%", "\x0c", "é"]))
scripts = near_scripts.map(lambda words: "".join(words).encode())


@settings(deadline=None)  # the second is measured below, in computing time
@given(
    data=st.binary() | near_notebooks | scripts,
    name=st.sampled_from(["", "a.py", "a.ipynb", "q4/a.py"]) | st.text(max_size=9),
    question=st.none() | st.integers(1, 25),
)
def test_any_bytes_are_read_or_refused(data: bytes, name: str, question: int | None) -> None:
    """Nothing but a notebook or `Unreadable` comes out, in less than a second, and indices and owners agree."""
    begun = time.process_time()
    try:
        notebook = read(data, name, question)
    except Unreadable:
        notebook = Notebook()
    assert time.process_time() - begun < 1
    owners = {index: number for number, answer in notebook.answers.items() for index in answer.cells}
    owned = {index: cell.question for index, cell in enumerate(notebook.cells) if cell.question is not None}
    assert owners == owned
    assert all(cell.text.encode() is not None for cell in notebook.cells)


HOSTILE = (
    b"[" * (8 * MIB),
    b'{"cells":[' + b"[]," * 499_000 + b"[]]}",
    b'{"cells":[' + b"{}," * 499_000 + b"{}]}",
    b'{"cells":[0.' + b"1" * (8 * MIB - 20) + b"]}",
    json.dumps({"cells": [{"cell_type": "code", "source": "x"}] * 150_000}).encode(),
    book(code("x"), {"cell_type": "markdown", "source": "**Q4 " * 1_000_000}),
    book(code("x"), {"cell_type": "markdown", "source": "*" * (7 * MIB)}),
    book(code("x"), {"cell_type": "markdown", "source": "<a><b> Q4\n" * 49_000}),
    book(code("x", tags=["q" * 1000] * 8000)),
    b"# %%\n" * 49_000,
    b"# %% [markdown]\n" + b'""" ' * 260_000,
    b"#" * MIB,
)


@pytest.fixture
def only_its_own_garbage() -> Iterator[None]:
    """Have the collector pass over what other tests have loaded, as the web process does with its own modules."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("only_its_own_garbage")
@pytest.mark.parametrize("data", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_file_costs_less_than_a_second(data: bytes) -> None:
    """The worst that fits into 8 MiB is refused or read within a second of computing time."""
    for name in ("a.py", "a.ipynb"):
        begun = time.process_time()
        with suppress(Unreadable):
            read(data, name)
        assert time.process_time() - begun < 1


def test_reading_loads_neither_torch_nor_jupyter() -> None:
    """The web process reads every upload: it must not pay for IPython, nbformat or torch."""
    program = (
        "import sys; from app.pipeline.reading import read; read(sys.stdin.buffer.read(), 'a.ipynb');"
        "print({'torch', 'IPython', 'nbformat', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], input=SECTION_1, capture_output=True, check=True)
    assert done.stdout == b"set()\n"
