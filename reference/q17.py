"""Q17: a network of 2 inputs, 4 hidden units with ReLU, and 1 output."""

import torch
from torch import nn

INPUTS, HIDDEN, OUTPUTS = 2, 4, 1


def make_network() -> nn.Sequential:
    """The network, with parameters of shapes (4, 2), (4), (1, 4) and (1)."""
    return nn.Sequential(nn.Linear(INPUTS, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, OUTPUTS))


def forward(x: torch.Tensor, w1: torch.Tensor, b1: torch.Tensor, w2: torch.Tensor, b2: torch.Tensor) -> torch.Tensor:
    """The forward pass of such a network; weights as `nn.Linear` keeps them, (out, in)."""
    return torch.relu(x @ w1.T + b1) @ w2.T + b2


network = make_network()

if __name__ == "__main__":
    print(network)
    print(network(torch.tensor([[0.5, -1.0]])))
