"""Modules and optimisers, from JSON."""

from __future__ import annotations

from typing import Any

from app.sandbox.customs.goods import Goods
from app.sandbox.customs.strict import INTEGER, flag, integer, listing, mapping, pair, record, refuse, text
from graders.observation import GroupSeen, ModuleSeen, OptimiserSeen, PartSeen, Value

PARTS, OPTIONS, GROUPS, DEPTH, NAME = 128, 40, 16, 8, 200

_MODULE = frozenset(("type", "token", "training", "options", "parameters", "buffers", "children"))
_OPTIMISER, _GROUP = frozenset(("type", "groups")), frozenset(("options", "parameters"))


class Parts:
    """Reads them; their tensors are among the run's goods."""

    def __init__(self, goods: Goods) -> None:
        self._goods = goods

    def value(self, told: object) -> Value:
        """Any value, a module or an optimiser too."""
        return (
            self.whole(told)
            if type(told) is dict and told.keys() & {"module", "optimiser"}
            else self._goods.value(told)
        )

    def whole(self, told: object) -> ModuleSeen | OptimiserSeen:
        """A module or an optimiser."""
        if type(told) is dict and told.keys() == {"module"}:
            return self._module(told["module"], 0)
        if type(told) is dict and told.keys() == {"optimiser"}:
            return self._optimiser(told["optimiser"])
        return refuse("where a module or an optimiser belongs there is neither")

    def _module(self, told: object, depth: int) -> ModuleSeen:
        if depth > DEPTH:
            refuse("modules are nested too deeply")
        module = record(told, _MODULE)
        return ModuleSeen(
            type=text(module["type"], NAME),
            token=token(module["token"]),
            training=flag(module["training"]),
            options=self._options(module["options"]),
            parameters=self._tensors(module["parameters"]),
            buffers=self._tensors(module["buffers"]),
            children=tuple([self._child(child, depth + 1) for child in listing(module["children"], PARTS)]),
        )

    def _child(self, told: object, depth: int) -> tuple[str, ModuleSeen]:
        name, module = pair(told)
        return text(name, NAME), self._module(module, depth)

    def _tensors(self, told: object) -> tuple[PartSeen, ...]:
        return tuple([self._part(part) for part in listing(told, PARTS)])

    def _part(self, told: object) -> PartSeen:
        part = listing(told, 3)
        if len(part) != 3:
            refuse("where a part of a module belongs there is none")
        return PartSeen(name=text(part[0], NAME), token=token(part[1]), value=self._goods.value(part[2]))

    def _optimiser(self, told: object) -> OptimiserSeen:
        optimiser = record(told, _OPTIMISER)
        groups = [self._group(group) for group in listing(optimiser["groups"], GROUPS)]
        return OptimiserSeen(type=text(optimiser["type"], NAME), groups=tuple(groups))

    def _group(self, told: object) -> GroupSeen:
        group = record(told, _GROUP)
        tokens = tuple([integer(number, 0, INTEGER) for number in listing(group["parameters"], PARTS)])
        return GroupSeen(options=self._options(group["options"]), parameters=tokens)

    def _options(self, told: object) -> dict[str, Any]:
        return {text(name, NAME): self._goods.value(value) for name, value in mapping(told, OPTIONS).items()}


def token(told: object) -> int | None:
    """A token, or none."""
    return None if told is None else integer(told, 0, INTEGER)
