"""Close, or what differs."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graders.compare import TOLERANCES, Difference, Mismatch, close, kind_of, tensor_of, tolerances
from graders.observation import OtherSeen, TensorSeen

REAL = (torch.float16, torch.bfloat16, torch.float32, torch.float64)
WHOLE = (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.bool)
DTYPES = (*REAL, *WHOLE, torch.complex64, torch.complex128)
shapes = st.lists(st.integers(0, 4), max_size=4).map(tuple)
seeds = st.integers(0, 10_000)


def drawn(seed: int, shape: tuple[int, ...], dtype: torch.dtype) -> torch.Tensor:
    """Numbers of a dtype, of either sign where it has signs."""
    size = (50 * torch.randn(shape, generator=torch.Generator().manual_seed(seed))).abs().to(dtype)
    return size if seed % 2 or dtype in {torch.bool, torch.uint8} else -size


def accepted(actual: torch.Tensor, expected: torch.Tensor) -> bool:
    """What torch.testing.assert_close says."""
    try:
        torch.testing.assert_close(actual, expected)
    except AssertionError:
        return False
    return True


@settings(deadline=None)
@given(seed=seeds, shape=shapes, dtype=st.sampled_from(DTYPES))
def test_a_value_is_close_to_itself(seed: int, shape: tuple[int, ...], dtype: torch.dtype) -> None:
    """Every dtype, every shape, empty ones too."""
    x = drawn(seed, shape, dtype)
    assert close(x, x.clone(), dtype=dtype, exact_shape=True, tensor=True) is None


@settings(deadline=None, max_examples=300)
@given(seed=seeds, shape=shapes, dtype=st.sampled_from(DTYPES), size=st.floats(-9, 1))
def test_same_dtype_and_shape_agree_with_torch(
    seed: int, shape: tuple[int, ...], dtype: torch.dtype, size: float
) -> None:
    """Where nothing is free, the verdict is that of torch.testing.assert_close, its own rounding at the edge aside."""
    expected = drawn(seed, shape, dtype)
    noise = torch.randn(shape, generator=torch.Generator().manual_seed(seed + 1)).double() * 10**size
    actual = (expected.to(torch.complex128 if dtype.is_complex else torch.float64) * (1 + noise)).to(dtype)
    rtol, atol = tolerances(dtype)
    edges = [close(actual, expected, rtol=factor * rtol, atol=factor * atol) is None for factor in (0.98, 1.02)]
    assume(edges[0] == edges[1])
    assert (close(actual, expected) is None) == accepted(actual, expected)


@settings(deadline=None)
@given(
    value=st.integers(-100, 100),
    forms=st.tuples(*2 * [st.sampled_from(["int", "float", "0-d", "(1,)", "float32", "float64", "int32", "list"])]),
)
def test_free_choices_are_free_both_ways(value: int, forms: tuple[str, str]) -> None:
    """Whole or floating, one precision or the other, 0-d or (1,) or a number or a list of one: all are one value."""
    made = {
        "int": value,
        "float": float(value),
        "0-d": torch.tensor(value),
        "(1,)": torch.tensor([float(value)]),
        "float32": torch.tensor(value, dtype=torch.float32),
        "float64": torch.tensor(value, dtype=torch.float64),
        "int32": torch.tensor([value], dtype=torch.int32),
        "list": [value],
    }
    one, other = (made[form] for form in forms)
    assert close(one, other) is None
    assert close(other, one) is None


@settings(deadline=None)
@given(seed=seeds, shape=shapes, pair=st.tuples(*2 * [st.sampled_from([torch.int64, *REAL[2:]])]))
def test_verdicts_on_free_dtypes_are_symmetric(
    seed: int, shape: tuple[int, ...], pair: tuple[torch.dtype, torch.dtype]
) -> None:
    """Which of the two holds which dtype does not matter."""
    x = drawn(seed, shape, torch.int64)
    assert close(x.to(pair[0]), x.to(pair[1])) is None
    if x.numel():
        assert close(x.to(pair[0]) + 1, x.to(pair[1])) is not None


@settings(deadline=None)
@given(seed=seeds, shape=shapes, dtype=st.sampled_from(REAL), at=seeds)
def test_nan_never_passes(seed: int, shape: tuple[int, ...], dtype: torch.dtype, at: int) -> None:
    """A NaN is close to nothing, not to a NaN either, and to no tolerance."""
    x = drawn(seed, shape, dtype)
    assume(x.numel())
    x.view(-1)[at % x.numel()] = math.nan
    for tolerance in (None, math.inf):
        mismatch = close(x, x, rtol=tolerance, atol=tolerance)
        assert mismatch is not None
        assert mismatch.count == 1
        assert mismatch.gap == math.inf


def test_whole_numbers_meet_floats_within_the_floats_tolerance() -> None:
    """3 is close to a float32 that is 3 up to rounding; two whole numbers are equal or not."""
    assert close(torch.tensor(3), torch.tensor(3.000001)) is None
    assert close(torch.tensor(3), torch.tensor(3.0001)) is not None
    assert close(torch.tensor(2**60 + 1), torch.tensor(2**60)) is not None
    assert close(2**60, torch.tensor(2**60)) is None


def test_a_thrown_away_precision_widens_nothing() -> None:
    """Half precision is no free choice: its tolerance holds only where half precision is expected."""
    x = torch.tensor([0.1, 0.2, 0.3])
    assert close(x.half(), x) is not None
    assert close(x, x.half()) is None
    assert close(x.half(), x.half()) is None


def test_true_and_false_are_no_numbers() -> None:
    """A comparison for 0 and 1 is another dtype, and so are 0 and 1 for a comparison."""
    flags, numbers = torch.tensor([True, False]), torch.tensor([1.0, 0.0])
    assert close(flags, flags) is None
    for actual, expected, message_id in ((flags, numbers, "type.bool"), (numbers, flags, "type.dtype")):
        mismatch = close(actual, expected)
        assert mismatch is not None
        assert (mismatch.what, mismatch.message_id) == (Difference.DTYPE, message_id)


def test_infinities_are_equal_or_not() -> None:
    """An infinity is close to itself and to nothing else."""
    assert close(math.inf, math.inf) is None
    for other in (-math.inf, 1.0):
        mismatch = close(math.inf, other)
        assert mismatch is not None
        assert mismatch.gap == math.inf


@pytest.mark.parametrize(
    ("strict", "what"),
    [
        ({"dtype": torch.float64}, Difference.DTYPE),
        ({"exact_shape": True}, Difference.SHAPE),
        ({"tensor": True}, Difference.KIND),
    ],
)
def test_free_choices_can_be_forbidden(strict: dict[str, object], what: Difference) -> None:
    """A question may ask for a dtype, for a shape, for a tensor."""
    actual: object = [2] if what is Difference.KIND else torch.tensor([2.0])
    assert close(actual, 2.0) is None
    mismatch = close(actual, 2.0, **strict)  # type: ignore[arg-type]  # one keyword each
    assert mismatch is not None
    assert mismatch.what is what


def test_from_coarse_to_fine() -> None:
    """Shape first, then dtype, then how many values and where: what comes later is not looked at."""
    zeros = torch.zeros(2, 3)
    shape = close(torch.ones(3, 2, dtype=torch.int32), zeros, dtype=torch.float32)
    dtype = close(torch.ones(2, 3, dtype=torch.int32), zeros, dtype=torch.float32)
    values = close(torch.ones(2, 3), zeros, dtype=torch.float32)
    assert [one.what for one in (shape, dtype, values) if one] == [
        Difference.SHAPE,
        Difference.DTYPE,
        Difference.VALUES,
    ]
    assert shape is not None
    assert shape.params == {"found": "(3, 2)", "expected": "(2, 3)"}
    assert dtype is not None
    assert dtype.params == {"found": "int32", "expected": "float32"}


def test_a_mismatch_says_how_many_how_far_and_where() -> None:
    """Count, share, greatest gap, its index, and the gap as a multiple of what is allowed."""
    expected = torch.zeros(2, 3)
    actual = expected.clone()
    actual[0, 1], actual[1, 2] = 1e-4, -5e-5
    mismatch = close(actual, expected, rtol=0.0, atol=1e-5)
    assert mismatch is not None
    assert (mismatch.count, mismatch.total, mismatch.index) == (2, 6, (0, 1))
    assert mismatch.share == pytest.approx(1 / 3)
    assert mismatch.gap == pytest.approx(1e-4)
    assert mismatch.excess == pytest.approx(10)
    assert mismatch.params == {"count": 2, "total": 6, "index": "[0, 1]"}


def test_nothing_shown_holds_a_value() -> None:
    """Neither fields nor repr tell how far a value is off: that would be the expected one."""
    mismatch = close(torch.tensor([1.0, 777.25]), torch.tensor([1.0, 123.5]))
    assert mismatch is not None
    assert mismatch.gap == 653.75
    for shown in (repr(mismatch), str(mismatch.params)):
        assert not any(secret in shown for secret in ("653", "123", "777"))


@pytest.mark.parametrize(
    ("actual", "message_id"),
    [
        ([1.0, 2.0, 3.0], None),
        ([1.0, 2.0, 3.00005], "size.near"),
        ([1.0, 2.0, 4.0], "size.some"),
        ([7.0, 8.0, 9.0], "size.all"),
        ([1.0, 2.0], "size.shape"),
        (None, "type.nothing"),
        ("three", "type.nothing"),
        (OtherSeen(type="builtins.dict"), "type.nothing"),
        (TensorSeen(kind="tensor", dtype="qint8", shape=(3,), unread="quantised"), "type.nothing"),
    ],
)
def test_a_mismatch_names_its_sentence(actual: object, message_id: str | None) -> None:
    """Each sort of mismatch has an id of its own."""
    mismatch = close(actual, torch.tensor([1.0, 2.0, 3.0]))
    assert (mismatch and mismatch.message_id) == message_id


def test_one_wrong_number_is_just_wrong() -> None:
    """Of a single value there is nothing to count."""
    mismatch = close(2, 3)
    assert mismatch is not None
    assert mismatch.message_id == "size.single"


def test_the_author_is_told_of_impossible_questions() -> None:
    """Half a tolerance, or nothing to compare with, is the author's mistake and not the student's."""
    with pytest.raises(ValueError, match="rtol and atol come together or not at all"):
        close(1, 1, rtol=0.1)
    with pytest.raises(ValueError, match="what is expected must be numbers"):
        close(1, "one")


def test_numbers_of_any_kind_are_read() -> None:
    """Lists of lists, of tensors and of seen values become one tensor; ragged ones and huge numbers are none."""
    seen = TensorSeen(kind="tensor", dtype="float32", shape=(2,), value=torch.tensor([1.0, 2.0]))
    for value, shape in (([[1, 2], [3, 4]], (2, 2)), ((seen, [3, 4]), (2, 2)), ([], (0,)), (2.5, ()), (seen, (2,))):
        tensor = tensor_of(value)
        assert tensor is not None
        assert tensor.shape == shape
    for nothing in ([[1, 2], [3]], 10**400, [1, "two"], {1: 2}, [10**400]):
        assert tensor_of(nothing) is None
    assert close(10**30, 1e30) is None
    double = tensor_of(0.1)
    assert double is not None
    assert double.item() == 0.1  # a Python float keeps all its digits


@pytest.mark.parametrize("dtype", [torch.float8_e5m2, torch.float8_e4m3fn, torch.float8_e8m0fnu, torch.uint16])
def test_numbers_of_types_that_torch_only_stores_can_be_compared(dtype: torch.dtype) -> None:
    """What a student casts to such a type breaks no check: the numbers are right or wrong like any others."""
    found = TensorSeen(kind="tensor", dtype="rare", shape=(2,), value=torch.tensor([1.0, 2.0]).to(dtype))
    assert close(found, [1.0, 2.0]) is None
    assert close(found, [1.0, 4.0]) is not None
    tensor = tensor_of(found)
    assert tensor is not None
    assert (tensor**2).max() == 4


def test_how_numbers_are_kept_is_told() -> None:
    """A tensor is told from an array, a list, a number and nothing at all."""
    array = TensorSeen(kind="array", dtype="float64", shape=())
    parameter = TensorSeen(kind="parameter", dtype="float32", shape=())
    kinds = [kind_of(value) for value in (torch.ones(1), parameter, array, [1], (1, 2), 1, True, None, "text")]
    assert kinds == ["tensor", "tensor", "array", "list", "list", "number", "number", "nothing", "nothing"]


def test_tolerances_are_those_of_torch() -> None:
    """The table is the one that torch.testing.assert_close uses by default, probed on either side of it."""
    for dtype, (rtol, atol) in TOLERANCES.items():
        if dtype not in {torch.float32, torch.float64, torch.complex64, torch.complex128}:
            continue  # too coarse to probe; the property above covers them
        one = torch.ones((), dtype=dtype)
        assert accepted(one * (1 + 0.9 * (rtol + atol)), one)
        assert not accepted(one * (1 + 1.1 * (rtol + atol)), one)
        assert accepted(one * 0.9 * atol, one * 0)
        assert not accepted(one * 1.1 * atol, one * 0)


def test_a_mismatch_is_a_plain_value() -> None:
    """It can be compared and kept."""
    one, other = close(2, 3), close(2, 3)
    assert one == other
    assert isinstance(one, Mismatch)
