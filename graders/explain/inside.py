"""The reference once more, with one of the steps inside it changed: a mistake in the middle of a longer computation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, TypeAlias

import torch
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from graders.explain.case import Case, Explanation, attempt
from graders.explain.context import Operand, Operation

Step: TypeAlias = Callable[..., Any]
Change: TypeAlias = tuple[str, str, Step]  #: a message, the name it tells, and what is done instead

LONG = 24  #: steps; a longer reference is not tried
NUMBERS = frozenset({"add", "sub", "mul", "div", "pow", "matmul", "rsub", "rdiv", "rpow"})
CURVES: Mapping[str, Step] = {
    "torch.relu": torch.relu,
    "torch.sigmoid": torch.sigmoid,
    "torch.tanh": torch.tanh,
    "torch.nn.functional.leaky_relu": functional.leaky_relu,
    "torch.abs": torch.abs,
    "torch.square": torch.square,
    "torch.sqrt": torch.sqrt,
    "torch.exp": torch.exp,
    "torch.log": torch.log,
}
REDUCTIONS: Mapping[str, Step] = {
    "torch.sum": torch.sum,
    "torch.mean": torch.mean,
    "torch.max": torch.amax,
    "torch.min": torch.amin,
    "torch.std": torch.std,
    "torch.var": torch.var,
}
ALONG = frozenset({"sum", "mean", "max", "min", "amax", "amin", "std", "var", "prod", "median", "norm", "softmax"})
PLAIN: Mapping[str, Step] = {"torch.add (+)": torch.add, "torch.sub (-)": torch.sub, "torch.mul (*)": torch.mul}
LOSSES: Mapping[str, Step] = {
    "torch.nn.functional.l1_loss": functional.l1_loss,
    "torch.nn.functional.mse_loss": functional.mse_loss,
}


class _At(TorchFunctionMode):
    """Notes the steps of a computation, and does something else at one of them."""

    def __init__(self, place: int = -1, instead: Step | None = None) -> None:
        super().__init__()
        self.steps: list[tuple[str, tuple[Any, ...], Mapping[str, Any]]] = []
        self._place, self._instead = place, instead

    def __torch_function__(
        self, func: Step, _types: object, args: tuple[Any, ...] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:  # noqa: ANN401 - whatever the step gives
        options = dict(kwargs or {})
        self.steps.append((func.__name__.strip("_"), args, options))
        if self._instead is not None and len(self.steps) == self._place + 1:
            return self._instead(func, *args, **options)
        return func(*args, **options)


def indexed(case: Case) -> Iterator[Explanation]:
    """Only the indices, which cost little to try."""
    yield from find(case, frozenset({"getitem"}))


def find(case: Case, only: frozenset[str] | None = None) -> Iterator[Explanation]:
    """Every step with everything that is easily taken for it; or `only` the steps of these names."""
    operation, operands = case.context.operation, case.context.operands
    if operation is None:
        return
    plain = _At()
    attempt(partial(_run, plain, operation), *operands)
    if len(plain.steps) > LONG:
        return
    for place, (name, args, options) in enumerate(plain.steps):
        if only is not None and name not in only:
            continue
        for message_id, told, instead in _changes(name, args, options):
            result = attempt(partial(_run, _At(place, instead), operation), *operands)
            if result is not None and case.same(result) and not case.alike(result, case.expected):
                yield Explanation(message_id=message_id, params={"name": told} if told else {})


def _run(mode: _At, operation: Operation, *operands: Operand) -> object:
    with mode:
        return operation(*operands)


def _changes(name: str, args: tuple[Any, ...], options: Mapping[str, Any]) -> Iterator[Change]:
    if name in NUMBERS and len(args) > 1:
        yield from _numbers(name)
    elif name == "linear":
        yield "linear.missing_term", "", lambda _, x, w, *_rest: functional.linear(x, w)
    elif name == "getitem":
        yield from (("operation.other_index", "", partial(_take, key)) for key in _keys(args[1]))
    elif name.endswith("_loss"):
        yield from (("operation.inside", told, partial(_use, loss)) for told, loss in LOSSES.items())
    else:
        if any(known.endswith(f".{name}") for known in CURVES):
            yield "operation.step_missing", f"torch.{name}", lambda _, x, *_rest, **_options: x
            yield from (("operation.inside", told, partial(_on_first, curve)) for told, curve in CURVES.items())
        if any(known.endswith(f".{name.removeprefix('a')}") for known in REDUCTIONS):
            yield from (("operation.inside", told, partial(_use, other)) for told, other in REDUCTIONS.items())
        first = args[0] if args else None
        if isinstance(first, torch.Tensor) and name in ALONG and ("dim" in options or len(args) > 1):
            yield from (("axis.inside", "", partial(_along, axis)) for axis in (*range(first.dim()), None))


def _numbers(name: str) -> Iterator[Change]:
    """A step with two operands: another sign, the other order, one of them left out."""
    yield "operation.swapped", "", lambda func, a, b: func(b, a)
    yield from (("operation.inside", told, partial(_use, other)) for told, other in PLAIN.items())
    if name in {"add", "sub", "rsub"}:
        yield "linear.missing_term", "", lambda _, a, _b: torch.as_tensor(a)
        yield "linear.missing_term", "", lambda _, _a, b: torch.as_tensor(b)
        yield "operation.inside", "torch.sub (-)", lambda _, a, b: b - a
    if name == "matmul":
        yield "layout.operand_transposed", "", lambda func, a, b: func(a, b.mT)
        yield "layout.operand_transposed", "", lambda func, a, b: func(a.mT, b)
        yield "type.inputs_cut", "", lambda func, a, b: func(a.trunc(), b.trunc())
    elif name == "pow":
        yield "operation.step_missing", "torch.pow (**)", lambda _, a, _b: a
        yield "operation.inside", "torch.abs", lambda _, a, _b: abs(a)


def _use(other: Step, _func: Step, *args: object, **options: object) -> object:
    """Another operation with the same arguments."""
    return other(*args, **options)


def _on_first(other: Step, _func: Step, first: object, *_args: object, **_options: object) -> object:
    """Another curve, which takes none of the options."""
    return other(first)


def _along(axis: int | None, func: Step, first: object, *_args: object, **options: object) -> object:
    """The same along another axis, or over everything."""
    kept = {key: value for key, value in options.items() if key != "dim"}
    return func(first, **kept) if axis is None else func(first, dim=axis, **kept)


def _take(key: object, func: Step, value: object, _key: object) -> object:
    return func(value, key)


def _keys(key: object) -> Iterator[object]:
    """The same index with one of its numbers changed: the first, the last, one off, along another axis."""
    parts = key if isinstance(key, tuple) else (key,)
    for at, part in enumerate(parts):
        if isinstance(part, int) and not isinstance(part, bool):
            for other in (0, -1, part + 1, part - 1):
                yield (*parts[:at], other, *parts[at + 1 :])
    if any(isinstance(part, int) for part in parts):
        yield tuple(reversed(parts)) if len(parts) > 1 else (slice(None), *parts)
