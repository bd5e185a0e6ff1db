"""Other numbers where the student may choose them are told from mistakes."""

from __future__ import annotations

import pytest

from graders.proving import mutants, same_but_for_data, same_but_for_prints

SOURCE = "a = torch.tensor([[1, -2], [3, 4]]); b = a[0] * 2"


@pytest.mark.parametrize(
    ("second", "same"),
    [
        (SOURCE.replace("-2", "7"), True),
        (SOURCE.replace("1", "-1"), True),
        (SOURCE.replace("4", "4.5"), False),  # another type
        (SOURCE.replace("[3, 4]", "[3]"), False),  # another shape
        (SOURCE.replace("* 2", "* 3"), False),
        (SOURCE.replace("a[0]", "a[1]"), False),
        (SOURCE.replace("* 2", "* -2"), False),
    ],
)
def test_only_numbers_typed_into_a_tensor_are_data(second: str, *, same: bool) -> None:
    """Their type and their number stay; indices and factors are no data."""
    assert same_but_for_data(SOURCE, second) is same


def test_the_number_operators_make_data_and_the_others_do_not() -> None:
    """Of a line that is all data, `constant` mutants are data, but for a float's."""
    operators = {m.operator for m in mutants(SOURCE) if same_but_for_data(SOURCE, m.source)}
    assert operators == {
        "constant.more", "constant.less", "constant.double", "constant.sign", "constant.zero", "element.swapped",
        "gates.row",
    }  # fmt: skip


LOOP = "for i in range(9):\n    f(i)\n    if i > 3:\n        print(i)\nprint(i)\n"


@pytest.mark.parametrize(
    ("second", "same"),
    [
        (LOOP.replace("print(i)", "print(2 * i)"), True),
        (LOOP.replace("        print(i)", "        pass"), True),
        (LOOP.replace("\nprint(i)", ""), True),
        (LOOP.replace("f(i)", "pass"), False),
        (LOOP.replace("print(i)", "f(i)"), False),
        (LOOP.replace("> 3", "> 4"), False),
    ],
)
def test_only_lines_that_print_are_display(second: str, *, same: bool) -> None:
    """A condition above a print is more than display, for it is not looked into."""
    assert same_but_for_prints(LOOP, second) is same
