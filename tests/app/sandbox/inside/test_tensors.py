"""Tensors from inside to the desk, byte for byte."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sandbox.customs.goods import DTYPES, Goods
from app.sandbox.customs.strict import load
from app.sandbox.inside.budget import Budget
from app.sandbox.inside.tensors import READABLE, Cargo
from app.sandbox.inside.values import namespace
from graders.observation import TensorSeen
from tests.app.sandbox.inside.rooms import Rooms

pytestmark = pytest.mark.filterwarnings("ignore")  # torch calls half of its types and layouts experimental


def through(*values: object, cargo: Cargo | None = None) -> list[TensorSeen]:
    """Values, told by the inside and read by the desk."""
    cargo = cargo or Cargo()
    names = {f"v{n}": value for n, value in enumerate(reversed(values))}  # the newest is told first
    told = json.dumps(namespace(names, cargo, Budget())).encode()
    goods = Goods()
    goods.open(cargo.take())
    read = [goods.value(value) for value in load(told).values()]
    goods.close()
    assert all(isinstance(seen, TensorSeen) for seen in read)
    return [seen for seen in read if isinstance(seen, TensorSeen)]


def bits(tensor: torch.Tensor) -> bytes:
    """The bytes of a tensor, whatever its type."""
    plain = tensor.detach().resolve_conj().resolve_neg().contiguous().reshape(-1)
    return plain.view(torch.uint8).numpy().tobytes()


def same(seen: TensorSeen, tensor: torch.Tensor) -> bool:
    """Whether a tensor came through with every bit."""
    value = seen.value
    assert value is not None
    assert seen.dtype == str(tensor.dtype)[6:]
    return value.dtype == tensor.dtype and value.shape == tensor.shape == seen.shape and bits(value) == bits(tensor)


def test_both_sides_know_the_same_types() -> None:
    """What the inside hands out the desk takes, and the other way round."""
    assert set(READABLE) == set(DTYPES.values())


@pytest.mark.parametrize("name", DTYPES)
@pytest.mark.parametrize("shape", [(), (0,), (1,), (3,), (2, 3), (2, 0, 3), (1, 1, 1, 5)])
def test_every_type_comes_through_with_every_bit(name: str, shape: tuple[int, ...]) -> None:
    """Random bits, so that NaNs with payloads and subnormals are among them."""
    dtype = DTYPES[name]
    count = int(np.prod(shape))
    raw = torch.randint(0, 2 if name == "bool" else 256, (count * dtype.itemsize,), dtype=torch.uint8)
    tensor = raw.view(dtype).reshape(shape) if count else torch.empty(shape, dtype=dtype)
    (seen,) = through(tensor)
    assert (seen.kind, seen.unread, seen.is_leaf, seen.requires_grad) == ("tensor", None, True, False)
    assert same(seen, tensor)


VIEWS = {
    "conj": lambda: torch.tensor([1 + 2j, 3 - 1j]).conj(),
    "conj-half": lambda: torch.tensor([1 + 2j, 3 - 1j], dtype=torch.complex32).conj(),
    "neg": lambda: torch.tensor([1 + 2j, 3 - 1j], dtype=torch.complex128).conj().imag,
    "transposed": lambda: torch.arange(12.0).view(3, 4).t()[::2, 1:],
    "transposed-bfloat16": lambda: torch.arange(12.0).to(torch.bfloat16).view(3, 4).t()[::2, 1:],
    "expanded": lambda: torch.tensor([7.0]).expand(3, 2),
    "channels-last": lambda: torch.rand(1, 2, 3, 4).to(memory_format=torch.channels_last),
    "zero": lambda: torch._efficientzerotensor(3),
}


@pytest.mark.parametrize("name", VIEWS)
def test_views_come_through_as_what_they_show(name: str) -> None:
    """A conjugate or negative view is one flag on somebody else's memory; it is resolved, not dropped."""
    tensor = VIEWS[name]()
    (seen,) = through(tensor)
    assert same(seen, torch.zeros(3) if name == "zero" else tensor)


