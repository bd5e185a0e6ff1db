"""Each cell belongs to the question named last; several cells, written parts and second answers are kept."""

from __future__ import annotations

import pytest

from app.pipeline.reading import Answer, Notebook, Unreadable, read
from tests.app.pipeline.reading.books import SECTION_1, book, code, markdown, raw


def questions(notebook: Notebook) -> list[int | None]:
    """Whose each cell of code is."""
    return [cell.question for cell in notebook.cells]


def test_a_section_is_sorted_by_question() -> None:
    """The preamble, several cells of one question and the written parts all land where they belong."""
    notebook = read(SECTION_1, "hw.ipynb")
    assert questions(notebook) == [None, 1, 2, 2, 2, 4]
    assert notebook.preamble == (0,)
    assert [cell.place for cell in notebook.cells] == [1, 3, 6, 7, 8, 10]
    assert notebook.answers == {
        1: Answer(
            cells=(1,),
            written="Make a 1-D tensor of 1..5. How does it differ from an array?\n\n"
            "A tensor can live on a GPU and remember gradients.",
        ),
        2: Answer(cells=(2, 3, 4), written="Take the tensor to NumPy and back."),
        4: Answer(
            cells=(5,),
            written="Element-wise addition and matrix multiplication.\n\n`*` is element-wise; `@` is not.",
        ),
    }
    assert notebook.not_found(range(1, 6)) == (3, 5)


def test_two_answers_to_one_question_are_kept_and_told() -> None:
    """Code in two separated places is one question's, in the order of the file, and is flagged."""
    notebook = read(book(code("# Q4\nx"), code("# Q5\ny"), code("# Q4\nz"), code("more")), "hw.ipynb")
    assert notebook.answers[4] == Answer(cells=(0, 2, 3), repeated=True)
    assert not notebook.answers[5].repeated


@pytest.mark.parametrize(
    "cells",
    [
        (markdown("## Q4"), code("# Q4\nx"), code("# Q4\ny")),
        (markdown("- Q4: add\n- Q5: broadcast"), code("# Q4\nx"), code("# Q5\ny")),
        (code("# Q4\nx"), markdown("## Q5"), markdown("**Q4** written later")),
        (code("# Q4\nx"), markdown("## Q5"), markdown("## Q4"), code("  \n")),
    ],
)
def test_naming_a_question_twice_is_no_second_answer(cells: tuple[dict[str, object], ...]) -> None:
    """A heading with its comment, a list of tasks, a late written part and a blank cell repeat nothing."""
    assert not read(book(*cells), "hw.ipynb").answers[4].repeated


def test_an_overview_takes_no_code() -> None:
    """Code below a list of all tasks is not the last task's, but each line of the list is its question's."""
    overview = markdown("1. Tensors\n\nQ1: make\nQ2: convert\nQ3: draw")
    notebook = read(book(overview, code("import torch"), markdown("## Q1"), code("x"), overview, code("y")), "a.ipynb")
    assert questions(notebook) == [None, 1, 1]
    assert notebook.answers[3] == Answer(written="draw\n\ndraw")
    assert not notebook.answers[1].repeated


def test_two_tasks_in_one_cell_leave_the_code_to_the_second() -> None:
    """A written answer and the next task often share a cell."""
    notebook = read(book(markdown("**Q1.** mine\n\n**Q2.** next"), code("x")), "a.ipynb")
    assert notebook.answers == {1: Answer(written="mine"), 2: Answer(cells=(0,), written="next")}


def test_a_fence_hides_names() -> None:
    """Text quoted as code in Markdown names no question."""
    notebook = read(book(markdown("## Q1\n```\n# Q2\n~~~\n```\nafter"), code("x")), "a.ipynb")
    assert list(notebook.answers) == [1]
    assert notebook.answers[1].written == "```\n# Q2\n~~~\n```\nafter"


def test_raw_cells_are_written_parts() -> None:
    """What stands in a raw cell is kept with its question and never run."""
    notebook = read(book(markdown("## Q1"), raw("view shares memory"), code("x")), "a.ipynb")
    assert (len(notebook.cells), notebook.answers[1].written) == (1, "view shares memory")


def test_a_tag_comes_before_a_comment() -> None:
    """A tag is put on a cell on purpose; the cells that follow are the same question's."""
    notebook = read(book(code("# Q5\nx", tags=["q4"]), code("y"), markdown("z", tags=["q6"]), code("w")), "a.ipynb")
    assert questions(notebook) == [4, 4, 6]
    assert notebook.answers[6].written == "z"


def test_a_notebook_that_names_nothing() -> None:
    """Without any name all code is preamble, unless a number or the file's name says whose it is."""
    data = book(markdown("my work"), code("x"), code("y"))
    assert (read(data, "a.ipynb").answers, read(data, "a.ipynb").preamble) == ({}, (0, 1))
    assert read(data, "a.ipynb", 4).answers == {4: Answer(cells=(0, 1), written="my work")}
    assert list(read(data, "q7/a.ipynb").answers) == [7]
    assert list(read(SECTION_1, "q7/a.ipynb", 9).answers) == [1, 2, 4]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ([code("x")] * 2001, "It has more than 2,000 cells."),
        ([code("x"), markdown("\n" * 50_000)], "It has more than 50,000 lines."),
        ([code("x" * (1 << 19)), code("y" * (1 << 19) + "z")], "It has more than 1 MiB of code."),
    ],
)
def test_more_than_anybody_writes_is_refused(cells: list[dict[str, object]], reason: str) -> None:
    """Cells, lines and code are capped, so that a file bounds the work of all who read on."""
    with pytest.raises(Unreadable) as caught:
        read(book(*cells), "a.ipynb")
    assert caught.value.reason == reason
