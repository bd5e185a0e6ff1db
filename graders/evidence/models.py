"""A model that was called on hidden rows: what it gave back, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graders.compare import tensor_of
from graders.observation import ModelAnswer, ModuleSeen, Raised, TensorSeen

if TYPE_CHECKING:
    import torch

LINEAR = "torch.nn.modules.linear.Linear"
APART = 1e-3  #: outputs that differ by more tell rows apart


@dataclass(frozen=True, kw_only=True)
class Layer:
    """A linear layer's own numbers: weight (out, in) and bias (out), which may be missing."""

    weight: torch.Tensor
    bias: torch.Tensor | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Model:
    """One model's answer. `module` is None where it is a plain function."""

    answer: ModelAnswer
    given: torch.Tensor  #: the hidden rows of the question
    module: ModuleSeen | None = None

    @property
    def name(self) -> str:
        """What the student calls it; its class where it has no name."""
        return self.answer.called or self.answer.type.rpartition(".")[2] or "the model"

    @property
    def raised(self) -> Raised | None:
        """The exception with which it answered."""
        return self.answer.raised

    @cached_property
    def rows(self) -> torch.Tensor:
        """What it was called on: shape (n, d)."""
        seen = self.answer.rows.value if self.answer.rows else None
        return self.given if seen is None else seen

    @cached_property
    def output(self) -> torch.Tensor | None:
        """What it gave back, as numbers; None where these are none."""
        found = tensor_of(self.answer.value)
        return None if found is None or found.is_complex() else found.double()

    @cached_property
    def knows(self) -> bool:
        """Whether it tells rows apart when all weights are nought: then something else in it knows the answer."""
        blank = tensor_of(self.answer.blank)
        if blank is None or blank.is_complex() or blank.dim() == 0 or not blank.isfinite().all():
            return False
        return bool((blank.double() - blank[0].double()).abs().amax() > APART) if blank.numel() else False

    @cached_property
    def parameters(self) -> Mapping[str, torch.Tensor]:
        """Its parameters by their dotted names, its parts' included, in order."""
        return {} if self.module is None else dict(_parameters(self.module, ""))

    @cached_property
    def layers(self) -> list[Layer]:
        """Its linear layers, in order; of what a student makes of nn.Linear, too."""
        return [layer for part in self.parts() if is_linear(part) and (layer := _layer(part)) is not None]

    def parts(self, kind: str = "") -> list[ModuleSeen]:
        """Itself and its parts, the outer ones first; of one qualified type if that is given."""
        every = [] if self.module is None else list(_parts(self.module))
        return [part for part in every if not kind or part.type == kind]


def is_linear(module: ModuleSeen) -> bool:
    """Whether it is an `nn.Linear`, or made after one: a class of the student's tells only by what it has."""
    return module.type == LINEAR or {"in_features", "out_features"} <= module.options.keys()


def parts_of(module: ModuleSeen) -> list[ModuleSeen]:
    """The module and its parts, the outer ones first."""
    return list(_parts(module))


def _parts(module: ModuleSeen) -> Iterator[ModuleSeen]:
    yield module
    for _, child in module.children:
        yield from _parts(child)


def _parameters(module: ModuleSeen, before: str) -> Iterator[tuple[str, torch.Tensor]]:
    for part in module.parameters:
        if isinstance(part.value, TensorSeen) and part.value.value is not None:
            yield before + part.name, part.value.value
    for name, child in module.children:
        yield from _parameters(child, f"{before}{name}.")


def _layer(module: ModuleSeen) -> Layer | None:
    own = {name: value for name, value in _parameters(module, "") if "." not in name}
    weight = own.get("weight")
    return None if weight is None else Layer(weight=weight, bias=own.get("bias"))
