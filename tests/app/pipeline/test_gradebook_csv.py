"""The gradebook as a file, in each shape."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from app.pipeline.gradebook_csv import Shape, harmless, head, lines, number
from app.store.gradebook import Student
from app.store.tables import Question

ADA = Student(id="01A", name="Ada King Lovelace", email="ada@example.org", external_id="s-77", erased=False)


def asked(*titles: str) -> list[Question]:
    """Questions 1, 2, ... of 2.5 points each."""
    return [
        Question(
            pack="p",
            number=n,
            version="1",
            title=title,
            task="",
            starter="",
            max=2.5,
            checks={"checks": []},
            loaded_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        for n, title in enumerate(titles, 1)
    ]


def row(shape: Shape, student: Student, questions: list[Question], scores: dict[int, float] | None) -> str:
    """The line of one student."""
    return lines(shape, questions, [(student, scores)])


def cells(text: str) -> list[list[str]]:
    """As a program reads it."""
    return list(csv.reader(io.StringIO(text, newline="")))


def test_canvas_gets_its_columns_and_its_row_of_points() -> None:
    """The heads by which it knows its ids, assignments by name, and the row that says `Points Possible`."""
    questions = asked("Sums, and means", "Shapes")
    assert cells(head(Shape.CANVAS, questions)) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Q1 Sums, and means", "Q2 Shapes"],
        ["    Points Possible", "", "", "", "", "2.5", "2.5"],
    ]
    assert cells(row(Shape.CANVAS, ADA, questions, {2: 1.25})) == [
        ["Ada King Lovelace", "", "s-77", "ada@example.org", "", "", "1.25"]
    ]


@pytest.mark.parametrize("external", ["4711", "s-77", "a@b"])
def test_an_id_is_the_sis_id_to_canvas(external: str) -> None:
    """A number as well: Canvas's own `ID` of a user is unknown to us, and another's would be given the marks."""
    student = Student(id="01A", name="Ada", email=None, external_id=external, erased=False)
    assert cells(row(Shape.CANVAS, student, [], {}))[0][1:3] == ["", external]


@pytest.mark.parametrize("bad", ["@ada", "=1", "-7", "a;=1", "a\nb"])
@pytest.mark.parametrize("shape", Shape)
def test_an_id_that_might_be_a_formula_is_left_out(shape: Shape, bad: str) -> None:
    """With an apostrophe before it nobody would be found by it."""
    student = Student(id="01A", name="Ada King", email=bad, external_id=bad, erased=False)
    (line,) = cells(row(shape, student, [], {}))
    assert set(line) <= {"", "01A", "Ada King", "Ada", "King", "0"}


def test_moodle_gets_names_in_two_parts_and_real_grades() -> None:
    """Its own export has these heads, so that its import proposes the right columns."""
    questions = asked("Sums")
    assert cells(head(Shape.MOODLE, questions)) == [
        ["First name", "Last name", "ID number", "Email address", "Q1 Sums (Real)"]
    ]
    assert cells(row(Shape.MOODLE, ADA, questions, {1: 2.0})) == [
        ["Ada King", "Lovelace", "s-77", "ada@example.org", "2"]
    ]
    one = Student(id="01A", name="Plato", email=None, external_id=None, erased=False)
    assert cells(row(Shape.MOODLE, one, questions, {}))[0][:2] == ["Plato", ""]


def test_a_person_gets_ids_and_totals() -> None:
    """A question without a mark is empty and adds nothing."""
    questions = asked("a", "b")
    assert cells(head(Shape.PLAIN, questions)) == [
        ["student", "external_id", "name", "email", "q1", "q2", "total", "max"]
    ]
    assert cells(row(Shape.PLAIN, ADA, questions, {1: 0.0, 9: 5.0})) == [
        ["01A", "s-77", "Ada King Lovelace", "ada@example.org", "0", "", "0", "5"]
    ]


def test_marks_that_are_held_back_add_up_to_nothing() -> None:
    """No total is told of them: a nought would be a mark."""
    assert cells(row(Shape.PLAIN, ADA, asked("a", "b"), None))[0][4:] == ["", "", "", "5"]


@pytest.mark.parametrize(
    "name",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n@x", "\N{FULLWIDTH EQUALS SIGN}1", "\u200b=1"],
)
@pytest.mark.parametrize("shape", Shape)
def test_no_name_is_taken_for_a_formula(shape: Shape, name: str) -> None:
    """Whatever stands before it: a spreadsheet takes blanks away. It holds for every cell with words in it."""
    student = Student(id="01A", name=name, email=name, external_id=name, erased=False)
    table = cells(row(shape, student, asked("x"), {1: 1.0}))
    assert len(table) == 1
    for cell in table[0]:
        assert not cell.strip().startswith(("=", "+", "-", "@", "\N{FULLWIDTH EQUALS SIGN}"))
    (line,) = cells(head(shape, asked(name)))[:1]
    assert not any(cell.strip().startswith(("=", "+", "@")) for cell in line)


@pytest.mark.parametrize(
    ("name", "shown"), [("Ada;=1+1", "Ada;'=1+1"), ("Ada, @x", "Ada, '@x"), ("a|-1;+2", "a|'-1;'+2"), ("a\t=1", "a =1")]
)
def test_no_part_of_a_name_is_taken_for_a_formula(name: str, shown: str) -> None:
    """In another language of the spreadsheet a semicolon ends the cell, quotes or not."""
    assert harmless(name) == shown


@pytest.mark.parametrize("name", ["Ada", "O'Neil", 'Ann "B" C', "J\u00e9r\u00f4me, \u5f20\u4f1f", "a=b", "x-y@z"])
def test_other_names_stay_as_they_are(name: str) -> None:
    """Quotes, commas and other alphabets too."""
    assert harmless(name) == name
    student = Student(id="01A", name=name, email=None, external_id=None, erased=False)
    assert cells(row(Shape.CANVAS, student, [], {}))[0][0] == name


@pytest.mark.parametrize(
    ("value", "text"),
    [(2.0, "2"), (0.0, "0"), (10.0, "10"), (2.1, "2.1"), (1 / 3, "0.3333"), (None, ""), (float("nan"), "")],
)
def test_numbers_have_a_point_and_no_more_digits_than_they_need(value: float | None, text: str) -> None:
    """A comma would part two columns."""
    assert number(value) == text
