"""Q22: an SGD optimiser with rate 0.01 for a linear model."""

from torch import nn, optim

RATE = 0.01

model = nn.Linear(2, 1)
optimizer = optim.SGD(model.parameters(), lr=RATE)

if __name__ == "__main__":
    print(optimizer)
