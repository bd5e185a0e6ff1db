# 3/3: all in a function that returns nothing
import torch

def demo():
    x = torch.arange(4.0, requires_grad=True)
    y = (x * 3).detach()
    print(y)

demo()
