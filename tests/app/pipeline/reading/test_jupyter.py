"""Notebooks of format 3 and 4 are read; what is none is refused with a reason and a remedy."""

from __future__ import annotations

from typing import Any

import nbformat as typeless
import pytest

from app.pipeline.reading import Unreadable, read
from app.pipeline.reading.jupyter import parts
from tests.app.pipeline.reading.books import SECTION_1, book, book_v3, code, code_v3, markdown

nbformat: Any = typeless  # the oracle; its functions have no types
NO_CODE = "It has no cell of code."
MALFORMED = (
    (b"[]", "It is not a notebook: it has no cells."),
    (b"{}", "It is not a notebook: it has no cells."),
    (b"null", "It is not a notebook: it has no cells."),
    (b"1", "It is not a notebook: it has no cells."),
    (b"import torch", "It is not a notebook."),
    (b"", "It is empty."),
    (b" \n ", "It is empty."),
    (b"<!DOCTYPE html>\n<html>", "It is a web page, not the notebook itself."),
    (b'{"cells": [', "It is damaged after line 1: a notebook is written in JSON, and this is none."),
    (b'{"cells": ' + b"1" * 5000 + b"}", "It is damaged: a notebook is written in JSON, and this is none."),
    (b"[" * 100_000, "It is nested too deeply to be a notebook."),
    (b'{"cells":' * 100_000, "It is nested too deeply to be a notebook."),
    (b"[" + b"[]," * 1_000_000 + b"[]]", "It holds too many values."),
    (b'{"cells": {}}', "Its cells are not a list."),
    (b'{"cells": null}', "Its cells are not a list."),
    (b'{"cells": []}', NO_CODE),
    (book(markdown("## Q4")), NO_CODE),
    (b'{"cells": ["x"]}', "Its cell 1 is no cell."),
    (b'{"cells": [{}]}', "Its cell 1 is no cell."),
    (b'{"cells": [{"cell_type": 3, "source": "x"}]}', "Its cell 1 is no cell."),
    (b'{"cells": [{"cell_type": "code"}]}', "Its cell 1 has no text."),
    (b'{"cells": [{"cell_type": "code", "source": null}]}', "Its cell 1 has no text."),
    (b'{"cells": [{"cell_type": "code", "source": ["x", 1]}]}', "Its cell 1 has no text."),
    (b'{"cells": [{"cell_type": "code", "source": {"a": "b"}}]}', "Its cell 1 has no text."),
    (b'{"worksheets": 3}', "Its worksheets are not a list of worksheets."),
    (b'{"worksheets": [3]}', "Its worksheets are not a list of worksheets."),
    (b'{"worksheets": [{"cells": 3}]}', "Its cells are not a list."),
    (b'{"worksheets": [{}]}', "Its cells are not a list."),
    (b'{"worksheets": []}', NO_CODE),
)


@pytest.mark.parametrize(("data", "reason"), MALFORMED, ids=[str(data[:30]) for data, _ in MALFORMED])
def test_a_malformed_notebook_is_refused(data: bytes, reason: str) -> None:
    """What is no notebook is the caller's error, with one sentence that says why and one that says what to do."""
    with pytest.raises(Unreadable) as caught:
        read(data, "hw.ipynb")
    assert caught.value.reason == reason
    assert caught.value.remedy.endswith(".")
    assert str(caught.value) == f"This file cannot be read. {reason} {caught.value.remedy}"
    assert caught.value.status == 422


def test_format_4_is_read() -> None:
    """Sources are joined from their lines, and outputs are dropped."""
    cells = parts(SECTION_1.decode())
    assert [cell.code for cell in cells[:4]] == [False, True, False, True]
    assert cells[3].text == "# Q1 Code Task: 1-D tensor\nt = torch.tensor([1, 2, 3, 4, 5])\nt"


def test_a_source_may_be_one_string() -> None:
    """The format allows a string in place of a list of lines."""
    assert parts('{"cells": [{"cell_type": "code", "source": "x = 1\\r\\ny = 2"}]}')[0].text == "x = 1\ny = 2"


@pytest.mark.parametrize("minor", [0, 2, 4, 5])
def test_what_nbformat_writes_is_read(minor: int) -> None:
    """A notebook that nbformat made and found valid is read cell for cell."""
    made = nbformat.reads(SECTION_1.decode(), as_version=nbformat.NO_CONVERT)
    made.nbformat_minor = minor
    for number, cell in enumerate(made.cells if minor == 5 else ()):
        cell["id"] = f"cell-{number}"
    nbformat.validate(made)
    assert [part.text for part in parts(nbformat.writes(made))] == [cell.source for cell in made.cells]


def test_format_3_is_read_as_nbformat_converts_it() -> None:
    """Worksheets and heading cells of the old format become what nbformat makes of them."""
    heading = {"cell_type": "heading", "level": 1, "metadata": {}, "source": "Question 4"}
    data = book_v3(heading, code_v3("x = 1\nx"), markdown("view is not reshape"))
    converted = nbformat.reads(data.decode(), as_version=4).cells
    assert [part.text for part in parts(data.decode())] == [cell.source for cell in converted]
    notebook = read(data, "hw.ipynb")
    assert notebook.answers[4].cells == (0,)
    assert notebook.answers[4].written == "view is not reshape"


NAMED: tuple[dict[str, Any], ...] = (
    {"tags": ["q4"]},
    {"tags": ["hide", "question-4"]},
    {"question": 4},
    {"question": "q4"},
    {"nbgrader": {"grade_id": "q4", "solution": True}},
)
UNNAMED: tuple[dict[str, Any], ...] = (
    {"tags": "q4"},
    {"tags": [4, None]},
    {"question": True},
    {"question": 4.0},
    {"question": 10**400},
    {"nbgrader": ["q4"]},
    {"nbgrader": {"grade_id": 4}},
)


@pytest.mark.parametrize("metadata", NAMED)
def test_metadata_names_a_question(metadata: dict[str, Any]) -> None:
    """A tag, a `question` and nbgrader's id say whose a cell is, before its text does."""
    assert parts(book(code("# Q5\nx = 1", **metadata)).decode())[0].named == 4


@pytest.mark.parametrize("metadata", UNNAMED)
def test_odd_metadata_is_passed_over(metadata: dict[str, Any]) -> None:
    """Metadata of another shape than ours is some other tool's, not an error."""
    assert parts(book(code("x = 1", **metadata)).decode())[0].named is None


def test_metadata_of_any_type_is_passed_over() -> None:
    """Even metadata that is no object at all does not make a notebook unreadable."""
    assert parts('{"cells": [{"cell_type": "code", "source": "x", "metadata": [1]}]}')[0].named is None
