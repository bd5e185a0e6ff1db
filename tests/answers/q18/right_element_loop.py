# 6/6: element by element in Python
import math
import torch

def relu(x):
    werte = [v if v > 0 else 0.0 for v in x.flatten().tolist()]
    return torch.tensor(werte, dtype=x.dtype).reshape(x.shape)

def sig(v):
    if v >= 0:
        return 1 / (1 + math.exp(-v))
    return math.exp(v) / (1 + math.exp(v))

def sigmoid(x):
    return torch.tensor([sig(v) for v in x.flatten().tolist()], dtype=x.dtype).reshape(x.shape)

print(sigmoid(torch.tensor([0.0, 100.0, -100.0])))
