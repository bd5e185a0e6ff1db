"""Which mutants of a right answer are asked about."""

from __future__ import annotations

import pytest

from app.exam.mutation import pool
from graders.authoring import Question

SOURCE = "import torch\nt = torch.tensor([4.0, 7.0])\nprint(t.max())\n"


@pytest.mark.parametrize("given", [True, False])
def test_other_numbers_are_a_mistake_only_where_the_task_gives_them(given: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """The student's own data may be any; the task's own data typed wrongly is a wrong answer."""
    question = Question(9, "Largest")
    if given:
        question.data("numbers", 4, 7)
    typed = [one for _, one in pool([SOURCE], question, 1000).made if one.operator == "element.swapped"]
    assert bool(typed) is given


@pytest.mark.parametrize("shows", [True, False])
def test_to_show_less_is_a_mistake_only_where_something_is_to_be_shown(shows: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """A print that is taken away leaves the values as they were."""
    made = pool([SOURCE], Question(9, "Largest", shows=shows), 1000).made
    assert any("print" not in mutant.source for _, mutant in made) is shows
