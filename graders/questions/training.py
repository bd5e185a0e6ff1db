"""What a run shows of a training, whatever was trained and however. Used by Q23, Q24 and Q25.

Learning is by autograd, or by gradients that the code works out itself; weights are those of modules, tensors changed
in place, or variables bound anew in each step.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cached_property

import torch

from graders.authoring import Evidence, Found, Model
from graders.compare import tensor_of
from graders.observation import How, ModuleSeen, TensorSeen

ASKED = frozenset({"torch._tensor.Tensor.backward", "torch.autograd.backward", "torch.autograd.grad"})
TRANSFORMS = ("torch.autograd.functional.", "torch._functorch.")
PRODUCTS = (".matmul", ".mv", ".dot")
STEPS = 3  #: different values of a variable that show that it is moved and not only set


class Training:
    """The training of one run."""

    def __init__(self, seen: Evidence) -> None:
        self._seen = seen

    @cached_property
    def asked(self) -> bool:
        """Whether PyTorch was asked for gradients."""
        return next(self._asking(), None) is not None

    @cached_property
    def moved(self) -> frozenset[int]:
        """The tokens of the tensors, those in modules included, whose numbers did not stay what they were."""
        states: dict[int, list[torch.Tensor]] = {}
        for token, tensor in self._states():
            states.setdefault(token, []).append(tensor)
        return frozenset(token for token, seen in states.items() if any(not _same(seen[0], one) for one in seen[1:]))

    @cached_property
    def rebound(self) -> frozenset[str]:
        """The variables whose last value was made of earlier ones: `w = w - rate * gradient`, time and again."""
        named: dict[str, list[Found]] = {}
        for one in self._seen.everything:
            if one.is_tensor and one.looked_at and one.source.isidentifier():
                named.setdefault(one.source, []).append(one)
        return frozenset(name for name, values in named.items() if self._led_on(values))

    @property
    def any(self) -> bool:
        """Whether anything at all did not stay what it was."""
        return bool(self.moved or self.rebound)

    @cached_property
    def zeroed(self) -> bool:
        """Whether the code does anything to have fresh gradients in each step."""
        stored = any(
            one.made and one.made.how is How.STORE and one.made.name == "grad" for one in self._seen.everything
        )
        return stored or self._seen.calls("zero_grad", "zero_", "autograd.grad", "grad.fill_", "zeros_like")

    @cached_property
    def losses(self) -> list[list[float]]:
        """What was to be made small, each place's values in their order: eight of the first, and the last."""
        wanted = {operand.token for one in self._asking() for operand in self._seen.operands(one)} - {None}
        made = [(one, value) for one in self._seen.everything if one.made and (value := _number(one)) is not None]
        made = [(one, value) for one, value in made if not one.looked_at]
        places = {one.place for one, _ in made if (one.token in wanted if self.asked else self._own_loss(one))}
        curves: dict[object, list[float]] = {}
        for one, value in made:  # of a place's last value nobody tells that backward was called on it
            if one.place in places:
                curves.setdefault(one.place, []).append(value)
        return [curve for curve in curves.values() if len(curve) > 1 and (self.asked or min(curve) >= 0)]

    @property
    def fell(self) -> bool:
        """Whether a loss came out lower than it began."""
        return any(curve[-1] < curve[0] for curve in self.losses)

    @property
    def diverged(self) -> bool:
        """Whether the loss grew, or is no number any more."""
        return bool(self.losses) and not any(math.isfinite(c[-1]) and c[-1] <= 2 * abs(c[0]) for c in self.losses)

    @cached_property
    def broadcast(self) -> Found | None:
        """Where each output was compared with every target, if that can be told."""
        for one in self._seen.everything:
            shapes = sorted((each.seen.shape for each in self._seen.operands(one) if each.seen), key=len)
            loss = one.operator == "-" or "loss" in one.callee.lower()
            if loss and len(shapes) == 2 and shapes[1] == (*shapes[0], 1) and max(shapes[0], default=1) > 1:  # noqa: PLR2004 - output, target
                return one
        return None

    @cached_property
    def matrices(self) -> int:
        """How many tables of weights moved: two make a hidden layer. A vector by which others are multiplied is one."""
        inner = {token: tensor for one in self.modules for token, tensor in parameters(one).items()}
        inner |= {one.token: one.tensor for one in self._seen.tensors if one.token and one.tensor is not None}
        products = [one for one in self._seen.everything if one.operator == "@" or one.callee.endswith(PRODUCTS)]
        factors = {operand.token for one in products for operand in self._seen.operands(one)}
        return sum(inner[token].dim() > 1 or token in factors for token in self._weights() if token in inner)

    def holds(self, model: Model) -> bool:
        """Whether an optimiser holds a parameter of a model, or there is no optimiser at all."""
        return not self.held or bool(tokens_of(model) & self.held)

    @cached_property
    def held(self) -> frozenset[int]:
        """The tokens of what optimisers move."""
        groups = [group for one in self._seen.optimisers if one.optimiser for group in one.optimiser.groups]
        return frozenset(token for group in groups for token in group.parameters)

    def trained(self, model: Model) -> bool:
        """Whether a model was moved by training; a plain function, whether what it computes with was."""
        if model.module is not None:
            left = tokens_of(model, tracked=True) - self.moved - self.held if self.holds(model) and self.held else ()
            return self.asked and bool(tokens_of(model) & self.moved) and not left and not model.knows
        if model.knows and any(parameters(module).keys() & self.moved for module in self.modules):
            return False  # it says what it says whatever the modules have learnt
        return bool(self._weights() or self.rebound) and self._leans_on(model)

    def last(self, found: Found) -> Found:
        """What a weight had become when the code had ended: the same object, or what its variable held then."""
        names = self._names(found)
        same = [one for one in self._seen.everything if _is_weight(one, found, names)]
        return same[-1] if same else found

    def changed(self, found: Found) -> bool:
        """Whether a weight did not stay what it was."""
        return found.token in self.moved or bool(self._names(found) & self.rebound)

    def _names(self, found: Found) -> set[str]:
        """The variables that it has been in."""
        alike = (one for one in self._seen.everything if one.token == found.token is not None and one.looked_at)
        return {one.source for one in alike if one.source.isidentifier()}

    def _weights(self) -> set[int]:
        """The tensors that moved; where PyTorch was asked for gradients, those that have one."""
        leaves = {one.token for one in self._seen.tensors if one.seen and one.seen.requires_grad and one.seen.is_leaf}
        inner = {token for one in self.modules for token in parameters(one)}
        return {token for token in self.moved if not self.asked or token in leaves | inner}

    def _leans_on(self, model: Model) -> bool:
        """Whether what a function gave back, where the code called it, was made of something that moved."""
        weights = self._weights()
        for one in self._seen.everything:
            if one.callee.startswith("__main__.") and one.callee.rpartition(".")[2] == model.name:
                twins = [each for each in self._seen.everything if each.token == one.token and not each.looked_at]
                line = [each for twin in (twins if one.token else [one]) for each in (twin, *self._seen.origins(twin))]
                if any(each.token in weights or each.source in self.rebound or _by_module(each) for each in line):
                    return True
        return False

    def _led_on(self, values: list[Found]) -> bool:
        last = values[-1]
        shape = last.seen.shape if last.seen else None
        alike = {one.mark[1:] for one in values if one.seen and one.seen.shape == shape}
        return len(alike) >= STEPS and any(
            one.source == last.source and one.token != last.token for one in self._seen.origins(last)
        )

    def _asking(self) -> Iterator[Found]:
        yield from (one for one in self._seen.everything if one.callee in ASKED or one.callee.startswith(TRANSFORMS))

    def _own_loss(self, one: Found) -> bool:
        origins = self._seen.origins(one)
        return any(each.token in self.moved or each.source in self.rebound for each in origins)

    def _states(self) -> Iterator[tuple[int, torch.Tensor]]:
        for one in self._seen.everything:
            for value in (one.made.value if one.made else None, one.value):
                if isinstance(value, ModuleSeen):
                    yield from parameters(value).items()
            if one.is_tensor and one.token is not None and one.tensor is not None:
                yield one.token, one.tensor
        for module in self.modules:
            yield from parameters(module).items()

    @cached_property
    def modules(self) -> list[ModuleSeen]:
        """All modules, as the question's last cell left them."""
        return [one.module for one in self._seen.modules if one.module is not None]


