# 8/8: gradients written out by hand, no autograd
import torch

X = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
T = torch.tensor([[0.0], [1.0], [1.0], [0.0]])
W1 = torch.randn(2, 8)
c1 = torch.randn(8)
W2 = torch.randn(8, 1)
c2 = torch.zeros(1)

def predict(x):
    return torch.sigmoid(torch.tanh(x @ W1 + c1) @ W2 + c2)

for _ in range(1000):
    h = torch.tanh(X @ W1 + c1)
    p = torch.sigmoid(h @ W2 + c2)
    d2 = p - T                      # cross entropy with a sigmoid
    d1 = (d2 @ W2.T) * (1 - h * h)
    W2 -= 0.2 * h.T @ d2
    c2 -= 0.2 * d2.sum(0)
    W1 -= 0.2 * X.T @ d1
    c1 -= 0.2 * d1.sum(0)

print(predict(X).round())
