"""Q3: a 2x3 tensor of uniform random numbers in [0, 1), its shape and its dtype."""

import torch

SHAPE = (2, 3)

uniform = torch.rand(SHAPE)

if __name__ == "__main__":
    print(uniform)
    print(uniform.shape)
    print(uniform.dtype)
