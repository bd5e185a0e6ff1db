# 4/4: torch.distributions, inside a function
import torch
from torch.distributions import Uniform

def show(t):
    print("shape is " + str(t.shape))
    print("dtype is " + str(t.dtype))

show(Uniform(0.0, 1.0).sample((2, 3)))
