"""Every model that a cell left, called on hidden rows, whatever it is called and whether it has a name or not.

A model is called as it stands: its mode is left, since it is the student's affair whether it is set to evaluation. No
gradients are tracked, so a function that trains gets no further than its `backward`. What it gives back first, of the
ways in which rows can be given, is its answer, and if there is none the first exception is. Afterwards all is put back.
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
from .fitted import type_of, ways, widened, width_of
from .kept import Kept, parts
from .patience import Patience, TimeUp
from .probe import Given
from .program import Program
from .raised import describe
from .tensors import Cargo
from .values import kind_name, see

MOST, NAME, DECORATORS = 8, 200, 8

_Module, _no_grad = torch.nn.Module, torch.no_grad
_bases = type.__dict__["__mro__"].__get__
_own = type.__dict__["__dict__"].__get__

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
        """The modules that are no part of another one, those with a name before those that a loop may have left."""
        inner = {id(part) for _, module in alive for part in list(parts(module))[1:]}
        names = {id(value): name for name, value in reversed(self._names.items()) if type(name) is str}
        found = [
            Model(target=module, called=names.get(id(module), "")[:NAME], token=token)
            for token, module in alive
            if id(module) not in inner
        ]
        return sorted(found, key=lambda model: not model.called)

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
        if issubclass(kind, type | _Module):
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
        module = model.token is not None
        width = width_of(model.target) if module and fitted else None
        if width is not None:
            rows = widened(rows, width)
        if module:
            rows = rows.to(type_of(model.target, rows.dtype))
        result, raised, shaped, call = self._called(model.target, rows, patience, kept)
        return {
            "type": self._budget.text(kind_name(type(model.target)), NAME),
            "called": self._budget.text(model.called, NAME),
            "token": model.token,
            "rows": see(shaped, self._cargo, self._budget) if width is not None else None,
            "value": see(result, self._cargo, self._budget),
            "blank": see(self._blank(call, patience, kept), self._cargo, self._budget),
            "raised": raised,
        }

    def _called(self, target: Any, rows: Any, patience: Patience, kept: Kept) -> tuple[Any, Any, Any, Any]:
        """What it gives back or raises, the rows in the shape in which they were given, and the call that worked."""
        first: BaseException | None = None
        for call, shaped in ways(target, rows):
            try:
                with catch_warnings(), untouched(), _no_grad():
                    simplefilter("ignore")
                    result = patience.run(call)
            except BaseException as error:
                first = first or error
                if isinstance(error, TimeUp):
                    break
            else:
                return result, None, shaped, call
            finally:
                kept.put_back()
        assert first is not None
        return None, describe(first, self._program, self._budget), rows, None

    @staticmethod
    def _blank(call: Callable[[], Any] | None, patience: Patience, kept: Kept) -> Any:
        """What the same call gives back when all weights are nought: what knows the answer then is no weight."""
        if call is None:
            return None
        try:
            kept.blank()
            with catch_warnings(), untouched(), _no_grad():
                simplefilter("ignore")
                return patience.run(call)
        except BaseException:
            return None
        finally:
            kept.put_back()
