# 6/6: made by a factory, with other helpers around
import torch

def make(name):
    def relu(x):
        return torch.max(x, torch.tensor(0.0))
    def sigmoid(x):
        big = torch.exp(-torch.abs(x))
        pos = 1.0 / (1.0 + big)
        return torch.where(x < 0, 1 - pos, pos)
    return {"relu": relu, "sigmoid": sigmoid}[name]

relu = make("relu")
sigmoid = make("sigmoid")
print([round(t.item(), 3) for t in sigmoid(torch.tensor([-2.0, 0.0, 2.0]))])
