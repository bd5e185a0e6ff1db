"""Gradients that autograd found in a run, wherever they came up. Used by Q11 and Q13.

`x.grad` after backward, what torch.autograd.grad or a jacobian gave back, and what a function made by torch.func.grad
did. What a program puts into `.grad` by itself is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch

from graders.authoring import Evidence, Found, require
from graders.compare import close, tensor_of
from graders.observation import How, TensorSeen, Value

Rule = Callable[[torch.Tensor], torch.Tensor]

BACKWARD = frozenset({"torch._tensor.Tensor.backward", "torch.autograd.backward"})
RETURNS = ("torch.autograd.grad", "torch.autograd.functional.", "torch._functorch.")
CALL = "Call y.backward(), then look at x.grad."
#: what torch.func makes has the name of the function that it was made of: for a student's own that is "__main__."
WRAPPED = "torch._VariableFunctionsClass."
TRANSFORMS = ("grad", "grad_and_value", "jacrev", "jacfwd", "vjp")


@dataclass(frozen=True, kw_only=True)
class Slope:
    """A gradient, and the x of that moment with respect to which it was taken; shapes are the same."""

    x: torch.Tensor
    gradient: torch.Tensor
    at: Found  #: the x
    found: Found  #: where the gradient came up
    transformed: bool = False  #: by a function that torch.func made: its x need not track


def tracked(seen: Evidence) -> list[Found]:
    """Every leaf that tracks gradients, as often as it was mentioned."""
    return [one for one in seen.everything if _leaf(one.seen) and one.is_tensor]


def slopes(seen: Evidence) -> list[Slope]:
    """Every gradient of the run, in the order in which it came up."""
    by_hand = assigned(seen)
    every = [*_kept(seen), *_returned(seen)]
    return [one for one in every if not any(close(one.gradient, other) is None for other in by_hand)]


def asked_of(seen: Evidence, one: Slope, *rules: Rule) -> bool:
    """Whether autograd was asked for the gradient of such a value at x, or of what came from one.

    A gradient of the right size can be had from anything: by a hook, by adding to `.grad`, from x times a formula.
    """
    if one.transformed or not (one.found.looked_at or one.found.callee in {*BACKWARD, *RETURNS}):
        return True
    calls = [each for each in seen.everything if each.callee in {*BACKWARD, RETURNS[0]}]
    asked = [[other for other in seen.operands(each) if other.is_tensor] for each in calls]
    values = [rule(one.x.double()) for rule in rules]
    return (
        not all(asked)
        or any(_in_turn(value, asked) for value in values)
        or any(_holds(each, values) for others in asked for other in others for each in (other, *seen.origins(other)))
    )


def _in_turn(value: torch.Tensor, asked: list[list[Found]]) -> bool:
    """Whether each number of a value was asked for by itself: `for one in x: (one**2).backward()`."""
    single = [other.tensor for others in asked for other in others if other.tensor is not None]
    return value.dim() > 0 and all(any(close(one, number) is None for one in single) for number in value.reshape(-1))


def _holds(one: Found, values: list[torch.Tensor]) -> bool:
    """Whether it is one of these values, or their sum."""
    tensor = one.tensor
    if tensor is None:
        return False
    return any(close(tensor, value.sum() if tensor.dim() == 0 else value) is None for value in values)


def assigned(seen: Evidence) -> list[torch.Tensor]:
    """What the code itself put into `.grad`, noughts left out: they only clear it."""
    stores = [one for one in seen.everything if one.made and one.made.how is How.STORE and one.made.name == "grad"]
    values = [operand.tensor for one in stores for operand in seen.operands(one)]
    return [value for value in values if value is not None and bool(value.any())]


def images(seen: Evidence) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Every pair of a leaf that tracks and a value that was computed from it: x and f(x), and all on the way."""
    leaves = {one.token: one for one in reversed(tracked(seen))}
    for one in seen.tensors:
        for origin in seen.origins(one):
            leaf = leaves.get(origin.token)
            if leaf is not None and origin.tensor is not None and one.tensor is not None and one.token != leaf.token:
                yield origin.tensor, one.tensor
                break


