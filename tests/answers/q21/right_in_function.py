# 4/4: in a function with nothing returned
import torch
from torch import nn

def main():
    loss = nn.MSELoss()
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([1.5, 2.5])
    l = loss(a, b)
    l.backward()

main()
