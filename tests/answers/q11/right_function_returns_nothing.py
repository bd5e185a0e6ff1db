# 4/4: inside a function that returns nothing
import torch

def derivada():
    x = torch.tensor(7., requires_grad=True)
    y = x.pow(2)
    y.backward()
    # debe ser 2 * x
    print(x.grad)

derivada()
