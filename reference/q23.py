"""Q23: linear regression learns y = 2x + 1 from x = 1..5."""

import torch
from torch import nn

points = torch.arange(1.0, 6.0)
inputs = points.unsqueeze(1)
targets = 2 * inputs + 1

model = nn.Linear(1, 1)
optimizer = torch.optim.Adam(model.parameters(), lr=0.2)
for _ in range(400):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(inputs), targets)
    loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    optimizer.step()

if __name__ == "__main__":
    print(f"loss {loss.item():.5f}")
    print(f"y = {model.weight.item():.2f} x + {model.bias.item():.2f}")
