"""Q16: a linear model y = Wx + b, made with `torch.nn.Linear` and applied to a small batch."""

import torch
from torch import nn

inputs = torch.tensor([[1.0, 2.0, 3.0], [0.5, -1.0, 0.0]])

model = nn.Linear(3, 2)
output = model(inputs)


def forward(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    """x Wᵀ + b for inputs (n, d), a weight (k, d) and a bias (k): what a linear layer computes."""
    return x @ weight.T + bias


if __name__ == "__main__":
    print(model)
    print(output)
