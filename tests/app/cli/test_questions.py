"""`allclose questions`: what is in a pack."""

from __future__ import annotations

from tests.app.cli.commands import PUZZLES, run


def test_a_pack_is_listed_with_its_marks() -> None:
    """Number, marks, title, and the sum."""
    told = run("questions", "--pack", PUZZLES)
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines() == [
        "  1     4  Outer product",
        "  2     4  Running sums",
        "  3     2  Every other row",
        "       10  in all",
    ]


def test_as_json_it_is_one_document() -> None:
    """The same, for programs."""
    (document,) = run("questions", "--json", "--pack", PUZZLES).documents
    assert document["marks"] == 10
    assert document["questions"][1] == {"question": 2, "title": "Running sums", "marks": 4}


def test_the_built_in_pack_adds_up_to_a_hundred() -> None:
    """Without --pack it is the course, of 25 questions."""
    (document,) = run("questions", "--json").documents
    assert [row["question"] for row in document["questions"]] == list(range(1, 26))
    assert document["marks"] == 100
