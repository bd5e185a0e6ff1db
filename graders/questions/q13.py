"""The gradient of a polynomial at 2: run again at another x, since 44 can be typed in, and many functions have it."""

from collections.abc import Iterator
from itertools import product

import torch

from graders.authoring import Credit, Evidence, Failure, Question, require
from graders.compare import close
from graders.questions import gradients
from reference import q13 as ref

q = Question(13, "The gradient of a polynomial")
q.data("x", 2)

POWERS = ("", "x", "x²", "x³", "x⁴")
WANTED = (3, 3, 2, 2)


def derivative(x: torch.Tensor) -> torch.Tensor:
    """9x² + 4x."""
    return 9 * x**2 + 4 * x


@q.check(1)
def function(seen: Evidence) -> None:
    """3x³ + 2x² + 5 is computed from a tensor that tracks gradients."""
    gradients.require_tracked(seen)
    right = [one for one in gradients.slopes(seen) if _right(one)]
    if _computed(seen) or any(one.transformed or gradients.asked_of(seen, one, ref.polynomial) for one in right):
        return
    forgotten = bool(right)
    require(not forgotten, "The + 5 is missing. The gradient does not feel it; the function does.", known=True)
    raise Failure("3x³ + 2x² + 5 is never computed from the tensor that tracks.", hint=_taken_for(seen))


@q.check(3)
def gradient(seen: Evidence, x: torch.Tensor) -> Credit | None:
    """PyTorch finds its gradient at x = 2."""
    found = gradients.slopes(seen)
    for one in found:
        if _right(one) and bool((one.x.double() == x).any()) and _asked_of_it(seen, one):
            return None
    if _computed(seen) and (elsewhere := next((one for one in found if _right(one) and _asked_of_it(seen, one)), None)):
        return Credit(0.5, "That is the right gradient at another x; it is asked for at 2.", place=elsewhere.at.place)
    typed = next(
        (one for one in seen.tensors if not seen.operands(one) and close(one.value, derivative(x)) is None), None
    )
    require(
        typed is None or gradients.tracked(seen),
        "The gradient is written down, and not found by PyTorch.",
        hint=gradients.CALL,
        place=typed.place if typed else None,
        known=True,
    )
    gradients.require_asked(seen, by_hand=derivative)
    for one in found:
        require(
            close(one.gradient, 2 * derivative(one.x)),
            "This is twice the gradient: backward was called twice, and .grad adds up.",
            place=one.found.place,
            known=True,
        )
    other = any(_right(one) for one in found)
    require(
        not other, "This is the number, but backward was called on something other than the polynomial.", known=True
    )
    raise Failure(
        "No gradient that PyTorch found in your code is that of 3x³ + 2x² + 5.",
        hint=_taken_for(seen),
        known=bool(found),
    )


def _right(one: gradients.Slope) -> bool:
    return close(one.gradient, derivative(one.x)) is None and bool(one.x.any())


def _asked_of_it(seen: Evidence, one: gradients.Slope) -> bool:
    """Whether the gradient is that of the polynomial, be it without the 5, and not of something else like it."""
    return gradients.asked_of(seen, one, ref.polynomial, lambda x: ref.polynomial(x) - 5)


def _computed(seen: Evidence) -> bool:
    return any(close(value, ref.polynomial(x)) is None and x.any() for x, value in gradients.images(seen))


def _taken_for(seen: Evidence) -> str:
    """Which polynomial it is that the student has written, if it is like the one asked for."""
    points = [(one.x.item(), one.gradient.item()) for one in gradients.slopes(seen) if one.x.numel() == 1]
    values = [(x.item(), value.item()) for x, value in gradients.images(seen) if x.numel() == value.numel() == 1]
    for a, p, b, q_, c in _neighbours():
        for x, slope in points:
            if abs(a * p * x ** (p - 1) + b * q_ * x ** (q_ - 1) + c - slope) > 1e-4 * abs(slope):
                continue
            for at, value in values:
                if at == x and abs(a * x**p + b * x**q_ + (c * x or 5) - value) <= 1e-4 * abs(value):
                    end = f"{c}x" if c else "5"
                    return f"This is the derivative of {a}{POWERS[p]} + {b}{POWERS[q_]} + {end}."
    return ""


def _neighbours() -> Iterator[tuple[int, int, int, int, int]]:
    """Coefficient and power twice, then the factor of x that stands for 5; what differs least comes first."""
    every = product(range(1, 6), range(1, 5), range(1, 6), range(1, 5), (0, 5))
    return iter(sorted(every, key=lambda one: sum(n != m for n, m in zip(one, (*WANTED, 0), strict=True))))
