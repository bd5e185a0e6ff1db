# 3/3: a helper function
import torch
from torch import cuda

def pick_device():
    """GPU si disponible, sinon CPU"""
    if cuda.is_available():
        return torch.device("cuda")
    return torch.device("cpu")

def main():
    x = torch.tensor([[1, 2], [3, 4]])
    print(x.to(pick_device()))

main()
