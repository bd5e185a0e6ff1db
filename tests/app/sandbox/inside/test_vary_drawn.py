"""What is drawn in the place of a number."""

from __future__ import annotations

import struct
from math import isfinite
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.sandbox.inside.program import Program
from app.sandbox.inside.vary import vary

SIZES = st.floats(1e-3, 1e6).map(lambda size: float(f"{size:.4g}"))
NUMBERS = st.lists(
    st.integers(-1000, 1000) | SIZES | SIZES.map(lambda size: -size) | st.just(0.0), min_size=2, max_size=20
)


def drawn(text: str, old: list[Any], draw: int = 0) -> list[Any]:
    """What is drawn for a list of numbers in a program, in reading order."""
    [told] = vary(Program([text]), {"draw": draw, "data": [{"old": [old], "new": []}], "places": []})
    assert [change[3] for change in told] == old * (len(told) // len(old))
    return [change[4] for change in told]


@given(NUMBERS, st.integers(0, 1 << 64))
def test_kind_sign_zeros_and_equality_are_kept(old: list[Any], draw: int) -> None:
    """And nothing else is: every other number is another one, and float32 holds each exactly."""
    new = drawn(f"x = torch.tensor({old})", old, draw)
    whole = {number for number in old if type(number) is int}
    for before, after in zip(old, new, strict=True):
        assert type(before) is type(after)
        assert (before > 0, before < 0) == (after > 0, after < 0)
        assert before == 0 or before != after
        if before in whole:
            assert before == 0 or 1_000_000 <= abs(after) < 1 << 24
        else:
            assert abs(before) * 0.499 <= abs(after) <= abs(before) * 2.001
        assert struct.unpack("f", struct.pack("f", after))[0] == after
    for one in range(len(old)):
        for other in range(one):
            assert (old[one] == old[other]) == (new[one] == new[other])


@given(NUMBERS, st.integers(0, 1 << 64))
def test_the_program_then_holds_just_these_numbers(old: list[Any], draw: int) -> None:
    """What is told is what runs."""
    program = Program([f"x = {old}"])
    [told] = vary(program, {"draw": draw, "data": [{"old": [old], "new": []}], "places": []})
    tree = program.cells[0].tree
    assert tree is not None
    names: dict[str, Any] = {}
    exec(compile(tree, "", "exec"), names)  # noqa: S102
    assert names["x"] == [change[4] for change in told]


def test_draws_are_alike_for_a_draw_and_differ_for_others() -> None:
    """So a run can be repeated; and all occurrences get the same numbers, as floats where they were floats."""
    text = "a = torch.tensor([1, 2, 3])\nb = [1.0, 2.0, 3.0]"
    first, other = drawn(text, [1, 2, 3]), drawn(text, [1, 2, 3], 1)
    assert drawn(text, [1, 2, 3]) == first
    assert set(first).isdisjoint(other)
    assert first[:3] == first[3:]
    assert [type(number) for number in first] == [int] * 3 + [float] * 3


def test_a_lone_number_stays_of_its_kind_and_small() -> None:
    """A cube of seven digits is more than float32 can tell from its neighbour."""
    whole = {drawn("x = torch.tensor(2, dtype=torch.float32)", [2], draw)[0] for draw in range(300)}
    assert whole == set(range(3, 41))
    broken = {drawn("x = torch.tensor(2.0)", [2.0], draw)[0] for draw in range(300)}
    assert len(broken) == 300
    assert 1 <= min(broken) < max(broken) <= 4


def test_numbers_fit_the_type_that_is_asked_for() -> None:
    """An int8 cannot hold seven digits; a truth value is no number."""
    assert max(drawn("x = torch.tensor([1, 2, 3], dtype=torch.int8)", [1, 2, 3])) < 100
    assert max(drawn("x = [1, 2, 3]\ny = torch.ByteTensor(x)", [1, 2, 3])) < 100
    assert max(drawn("x = torch.tensor([1, 2], dtype=torch.int32)", [1, 2])) < 20_000
    assert drawn("x = torch.tensor([1, 0], dtype=torch.bool)", [1, 0]) == []


def test_numbers_at_the_ends_of_float_are_drawn_finite() -> None:
    """Where float32 holds them not at all."""
    for old in ([1e300, 2e300], [1e-300, 2e-300]):
        assert all(isfinite(number) and number for number in drawn(f"x = {old}", old))
