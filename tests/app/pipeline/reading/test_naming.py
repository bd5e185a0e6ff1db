"""A question's name is found where students write it, and only there."""

from __future__ import annotations

import pytest

from app.pipeline.reading import naming

HEADINGS = (
    ("**Q4.** Add two tensors", 4, "Add two tensors"),
    ("**Q4. Add two tensors**", 4, "Add two tensors"),
    ("**Q4:** is **bold** here", 4, "is **bold** here"),
    ("**Question 12**", 12, ""),
    ("__Q7__ Move it", 7, "Move it"),
    ("*Q7.* Move it", 7, "Move it"),
    ("## Question 4", 4, ""),
    ("##Question 4", 4, ""),
    ("#### question 04 - Broadcasting", 4, "Broadcasting"),
    ("### **Q25** XOR", 25, "XOR"),
    ("Q4: Add", 4, "Add"),
    ("Q4) Add", 4, "Add"),
    ("Q 4. Add", 4, "Add"),
    ("Q.4 - Add", 4, "Add"),
    ("Question no. 4: Add", 4, "Add"),
    ("question 4", 4, ""),
    ("> **Q9** Max", 9, "Max"),
    ("- Q9: Max", 9, "Max"),
    ("<h3>Question 9</h3>", 9, ""),
    ("<b>Q9.</b> Max, min", 9, "Max, min"),
    ("## Answer to Question 9", 9, ""),
    ("**Solution Q9:** it is 9", 9, "it is 9"),
    ("### 📝 Q9 — Max", 9, "Max"),
    ("## Q4a: the first half", 4, "a: the first half"),
    ("**Q4 (b)** the other half", 4, "(b) the other half"),
    ("Q4a: the first half", 4, "a: the first half"),
)
PROSE = (
    "Q4 was hard for me",
    "Question 4 asks for a view",
    "as in Q4: the view",
    "Quick answer: 4",
    "## Section 4: Training",
    "## Q2024 results",
    "Qs 4.",
    "- [Q4](#q4)",
    "[Question 4](#question-4) Broadcasting",
    "Q0.",
    "4. Add two tensors",
    "",
)
COMMENTS = (
    ("# Q4 Code Task: add", 4),
    ("#Q4", 4),
    ("# question 4", 4),
    ("#@title Q4 { run: 'auto' }", 4),
    ("## Question 04: add", 4),
    ("# ---- Q4 ----", 4),
    ("# Q4 =====", 4),
    ("# Solution to Q4", 4),
    ("# my answer for question 4", 4),
    ("# Q4a: the first half", 4),
    ("\n\n# Q4", 4),
    ("# =====\n# Q4\n# =====\nx = 1", 4),
    ("%%time\n# Q4\nx = 1", 4),
    ("# Ada, 12 May\n#\n# Q4 then", 4),
)
NO_COMMENTS = (
    "x = 1\n# Q4",
    "# q1 = x.quantile(0.25)",
    "# q1, q3 = quartiles(x)",
    "# q4.backward()",
    "# q2[0] is the first",
    "# Quick test 4",
    "# as in Q4",
    "'# Q4'",
    "q4 = 3",
    "#",
    "",
)
LABELS = (
    ("q4", 4),
    ("Q04", 4),
    ("question-4", 4),
    ("question_4", 4),
    ("q04/ada.py", 4),
    ("hw3/q4.py", 4),
    ("q1/q4.py", 4),
    ("C:\\work\\q17\\main.py", 17),
    ("ada_q4_final.py", 4),
    ("Q4a.py", 4),
    ("faq4.py", None),
    ("q4x.py", None),
    ("hw4.py", None),
    ("q", None),
    ("", None),
)


@pytest.mark.parametrize(("line", "number", "rest"), HEADINGS)
def test_a_heading_names_its_question(line: str, number: int, rest: str) -> None:
    """A heading, bold type or a stop makes a name of it; what the line says after it is kept."""
    assert naming.in_line(line) == naming.Named(number=number, rest=rest)


@pytest.mark.parametrize("line", PROSE)
def test_prose_names_no_question(line: str) -> None:
    """A question that is only spoken of, or linked to, does not begin there."""
    assert naming.in_line(line) is None


@pytest.mark.parametrize(("cell", "number"), COMMENTS)
def test_an_opening_comment_names_the_question(cell: str, number: int) -> None:
    """The comments that open a cell may name its question in any of its lines."""
    assert naming.in_comments(cell) == number


@pytest.mark.parametrize("cell", NO_COMMENTS)
def test_other_comments_name_none(cell: str) -> None:
    """A comment further down, code that was commented out, and strings name nothing."""
    assert naming.in_comments(cell) is None


@pytest.mark.parametrize(("label", "number"), LABELS)
def test_a_label_names_the_question(label: str, number: int | None) -> None:
    """A tag, a file or the nearest folder names a question with a q that begins a word."""
    assert naming.in_label(label) == number
