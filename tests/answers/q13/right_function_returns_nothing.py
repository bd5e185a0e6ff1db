# 4/4: a function that returns nothing
import torch

def gradiente():
    x = torch.tensor(2.0, requires_grad=True)
    y = 3 * torch.pow(x, 3) + 2 * torch.square(x) + 5
    y.backward()
    # 9x^2 + 4x, en x = 2 da 44
    print("gradiente:", x.grad)

gradiente()
