# 8/8: raw tensors, the update step written by hand
import torch

X = torch.tensor([[0, 0], [0, 1], [1, 0], [1, 1]]).float()
y = torch.tensor([[0], [1], [1], [0]]).float()
w1 = torch.randn(2, 8, requires_grad=True)
b1 = torch.zeros(8, requires_grad=True)
w2 = torch.randn(8, 1, requires_grad=True)
b2 = torch.zeros(1, requires_grad=True)
lr = 0.1

def forward(x):
    return torch.tanh(x @ w1 + b1) @ w2 + b2

for step in range(600):
    loss = ((forward(X) - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        for p in (w1, b1, w2, b2):
            p -= lr * p.grad
            p.grad.zero_()

print("loss", loss.item())
print(forward(X))
