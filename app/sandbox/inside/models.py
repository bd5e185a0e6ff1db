"""Every model that a cell left, called on hidden rows, whatever it is called and whether it has a name or not.

A model is called as it stands: its mode is left, since it is the student's affair whether it is set to evaluation. No
gradients are tracked, so a function that trains gets no further than its `backward`. It is given the rows as they are,
then without the second dimension where that is one wide, then one by one; what it gives back first is its answer, and
if there is none the first exception is. Afterwards all is put back as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FunctionType, MethodType
from typing import Any, TypeAlias
from warnings import catch_warnings, simplefilter

import torch

from .budget import Budget
from .draws import untouched
from .kept import Kept, own, parts
from .patience import Patience, TimeUp
from .probe import Given
from .program import Program
from .raised import describe
from .tensors import Cargo
from .values import kind_name, see

MOST, NAME, DECORATORS, WIDEST = 8, 200, 8, 4096

_alone = torch._C.DisableTorchFunction
_cat, _stack, _tensor, _no_grad = torch.cat, torch.stack, torch.tensor, torch.no_grad
_Tensor = torch.Tensor
_bases = type.__dict__["__mro__"].__get__
_own = type.__dict__["__dict__"].__get__
_plain = frozenset((bool, int, float))

Living: TypeAlias = Callable[[], list[tuple[int, Any]]]


@dataclass(frozen=True, kw_only=True)
class Model:
    """Something to call, and what it is known by."""

    target: Any
    called: str
    token: int | None = None


class Models:
    """Calls the models of a run, once a cell has ended."""

    def __init__(self, names: dict[str, Any], program: Program, cargo: Cargo, budget: Budget) -> None:
        self._names, self._program, self._cargo, self._budget = names, program, cargo, budget

    def answers(self, asked: list[dict[str, Any]], given: Given, living: Living) -> list[list[Any]]:
        """For each call the answers of all models. `living` tells the modules that are, the latest first."""
        if not asked:
            return []
        alive = living()
        kept = Kept(self._names, [module for _, module in alive])
        patience = Patience()
        told = []
        for call in asked:
            rows = given.value(call["rows"])
            models = [*self._modules(alive), *(self._functions() if call["functions"] else ())][:MOST]
            told.append([self._answer(model, rows, patience, kept, fitted=call["own"]) for model in models])
        return told

    def _modules(self, alive: list[tuple[int, Any]]) -> list[Model]:
        """The modules that are no part of another one."""
        inner = {id(part) for _, module in alive for part in list(parts(module))[1:]}
        names = {id(value): name for name, value in reversed(self._names.items()) if type(name) is str}
        return [
            Model(target=module, called=names.get(id(module), "")[:NAME], token=token)
            for token, module in alive
            if id(module) not in inner
        ]

    def _functions(self) -> Iterator[Model]:
        """What else can be called with one argument and is the student's own, the latest first, each once."""
        seen: set[int] = set()
        for name, value in reversed(list(self._names.items())):
            if id(value) not in seen and type(name) is str and self._takes_one(value):
                seen.add(id(value))
                yield Model(target=value, called=name[:NAME])

    def _takes_one(self, value: Any) -> bool:
        """Whether it is a function of the student's, a method of such, or an object with one as `__call__`."""
        kind, bound = type(value), 0
        if issubclass(kind, type | torch.nn.Module):
            return False
        if kind is MethodType:
            value, bound = value.__func__, 1
        elif kind is not FunctionType:
            value, bound = next((_own(base)["__call__"] for base in _bases(kind) if "__call__" in _own(base)), None), 1
        for _ in range(DECORATORS):  # such as torch.no_grad(), which takes anything and hands it on
            if type(value) is not FunctionType or "__wrapped__" not in value.__dict__:
                break
            value = value.__dict__["__wrapped__"]
        if type(value) is not FunctionType or value.__code__.co_filename not in self._program.index:
            return False
        code = value.__code__
        needed = code.co_argcount - bound - len(value.__defaults__ or ())
        return needed == 1 and code.co_kwonlyargcount == len(value.__kwdefaults__ or ())

    def _answer(self, model: Model, rows: Any, patience: Patience, kept: Kept, *, fitted: bool) -> dict[str, Any]:
        width = _width(model.target) if fitted and model.token is not None else None
        if width is not None:
            rows = _widened(rows, width)
        result, raised, shaped = self._called(model.target, rows, patience, kept)
        return {
            "type": self._budget.text(kind_name(type(model.target)), NAME),
            "called": self._budget.text(model.called, NAME),
            "token": model.token,
            "rows": see(shaped, self._cargo, self._budget) if width is not None else None,
            "value": see(result, self._cargo, self._budget),
            "raised": raised,
        }

    def _called(self, target: Any, rows: Any, patience: Patience, kept: Kept) -> tuple[Any, Any, Any]:
        """What it gives back or raises, and the rows in the shape in which they were given."""
        first: BaseException | None = None
        for call, shaped in _ways(target, rows):
            try:
                with catch_warnings(), untouched(), _no_grad():
                    simplefilter("ignore")
                    result = patience.run(call)
            except BaseException as error:
                first = first or error
                if isinstance(error, TimeUp):
                    break
            else:
                return result, None, shaped
            finally:
                kept.put_back()
        assert first is not None
        return None, describe(first, self._program, self._budget), rows


def _ways(target: Any, rows: Any) -> Iterator[tuple[Callable[[], Any], Any]]:
    """The calls to try, each on a copy of its own."""
    yield lambda: target(rows.clone()), rows
    if rows.dim() == 2 and rows.shape[1] == 1:
        yield lambda: target(rows[:, 0].clone()), rows[:, 0]
    yield lambda: _stacked([target(row.clone()) for row in rows]), rows


def _stacked(results: list[Any]) -> Any:
    """What was given back row by row: one tensor where all are tensors of one kind or all are numbers."""
    kinds = {type(result) for result in results}
    if results and kinds <= _plain:
        return _tensor(results, dtype=torch.float64 if float in kinds else None)
    with _alone():
        if kinds == {_Tensor} and len({(result.shape, result.dtype) for result in results}) == 1:
            return _stack([result.detach() for result in results])
    return results


def _width(module: Any) -> int | None:
    """How many columns the first weight of a module takes; None if that cannot be told.

    torch's own layers write what they take last, a weight made by hand has it first, as in `x @ w`.
    """
    for part in parts(module):
        ready_made = kind_name(type(part)).startswith("torch.")
        for weight in own(part, "parameters").values():
            with _alone():
                shape = tuple(weight.shape) if issubclass(type(weight), _Tensor) else ()
            if len(shape) == 2 or (len(shape) == 1 and not ready_made):
                width = shape[-1] if ready_made else shape[0]
                return width if 0 < width <= WIDEST else None
    return None


def _widened(rows: Any, width: int) -> Any:
    """The rows with so many columns: repeated or left out."""
    if rows.dim() != 2 or not rows.shape[1]:
        return rows
    return _cat([rows] * (-(-width // rows.shape[1])), dim=1)[:, :width].clone()
