"""The gradebook as a file: for a person, or in the shape that Canvas or Moodle imports.

Canvas reads a column for each of its ids and for the section, and then assignments by their names; another row says
how many points each has. Moodle asks which column is which when the file is uploaded. Both take a decimal point, and
leave alone what is empty.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from app.store.gradebook import Student
from app.store.tables import Question

WIDE = "\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
FORMULA = tuple("=+-@" + WIDE)  #: with which a formula begins; some spreadsheets take the wide ones for the others


class Shape(StrEnum):
    """For whom the file is."""

    PLAIN = "plain"
    CANVAS = "canvas"
    MOODLE = "moodle"


HEADS = {
    Shape.PLAIN: ("student", "external_id", "name", "email"),
    Shape.CANVAS: ("Student", "ID", "SIS User ID", "SIS Login ID", "Section"),
    Shape.MOODLE: ("First name", "Last name", "ID number", "Email address"),
}


def head(shape: Shape, asked: Sequence[Question]) -> str:
    """The lines above the students."""
    cells = [*HEADS[shape], *(column(shape, one) for one in asked)]
    if shape is Shape.PLAIN:
        cells += ["total", "max"]
    lines = [cells]
    if shape is Shape.CANVAS:  # by these words, four blanks before them, it knows the row
        lines.append(["    Points Possible", "", "", "", "", *(number(one.max) for one in asked)])
    return _written(lines)


def row(shape: Shape, student: Student, asked: Sequence[Question], scores: Mapping[int, float]) -> str:
    """One student's line; a question without a mark is empty, which is no nought."""
    cells = [*_who(shape, student), *(number(scores.get(one.number)) for one in asked)]
    if shape is Shape.PLAIN:
        cells += [number(math.fsum(scores.get(one.number, 0.0) for one in asked))]
        cells += [number(math.fsum(one.max for one in asked))]
    return _written([cells])


def column(shape: Shape, one: Question) -> str:
    """What the column of a question is called."""
    name = f"Q{one.number} {one.title}".strip()
    if shape is Shape.PLAIN:
        return f"q{one.number}"
    return harmless(f"{name} (Real)" if shape is Shape.MOODLE else name)


def harmless(text: str) -> str:
    """Keep a spreadsheet from taking a name for a formula: it is shown with an apostrophe before it."""
    clean = text if text.isprintable() else "".join(one if one.isprintable() else " " for one in text)
    return f"'{clean}" if clean.strip().startswith(FORMULA) else clean


@lru_cache(maxsize=10_000)  # most marks of a course are among a few
def number(value: float | None) -> str:
    """With a decimal point, four digits after it at most, and nothing for none."""
    if value is None or not math.isfinite(value):
        return ""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _who(shape: Shape, student: Student) -> list[str]:
    name, email, external = student.name, student.email or "", student.external_id or ""
    if shape is Shape.CANVAS:  # its own ids are numbers, those of a student information system may be anything
        own = external if external.isascii() and external.isdigit() else ""
        found = [name, own, "" if own else external, email, ""]
    elif shape is Shape.MOODLE:
        first, _, last = name.rpartition(" ")
        found = [first or last, last if first else "", external, email]
    else:
        found = [student.id, external, name, email]
    return [harmless(one) for one in found]


def _written(lines: Sequence[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue()
