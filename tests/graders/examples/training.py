"""Training loops that went astray."""

from __future__ import annotations

import math

import torch

from graders.explain import Context, Descent
from tests.graders.examples.base import Draw, Examples, Sample

TRAINING = Examples()


def slope(w: torch.Tensor) -> torch.Tensor:
    """The gradient of (w - 3)^2."""
    return 2 * (w - 3)


def descend(start: torch.Tensor, *, steps: int = 10, rate: float = 0.1, zero: bool = True) -> torch.Tensor:
    """What a student writes, with its usual mistakes as switches."""
    w = start.clone().requires_grad_()
    for _ in range(steps):
        loss = ((w - 3) ** 2).sum()
        torch.autograd.backward(loss)
        with torch.no_grad():
            assert w.grad is not None
            w -= rate * w.grad
            if zero:
                w.grad.zero_()
    return w.detach()


def asked(start: torch.Tensor) -> Context:
    """Ten steps with rate 0.1."""
    return Context(descent=Descent(start=start, gradient=slope, steps=10, rate=0.1))


def walk(draw: Draw, *, steps: int = 10, rate: float = 0.1, zero: bool = True) -> Sample:
    """A student's walk beside the right one, from a start of the student's own."""
    start = 5 * draw.normal(1)
    student = descend(start, steps=steps, rate=rate, zero=zero)
    return Sample(student=student, expected=descend(start), context=asked(start))


@TRAINING.mistake("training.accumulated")
def forgets_zero_grad(draw: Draw) -> Sample:
    """Gradients are never zeroed."""
    return walk(draw, zero=False)


@TRAINING.mistake("training.step_fewer")
def nine_steps(draw: Draw) -> Sample:
    """range(1, 10)."""
    return walk(draw, steps=9)


@TRAINING.mistake("training.step_more")
def eleven_steps(draw: Draw) -> Sample:
    """range(11)."""
    return walk(draw, steps=11)


@TRAINING.mistake("training.other_steps")
def one_step_only(draw: Draw) -> Sample:
    """The step stands after the loop."""
    return walk(draw, steps=1)


@TRAINING.mistake("training.other_rate")
def rate_of_a_hundredth(draw: Draw) -> Sample:
    """lr=0.01 for lr=0.1."""
    return walk(draw, rate=0.01)


@TRAINING.mistake("training.other_rate")
def twice_the_rate(draw: Draw) -> Sample:
    """lr=0.2 for lr=0.1."""
    return walk(draw, rate=0.2)


@TRAINING.mistake("training.uphill")
def adds_the_gradient(draw: Draw) -> Sample:
    """`w += lr * grad`."""
    return walk(draw, rate=-0.1)


@TRAINING.mistake("training.no_update")
def never_steps(draw: Draw) -> Sample:
    """optimizer.step() is missing."""
    return walk(draw, steps=0)


@TRAINING.mistake("training.accumulated")
def weights_of_a_line(draw: Draw) -> Sample:
    """Gradients add up while two weights are fitted to points."""
    x, y, start = draw.normal(8, 2), draw.normal(8), draw.normal(2)

    def gradient(w: torch.Tensor) -> torch.Tensor:
        return 2 * x.double().T @ (x.double() @ w - y.double()) / 8

    right = wrong = start.double()
    total = torch.zeros(2)
    for _ in range(6):
        right = right - 0.05 * gradient(right)
        total = total + gradient(wrong)
        wrong = wrong - 0.05 * total
    return Sample(
        student=wrong.float(),
        expected=right.float(),
        context=Context(descent=Descent(start=start, gradient=gradient, steps=6, rate=0.05)),
    )


@TRAINING.mistake("training.accumulated")
def backward_three_times(draw: Draw) -> Sample:
    """x.grad after three calls of backward."""
    x = draw.normal(4).requires_grad_()
    for _ in range(3):
        torch.autograd.backward((x**2).sum())
    return Sample(student=x.grad, expected=2 * x.detach(), context=Context(gradient=True, operands=(x.detach(),)))


@TRAINING.mistake("training.accumulated")
def gradients_of_every_step(draw: Draw) -> Sample:
    """The gradients noted in a loop are running sums."""
    fresh = draw.normal(5, 3)
    return Sample(student=fresh.cumsum(0), expected=fresh, context=Context(gradient=True))


@TRAINING.mistake("training.accumulated")
def same_gradient_added_up(draw: Draw) -> Sample:
    """-6, -12, -18: the weight stands still and the gradient grows."""
    start = draw.normal(1)
    gradients = tuple(count * slope(start) for count in range(1, 5))
    return Sample(student=gradients[-1], expected=slope(start) * 0.7, context=Context(gradients=gradients))


@TRAINING.mistake("training.no_gradient")
def gradient_of_a_detached_copy(draw: Draw) -> Sample:
    """The loss was computed from a detached copy."""
    x = draw.normal(4)
    return Sample(student=torch.zeros(4), expected=2 * x, context=Context(gradient=True, operands=(x,)))


@TRAINING.mistake("training.loss_nan")
def rate_far_too_large(draw: Draw) -> Sample:
    """The loss overflows."""
    losses = (1.0, 1e8, 1e30, math.inf, math.nan)
    return Sample(student=draw.normal(3) * math.nan, expected=draw.normal(3), context=Context(losses=losses))


@TRAINING.mistake("training.loss_flat")
def optimiser_of_another_model(draw: Draw) -> Sample:
    """The weights of another model are moved."""
    return Sample(student=draw.normal(4), expected=draw.normal(4), context=Context(losses=(0.7,) * 20))


@TRAINING.mistake("training.loss_rising")
def sign_of_the_loss(draw: Draw) -> Sample:
    """The negative of the loss is minimised."""
    losses = tuple(1.1**step for step in range(20))
    return Sample(student=draw.normal(4), expected=draw.normal(4), context=Context(losses=losses))
