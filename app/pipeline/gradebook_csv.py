"""The gradebook as a file: for a person, or in the shape that Canvas or Moodle imports.

Canvas reads a column for each of its ids and for the section, and then assignments by their names; another row says
how many points each has. Moodle asks which column is which when the file is uploaded. Both take a decimal point, and
leave alone what is empty.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from app.store.gradebook import Student
from app.store.tables import Question

WIDE = "\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
FORMULA = tuple("=+-@" + WIDE)  #: with which a formula begins; some spreadsheets take the wide ones for the others
#: One behind what a spreadsheet may take for the end of a cell: which character ends one is a matter of its language.
WITHIN = re.compile(f"([;,|]\\s*)([{re.escape(''.join(FORMULA))}])")


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
    table = [cells]
    if shape is Shape.CANVAS:  # by these words, four blanks before them, it knows the row
        table.append(["    Points Possible", "", "", "", "", *(number(one.max) for one in asked)])
    return _written(table)


def lines(
    shape: Shape, asked: Sequence[Question], students: Iterable[tuple[Student, Mapping[int, float] | None]]
) -> str:
    """A line for each student, with their scores; None: they are held back.

    A question without a mark is empty, which is no nought.
    """
    columns = [one.number for one in asked]  # asked of the rows once: they answer far slower than a list does
    most = number(math.fsum(one.max for one in asked))
    written = []
    for student, scores in students:
        known = scores or {}
        cells = [*_who(shape, student), *[number(known.get(one)) for one in columns]]
        if shape is Shape.PLAIN:
            total = "" if scores is None else number(math.fsum(known.get(one, 0.0) for one in columns))
            cells += [total, most]
        written.append(cells)
    return _written(written)


def column(shape: Shape, one: Question) -> str:
    """What the column of a question is called."""
    name = f"Q{one.number} {one.title}".strip()
    if shape is Shape.PLAIN:
        return f"q{one.number}"
    return harmless(f"{name} (Real)" if shape is Shape.MOODLE else name)


def harmless(text: str) -> str:
    """Keep a spreadsheet from taking a name, or a part of it, for a formula: an apostrophe is put before that."""
    clean = text if text.isprintable() else "".join(one if one.isprintable() else " " for one in text)
    clean = WITHIN.sub(r"\1'\2", clean)
    return f"'{clean}" if clean.strip().startswith(FORMULA) else clean


@lru_cache(maxsize=10_000)  # most marks of a course are among a few
def number(value: float | None) -> str:
    """With a decimal point, four digits after it at most, and nothing for none."""
    if value is None or not math.isfinite(value):
        return ""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _who(shape: Shape, student: Student) -> list[str]:
    name, email, external = harmless(student.name), _id(student.email), _id(student.external_id)
    if shape is Shape.CANVAS:  # what it numbers its users by itself is not known to us: a number may be anybody's
        return [name, "", external, email, ""]
    if shape is Shape.MOODLE:
        first, _, last = student.name.rpartition(" ")
        return [harmless(first or last), harmless(last if first else ""), external, email]
    return [student.id, external, name, email]


def _id(text: str | None) -> str:
    """What somebody is found by: as it stands, or left out where it might be a formula. A changed one finds nobody."""
    return text if text and harmless(text) == text else ""


def _written(table: Sequence[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table)
    return text.getvalue()
