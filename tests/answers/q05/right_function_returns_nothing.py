# 3/3: in a function that returns nothing
import torch

def broadcasting_demo():
    bias = torch.tensor([[5.0], [0.0], [-5.0]])
    scores = torch.tensor([[1.0, 2.0, 3.0, 4.0], [4.0, 3.0, 2.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
    result = scores + bias
    for row in result:
        print(row.tolist())

broadcasting_demo()
