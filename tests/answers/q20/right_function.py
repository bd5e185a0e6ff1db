# 5/5: a function with nothing but the return value left
import torch


def forward(x, w1, b1, w2, b2):
    h = torch.relu(torch.mm(x, w1) + b1)
    return torch.mm(h, w2) + b2


torch.manual_seed(11)
out = forward(torch.randn(4, 6), torch.randn(6, 8), torch.zeros(8), torch.randn(8, 3), torch.zeros(3))
print(out)