def tokens_of(model: Model, *, tracked: bool = False) -> frozenset[int]:
    """Which tensors the parameters of a model are; or only those that track gradients."""
    return frozenset() if model.module is None else frozenset(parameters(model.module, tracked=tracked))


def own_modules(seen: Evidence, models: Iterable[Model]) -> bool:
    """Whether a module is among them that these cells mention: a notebook holds those of earlier questions, too."""
    mentioned = {one.token for one in seen.everything}
    return any(model.module is not None and model.answer.token in mentioned for model in models)


def parameters(module: ModuleSeen, *, tracked: bool = False) -> dict[int, torch.Tensor]:
    """The numbers of a module's parameters, its parts' included, by their tokens."""
    found: dict[int, torch.Tensor] = {}
    for part in module.parameters:
        seen = part.value if isinstance(part.value, TensorSeen) else None
        tensor = tensor_of(seen)
        if part.token is not None and seen and tensor is not None and (seen.requires_grad or not tracked):
            found[part.token] = tensor
    for _, child in module.children:
        found |= parameters(child, tracked=tracked)
    return found


def _same(one: torch.Tensor, other: torch.Tensor) -> bool:
    return one.shape == other.shape and bool(torch.equal(one, other))


def _is_weight(one: Found, found: Found, names: set[str]) -> bool:
    if not one.is_tensor or one.tensor is None or found.tensor is None or one.tensor.shape != found.tensor.shape:
        return False
    return (one.looked_at and one.source in names) or (one.token is not None and one.token == found.token)


def _number(one: Found) -> float | None:
    tensor = one.tensor
    if not one.is_tensor or tensor is None or tensor.numel() != 1 or not tensor.dtype.is_floating_point:
        return None
    return float(tensor)


def _by_module(one: Found) -> bool:
    return one.made is not None and one.made.callee_token is not None
