"""Q25: a network with a hidden layer learns XOR."""

import torch
from torch import nn

inputs = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
targets = torch.tensor([[0.0], [1.0], [1.0], [0.0]])


def make_network(hidden: int = 8) -> nn.Sequential:
    """2 inputs, a hidden layer with tanh, 1 output between 0 and 1."""
    return nn.Sequential(nn.Linear(2, hidden), nn.Tanh(), nn.Linear(hidden, 1), nn.Sigmoid())


def train(network: nn.Module, *, epochs: int = 250, rate: float = 0.05) -> list[float]:
    """Fit the network to the four rows; the loss of each epoch."""
    optimizer = torch.optim.Adam(network.parameters(), lr=rate)
    losses = []
    for _ in range(epochs):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(network(inputs), targets)
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
