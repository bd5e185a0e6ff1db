"""What a run shows of a training, whatever was trained and however. Used by Q23, Q24 and Q25.

Learning is by autograd, or by gradients that the code works out itself; weights are those of modules, tensors changed
in place, or variables bound anew in each step.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property

import torch

from graders.authoring import Evidence, Failure, Found, Model
from graders.compare import tensor_of
from graders.observation import How, ModuleSeen, TensorSeen

ASKED = frozenset({"torch._tensor.Tensor.backward", "torch.autograd.backward", "torch.autograd.grad"})
TRANSFORMS = ("torch.autograd.functional.", "torch._functorch.")
STEPS = 3  #: different values of a variable that show that it is moved and not only set
LOOP = "loss.backward(), then optimizer.step(), both in the loop."
WEIGHTS = "A model that learns has weights, such as those of nn.Linear, and a loop that moves them."


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
        """How many tables of weights moved: two make a hidden layer."""
        inner = {token: tensor for one in self._modules() for token, tensor in _parameters(one).items()}
        inner |= {one.token: one.tensor for one in self._seen.tensors if one.token and one.tensor is not None}
        return sum(inner[token].dim() > 1 for token in self._weights() if token in inner)

    def holds(self, model: Model) -> bool:
        """Whether an optimiser holds a parameter of a model, or there is no optimiser at all."""
        return not self._held or bool(tokens_of(model) & self._held)

    @cached_property
    def _held(self) -> frozenset[int]:
        """The tokens of what optimisers move."""
        groups = [group for one in self._seen.optimisers if one.optimiser for group in one.optimiser.groups]
        return frozenset(token for group in groups for token in group.parameters)

    def trained(self, model: Model) -> bool:
        """Whether a model was moved by training; a plain function, whether what it computes with was."""
        if model.module is not None:
            left = tokens_of(model, tracked=True) - self.moved - self._held if self.holds(model) and self._held else ()
            return self.asked and bool(tokens_of(model) & self.moved) and not left
        return bool(self._weights() or self.rebound) and self._leans_on(model)

    def untrained(self, models: tuple[Model, ...]) -> Failure:
        """Why there is nothing that was trained."""
        own = next((one for one in self._seen.everything if _stands_in(one)), None)
        if own is not None:
            return Failure("The backward called here is not PyTorch's.", hint=LOOP, place=own.place, known=True)
        if not self.asked:
            return self._unasked(models)
        models = tuple(model for model in models if model.module)
        if (unheld := self._unheld(models)) is not None:
            return unheld
        if (cleared := self._cleared()) is not None:
            return Failure(
                "The gradients are cleared between backward and step, so the step has nothing to go by.",
                hint="Call zero_grad() before backward(), or after step().",
                place=cleared.place,
                known=True,
            )
        if not self._seen.calls("step"):
            return Failure(
                "backward is called, but nothing ever moves the weights.", hint="Call optimizer.step().", known=True
            )
        return Failure(
            "No trained model was found when your code had ended.",
            hint="Keep your model in a variable, and train it with backward and an optimiser step.",
        )

    def _unasked(self, models: tuple[Model, ...]) -> Failure:
        """Why nothing was learnt where no gradient was asked for."""
        inner = any(_parameters(module) for module in self._modules())
        if inner or any(one.seen and one.seen.requires_grad for one in self._seen.tensors):
            return Failure("backward is never called, so nothing is learnt.", hint=LOOP)
        said = [model.output for model in models if model.output is not None and model.output.numel()]
        if said and all(bool(output.amax() == output.amin()) for output in said):
            what = "Your model says the same whatever it is given, and nothing in it can be trained."
        elif said:
            what = "What your model says is written into your code: nothing in it is trained."
        else:
            what = "Nothing in your code can be trained: it has no weights."
        return Failure(what, hint=WEIGHTS)

    def _unheld(self, models: tuple[Model, ...]) -> Failure | None:
        """What is wrong with what the optimiser holds; None if that is all right, or if there is no optimiser."""
        called = {one.made.callee_token for one in self._seen.everything if one.made}
        used = [model for model in models if model.answer.token in called] or models
        if used and not any(self.holds(model) for model in used):
            return Failure(
                "The optimiser does not hold the parameters of your model, so they never move.",
                hint="Make the optimiser after the model, from this model's parameters().",
                known=True,
            )
        if used and self._held and not any(tokens_of(model) <= self._held for model in used):
            return Failure(
                "The optimiser holds only some of the parameters of your model; the others never move.",
                hint="Give it model.parameters(), all of them.",
                known=True,
            )
        return None

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
        inner = {token for one in self._modules() for token in _parameters(one)}
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

    def _cleared(self) -> Found | None:
        """Where the gradients were cleared after backward and before the step, if they ever were."""
        last, cleared = "", None
        for one in self._seen.everything:
            name = one.callee.rpartition(".")[2]
            if name == "step" and last == "zero_grad after backward":
                return cleared
            if name == "zero_grad" and last == "backward":
                last, cleared = "zero_grad after backward", one
            elif name in {"backward", "step"}:
                last = name
        return None

    def _states(self) -> Iterator[tuple[int, torch.Tensor]]:
        for one in self._seen.everything:
            for value in (one.made.value if one.made else None, one.value):
                if isinstance(value, ModuleSeen):
                    yield from _parameters(value).items()
            if one.is_tensor and one.token is not None and one.tensor is not None:
                yield one.token, one.tensor
        for module in self._modules():
            yield from _parameters(module).items()

    def _modules(self) -> list[ModuleSeen]:
        return [one.module for one in self._seen.modules if one.module is not None]


def tokens_of(model: Model, *, tracked: bool = False) -> frozenset[int]:
    """Which tensors the parameters of a model are; or only those that track gradients."""
    return frozenset() if model.module is None else frozenset(_parameters(model.module, tracked=tracked))


def _parameters(module: ModuleSeen, *, tracked: bool = False) -> dict[int, torch.Tensor]:
    found: dict[int, torch.Tensor] = {}
    for part in module.parameters:
        seen = part.value if isinstance(part.value, TensorSeen) else None
        tensor = tensor_of(seen)
        if part.token is not None and seen and tensor is not None and (seen.requires_grad or not tracked):
            found[part.token] = tensor
    for _, child in module.children:
        found |= _parameters(child, tracked=tracked)
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


def _stands_in(one: Found) -> bool:
    return bool(one.made and ".backward(" in one.made.source and one.callee.startswith("__main__."))
