"""A Jupyter notebook cut into cells. Outputs are dropped, and whatever is odd is refused with a remedy.

Read by hand: `nbformat` checks and mends much that is not needed here, and a hostile notebook can cost it seconds.
"""

from __future__ import annotations

import json

from app.pipeline.reading.caps import check_count, check_json
from app.pipeline.reading.decoding import clean
from app.pipeline.reading.naming import in_label
from app.pipeline.reading.parts import Part
from app.pipeline.reading.unreadable import Unreadable

SAVE_AGAIN = "Open it in Jupyter, save it, and hand it in again."
MAX_TAGS = 20  #: of a cell


def looks_like_one(text: str) -> bool:
    """Whether a text without a telling name is a notebook."""
    return text.lstrip().startswith("{") and '"cells"' in text and '"nbformat"' in text


def parts(text: str) -> tuple[Part, ...]:
    """Cut a notebook into its cells: format 4, and 2 and 3 with their worksheets and heading cells."""
    book = _loaded(text)
    cells = book["cells"] if "cells" in book else _of_sheets(book["worksheets"])
    if not isinstance(cells, list):
        raise Unreadable("Its cells are not a list.", SAVE_AGAIN)
    check_count(len(cells))
    return tuple(_part(cell, count) for count, cell in enumerate(cells, 1))


def _loaded(text: str) -> dict[str, object]:
    check_json(text)
    try:
        book = json.loads(text)
    except RecursionError:
        raise Unreadable("It is nested too deeply to be a notebook.", SAVE_AGAIN) from None
    except ValueError as error:
        raise _not_json(text, error) from None
    if not isinstance(book, dict) or not ("cells" in book or "worksheets" in book):
        raise Unreadable("It is not a notebook: it has no cells.", SAVE_AGAIN)
    return book


def _not_json(text: str, error: ValueError) -> Unreadable:
    start = text.lstrip()[:1]
    if not start:
        return Unreadable("It is empty.", SAVE_AGAIN)
    if start == "<":
        return Unreadable("It is a web page, not the notebook itself.", "Download the raw .ipynb file and hand it in.")
    if start not in "{[":
        return Unreadable("It is not a notebook.", "If it holds Python code, let its name end in .py.")
    where = f" after line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
    return Unreadable(f"It is damaged{where}: a notebook is written in JSON, and this is none.", SAVE_AGAIN)


def _of_sheets(sheets: object) -> object:
    if not isinstance(sheets, list) or not all(isinstance(sheet, dict) for sheet in sheets):
        raise Unreadable("Its worksheets are not a list of worksheets.", SAVE_AGAIN)
    cells = [sheet.get("cells") for sheet in sheets]
    return [cell for some in cells for cell in some] if all(isinstance(some, list) for some in cells) else None


def _part(cell: object, count: int) -> Part:
    if not isinstance(cell, dict) or not isinstance(cell.get("cell_type"), str):
        raise Unreadable(f"Its cell {count} is no cell.", SAVE_AGAIN)
    kind = cell["cell_type"]
    text = clean(_text(cell["source"] if "source" in cell else cell.get("input"), count))
    heading = "# " if kind == "heading" else ""  # the level says nothing about a question
    return Part(text=heading + text, code=kind == "code", named=_named(cell.get("metadata")))


def _text(source: object, count: int) -> str:
    lines = source if isinstance(source, list) else [source]
    texts = [line for line in lines if isinstance(line, str)]
    if len(texts) < len(lines):
        raise Unreadable(f"Its cell {count} has no text.", SAVE_AGAIN)
    return "".join(texts)


def _named(metadata: object) -> int | None:
    """Look where tools put a name: tags, `question`, and nbgrader's grade_id."""
    if not isinstance(metadata, dict):
        return None
    tags, nbgrader, number = (metadata.get(key) for key in ("tags", "nbgrader", "question"))
    labels = tags[:MAX_TAGS] if isinstance(tags, list) else []
    labels += [nbgrader.get("grade_id")] if isinstance(nbgrader, dict) else []
    labels += [f"q{number}"] if type(number) is int else [number]
    return next((found for label in labels if isinstance(label, str) and (found := in_label(label))), None)
