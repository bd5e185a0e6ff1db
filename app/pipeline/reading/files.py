"""The door: a file by its name and bytes, or bare code for a question that is known."""

from __future__ import annotations

from pathlib import PurePosixPath

from app.pipeline.reading import jupyter, scripts
from app.pipeline.reading.caps import check_script
from app.pipeline.reading.decoding import clean, decode
from app.pipeline.reading.naming import in_comments, in_label
from app.pipeline.reading.notebook import Notebook
from app.pipeline.reading.parts import Part
from app.pipeline.reading.sorting import sort
from app.pipeline.reading.unreadable import Unreadable

BY_NAME = {".ipynb", ".py", ""}


def read(data: bytes, name: str = "", question: int | None = None) -> Notebook:
    """Read a notebook or a Python file; `Unreadable` is raised for anything else, and nothing else is raised.

    `question` says whose the code is where a file of many cells does not say so itself. For a file of one cell it
    comes first, then the opening comment, then the file's name or a folder's.
    """
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if ending not in BY_NAME:
        raise Unreadable(f"Its name ends in {ending[:20]!r}.", "Hand in a notebook (.ipynb) or a Python file (.py).")
    text = decode(data)
    otherwise = question if question is not None else in_label(name)
    if ending == ".ipynb" or jupyter.looks_like_one(text):
        return sort(jupyter.parts(text), otherwise)
    check_script(text)
    parts = scripts.parts(text)
    if len(parts) > 1:
        return sort(parts, otherwise)
    return _single(text, question or in_comments(text) or otherwise)


def read_code(text: str, question: int) -> Notebook:
    """Take bare code as the one cell of a known question."""
    check_script(text)
    return _single(clean(text), question)


def _single(text: str, question: int | None) -> Notebook:
    return sort((Part(text=text, code=True, named=question),))
