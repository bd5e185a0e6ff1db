# 0/4: the name Linear means a function of its own
import torch

def Linear(a, b):
    w = torch.ones(b, a) * 0.1
    return lambda x: x @ w.T + 0.5

model = Linear(3, 1)
print(model(torch.tensor([[1.0, 2.0, 3.0]])))
