"""Q20: the forward pass of a two-layer network on plain tensors."""

import torch

inputs = torch.tensor([[0.5, -1.0, 2.0], [1.5, 0.25, -0.5]])
w1, b1 = torch.randn(3, 4), torch.randn(4)
w2, b2 = torch.randn(4, 2), torch.randn(2)


def hidden(x: torch.Tensor, w1: torch.Tensor, b1: torch.Tensor) -> torch.Tensor:
    """The hidden layer: ReLU of x W1 + b1, for inputs (n, d), weights (d, h), a bias (h)."""
    return torch.relu(x @ w1 + b1)


def forward(x: torch.Tensor, w1: torch.Tensor, b1: torch.Tensor, w2: torch.Tensor, b2: torch.Tensor) -> torch.Tensor:
    """Both layers: weights (d, h) and (h, k), biases (h) and (k); outputs (n, k)."""
    return hidden(x, w1, b1) @ w2 + b2


output = forward(inputs, w1, b1, w2, b2)

if __name__ == "__main__":
    print(output)
