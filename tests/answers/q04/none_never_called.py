# 0/4: a function that is never called
import torch
def work():
    a = torch.tensor([[1, 2], [3, 4]])
    b = torch.tensor([[5, 6], [7, 8]])
    print(a + b)
    print(a @ b)
