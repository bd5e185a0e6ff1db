"""Places, and the text of their lines."""

from __future__ import annotations

from app.sandbox.customs.places import Places
from graders.observation import Place


def test_lines_are_those_that_python_counts() -> None:
    """Any line end counts; a form feed or U+2028 is none; a byte order mark is not part of the first line."""
    places = Places(["\ufeffone\r\ntwo\rthree\x0c \u2028\nfour", "other"])
    assert [places.at(0, line).code for line in range(1, 6)] == ["one", "two", "three\x0c \u2028", "four", ""]
    assert places.at(1, 1, 2) == Place(cell=1, line=1, column=2, code="other")


def test_a_line_of_code_is_kept_short() -> None:
    """A program on one line is not repeated with every literal; half surrogates are replaced."""
    assert len(Places(["x" * 10_000]).at(0, 1).code) == 500
    assert Places(["'\ud800'"]).at(0, 1).code == "'?'"
