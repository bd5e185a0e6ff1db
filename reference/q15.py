"""Q15: ten steps of gradient descent on (w - 3)² with rate 0.1."""

import torch

MINIMUM, RATE, STEPS = 3.0, 0.1, 10


def descend(start: float, *, steps: int = STEPS, rate: float = RATE) -> torch.Tensor:
    """Where w stands after the steps."""
    w = torch.tensor(start, requires_grad=True)
    for _ in range(steps):
        loss = (w - MINIMUM) ** 2
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        slope = w.grad
        with torch.no_grad():
            w -= rate * slope if slope is not None else 0.0
        w.grad = None
    return w.detach()


def after(start: float, steps: int = STEPS, rate: float = RATE) -> float:
    """The same by its formula: each step leaves (1 - 2 rate) of the way to the minimum."""
    return MINIMUM + (start - MINIMUM) * (1 - 2 * rate) ** steps


w = descend(0.0)

if __name__ == "__main__":
    print(f"w = {w.item():.6f}")
