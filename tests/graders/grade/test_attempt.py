"""Whether there is anything to mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.grade import attempted

STARTER = "# Q4 Code Task\nimport torch\n\nx = torch.tensor([1.0])  # given\n\n# your code here\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n\t\n",
        STARTER,
        STARTER + "# I do not know\n",
        STARTER.replace("\n\n", "\n"),
        "import torch",
        "import   torch\n\n",
        "# Q4\n# only words\n",
    ],
)
def test_the_starter_as_it_was_is_no_attempt(text: str) -> None:
    """Blank lines, comments and spaces are no work; nor is a part of the starter."""
    assert not attempted([text], STARTER)


@pytest.mark.parametrize("text", ["pass", STARTER + "y = x + 1", "import torch\nprint(1)", "x = torch.tensor([2.0])"])
def test_a_line_of_ones_own_is_an_attempt(text: str) -> None:
    """However little it does."""
    assert attempted([text], STARTER)


def test_one_cell_of_several_is_enough() -> None:
    """A question may have many cells; the starter's may stay as it was."""
    assert attempted([STARTER, "y = 1"], STARTER)
    assert not attempted([STARTER, "# nothing"], STARTER)
    assert not attempted([], STARTER)


@given(st.lists(st.sampled_from([*STARTER.splitlines(), "", "# more", "   "])))
def test_no_arrangement_of_the_starter_is_an_attempt(lines: list[str]) -> None:
    """Lines left out, doubled or moved are still nobody's work."""
    assert not attempted(["\n".join(lines)], STARTER)