def require_tracked(seen: Evidence) -> None:
    """Fail the check unless a leaf tracks, or torch.func made a function for which none has to."""
    require(
        tracked(seen) or any(one.transformed for one in slopes(seen)),
        "No tensor of yours tracks gradients.",
        hint="Make x with requires_grad=True; its numbers need a point, such as 3.0.",
    )


def require_asked(seen: Evidence, *, by_hand: Rule) -> None:
    """Fail the check, saying why, if nobody asked autograd: not at all, or by a backward that is not PyTorch's."""
    asked = seen.calls("backward", "jacobian", *TRANSFORMS)
    own = next((one for one in seen.everything if _stands_in(one)), None)
    require(own is None, "The backward called here is not PyTorch's.", place=own.place if own else None, known=True)
    require(not assigned(seen), "Your own code puts the gradient into .grad.", hint=CALL, known=True)
    worked_out = next((one for one in seen.tensors for x in seen.tensors if _is(one, by_hand, x)), None)
    require(
        asked or worked_out is None,
        "The derivative is worked out by hand; PyTorch is to find it.",
        hint=CALL,
        place=worked_out.place if worked_out else None,
        known=True,
    )
    mentioned = not asked and seen.mentions("backward")
    require(
        not mentioned, "backward is mentioned, and not called.", hint="It needs brackets: y.backward().", known=True
    )
    require(asked, "backward is never called, so there is no gradient.", hint=CALL, known=True)


def _stands_in(one: Found) -> bool:
    """A call of a backward that the student's code has put in the place of PyTorch's."""
    made = one.made
    return made is not None and ".backward(" in made.source and one.callee.startswith("__main__.") and not one.is_tensor


def _is(one: Found, rule: Rule, x: Found) -> bool:
    return x.tensor is not None and bool(x.tensor.any()) and close(one.value, rule(x.tensor)) is None


def _kept(seen: Evidence) -> Iterator[Slope]:
    """What backward left in the `.grad` of a leaf."""
    if not any(one.callee in BACKWARD for one in seen.everything):
        return
    for one in tracked(seen):
        grad = one.seen.grad if one.seen else None
        if one.tensor is not None and grad is not None and grad.value is not None:
            yield Slope(x=one.tensor, gradient=grad.value, at=one, found=one)


def _returned(seen: Evidence) -> Iterator[Slope]:
    """What was given back by a function that finds gradients."""
    named = seen.calls(*TRANSFORMS)
    within = named and any(one.token is not None and one.value is None for one in seen.everything)
    for one in seen.everything:
        by_torch = one.callee.startswith(RETURNS)
        of_library = named and one.callee.startswith(WRAPPED)
        of_own = within and one.callee.startswith("__main__.") and not _made_inside(seen, one)
        transforms = of_library or of_own
        if by_torch or transforms:
            operands = [each for each in seen.operands(one) if each.is_tensor]
            for at in operands if transforms else [*operands, *tracked(seen)]:
                for part in _tensors(one.value):
                    if at.tensor is not None and (gradient := _laid(part, at.tensor)) is not None:
                        yield Slope(x=at.tensor, gradient=gradient, at=at, found=one, transformed=transforms)


def _made_inside(seen: Evidence, call: Found) -> bool:
    """Whether a function of the student's own lines made what it gave back: what torch.func makes leaves no line."""
    return call.token is not None and any(
        one.token == call.token and not one.looked_at and (one.cell, one.index) < (call.cell, call.index)
        for one in seen.everything
    )


def _laid(part: torch.Tensor, x: torch.Tensor) -> torch.Tensor | None:
    """A gradient has the shape of x; a jacobian of a function of each element by itself is one with its rows added."""
    if part.shape == x.shape:
        return part
    return part.reshape(-1, *x.shape).sum(0) if part.shape == (*x.shape, *x.shape) else None


def _tensors(value: Value) -> Iterator[torch.Tensor]:
    for one in value if isinstance(value, tuple) else (value,):
        tensor = tensor_of(one) if isinstance(one, TensorSeen) else None
        if tensor is not None:
            yield tensor


def _leaf(seen: TensorSeen | None) -> bool:
    return seen is not None and seen.requires_grad and seen.is_leaf
