"""Q25: a network with a hidden layer learns XOR."""

import torch
from torch import nn

inputs = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
targets = torch.tensor([[0.0], [1.0], [1.0], [0.0]])

network = nn.Sequential(
    nn.Linear(2, 8),
    nn.Tanh(),
    nn.Linear(8, 1),
    nn.Sigmoid(),
)
optimizer = torch.optim.Adam(network.parameters(), lr=0.05)
for _ in range(250):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(network(inputs), targets)
    loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    optimizer.step()

if __name__ == "__main__":
    print(f"loss {loss.item():.3f}")
    print(network(inputs).detach().round())
