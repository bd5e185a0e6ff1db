"""Q24: a network learns the AND gate."""

import torch
from torch import nn

inputs = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
targets = torch.tensor([[0.0], [0.0], [0.0], [1.0]])

network = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())  # one line separates the rows: no hidden layer is needed
optimizer = torch.optim.Adam(network.parameters(), lr=0.2)
for _ in range(200):
    optimizer.zero_grad()
    loss = nn.functional.binary_cross_entropy(network(inputs), targets)
    loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    optimizer.step()

if __name__ == "__main__":
    print(f"loss {loss.item():.3f}")
    print(network(inputs).detach().round())
