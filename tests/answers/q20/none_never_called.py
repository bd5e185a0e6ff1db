# 0/5: the function is written and never called
import torch

def forward(x, w1, b1, w2, b2):
    return torch.relu(x @ w1 + b1) @ w2 + b2

print("done")
