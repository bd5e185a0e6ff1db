"""Q13: the gradient of 3x³ + 2x² + 5 at x = 2."""

import torch

x = torch.tensor(2.0, requires_grad=True)


def polynomial(x: torch.Tensor) -> torch.Tensor:
    """3x³ + 2x² + 5 of each element; its derivative is 9x² + 4x."""
    return 3 * x**3 + 2 * x**2 + 5


y = polynomial(x)
y.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped

if __name__ == "__main__":
    print("value", y.item())
    print("gradient", x.grad)
