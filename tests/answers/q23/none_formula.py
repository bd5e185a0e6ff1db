# 0/5: a function with the formula in it
import torch

def model(x):
    return 2 * x + 1

x = torch.tensor([1., 2., 3., 4., 5.])
print(model(x))
print("loss", 0.0)
