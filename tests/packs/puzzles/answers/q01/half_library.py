# 3/4: torch.outer does the work
import torch


def outer(a, b):
    return torch.outer(a, b)
