"""Q24: a network learns the AND gate."""

import torch
from torch import nn

inputs = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
targets = torch.tensor([[0.0], [0.0], [0.0], [1.0]])


def make_network() -> nn.Sequential:
    """2 inputs, 1 output between 0 and 1: one line separates the rows, so no hidden layer is needed."""
    return nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())


def train(network: nn.Module, *, epochs: int = 200, rate: float = 0.2) -> list[float]:
    """Fit the network to the four rows; the loss of each epoch."""
    optimizer = torch.optim.Adam(network.parameters(), lr=rate)
    losses = []
    for _ in range(epochs):
        optimizer.zero_grad()
        loss = nn.functional.binary_cross_entropy(network(inputs), targets)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimizer.step()
        losses.append(loss.item())
    return losses


network = make_network()
losses = train(network)
outputs = network(inputs).detach()

if __name__ == "__main__":
    print(f"loss {losses[0]:.3f} -> {losses[-1]:.3f}")
    print(outputs.round())
