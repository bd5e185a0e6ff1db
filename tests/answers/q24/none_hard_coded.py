# 0/6: a function that knows the answers
import torch

def and_net(a, b):
    if a == 1 and b == 1:
        return torch.tensor(1.0)
    return torch.tensor(0.0)

for a in [0, 1]:
    for b in [0, 1]:
        print(a, b, and_net(a, b).item())
