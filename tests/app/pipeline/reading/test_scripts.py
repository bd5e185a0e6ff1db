"""A Python file is one cell, or as many as its `# %%` lines make."""

from __future__ import annotations

import pytest

from app.pipeline.reading import read
from app.pipeline.reading.scripts import parts

PERCENT = '''# Ada Lovelace
# %% [markdown]
# # PyTorch basics

# %%
import torch

# %% [markdown]
# **Q1.** Make a tensor.
#
# It differs from an array.

# %%
# Q1 Code Task
t = torch.tensor([1, 2, 3, 4, 5])
# %% [md]
"""
## Question 2

Both share memory.
"""
#%%
a = t.numpy()
# %% Q4: add
t + t
# %% tags=["hide", "q5"]
t * 2
'''


def test_a_percent_file_is_cut_into_cells() -> None:
    """Code, Markdown in comments, Markdown in a string, titles and tags of the percent format are all understood."""
    notebook = read(PERCENT.encode(), "hw.py")
    assert [cell.text for cell in notebook.cells] == [
        "# Ada Lovelace",
        "import torch\n",
        "# Q1 Code Task\nt = torch.tensor([1, 2, 3, 4, 5])",
        "a = t.numpy()",
        "t + t",
        "t * 2",
    ]
    assert [cell.question for cell in notebook.cells] == [None, None, 1, 2, 4, 5]
    assert notebook.preamble == (0, 1)
    assert notebook.answers[1].written == "Make a tensor.\n\nIt differs from an array."
    assert notebook.answers[2].written == "Both share memory."


def test_a_cell_knows_its_line_in_the_file() -> None:
    """A report can name the line of the file, which is what an editor shows."""
    lines = PERCENT.split("\n")
    for cell in read(PERCENT.encode(), "hw.py").cells:
        assert lines[cell.line - 1] == cell.text.split("\n")[0]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("x = 1", 1),
        ("# %%\nx = 1", 1),
        ("#%%\nx\n#%%\ny", 2),
        ("x\n# %%\ny", 2),
        ("# %% [markdown]\n# hi\n# %%\ny", 2),
        ("# %%\nx\n# %%% deeper\ny", 2),
        ("# %%time\nx", 1),
        ("x  # %% y", 1),
        ("if x:\n    # %%\n    y", 1),
        ("s = '%% x'\n%%time", 1),
        ("x\n# %%", 2),
    ],
)
def test_only_a_mark_at_the_edge_cuts(text: str, count: int) -> None:
    """A commented-out magic, an indented mark and a trailing comment cut nothing."""
    assert len(parts(text)) == count


@pytest.mark.parametrize(
    ("text", "name", "explicit", "question"),
    [
        ("x = 1", "q04/ada.py", None, 4),
        ("x = 1", "q04.py", None, 4),
        ("# Q5\nx = 1", "q04.py", None, 5),
        ("# Q5\nx = 1", "q04.py", 6, 6),
        ("x = 1", "", 6, 6),
        ("x = 1", "ada.py", None, None),
        ("# %%\n# Q5\nx = 1", "ada.py", None, 5),
        ("", "q4.py", None, 4),
    ],
)
def test_whose_a_plain_file_is(text: str, name: str, explicit: int | None, question: int | None) -> None:
    """For one cell the number that the caller gives comes first, then the opening comment, then the name."""
    notebook = read(text.encode(), name, explicit)
    assert [cell.question for cell in notebook.cells] == [question]
    assert list(notebook.answers) == ([question] if question else [])


def test_a_file_of_many_cells_keeps_the_names_it_gives() -> None:
    """A number given from outside is for a file that names no question."""
    assert list(read(b"# %%\n# Q5\nx\n# %%\n# Q6\ny", "q4.py", 7).answers) == [5, 6]
    named = read(b"# %%\nx\n# %%\ny", "q4.py", 7)
    assert (list(named.answers), named.answers[7].cells, named.preamble) == ([7], (0, 1), ())
    assert list(read(b"# %%\nx\n# %%\ny", "q4.py").answers) == [4]
