"""Q11: a tensor that tracks gradients, and the gradient of its square."""

import torch

x = torch.tensor(3.0, requires_grad=True)


def square(x: torch.Tensor) -> torch.Tensor:
    """x² of each element; its derivative is 2x."""
    return x**2


y = square(x)
y.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped

if __name__ == "__main__":
    print("x", x.item(), "gradient", x.grad)
