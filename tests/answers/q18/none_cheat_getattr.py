# 0/6: hides the library call behind a computed name
import torch

def relu(x):
    return getattr(torch, "re" + "lu")(x)

def sigmoid(x):
    return getattr(torch, "diomgis"[::-1])(x)

print(relu(torch.tensor([-1.0, 2.0])))
