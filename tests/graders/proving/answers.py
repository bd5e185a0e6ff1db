"""Right answers as a good student writes them, pooled: together they give every operator something to do."""

from __future__ import annotations

BROADCAST = """\
import torch

column = torch.tensor([[1.0], [2.0], [3.0]])
table = torch.rand(3, 4)
total = column + table
print(total.shape)
"""
ROUND_TRIP = """\
import numpy as np
import torch

t = torch.tensor([10, 20, 30])
array = t.numpy()
back = torch.from_numpy(array)
same = np.array([10, 20, 30])
print(array.tolist(), back.dtype, back.float())
"""
CHOOSING = """\
import torch

a = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
first, last, part = a[0], a[:, -1], a[0:2]
device = "cuda" if torch.cuda.is_available() and a.ndim == 2 else "cpu"
b = a.to(device).to(torch.float32)
print(b.reshape(1, 9), torch.cat([b, b]), torch.arange(1, 6))
print(f"mean {b.mean(dim=0)}, {b.sum():.2f}, {torch.matmul(b, b.t()).max().item()}")
if b.is_cuda:
    print(torch.add(b, b))
"""
BY_HAND = """\
import torch


def sigmoid(x):
    return 1 / (1 + torch.exp(-x))


x, w1, b1 = torch.randn(5, 2), torch.randn(2, 3, requires_grad=True), torch.zeros(3)
hidden = torch.relu(x @ w1 + b1)
w2, b2 = torch.randn(3, 1), torch.zeros(1)
y = (hidden @ w2 + b2) * 2.0
print(sigmoid(y) if y.requires_grad else y)
"""
DESCENT = """\
import torch

w = torch.tensor(0.0).requires_grad_()
rate = 0.1
for step in range(10):
    loss = (w - 3) ** 2
    loss.backward()
    with torch.no_grad():
        w -= rate * w.grad
    w.grad.zero_()
print(w.detach().item())
"""
XOR = """\
import torch
import torch.nn.functional as F
from torch import nn, optim

torch.manual_seed(0)
x = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = torch.tensor([[0.0], [1.0], [1.0], [0.0]])
model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1), nn.Sigmoid())
loss_function = nn.MSELoss()
optimizer = optim.SGD(model.parameters(), lr=0.1)
for epoch in range(1000):
    optimizer.zero_grad()
    loss = loss_function(model(x), y)
    loss.backward()
    optimizer.step()
    if epoch % 100 == 0:
        print(F.binary_cross_entropy(model(x), y).item())
print(model(x) > 0.5, model[0].weight, model.state_dict())
"""
ANSWERS = {
    "broadcast": BROADCAST,
    "round_trip": ROUND_TRIP,
    "choosing": CHOOSING,
    "by_hand": BY_HAND,
    "descent": DESCENT,
    "xor": XOR,
}
