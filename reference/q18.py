"""Q18: ReLU and Sigmoid written by hand."""

import torch


def relu(x: torch.Tensor) -> torch.Tensor:
    """What is positive stays, the rest becomes 0; the input is left as it is."""
    return torch.where(x > 0, x, torch.zeros_like(x))


def sigmoid(x: torch.Tensor) -> torch.Tensor:
    """1 / (1 + e^-x), with the exponential taken of what is not positive, so that it cannot overflow."""
    shrunk = torch.exp(-x.abs())
    return torch.where(x >= 0, torch.ones_like(x), shrunk) / (1 + shrunk)


if __name__ == "__main__":
    x = torch.tensor([-1000.0, -2.0, 0.0, 2.0, 1000.0])
    print(relu(x))
    print(sigmoid(x))