@pytest.mark.parametrize("layout", ["sparse_coo", "sparse_csr", "sparse_csc", "sparse_bsr", "sparse_bsc"])
def test_a_sparse_tensor_comes_through_dense(layout: str) -> None:
    """Its layout is told beside it."""
    dense = torch.tensor([[0.0, 2.0], [3.0, 0.0]])
    block = (1, 1) if layout.startswith("sparse_bs") else None
    (seen,) = through(dense.to_sparse(layout=getattr(torch, layout), blocksize=block))
    assert seen.layout == layout
    assert same(seen, dense)


def test_a_sparse_tensor_that_is_too_large_when_dense_is_not_made_so() -> None:
    """A million by a million with one entry is told without its numbers."""
    huge = torch.sparse_coo_tensor(torch.tensor([[0], [0]]), torch.tensor([1.0]), (10**6, 10**6))
    (seen,) = through(huge)
    assert (seen.unread, seen.shape, seen.value) == ("too large", (10**6, 10**6), None)


def test_where_a_tensor_came_from_is_told() -> None:
    """Leaf or not, the node that made it, and the gradient of a leaf or of a tensor that keeps one."""
    w = torch.nn.Parameter(torch.ones(2))
    kept = w * 3
    kept.retain_grad()
    (kept * kept).sum().backward()  # type: ignore[no-untyped-call]
    weight, middle, loss = through(w, kept, kept.sum())
    assert (weight.kind, weight.requires_grad, weight.is_leaf, weight.grad_fn) == ("parameter", True, True, None)
    assert weight.grad is not None
    assert weight.grad.value is not None
    assert weight.grad.value.tolist() == [18.0, 18.0]
    assert (middle.kind, middle.is_leaf, middle.grad_fn) == ("tensor", False, "MulBackward0")
    assert middle.grad is not None
    assert (loss.grad_fn, loss.grad, loss.shape) == ("SumBackward0", None, ())


def test_equal_tensors_are_sent_once() -> None:
    """Two names of one object, and a tensor that no later cell changed, cost their bytes once."""
    cargo = Cargo()
    x = torch.rand(1000)
    first = through(x, x, cargo=cargo)
    assert same(first[1], x)
    assert namespace({"x": x}, cargo, Budget()) == {"x": {"same": 0}}
    assert cargo.take() == b""


