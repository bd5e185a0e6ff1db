"""Q23: linear regression learns y = 2x + 1 from x = 1..5."""

import torch
from torch import nn

inputs = torch.arange(1.0, 6.0).unsqueeze(1)
targets = 2 * inputs + 1


def train(model: nn.Module, *, epochs: int = 400, rate: float = 0.2) -> list[float]:
    """Fit the model to the five points; the loss of each epoch."""
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    losses = []
    for _ in range(epochs):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(inputs), targets)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimizer.step()
        losses.append(loss.item())
    return losses


model = nn.Linear(1, 1)
losses = train(model)
outputs = model(inputs).detach()

if __name__ == "__main__":
    print(f"loss {losses[0]:.3f} -> {losses[-1]:.5f}")
    print(f"y = {model.weight.item():.2f} x + {model.bias.item():.2f}")
