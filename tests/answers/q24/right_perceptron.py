# 6/6: the perceptron rule on raw tensors, no autograd
import torch

w = torch.zeros(2)
b = torch.zeros(1)
data = [([0, 0], 0), ([0, 1], 0), ([1, 0], 0), ([1, 1], 1)]

def predict(x):
    return ((torch.as_tensor(x, dtype=torch.float32) * w).sum(-1, keepdim=True) + b > 0).float()

for epoch in range(20):
    for x, t in data:
        err = t - predict(x)
        w = w + err * torch.tensor(x, dtype=torch.float32)
        b = b + err

for x, t in data:
    print(x, int(predict(x)), t)