def test_a_change_that_leaves_the_version_as_it_was_is_seen() -> None:
    """`w.data -= rate * w.grad` is how students train by hand."""
    cargo = Cargo()
    w = torch.ones(3, requires_grad=True)
    namespace({"w": w}, cargo, Budget())
    cargo.take()
    before = w._version
    w.data -= 0.5
    assert w._version == before
    told = namespace({"w": w}, cargo, Budget())
    assert told["w"]["tensor"]["bytes"] == 12
    w.grad = torch.ones(3)
    assert "tensor" in namespace({"w": w}, cargo, Budget())["w"], "a new gradient makes it another tensor"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (torch.nn.UninitializedParameter, "subclass"),
        (lambda: torch.nested.nested_tensor([torch.ones(2), torch.ones(3)]), "nested"),
        (lambda: torch.nested.nested_tensor([torch.ones(2)], layout=torch.jagged), "subclass"),
        (lambda: torch.ones(2, device="meta"), "meta"),
        (lambda: torch.ones(2, 2).to_mkldnn(), "mkldnn"),
        (lambda: torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.quint8), "quantised"),
        (lambda: torch.empty(4, dtype=vars(torch)["uint4"]), "dtype"),
        (lambda: torch.empty(4, dtype=torch.bits8), "dtype"),
        (lambda: torch.ones(1).expand(10**12), "too large"),
        (lambda: np.zeros(2, dtype=np.longdouble), "dtype"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_reason(make: Any, reason: str) -> None:
    """And loses no value beside it."""
    before, seen, after = through(torch.ones(1), make(), torch.zeros(1))
    assert (seen.unread, seen.value) == (reason, None)
    assert before.value is not None
    assert after.value is not None


def test_a_tensor_that_escaped_from_vmap_is_told_as_such() -> None:
    """Its numbers belong to a level that is gone."""
    escaped = []

    def keep(x: torch.Tensor) -> torch.Tensor:
        escaped.append(x)
        return x

    torch.vmap(keep)(torch.ones(3, 2))
    assert through(*escaped)[0].unread == "functorch"


def test_arrays_and_numpy_scalars_are_arrays() -> None:
    """A scalar is an array of no dimensions, so that its type is not lost; foreign byte order is turned round."""
    array, scalar, swapped, truth = through(
        np.arange(6.0).reshape(2, 3).T, np.float32(0.1), np.array([1, 2], dtype=">i4"), np.bool_(1)
    )
    assert array.value is not None
    assert array.value.tolist() == [[0, 3], [1, 4], [2, 5]]
    assert (array.kind, array.dtype) == ("array", "float64")
    assert (scalar.kind, scalar.dtype, scalar.shape) == ("array", "float32", ())
    assert swapped.value is not None
    assert swapped.value.tolist() == [1, 2]
    assert truth.dtype == "bool"


def test_a_large_tensor_leaves_room_for_small_ones() -> None:
    """A tensor may take half of what is left of the run's 12 MiB, so the small ones after it are still told."""
    large, second, third, small = through(
        torch.zeros(5 << 18), torch.ones(5 << 18), torch.full((5 << 18,), 2.0), torch.ones(3)
    )
    assert [seen.unread for seen in (large, second, third, small)] == [None, "too large", "too large", None]


def test_a_large_tensor_is_still_known_in_later_cells() -> None:
    """That it no longer would find room does not matter, since it is not sent again."""
    cargo = Cargo()
    large = torch.zeros(5 << 18)
    namespace({"x": large}, cargo, Budget())
    assert namespace({"x": large}, cargo, Budget()) == {"x": {"same": 0}}


def test_looking_changes_nothing(rooms: Rooms) -> None:
    """A tensor that was looked at can still be resized, and its version and gradient are what they were."""
    told = rooms.run(
        "import torch\nx = torch.ones(2)\nw = torch.ones(2, requires_grad=True)\ny = w * 2",
        "x.resize_(5)\nversion = x._version, w._version\nfirst = w.grad is None\ny.sum().backward()",
    )
    assert told.last.raised is None
    assert told.last.namespace["version"] == (1, 0)
    assert told.last.namespace["first"] is True


def test_a_mode_that_was_left_on_does_not_see_us(rooms: Rooms) -> None:
    """Neither a default device nor a function mode of the student's changes what is read."""
    told = rooms.run(
        "import torch\nfrom torch.overrides import TorchFunctionMode\nx = torch.ones(2)\n"
        "class Lie(TorchFunctionMode):\n    def __torch_function__(self, f, types, args=(), kwargs=None): return 1/0\n"
        "torch.set_default_device('meta')\nLie().__enter__()\n"
    )
    seen = told.last.namespace["x"]
    assert isinstance(seen, TensorSeen)
    assert seen.value is not None
    assert seen.value.tolist() == [1.0, 1.0]


@settings(deadline=None)
@given(st.lists(st.sampled_from(list(DTYPES)), max_size=8), st.lists(st.integers(0, 4), max_size=4), st.booleans())
def test_any_tensors_come_through_together(names: list[str], shape: list[int], again: bool) -> None:  # noqa: FBT001
    """Whatever their types and order, each finds its own bytes."""
    tensors = [torch.arange(int(np.prod(shape))).reshape(shape).to(torch.uint8).to(DTYPES[name]) for name in names]
    for seen, tensor in zip(through(*tensors, *tensors * again), tensors + tensors * again, strict=True):
        assert same(seen, tensor)
